"""Where everything of an application is used: in views, roles, layouts, formulas, conditions, the menu.

Works on the document as it is written, finished or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from engines.expression.types import Type
from engines.form.landscape import Landscape, Raw, Target, Thing, listed
from engines.form.sites import Sites, Step
from engines.form.uses import Use, renamed, uses_in
from mortise.definitions.app import AppDefinition
from mortise.definitions.scope import ME

TYPES: Final = frozenset({"number", "text", "boolean", "date"})
LISTS: Final[Mapping[str, Thing]] = {
    "views": "view",
    "pages": "page",
    "roles": "role",
    "parameters": "parameter",
    "flows": "flow",
}


@cache
def app_sites() -> Sites:
    """Walks through the documents of applications."""
    return Sites(AppDefinition.model_json_schema(by_alias=True))


@dataclass(frozen=True)
class Uses:
    """A document with everything that it gives a key, and every place that uses it."""

    document: Raw

    @cached_property
    def landscape(self) -> Landscape:
        """What its names lead to."""
        told = {each["key"]: each.get("type") for each in listed(self.document.get("parameters"))}
        types = {
            key: Type(name)
            for key, name in told.items()
            if not isinstance(name, dict | list) and name in TYPES
        }
        return Landscape(self.document, types, ME)

    @cached_property
    def all(self) -> tuple[Use, ...]:
        """Every use, in the order of the document."""
        return tuple(uses_in(app_sites(), self.landscape))

    @cached_property
    def places(self) -> Mapping[Target, Step]:
        """Where everything stands that has a key; of two with one key the first."""
        found: dict[Target, Step] = {}
        for target, place in definitions(self.document):
            found.setdefault(target, place)
        return found

    def of(self, target: Target) -> tuple[Use, ...]:
        """The uses of a target, but for those within itself."""
        place = self.places.get(target)
        return tuple(use for use in self.all if use.target == target and not is_within(use.path, place))

    def within(self, place: Step) -> Iterator[Target]:
        """What stands at a place or below it."""
        return (target for target, at in self.places.items() if is_within(at, place))


def is_within(place: Step, outer: Step | None) -> bool:
    """Whether a place is another one, or below it."""
    return outer is not None and place[: len(outer)] == outer


def definitions(document: Raw) -> Iterator[tuple[Target, Step]]:
    """Everything that has a key, with its place."""
    for position, form in keyed(document, "forms"):
        place: Step = ("forms", position)
        yield Target("form", form["key"]), place
        for number, field in keyed(form, "fields"):
            yield from field_definitions(form["key"], "", field, (*place, "fields", number))
            for column, each in keyed(field, "fields"):
                where = (*place, "fields", number, "fields", column)
                yield from field_definitions(form["key"], f"{field['key']}.", each, where)
    for position, shared in keyed(document, "option_sets"):
        place = ("option_sets", position)
        yield Target("option_set", shared["key"]), place
        yield from option_definitions("shared_option", shared["key"], "", shared, place)
    for member, thing in LISTS.items():
        for position, item in keyed(document, member):
            yield Target(thing, item["key"]), (member, position)
    for position, flow in keyed(document, "flows"):
        for number, node in keyed(flow, "nodes"):
            yield Target("node", flow["key"], node["key"]), ("flows", position, "nodes", number)
    yield from menu_definitions(document, "menu", ())


def field_definitions(form: str, rows: str, field: Raw, place: Step) -> Iterator[tuple[Target, Step]]:
    """A field and what it gives keys to."""
    path = rows + field["key"]
    yield Target("field", form, path), place
    yield from option_definitions("option", form, path, field, place)
    inverse, target = field.get("inverse"), field.get("form")
    if isinstance(inverse, Mapping) and isinstance(inverse.get("key"), str) and isinstance(target, str):
        yield Target("inverse", target, inverse["key"]), (*place, "inverse")


def option_definitions(
    thing: Thing, owner: str, path: str, holder: Raw, place: Step
) -> Iterator[tuple[Target, Step]]:
    """The options of a field or of a shared list, and those below them."""
    for position, option in keyed(holder, "options"):
        where = (*place, "options", position)
        yield Target(thing, owner, path, option["key"]), where
        yield from option_definitions(thing, owner, path, option, where)


def menu_definitions(holder: Raw, member: str, place: Step) -> Iterator[tuple[Target, Step]]:
    """The lines of the menu, and those below them."""
    for position, entry in keyed(holder, member):
        where = (*place, member, position)
        yield Target("menu_entry", entry["key"]), where
        yield from menu_definitions(entry, "entries", where)


def keyed(holder: Raw, member: str) -> Iterator[tuple[int, Raw]]:
    """The members of a list that have a key, with their positions."""
    items = holder.get(member)
    for position, item in enumerate(items if isinstance(items, list | tuple) else ()):
        if isinstance(item, Mapping) and isinstance(item.get("key"), str):
            yield position, item


def rename(document: Raw, keys: Mapping[Target, str]) -> Any:
    """The document in which targets have other keys, wherever they are named."""
    known = Uses(document)
    written = renamed(document, known.all, keys)
    for target, key in keys.items():
        written = with_member(written, (*known.places[target], "key"), key)
    return written


def with_member(node: Any, path: Step, value: object) -> Any:
    """The document with another value at the end of a path."""
    if not path:
        return value
    name, rest = path[0], path[1:]
    if isinstance(node, Mapping):
        own = {**node, name: with_member(node.get(str(name)), rest, value)}
        return {str(each): held for each, held in own.items()}
    return [with_member(held, rest, value) if at == name else held for at, held in enumerate(node)]
