"""A form made from a file: what is added to the application's document for it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel, ConfigDict, Field

from engines.definition import Key, Label
from mortise.definitions.roles import Action

IN_THE_ORDER_OF_ROWS: Final = {"field": "id", "descending": False}
"""People who know their table find it again, and what they add stands below it."""
SCOPES: Final = get_args(Action)
"""Everything that can be done with records."""


class NewForm(BaseModel):
    """What a builder decided: the form's name, its fields as definitions, and which of them names a record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Key
    label: Label
    title_field: Key | None = None
    fields: tuple[dict[str, Any], ...] = Field(min_length=1, max_length=500)


def additions(document: Mapping[str, Any], form: NewForm, roles: Iterable[str]) -> list[dict[str, object]]:
    """A JSON Patch that adds the form, a line of the menu where the application has its own, and all that may be done
    with its records to the roles of whoever makes it."""
    definition = {
        "key": form.key,
        "label": form.label.model_dump(by_alias=True),
        "icon": "TableOutlined",
        "title_field": form.title_field,
        "fields": list(form.fields),
        "sort": [IN_THE_ORDER_OF_ROWS],
    }
    operations: list[dict[str, object]] = []
    operations += _added(
        document, "forms", {name: value for name, value in definition.items() if value is not None}
    )
    if document.get("menu"):
        operations += _added(document, "menu", {"key": form.key, "form": form.key})
    held = set(roles)
    grant = {"form": form.key, "scopes": {action: [{"kind": "all"}] for action in SCOPES}}
    for place, role in enumerate(document.get("roles", ())):
        if role.get("key") in held and role.get("builder") and not role.get("administrator"):
            operations += _added(role, "grants", grant, f"/roles/{place}")
    return operations


def _added(holder: Mapping[str, Any], member: str, value: object, place: str = "") -> list[dict[str, object]]:
    if member in holder:
        return [{"op": "add", "path": f"{place}/{member}/-", "value": value}]
    return [{"op": "add", "path": f"{place}/{member}", "value": [value]}]
