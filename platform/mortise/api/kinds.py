"""The kinds of fields and of blocks of pages over HTTP, for builders and for programs that write definitions."""

from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, Field

from engines.form.blocks import BLOCK_KINDS
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
    pressed: bool
    can_be_title: bool
    can_be_unique: bool
    in_rows: bool
    settings: Annotated[dict[str, Any], Field(alias="schema")]


class BlockItem(BaseModel):
    """A kind of block of a record's page: its name and icon, and the schema of its settings."""

    kind: str
    title: dict[str, str]
    icon: str
    settings: Annotated[dict[str, Any], Field(alias="schema")]


class Kinds(BaseModel):
    """Every kind of field, and of block of a record's page, in the order in which they are offered."""

    items: list[KindItem]
    blocks: list[BlockItem]


@router.get("/api/kinds", response_model=Kinds)
async def read_kinds(person: Looking) -> dict[str, object]:
    """The kinds of fields, and of blocks, with the settings that an author gives them."""
    return {
        "items": [
            {
                "kind": key,
                "title": kind.title.model_dump(by_alias=True),
                "icon": kind.icon,
                "group": kind.group,
                "computed": kind.computed,
                "pressed": kind.pressed,
                "can_be_title": kind.can_be_title,
                "can_be_unique": kind.can_be_unique,
                "in_rows": kind.in_rows,
                "schema": schema_of(kind, f"/schemas/fields/{key}.json"),
            }
            for key, kind in FIELD_KINDS.items()
        ],
        "blocks": [
            {
                "kind": key,
                "title": block.title.model_dump(by_alias=True),
                "icon": block.icon,
                "schema": schema_of(block, f"/schemas/blocks/{key}.json"),
            }
            for key, block in sorted(BLOCK_KINDS.items(), key=lambda each: each[1].rank)
        ],
    }
