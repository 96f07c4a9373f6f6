"""A saved view as it is stored, and as the kind of view that it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engines.definition import Label
from engines.form.sites import compared_fields
from engines.form.view import View
from engines.form.views import VIEW_KINDS
from engines.issues import Issue
from mortise.db.connections import Record
from mortise.definitions.reading import choice_issue, read_as
from mortise.views.audience import Whom

Document = dict[str, Any]
"""A view's kind with its settings, as JSON gives it."""

KEY: Final = "saved"
"""Stands for the key, which a saved view has none of: it is told apart by its number."""

GIVEN: Final = frozenset({"key", "form", "label"})
"""What belongs to the row, and not to the settings."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of a form that a person made."""

    id: int
    form: str
    person: int
    person_name: str
    label: Label
    definition: Document
    names: Mapping[str, object]
    shared: bool
    whom: Whom
    locked: bool
    version: int


def saved_view(row: Record, name: str) -> SavedView:
    """A row as what it says; `name` is that of the person who made it."""
    return SavedView(
        id=row["id"],
        form=row["form"],
        person=row["person_id"],
        person_name=name,
        label=Label.model_validate(row["label"]),
        definition=row["definition"],
        names=row["names"],
        shared=row["shared"],
        whom=Whom(*(tuple(row[name]) for name in ("roles", "departments", "groups", "positions"))),
        locked=row["locked"],
        version=row["version"],
    )


def read_view(form: str, document: Mapping[str, object]) -> View | tuple[Issue, ...]:
    """The settings as a view of their kind, or everything that is wrong with their shape."""
    strange = [Issue("setting_unknown", f"/{name}", {"name": name}) for name in sorted(GIVEN & set(document))]
    kind = document.get("kind")
    model = VIEW_KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        missing = Issue("setting_missing", "/kind", {"name": "kind"})
        known = " or ".join(f"'{each}'" for each in VIEW_KINDS)
        return (*strange, missing if kind is None else choice_issue("/kind", str(kind), known))
    if strange:
        return tuple(strange)
    return read_as(model, {**document, "key": KEY, "form": form, "label": {}})


def settings_of(view: View) -> Document:
    """A view's kind and settings as JSON gives them."""
    return {
        name: value
        for name, value in view.model_dump(mode="json", by_alias=True).items()
        if name not in GIVEN
    }


def fields_of(view: View) -> Iterator[str]:
    """The fields that a view names, those that it compares included, each once."""
    named = [key for key, _ in view.named_fields()]
    trees = [view.filter, *(tree for tree, _ in view.conditions())]
    yield from dict.fromkeys([*named, *(key for tree in trees for key in compared_fields(tree))])
