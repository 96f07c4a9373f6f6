"""How the forms of an application hang together, before any expression is understood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from engines.definition import Locale
from engines.expression.parse import parse
from engines.expression.scope import Path
from engines.expression.syntax import Application, Name, Syntax
from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.form.system import LINKED, PARENT
from engines.form.wording import called
from engines.issues import Issue, pointer


@dataclass(frozen=True, slots=True)
class Joining:
    """A table that joins records of two forms: its column `near` names the record that a path comes from, `far` the
    one that it goes to."""

    table: str
    near: str
    far: str


@dataclass(frozen=True, slots=True)
class Many:
    """Several records or rows that lead to one: rows of a sub-table, the records whose link `column` names it, or
    those that the field `column` of either joins to it."""

    entity: str
    column: str
    is_rows: bool
    joining: Joining | None = None

    @property
    def is_listed(self) -> bool:
        """Whether a field of the record itself lists them."""
        return self.joining is not None and self.joining.near == PARENT


@dataclass(frozen=True, slots=True)
class Node:
    """A form or a sub-table by the key of its table, with what its fields lead to. `place` is its pointer."""

    key: str
    form: str
    place: str
    fields: Mapping[str, Field]
    links: Mapping[str, str] = field(default_factory=dict)
    """Fields that lead to one record, with its form; in rows also `parent`."""
    lists: dict[str, Many] = field(default_factory=dict)
    """Sub-tables and inverses by their key in this form."""
    pointers: Mapping[str, str] = field(default_factory=dict)
    """Where each field stands in the document."""


def table_key(form: str, field_key: str) -> str:
    """The key of a sub-table's own table."""
    return f"{form}__{field_key}"


def is_of_form(table: str) -> bool:
    """Whether a table is a form's own: no key has the two strokes that stand between a form and its sub-table."""
    return "__" not in table


@dataclass(frozen=True)
class Structure:
    """All forms and sub-tables by the key of their table."""

    nodes: Mapping[str, Node]
    issues: tuple[Issue, ...]

    def steps(self, start: str, path: Path) -> Iterator[tuple[Node, str]]:
        """Every entity on the way of a path, with the key that is read there; ends where a name is unknown."""
        node = self.nodes.get(start)
        for key in path:
            if node is None:
                return
            yield node, key
            many = node.lists.get(key)
            following = many.entity if many else node.links.get(key)
            node = None if following is None else self.nodes.get(following)

    @cached_property
    def forms(self) -> Sequence[str]:
        """The keys of the forms themselves."""
        return [node.key for node in self.nodes.values() if node.key == node.form]


def _links(fields: Mapping[str, Field]) -> dict[str, str]:
    ends = ((key, item.link()) for key, item in fields.items())
    return {key: end.form for key, end in ends if end is not None and not end.many}


def structure_of(forms: Sequence[FormDefinition]) -> Structure:
    """The structure, with the inverses of links entered where they lead. Of two things with one key the first stays."""
    nodes: dict[str, Node] = {}
    issues: list[Issue] = []
    for index, form in enumerate(forms):
        if form.key in nodes:
            continue
        place = pointer("forms", index)
        node = _node(form.key, form.key, place, form.fields, {})
        nodes[form.key] = node
        for key, item in node.fields.items():
            rows = item.row_fields()
            if rows is not None:
                entity = table_key(form.key, key)
                nodes[entity] = _node(entity, form.key, node.pointers[key], rows, {PARENT: form.key})
                node.lists[key] = Many(entity, PARENT, is_rows=True)
            end = item.link()
            if end is not None and end.many:
                joining = Joining(table_key(form.key, key), PARENT, LINKED)
                node.lists[key] = Many(end.form, key, is_rows=False, joining=joining)
    names = {form.key: called(form.key, form.label) for form in forms}
    for node in list(nodes.values()):
        issues += _enter_inverses(node, nodes, names)
    return Structure(nodes, tuple(issues))


def _node(key: str, form: str, place: str, fields: Sequence[Field], links: Mapping[str, str]) -> Node:
    by_key: dict[str, Field] = {}
    pointers: dict[str, str] = {}
    for position, item in enumerate(fields):
        if item.key not in by_key:
            by_key[item.key] = item
            pointers[item.key] = f"{place}/fields/{position}"
    return Node(key, form, place, by_key, {**links, **_links(by_key)}, {}, pointers)


def _enter_inverses(
    node: Node, nodes: Mapping[str, Node], names: Mapping[str, Mapping[Locale, str]]
) -> Iterator[Issue]:
    for key, item in node.fields.items():
        end = item.link()
        if end is None or end.inverse is None or end.form not in nodes:
            continue
        place = f"{node.pointers[key]}/inverse"
        target = nodes[end.form]
        if node.key != node.form:
            yield Issue("inverse_in_rows", place)
        elif end.inverse in target.fields or end.inverse in target.lists:
            yield Issue("inverse_taken", f"{place}/key", {"key": end.inverse, "form": names[end.form]})
        else:
            joining = Joining(table_key(node.key, key), LINKED, PARENT) if end.many else None
            target.lists[end.inverse] = Many(node.key, key, is_rows=False, joining=joining)


def names_in(text: str) -> frozenset[Path]:
    """Every name that an author's text has, roots like ME aside; nothing when it cannot be read."""
    tree = parse(text)
    return frozenset() if isinstance(tree, Issue) else frozenset(_names(tree))


def _names(tree: Syntax) -> Iterator[Path]:
    if isinstance(tree, Name):
        if not tree.path[0].isupper():
            yield tree.path
    elif isinstance(tree, Application):
        for argument in tree.arguments:
            yield from _names(argument)
