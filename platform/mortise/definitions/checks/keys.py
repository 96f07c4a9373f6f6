"""Keys: each is given once where it must be, and makes a name that PostgreSQL can hold."""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from engines.definition import SYSTEM_COLUMNS
from engines.form.field import Field
from engines.issues import Issue, pointer
from mortise.definitions.app import AppDefinition, MenuEntry

LONGEST_TABLE: Final = 50
"""A form's key and a sub-table's together, so that names of indexes made from them fit into 63 bytes."""


class Keyed(Protocol):
    """What has a key."""

    @property
    def key(self) -> str:
        """The identity that its author gave."""
        ...


def check_keys(definition: AppDefinition) -> Iterator[Issue]:
    """Keys given twice, and keys that no table or column can bear."""
    for member in ("forms", "views", "pages", "flows", "option_sets", "parameters", "roles"):
        parts: Sequence[Keyed] = getattr(definition, member)
        yield from given_twice([(pointer(member, position), part) for position, part in enumerate(parts)])
    yield from given_twice(list(menu_entries(definition.menu)))
    yield from unspeakable(definition.key, "/key")
    for position, form in enumerate(definition.forms):
        place = pointer("forms", position)
        yield from unspeakable(form.key, f"{place}/key")
        yield from check_field_keys(form.key, form.fields, f"{place}/fields")


def check_field_keys(table: str, fields: Sequence[Field], place: str) -> Iterator[Issue]:
    """Problems of the keys of one table's fields, and of the tables below it."""
    seen: set[str] = set()
    for position, field in enumerate(fields):
        where = f"{place}/{position}/key"
        if field.key in SYSTEM_COLUMNS:
            yield Issue("key_reserved", where, {"key": field.key})
        if field.key in seen:
            yield Issue("key_twice", where, {"key": field.key})
        seen.add(field.key)
        yield from unspeakable(field.key, where)
        inner = field.row_fields() or ()
        if inner:
            if len(table) + len(field.key) > LONGEST_TABLE:
                yield Issue("key_too_long_together", where, {"key": field.key, "maximum": LONGEST_TABLE})
            yield from check_field_keys(f"{table}__{field.key}", inner, f"{place}/{position}/fields")


def unspeakable(key: str, where: str) -> Iterator[Issue]:
    """Two underscores in a row separate the parts of names that the platform makes."""
    if "__" in key or key.endswith("_"):
        yield Issue("key_underscores", where, {"key": key})


def given_twice(parts: Sequence[tuple[str, Keyed]]) -> Iterator[Issue]:
    """Keys that stand twice among parts, which come with their pointers."""
    seen: set[str] = set()
    for place, part in parts:
        if part.key in seen:
            yield Issue("key_twice", f"{place}/key", {"key": part.key})
        seen.add(part.key)


def menu_entries(entries: Sequence[MenuEntry], place: str = "/menu") -> Iterator[tuple[str, MenuEntry]]:
    """Every line of the menu with its pointer, outer lines first."""
    for position, entry in enumerate(entries):
        where = f"{place}/{position}"
        yield where, entry
        yield from menu_entries(entry.entries, f"{where}/entries")
