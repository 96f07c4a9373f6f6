"""The kinds of fields over HTTP, for builders and for programs that write definitions."""

from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, Field

from engines.form.fields import FIELD_KINDS
from mortise.api.entrance import Looking
from mortise.definitions.json_schema import schema_of

router: Final = APIRouter(tags=["apps"])


class KindItem(BaseModel):
    """A kind of field: its name and place in the palette, its icon, and the schema of its settings."""

    kind: str
    title: dict[str, str]
    icon: str
    group: str
    computed: bool
    can_be_title: bool
    can_be_unique: bool
    in_rows: bool
    settings: Annotated[dict[str, Any], Field(alias="schema")]


class Kinds(BaseModel):
    """Every kind of field."""

    items: list[KindItem]


@router.get("/api/kinds", response_model=Kinds)
async def read_kinds(person: Looking) -> dict[str, object]:
    """The kinds of fields with the settings that an author gives them."""
    return {
        "items": [
            {
                "kind": key,
                "title": kind.title.model_dump(by_alias=True),
                "icon": kind.icon,
                "group": kind.group,
                "computed": kind.computed,
                "can_be_title": kind.can_be_title,
                "can_be_unique": kind.can_be_unique,
                "in_rows": kind.in_rows,
                "schema": schema_of(kind, f"/schemas/fields/{key}.json"),
            }
            for key, kind in FIELD_KINDS.items()
        ]
    }
