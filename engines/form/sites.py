"""Finds every text of a document that names something else, by what the document's schema says of its members.

The document is JSON that may be unfinished: what does not fit the schema is passed over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from engines.form.mentions import GIVES, NEEDED, OF, OWNER, ROWS, SCOPE, SHOWN, TARGET, TARGET_SOURCE
from engines.form.structure import table_key

Step = tuple[str | int, ...]
"""Where something stands: the names and numbers that lead to it from the document's root."""

NAMING: Final = frozenset(
    {
        "expression",
        "field_rights",
        "form",
        "field",
        "source",
        "source_field",
        "option",
        "option_set",
        "menu_entry",
        "view",
        "role",
        "flow",
        "node",
        "target_field",
    }
)
"""What a text, or what is made of texts, may be that names something."""
NUMBERED: Final = frozenset({"person", "position", "group", "department"})
"""What a number may be that names something of the organisation."""
FILTER: Final = "filter"
COMPARISON: Final = "comparison"
"""A part of a filter: it is a site of its own, whose `cut` is the filter's."""

MEANINGS: Final = (SCOPE, TARGET, TARGET_SOURCE, OWNER)
"""What says of a part what the names in it mean."""

DEFINITIONS: Final = "#/$defs/"


@dataclass(frozen=True, slots=True)
class Site:
    """A text that names something: `what` it is, in which `table` of a form, beside which members. `cut` is where what
    makes no sense without it stands: itself, where its holder can do without."""

    path: Step
    cut: Step
    what: str
    value: Any
    holder: Mapping[str, Any]
    table: str | None = None
    of: str | None = None
    gives: str | None = None
    """The member of an expression's holder that names the field whose value it gives."""
    target: str | None = None
    """The form whose fields target fields mean."""
    through: str | None = None
    """What leads from the table to that form, where it is named by that."""
    owner: str | None = None
    """The key of what the parts around it belong to that name each other."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in the document while it is walked through."""

    path: Step = ()
    cut: Step = ()
    table: str | None = None
    target: str | None = None
    through: str | None = None
    owner: str | None = None

    def member(self, name: str | int, *, needed: bool = False) -> "Standing":
        """A place below it."""
        path = (*self.path, name)
        return replace(self, path=path, cut=self.cut if needed else path)

    def holding(self, table: object, target: object, through: object, owner: object) -> "Standing":
        """The same place, where the names mean others."""
        return replace(
            self,
            table=table if isinstance(table, str) else self.table,
            target=target if isinstance(target, str) else self.target,
            through=through if isinstance(through, str) else self.through,
            owner=owner if isinstance(owner, str) else self.owner,
        )


@dataclass(frozen=True, slots=True)
class Sites:
    """Walks through documents of one schema."""

    schema: Mapping[str, Any]

    def of(self, document: object) -> Iterator[Site]:
        """Every site of a document, in its order."""
        yield from self._visit(self.schema, document, Standing(), {})

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return schema
        found: Mapping[str, Any] = self.schema["$defs"][reference.removeprefix(DEFINITIONS)]
        return {**found, **schema}

    def _branches(self, schema: Mapping[str, Any], node: object) -> Iterator[Mapping[str, Any]]:
        """The schema, or those of its alternatives that the node may be."""
        schema = self._resolved(schema)
        options = schema.get("oneOf") or schema.get("anyOf")
        if options is None:
            yield schema
            return
        told = schema.get("discriminator")
        if told is not None:
            kind = node.get(told["propertyName"]) if isinstance(node, Mapping) else None
            reference = told["mapping"].get(kind) if isinstance(kind, str) else None
            options = () if reference is None else ({"$ref": reference},)
        own = {name: schema[name] for name in (SHOWN, OF, GIVES, NEEDED, ROWS) if name in schema}
        for option in options:
            yield from self._branches({**option, **own}, node)

    def _visit(
        self, schema: Mapping[str, Any], node: object, at: Standing, holder: Mapping[str, Any]
    ) -> Iterator[Site]:
        for branch in self._branches(schema, node):
            what = branch.get(SHOWN)
            if what == FILTER:
                for path, part in comparisons(node, at.path):
                    yield Site(path, at.cut, COMPARISON, part, holder, at.table, branch.get(OF))
            elif (what in NAMING and fits(branch, node)) or (what in NUMBERED and type(node) is int):
                told = (branch.get(OF), branch.get(GIVES), at.target, at.through, at.owner)
                yield Site(at.path, at.cut, what, node, holder, at.table, *told)
            elif isinstance(node, Mapping):
                yield from self._members(branch, node, at)
            elif isinstance(node, list | tuple) and "items" in branch:
                for position, item in enumerate(node):
                    yield from self._visit(branch["items"], item, at.member(position), holder)

    def _members(self, schema: Mapping[str, Any], node: Mapping[str, Any], at: Standing) -> Iterator[Site]:
        known, needed = schema.get("properties", {}), schema.get("required", ())
        at = at.holding(*(node.get(schema[mark]) if mark in schema else None for mark in MEANINGS))
        for name, value in node.items():
            if name in known:
                told = self._told(known[name])
                below = at.member(name, needed=name in needed or NEEDED in told)
                if told.get(ROWS) and at.table is not None:
                    below = replace(below, table=table_key(at.table, str(node.get("key"))))
                yield from self._visit(known[name], value, below, node)
            elif isinstance(schema.get("additionalProperties"), Mapping):
                yield from self._visit(schema["additionalProperties"], value, at.member(name), node)

    def _told(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a member's schema says of it, at the top or in an alternative that is not null."""
        schema = self._resolved(schema)
        if "discriminator" in schema:
            return schema
        for option in schema.get("anyOf", ()):
            schema = {**self._resolved(option), **schema}
        return schema


def comparisons(tree: object, path: Step) -> Iterator[tuple[Step, Mapping[str, Any]]]:
    """Every comparison of a filter, with its place."""
    if not isinstance(tree, Mapping):
        return
    if isinstance(tree.get("field"), str):
        yield path, tree
    for name in ("all", "any", "not"):
        below = tree.get(name)
        if isinstance(below, Mapping):
            yield from comparisons(below, (*path, name))
        for position, member in enumerate(below if isinstance(below, list | tuple) else ()):
            yield from comparisons(member, (*path, name, position))


def compared_fields(tree: object) -> Iterator[str]:
    """The fields that a filter compares."""
    return (str(part["field"]) for _, part in comparisons(tree, ()))


def fits(schema: Mapping[str, Any], node: object) -> bool:
    """Whether the node is of the type that the schema asks for."""
    if schema.get("type") == "object":
        return isinstance(node, Mapping)
    return isinstance(node, str) and schema.get("type") in {"string", None}
