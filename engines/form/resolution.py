"""Finds the type of every computed field, one behind another, and what each of them reads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause

from engines.definition import LOCALES
from engines.expression.check import Checked, check
from engines.expression.function import Executor
from engines.expression.scope import ME, OLD, PARAM, Entity, Path, Scope
from engines.expression.sql_executor import compile_sql
from engines.expression.types import BOOLEAN, TEXT, Type, element_of, is_list, link_to, list_of
from engines.expression.words import type_words
from engines.form.computation import FormulaText, LookupOf, RollupOf
from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.form.graph import NodeKey
from engines.form.meaning import AnyMeaning, Meaning
from engines.form.meanings import meaning_of
from engines.form.meanings.choice import ChoiceMeaning, Option
from engines.form.meanings.several import SeveralMeaning
from engines.form.naming import called_circle, called_field, called_path, unknown_field
from engines.form.reading import Source, resolver
from engines.form.structure import Node, Structure, names_in
from engines.form.system import (
    FILLED,
    SYSTEM_LABELS,
    SYSTEM_MEANINGS,
    SYSTEM_TYPES,
    TITLE,
    UNSTABLE,
    row_types,
)
from engines.form.wording import did_you_mean, unknown
from engines.issues import Issue

NOBODY_ASKS: Final = frozenset({"expression.me_in_stored"})
STORED: Final[frozenset[Executor]] = frozenset({"python", "sql"})
LIVE: Final[frozenset[Executor]] = frozenset({"python", "browser"})


@dataclass
class Resolution:
    """Types found so far. `failed` are computed fields that have an issue, so that nobody complains twice."""

    structure: Structure
    forms: Mapping[str, FormDefinition]
    me: Mapping[str, Type]
    parameters: Mapping[str, Type]
    types: dict[str, dict[str, Type]] = field(default_factory=dict)
    fields: dict[str, dict[str, Field]] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    checked: dict[NodeKey, Checked] = field(default_factory=dict)
    """The expression of each formula and title, the filter of each rollup."""
    order: list[NodeKey] = field(default_factory=list)
    fleeting: set[NodeKey] = field(default_factory=set)
    """Computed fields that no column keeps, since they change with time or parameters."""
    failed: set[NodeKey] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    """Filled once the tables are there: what fleeting fields are selected from."""

    def scope(
        self,
        table: str,
        *,
        old: bool = False,
        roots: Mapping[str, Mapping[str, Type]] | None = None,
    ) -> Scope:
        """What an expression over rows of `table` may name."""
        return Scope(
            self.entities[table],
            self.entities,
            me=self.me,
            old=old,
            parameters=self.parameters,
            roots=roots or {},
        )

    def steps(self, table: str, path: Path) -> Iterator[NodeKey]:
        """Every field on the way of a path, as far as types are known."""
        for key in path:
            yield table, key
            kind = self.types[table].get(key)
            target = None if kind is None else element_of(kind).target
            if target is None or target not in self.types:
                return
            table = target

    def is_spoilt(self, table: str, text: str) -> bool:
        """Whether the text reads a field that has an issue of its own."""
        return any(step in self.failed for path in names_in(text) for step in self.steps(table, path))

    def refuse(self, node: NodeKey, issues: Iterable[Issue]) -> None:
        """Notes why a computed field cannot be."""
        self.failed.add(node)
        self.issues += issues


def resolve(
    structure: Structure,
    forms: Mapping[str, FormDefinition],
    me: Mapping[str, Type],
    parameters: Mapping[str, Type],
) -> Resolution:
    """Types and dependencies of every field; `forms` are those of the structure."""
    found = Resolution(structure, forms, me, parameters)
    for node in structure.nodes.values():
        _enter(found, node)
    titles = {(key, TITLE): text for key, form in forms.items() if (text := title_text(form))}
    for node_key in _ordered(found, titles):
        if node_key in titles:
            _resolve_title(found, node_key, titles[node_key])
        elif node_key[1] != TITLE:
            _resolve_field(found, node_key)
        if node_key not in found.failed:
            found.order.append(node_key)
    return found


def title_text(form: FormDefinition) -> str:
    """The expression that names a record; empty where the definition gives none that could."""
    named = next((item for item in form.fields if item.key == form.title_field), None)
    if form.title_field is None or form.title_formula:
        return form.title_formula if form.title_field is None else ""
    return named.key if named is not None and named.can_be_title else ""


def _enter(found: Resolution, node: Node) -> None:
    """What is known of a table before any formula is read."""
    is_form = node.key == node.form
    types = dict(SYSTEM_TYPES if is_form else row_types(node.form))
    labels = {key: tuple(label.text(locale) for locale in LOCALES) for key, label in SYSTEM_LABELS.items()}
    for key, item in node.fields.items():
        labels[key] = tuple(dict.fromkeys(text for locale in LOCALES if (text := item.label.text(locale))))
        if item.computation() is None and item.row_fields() is None:
            types[key] = item.value_type()
    for key, many in node.lists.items():
        types[key] = list_of(link_to(many.entity))
    found.types[node.key] = types
    found.fields[node.key] = {
        key: _listing(found, node.key, item) if key in node.lists and item.row_fields() is None else item
        for key, item in node.fields.items()
    }
    found.entities[node.key] = Entity(
        node.key,
        types,
        {
            key: text
            for key, text in labels.items()
            if key in types or (key in node.fields and node.fields[key].is_value)
        },
        FILLED,
    )


def _listing(found: Resolution, table: str, item: Field) -> Field:
    """A field that lists records, whose value is selected from the table that joins them."""

    def select(row: FromClause) -> ColumnElement[Any]:
        return resolver(found.sources.__getitem__, found.sources[table], row)((item.key,))

    return item.resolved(item.meaning, select)


def _texts(node: Node, key: str) -> Iterator[tuple[str, str]]:
    """The tables and texts from which a computed field is computed."""
    computation = node.fields[key].computation()
    if isinstance(computation, FormulaText):
        yield node.key, computation.text
    elif isinstance(computation, RollupOf) and computation.source in node.lists:
        rows = node.lists[computation.source].entity
        if computation.field:
            yield rows, computation.field
        if computation.filter:
            yield rows, computation.filter


def _ordered(found: Resolution, titles: Mapping[NodeKey, str]) -> list[NodeKey]:
    """Computed fields and titles, each behind what it reads; those in a circle are refused."""
    needs: dict[NodeKey, set[NodeKey]] = {}
    for node in found.structure.nodes.values():
        for key, item in node.fields.items():
            if item.computation() is not None:
                needs[node.key, key] = _read_by(found, _texts(node, key))
    for node_key, text in titles.items():
        needs[node_key] = _read_by(found, [(node_key[0], text)])
    needs = {node_key: {read for read in reads if read in needs} for node_key, reads in needs.items()}
    while True:
        try:
            return list(TopologicalSorter(needs).static_order())
        except CycleError as circle:
            members: list[NodeKey] = circle.args[1]
            path = called_circle(found.structure, members)
            for member in dict.fromkeys(members):
                found.refuse(member, [Issue("cycle", _place(found, member), {"path": path})])
                del needs[member]
            for reads in needs.values():
                reads.difference_update(members)


def _read_by(found: Resolution, texts: Iterable[tuple[str, str]]) -> set[NodeKey]:
    return {
        (node.key, key)
        for table, text in texts
        for path in names_in(text)
        for node, key in found.structure.steps(table, path)
    }


def _place(found: Resolution, node_key: NodeKey) -> str:
    """Where the expression of a computed field stands."""
    node = found.structure.nodes[node_key[0]]
    item = node.fields.get(node_key[1])
    if item is None:
        named = "title_formula" if found.forms[node.form].title_formula else "title_field"
        return f"{node.place}/{named}"
    computation = item.computation()
    member = computation.setting if isinstance(computation, FormulaText) else "source"
    return f"{node.pointers[item.key]}/{member}"


def _resolve_title(found: Resolution, node_key: NodeKey, text: str) -> None:
    place = _place(found, node_key)
    if found.is_spoilt(node_key[0], text):
        found.failed.add(node_key)
        return
    checked = check(text, found.scope(node_key[0]), expected=TEXT, needs=STORED, stored=True)
    if isinstance(checked, Checked):
        problems = [
            *_unstable(found, node_key[0], checked, place),
            *_volatile(found, node_key[0], checked, place),
        ]
        if not problems:
            found.checked[node_key] = checked
        else:
            found.refuse(node_key, problems)
    else:
        found.refuse(node_key, [issue.under(place) for issue in checked])


def _resolve_field(found: Resolution, node_key: NodeKey) -> None:
    node = found.structure.nodes[node_key[0]]
    item = node.fields[node_key[1]]
    computation = item.computation()
    if isinstance(computation, FormulaText):
        _resolve_formula(found, node, item, computation)
    elif isinstance(computation, RollupOf):
        _resolve_rollup(found, node, item, computation)


def _resolve_formula(found: Resolution, node: Node, item: Field, formula: FormulaText) -> None:
    node_key, place = (node.key, item.key), f"{node.pointers[item.key]}/{formula.setting}"
    if found.is_spoilt(node.key, formula.text):
        found.failed.add(node_key)
        return
    scope = found.scope(node.key)
    needs, expected = (STORED | LIVE, BOOLEAN) if formula.live else (STORED, None)
    checked = check(formula.text, scope, expected=expected, needs=needs)
    if isinstance(checked, Checked) and any(path[0] == ME for path in checked.reads):
        # A value that changes with time is computed when it is read; one that differs by reader is no field.
        strict = check(formula.text, scope, expected=expected, needs=needs, stored=True)
        checked = strict if isinstance(strict, Checked) else tuple(i for i in strict if i.code in NOBODY_ASKS)
    if not isinstance(checked, Checked):
        found.refuse(node_key, [issue.under(place) for issue in checked])
        return
    meaning = (
        _looked_up(found, node.key, checked, item.computed_decimals())
        if isinstance(formula, LookupOf)
        else meaning_of(checked.type, item.computed_decimals(), _options(found, node.key, checked))
    )
    problems = list(_unstable(found, node.key, checked, place))
    if meaning is None:
        problems.append(Issue("type_not_storable", place, {"type": type_words(checked.type)}))
    if problems or meaning is None:
        found.refuse(node_key, problems)
        return
    select = None
    if (
        formula.live
        or checked.volatile
        or any(path[0] == PARAM for path in checked.reads)
        or any(_volatile(found, node.key, checked, place))
    ):
        found.fleeting.add(node_key)
        select = _selection(found, node.key, checked)
    found.checked[node_key] = checked
    found.fields[node.key][item.key] = item.resolved(meaning, select)
    if not formula.live:
        found.types[node.key][item.key] = meaning.type


def _looked_up(found: Resolution, table: str, checked: Checked, decimals: int) -> AnyMeaning | None:
    """What the values at the end of a path mean here: the same as there, if one column keeps them as they are."""
    (path,) = checked.reads
    *_, (last, key) = found.steps(table, path)
    item = found.fields[last].get(key)
    there = SYSTEM_MEANINGS.get(key) if item is None else item.meaning
    if there is None or not is_list(checked.type) or there.type == checked.type:
        is_kept = there is not None and type(there).to_expression is Meaning.to_expression
        return there if is_kept else meaning_of(checked.type, decimals)
    element = element_of(checked.type)
    is_kept = there.type == element and type(there).to_expression is Meaning.to_expression
    one = there if is_kept else meaning_of(element, decimals)
    return None if one is None else SeveralMeaning(one, repeats=True)


def _selection(found: Resolution, table: str, checked: Checked) -> Any:
    """The SQL of a value that is computed whenever it is selected."""

    def select(row: FromClause) -> ColumnElement[Any]:
        return compile_sql(checked, resolver(found.sources.__getitem__, found.sources[table], row))

    return select


def _resolve_rollup(found: Resolution, node: Node, item: Field, rollup: RollupOf) -> None:
    node_key, place = (node.key, item.key), node.pointers[item.key]
    many = node.lists.get(rollup.source)
    if many is None:
        found.refuse(node_key, [unknown("source_unknown", f"{place}/source", rollup.source, node.lists)])
        return
    if many.entity not in found.fields:
        found.failed.add(node_key)  # the link says so itself
        return
    rows = found.fields[many.entity]
    problems: list[Issue] = []
    kind: Type | None = None
    if rollup.field is not None:
        counted = rows.get(rollup.field)
        if (many.entity, rollup.field) in found.failed:
            found.failed.add(node_key)
            return
        if counted is None or counted.row_fields() is not None:
            problems.append(unknown_field("field_reference_unknown", f"{place}/field", rollup.field, rows))
        elif rollup.aggregate not in counted.aggregates():
            suggestion = did_you_mean(rollup.aggregate, counted.aggregates())
            said = {"key": called_field(rows, rollup.field), "suggestion": suggestion}
            problems.append(Issue("aggregate_impossible", f"{place}/aggregate", said))
        elif (many.entity, rollup.field) in found.fleeting:
            problems.append(
                Issue("reads_volatile", f"{place}/field", {"path": called_field(rows, rollup.field)})
            )
        else:
            kind = counted.value_type()
    if rollup.aggregate in {"count", "sum", "average"}:
        kind = SYSTEM_TYPES["id"]
    if rollup.filter:
        problems += _resolve_filter(found, node_key, many.entity, rollup.filter, f"{place}/filter")
    meaning = None if kind is None else meaning_of(kind, item.computed_decimals())
    if problems or meaning is None:
        found.refuse(node_key, problems)
        return
    found.fields[node.key][item.key] = item.resolved(meaning)
    found.types[node.key][item.key] = meaning.type


def _resolve_filter(
    found: Resolution, node_key: NodeKey, rows: str, text: str, place: str
) -> Iterable[Issue]:
    if found.is_spoilt(rows, text):
        found.failed.add(node_key)
        return ()
    checked = check(text, found.scope(rows), expected=BOOLEAN, needs=STORED, stored=True)
    if not isinstance(checked, Checked):
        return [issue.under(place) for issue in checked]
    found.checked[node_key] = checked
    return [*_unstable(found, rows, checked, place), *_volatile(found, rows, checked, place)]


def _unstable(found: Resolution, table: str, checked: Checked, place: str) -> Iterator[Issue]:
    """Reads of what every save changes."""
    for path in sorted(checked.reads):
        if path[-1] in UNSTABLE and path[0] not in {ME, OLD, PARAM}:
            yield Issue("reads_unstable", place, {"path": called_path(found.structure, table, path)})


def _volatile(found: Resolution, table: str, checked: Checked, place: str) -> Iterator[Issue]:
    """Reads of what changes while nothing is written."""
    for path in sorted(checked.reads):
        if path[0] == PARAM or any(step in found.fleeting for step in found.steps(table, path)):
            yield Issue("reads_volatile", place, {"path": called_path(found.structure, table, path)})


def _options(found: Resolution, table: str, checked: Checked) -> Iterator[Option]:
    """The options that a computed choice can be, from the fields that it reads."""
    named: set[str] = set()
    for path in sorted(checked.reads):
        for step_table, key in found.steps(table, path):
            item = found.fields[step_table].get(key)
            meaning = None if item is None or item.row_fields() is not None else item.meaning
            if isinstance(meaning, ChoiceMeaning):
                for option in meaning.options.by_key.values():
                    if option.key not in named and option.key in (checked.type.options or ()):
                        named.add(option.key)
                        yield option
