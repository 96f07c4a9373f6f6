"""What differs between two definitions of an application, part by part, found by key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeVar

from engines.definition import Definition
from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.issues import pointer
from mortise.definitions.app import AppDefinition

How = Literal["added", "removed", "changed"]
What = Literal["app", "form", "field", "option_set", "view", "page", "flow", "role", "parameter", "menu"]

LISTS: Final[Sequence[tuple[str, What]]] = (
    ("option_sets", "option_set"),
    ("views", "view"),
    ("pages", "page"),
    ("flows", "flow"),
    ("parameters", "parameter"),
    ("roles", "role"),
)
PARTS: Final = frozenset({"forms", "option_sets", "views", "pages", "flows", "parameters", "roles", "menu"})


class Keyed(Protocol):
    """What has a key."""

    @property
    def key(self) -> str:
        """The identity that its author gave."""
        ...


K = TypeVar("K", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `place` points into the old document for what was removed, otherwise into the new one;
    `form` and `field` (`lines.amount` in a sub-table) name the form and the field it is about; `settings` are the
    names of those that differ."""

    how: How
    what: What
    place: str
    form: str | None = None
    field: str | None = None
    settings: tuple[str, ...] = ()


def differences(old: AppDefinition | None, new: AppDefinition) -> Iterator[Change]:
    """Every change from `old` (None: nothing yet) to `new`."""
    if old is None:
        old = AppDefinition(key=new.key, label=new.label)
    settings = changed_settings(old, new, PARTS)
    if settings:
        yield Change("changed", "app", "", settings=settings)
    yield from form_differences(old, new)
    for member, what in LISTS:
        for how, number, before, after in matched(getattr(old, member), getattr(new, member)):
            part = after if after is not None else before
            yield Change(how, what, pointer(member, number), getattr(part, "form", None))
    if old.menu != new.menu:
        yield Change("changed", "menu", "/menu")


def form_differences(old: AppDefinition, new: AppDefinition) -> Iterator[Change]:
    """Changes of forms and of their fields."""
    for how, number, before, after in matched(old.working_forms, new.working_forms):
        place = pointer("forms", number)
        if before is None or after is None:
            form = before or after
            yield Change(how, "form", place, form.key if form else None)
            continue
        settings = changed_settings(before, after, frozenset({"fields"}))
        if settings:
            yield Change("changed", "form", place, after.key, settings=settings)
        yield from field_differences(after, before.fields, after.fields, f"{place}/fields")


def field_differences(
    form: FormDefinition, old: Sequence[Field], new: Sequence[Field], place: str, outer: str = ""
) -> Iterator[Change]:
    """Changes of the fields of a form, or of the sub-table `outer`."""
    for how, number, before, after in matched(old, new):
        where = f"{place}/{number}"
        field = after if after is not None else before
        path = outer + (field.key if field is not None else "")
        if before is None or after is None:
            yield Change(how, "field", where, form.key, path)
            continue
        has_rows = before.row_fields() is not None and after.row_fields() is not None
        settings = changed_settings(before, after, frozenset({"fields"}) if has_rows else frozenset())
        if settings:
            yield Change("changed", "field", where, form.key, path, settings)
        if has_rows:
            rows = (before.row_fields() or (), after.row_fields() or ())
            yield from field_differences(form, *rows, f"{where}/fields", f"{path}.")


def matched(old: Sequence[K], new: Sequence[K]) -> Iterator[tuple[How, int, K | None, K | None]]:
    """Parts of one key in both lists that differ, and parts that are in one list only, with their position."""
    before: Mapping[str, K] = {part.key: part for part in old}
    after = {part.key for part in new}
    for number, part in enumerate(new):
        if part.key not in before:
            yield "added", number, None, part
        elif before[part.key] != part:
            yield "changed", number, before[part.key], part
    for number, part in enumerate(old):
        if part.key not in after:
            yield "removed", number, part, None


def changed_settings(old: Definition, new: Definition, besides: frozenset[str]) -> tuple[str, ...]:
    """The names of settings that differ; those of a part of another kind are all of both."""
    names = dict.fromkeys([*type(old).model_fields, *type(new).model_fields])
    return tuple(
        name for name in names if name not in besides and getattr(old, name, None) != getattr(new, name, None)
    )
