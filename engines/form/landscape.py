"""What an unfinished application's names lead to: its forms and fields by key, and the way from one to the next.

It is made of whatever can be read: a field whose settings are wrong still has its key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias

from pydantic import TypeAdapter, ValidationError

from engines.definition import Label
from engines.expression.scope import Path
from engines.expression.types import Type, element_of
from engines.form.field import Field
from engines.form.fields import AnyField
from engines.form.form import FormDefinition
from engines.form.resolution import Resolution, resolve
from engines.form.structure import structure_of, table_key

Thing = Literal[
    "form",
    "field",
    "option",
    "option_set",
    "shared_option",
    "inverse",
    "menu_entry",
    "parameter",
    "view",
    "page",
    "role",
    "flow",
    "node",
]


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """Something with a key that other parts may name: a form, a field of it (`lines.item` in a sub-table), an option of
    a field, a shared list of options or an option of one (`form` is then the list's key), the name under which a form
    knows what links to it, a line of the menu, a parameter, a flow, a node of one (`form` is then the flow's key)."""

    thing: Thing
    form: str
    field: str = ""
    option: str = ""

    @property
    def key(self) -> str:
        """The key by which it is named."""
        return self.option or self.field.rpartition(".")[2] or self.form


@dataclass(frozen=True, slots=True)
class Reading:
    """One step of a path: its position, and what is read there. What is read without being `named` is what the named
    one rests on, such as the link behind the other end of it."""

    position: int
    target: Target
    named: bool = True


Raw: TypeAlias = Mapping[str, Any]
FIELD: Final[TypeAdapter[Field]] = TypeAdapter(AnyField)


def listed(node: object) -> Sequence[Raw]:
    """The objects of a list that have a key; nothing where something else stands."""
    if not isinstance(node, list | tuple):
        return ()
    return [item for item in node if isinstance(item, Mapping) and isinstance(item.get("key"), str)]


def read_field(raw: Raw) -> Field | None:
    """The field that an author means, as far as it can be read: columns that are wrong are left out."""
    if isinstance(raw.get("fields"), list | tuple):
        columns = [column for column in listed(raw["fields"]) if read_field(column) is not None]
        raw = {**raw, "fields": columns}
    try:
        return FIELD.validate_python(raw)
    except ValidationError:
        return None


@dataclass(frozen=True)
class Landscape:
    """The forms of a document, by the keys of their tables."""

    document: Raw
    parameters: Mapping[str, Type] = field(default_factory=dict)
    me: Mapping[str, Type] = field(default_factory=dict)

    @cached_property
    def fields(self) -> Mapping[str, Mapping[str, Raw]]:
        """Table → key → the field as it is written."""
        found: dict[str, Mapping[str, Raw]] = {}
        for form in listed(self.document.get("forms")):
            own = {item["key"]: item for item in reversed(listed(form.get("fields")))}
            found.setdefault(form["key"], own)
            for key, item in own.items():
                if isinstance(item.get("fields"), list | tuple):
                    columns = {column["key"]: column for column in reversed(listed(item["fields"]))}
                    found.setdefault(table_key(form["key"], key), columns)
        return found

    @cached_property
    def option_sets(self) -> Mapping[str, Raw]:
        """The shared lists of options by key."""
        return {item["key"]: item for item in reversed(listed(self.document.get("option_sets")))}

    def working(self, raw: Raw) -> Raw:
        """A field with the options of the list that it shares, and so its columns."""
        if isinstance(raw.get("fields"), list | tuple):
            raw = {**raw, "fields": [self.working(column) for column in listed(raw["fields"])]}
        shared = self.option_sets.get(str(raw.get("option_set")))
        return raw if shared is None else {**raw, "options": shared.get("options")}

    @cached_property
    def _resolution(self) -> Resolution:
        forms: dict[str, FormDefinition] = {}
        for raw in listed(self.document.get("forms")):
            fields = tuple(
                item for each in listed(raw.get("fields")) if (item := read_field(self.working(each)))
            )
            try:
                forms.setdefault(raw["key"], FormDefinition(key=raw["key"], label=Label(), fields=fields))
            except ValidationError:
                continue
        return resolve(structure_of(tuple(forms.values())), forms, self.me, self.parameters)

    def target(self, table: str, key: str) -> Target | None:
        """The field of a table."""
        if key not in self.fields.get(table, {}):
            return None
        form, _, rows = table.partition("__")
        return Target("field", form, f"{rows}.{key}" if rows else key)

    def read(self, table: str | None, path: Path) -> Iterator[Reading]:
        """Everything that a path reads on its way."""
        for position, key in enumerate(path):
            if table is None:
                return
            own = self.target(table, key)
            if own is not None:
                yield Reading(position, own)
            node = self._resolution.structure.nodes.get(table)
            many = None if node is None else node.lists.get(key)
            if many is not None and not many.is_rows and not many.is_listed:
                yield Reading(position, Target("inverse", table, key))
                yield Reading(position, Target("field", many.entity, many.column), named=False)
            table = self.behind(table, key)

    def behind(self, table: str | None, key: str) -> str | None:
        """The table to which a field or the other end of a link leads."""
        node = None if table is None else self._resolution.structure.nodes.get(table)
        if node is None or table is None:
            return None
        many = node.lists.get(key)
        if many is not None:
            return many.entity
        kind = self._resolution.types[table].get(key)
        return None if kind is None else element_of(kind).target

    def end(self, table: str | None, path: Path) -> tuple[str, str] | None:
        """The table and the key at the end of a path."""
        for key in path[:-1]:
            table = self.behind(table, key)
        return None if table is None else (table, path[-1])

    def options(
        self, table: str, key: str, seen: frozenset[tuple[str, str]] = frozenset()
    ) -> Iterator[Target]:
        """The options that a field can have: its own, or those of what it is computed from."""
        raw = self.fields.get(table, {}).get(key)
        target = self.target(table, key)
        if raw is None or target is None or (table, key) in seen:
            return
        shared = raw.get("option_set")
        if isinstance(shared, str):
            keys = option_keys(self.option_sets.get(shared, {}))
            yield from (Target("shared_option", shared, "", one) for one in keys)
        else:
            yield from (Target("option", target.form, target.field, one) for one in option_keys(raw))
        checked = self._resolution.checked.get((table, key))
        for path in () if checked is None else sorted(checked.reads):
            end = self.end(table, path)
            if end is not None:
                yield from self.options(*end, seen | {(table, key)})


def option_keys(raw: Raw) -> Iterator[str]:
    """The keys of a field's options, those below others too."""
    for option in listed(raw.get("options")):
        yield option["key"]
        yield from option_keys(option)
