"""What must be done to the tables of one version to make them those of another, in order, and what forbids it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.sql.visitors import iterate

from engines.form.compiled import Form, SubTable
from engines.form.computation import Computation
from engines.form.field import Field
from engines.form.graph import NodeKey
from engines.form.parking import NOTHING, SORT, ParkedField, Returning, keeps, parked_table_name
from engines.form.preconditions import Precondition, preconditions
from engines.form.schema import Schema
from engines.form.steps import (
    AddColumns,
    AddIndex,
    AddReference,
    Convert,
    CreateSchema,
    CreateTable,
    DropIndex,
    DropReference,
    Fill,
    FillOrder,
    ParkColumns,
    ParkTable,
    Step,
    UnparkColumns,
    UnparkTable,
    parked_name,
)
from engines.form.system import TITLE
from engines.form.tables import Reference, physical_columns, schema_name
from engines.issues import Issue, pointer

MOST_ATTRIBUTES: Final = 1_200
"""Columns of one table, parked and dropped ones counted: PostgreSQL ends at 1,600, and dropped ones never go."""


class Live(Protocol):
    """A table as the database has it."""

    @property
    def attributes(self) -> int:
        """How many columns it ever had."""
        ...


@dataclass(frozen=True)
class TablePlan:
    """Steps in the order in which they are carried out; `preconditions` are questions to the data beforehand,
    `issues` forbid the plan whatever the data are."""

    steps: tuple[Step, ...]
    preconditions: tuple[Precondition, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass
class _Planning:
    old: Schema | None
    new: Schema
    version: int
    live: Mapping[str, Live]
    returning: Returning
    people: Mapping[str, tuple[str, str]]
    drops: list[Step] = field(default_factory=list)
    parks: list[Step] = field(default_factory=list)
    tables: list[Step] = field(default_factory=list)
    columns: list[Step] = field(default_factory=list)
    data: list[Step] = field(default_factory=list)
    indexes: list[Step] = field(default_factory=list)
    references: list[Step] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    blank: set[NodeKey] = field(default_factory=set)
    """Fields whose columns begin blank or are converted, so that what reads them must be computed again."""

    @property
    def schema(self) -> str:
        return schema_name(self.new.app)


PEOPLE: Final[Mapping[str, tuple[str, str]]] = {
    "person": ("mortise", "person"),
    "department": ("mortise", "department"),
}
"""Where the tables stand that fields refer to beside forms: schema and name."""


def plan_tables(
    old: Schema | None,
    new: Schema,
    version: int,
    *,
    live: Mapping[str, Live] | None = None,
    returning: Returning = NOTHING,
    people: Mapping[str, tuple[str, str]] = PEOPLE,
) -> TablePlan:
    """The plan from `old` (None: nothing there) to `new`, which is to be `version`.

    `live` are the tables in the database by name; `returning` is what the author takes back of what was parked."""
    planning = _Planning(old, new, version, live or {}, returning, people)
    before: Mapping[str, Form | SubTable] = old.sources if old is not None else {}
    if old is None:
        planning.tables.append(CreateSchema(schema=planning.schema, table=""))
    kept = {name for name in before if name in new.sources and _is_same(before[name], new.sources[name])}
    for name, source in before.items():
        if name not in kept:
            _park_table(planning, name, source)
    for name, source in new.sources.items():
        if name in kept:
            _change_table(planning, name, before[name], source)
        else:
            _new_table(planning, name, source)
    _fill(planning)
    steps = (
        *planning.drops,
        *planning.parks,
        *planning.tables,
        *planning.columns,
        *planning.data,
        *planning.indexes,
        *planning.references,
    )
    return TablePlan(steps, tuple(preconditions(old, new, planning.blank)), tuple(planning.issues))


def _is_same(old: Form | SubTable, new: Form | SubTable) -> bool:
    """Whether a table's rows go on meaning what they meant: what joins records to those of another form, or is no
    longer a list of rows, begins anew."""
    return _joined_form(old) == _joined_form(new)


def _joined_form(source: Form | SubTable) -> str | None:
    end = source.field.link() if isinstance(source, SubTable) else None
    return None if end is None else end.form


def _park_table(planning: _Planning, name: str, source: Form | SubTable) -> None:
    parked = parked_table_name(name, planning.version)
    for index in source.indexes:
        planning.drops.append(DropIndex(schema=planning.schema, table=name, name=index))
    for reference in source.references.values():
        planning.drops.append(_drop(planning, name, reference))
    planning.parks.append(ParkTable(schema=planning.schema, table=name, name=parked))


def _new_table(planning: _Planning, name: str, source: Form | SubTable) -> None:
    parked = planning.returning.tables.get(name)
    if parked is None:
        planning.tables.append(CreateTable(schema=planning.schema, table=name, definition=source.table))
        _check_width(planning, name, len(source.table.c))
    else:
        planning.tables.append(UnparkTable(schema=planning.schema, table=name, name=parked.name))
        _change_columns(planning, name, parked.source, source, parked.name)
        # What is computed from other records was not kept up while the table was out of sight.
        planning.blank |= {(name, key) for key in source.fields}
    for index in source.indexes.values():
        planning.indexes.append(AddIndex(schema=planning.schema, table=name, field=index.field, index=index))
    for reference in source.references.values():
        planning.references.append(_reference(planning, name, reference))


def _drop(planning: _Planning, name: str, reference: Reference) -> DropReference:
    return DropReference(
        schema=planning.schema,
        table=name,
        field=reference.field,
        name=reference.name,
        is_tree=reference.is_tree,
    )


def _reference(planning: _Planning, name: str, reference: Reference) -> AddReference:
    source, _, form = reference.target.partition(":")
    schema, table = (planning.schema, form) if form else planning.people[source]
    return AddReference(
        schema=planning.schema,
        table=name,
        field=reference.field,
        reference=reference,
        target_schema=schema,
        target_table=table,
    )


def _change_table(planning: _Planning, name: str, old: Form | SubTable, new: Form | SubTable) -> None:
    _change_columns(planning, name, old, new, name)
    _change_indexes(planning, name, old, new)


def _change_columns(
    planning: _Planning, name: str, old: Form | SubTable, new: Form | SubTable, live: str
) -> None:
    """Columns of a table that is there already; `live` is its name in the database."""
    added = 0
    for key, item in old.fields.items():
        if key not in new.fields and item.columns():
            _park(planning, name, item, dict(physical_columns(item)))
    for key, item in new.fields.items():
        before = old.fields.get(key)
        if before is None or not before.columns():
            added += _add(planning, name, item)
        else:
            added += _change(planning, name, before, item)
    known = planning.live.get(live)
    _check_width(planning, name, (known.attributes if known else len(old.table.c)) + added)


def _change_indexes(planning: _Planning, name: str, old: Form | SubTable, new: Form | SubTable) -> None:
    renewed = {key for table, key in planning.blank if table == name}
    for index_name, index in old.indexes.items():
        following = new.indexes.get(index_name)
        if following is None or following.definition != index.definition or _concerns(index.columns, renewed):
            planning.drops.append(DropIndex(schema=planning.schema, table=name, name=index_name))
    for index_name, index in new.indexes.items():
        before = old.indexes.get(index_name)
        if before is None or before.definition != index.definition or _concerns(index.columns, renewed):
            add = AddIndex(schema=planning.schema, table=name, field=index.field, index=index)
            planning.indexes.append(add)
    for reference in old.references.values():
        if new.references.get(reference.name) != reference or reference.field in renewed:
            planning.drops.append(_drop(planning, name, reference))
    for reference in new.references.values():
        if old.references.get(reference.name) != reference or reference.field in renewed:
            planning.references.append(_reference(planning, name, reference))


def _concerns(columns: tuple[ColumnElement[Any], ...], keys: set[str]) -> bool:
    """Whether an index holds a column of one of the fields."""
    names = {part.name for column in columns for part in iterate(column) if isinstance(part, sa.Column)}
    return any(name == key or name.startswith(f"{key}__") for name in names for key in keys)


def _park(planning: _Planning, name: str, item: Field, columns: Mapping[str, Any]) -> Mapping[str, str]:
    names = {column: parked_name(column, item.key, planning.version) for column in columns}
    _put_away(planning, ParkColumns(schema=planning.schema, table=name, field=item.key, names=names))
    planning.blank.add((name, item.key))
    return names


def _put_away(planning: _Planning, step: ParkColumns) -> None:
    """Columns make room for others of their names; those of a table that comes back, once it is there."""
    steps = planning.columns if step.table in planning.returning.tables else planning.parks
    steps.append(step)


def _add(planning: _Planning, name: str, item: Field) -> int:
    """Columns of a field that had none; gives how many are new."""
    columns = dict(physical_columns(item))
    if not columns:
        return 0
    offered = () if item.computed else planning.returning.fields.get((name, item.key), ())
    if offered and keeps(offered[0].field, item):
        own = [column for column in columns if column in offered[0].columns]
        names = {offered[0].columns[column]: column for column in own}
        unpark = UnparkColumns(schema=planning.schema, table=name, field=item.key, names=names)
        planning.columns.append(unpark)
        return _complete(planning, name, item, {c: columns[c] for c in columns if c not in own})
    planning.columns.append(AddColumns(schema=planning.schema, table=name, field=item.key, columns=columns))
    planning.blank.add((name, item.key))
    if offered:
        latest, *earlier = offered
        _convert(planning, name, latest, item, earlier, comes_back=True)
    return len(columns)


def _change(planning: _Planning, name: str, old: Field, new: Field) -> int:
    """Columns of a field that had some; gives how many are new."""
    before, after = dict(physical_columns(old)), dict(physical_columns(new))
    if not keeps(old, new):
        parked = _park(planning, name, old, before)
        if not after:
            return 0
        planning.columns.append(AddColumns(schema=planning.schema, table=name, field=new.key, columns=after))
        planning.blank.add((name, new.key))
        if not new.computed:
            earlier = planning.returning.fields.get((name, new.key), ())
            _convert(planning, name, ParkedField(old, parked), new, earlier, comes_back=False)
        return len(after)
    gone = {column: kind for column, kind in before.items() if column not in after}
    if gone:
        names = {column: parked_name(column, new.key, planning.version) for column in gone}
        _put_away(planning, ParkColumns(schema=planning.schema, table=name, field=new.key, names=names))
    return _complete(planning, name, new, {c: after[c] for c in after if c not in before})


def _complete(planning: _Planning, name: str, item: Field, fresh: Mapping[str, Any]) -> int:
    """Sort keys that a field has from now on; gives how many columns are new."""
    if fresh:
        planning.columns.append(AddColumns(schema=planning.schema, table=name, field=item.key, columns=fresh))
        if not item.computed:
            planning.data.append(FillOrder(schema=planning.schema, table=name, field=item.key))
    return len(fresh)


def _convert(
    planning: _Planning,
    name: str,
    before: ParkedField,
    after: Field,
    earlier: Sequence[ParkedField],
    *,
    comes_back: bool,
) -> None:
    """Values that are carried over, with those that the field had before it was of another kind."""
    # Sort keys are written anew.
    needed = [after.key + column.suffix for column in after.columns() if column.suffix != SORT]
    back = next((each.columns for each in earlier if keeps(each.field, after)), {})
    planning.data.append(
        Convert(
            schema=planning.schema,
            table=name,
            field=after.key,
            before=before.field,
            after=after,
            parked={
                own: before.columns[own] for own, _ in physical_columns(before.field) if own in before.columns
            },
            comes_back=comes_back,
            returning={own: back[own] for own in needed} if back.keys() >= set(needed) else {},
        )
    )


def _check_width(planning: _Planning, name: str, attributes: int) -> None:
    if attributes > MOST_ATTRIBUTES:
        source = planning.new.sources[name]
        form = source.form if isinstance(source, SubTable) else source.key
        place = pointer("forms", list(planning.new.forms).index(form), "fields")
        too_wide = Issue(
            "plan_too_wide", place, {"table": name, "count": attributes, "maximum": MOST_ATTRIBUTES}
        )
        planning.issues.append(too_wide)


def _fill(planning: _Planning) -> None:
    """Computed fields of tables that are there already and that no longer are what they were."""
    if planning.old is None:
        return
    there = planning.old.sources.keys() | planning.returning.tables.keys()
    stale = set(planning.blank)
    edges: dict[NodeKey, set[NodeKey]] = {}
    for edge in planning.new.graph.dependencies:
        edges.setdefault(edge.reader, set()).add(edge.read)
    groups: list[tuple[str, list[str]]] = []
    for node in planning.new.graph.order:
        table, key = node
        is_stored = key == TITLE or planning.new.sources[table].fields[key].stored
        if not is_stored or table not in there:
            continue
        reads = edges.get(node, set())
        if node in stale or reads & stale or _computed(planning.old, node) != _computed(planning.new, node):
            stale.add(node)
            together = groups[-1] if groups else ("", [])
            if together[0] == table and not any((table, other) in reads for other in together[1]):
                together[1].append(key)
            else:
                groups.append((table, [key]))
    for table, keys in groups:
        fill = Fill(schema=planning.schema, table=table, field=keys[0], keys=tuple(keys))
        planning.data.append(fill)


def _computed(schema: Schema, node: NodeKey) -> tuple[Computation | None, str, int] | None:
    """How a value is computed, to see whether that changed."""
    source = schema.sources[node[0]]
    checked = schema.computed.get(node)
    item = source.fields.get(node[1])
    if item is None:
        return (None, checked.text, 0) if checked is not None and node[1] == TITLE else None
    computation = item.computation()
    return None if computation is None else (computation, "", item.computed_decimals())


def data_steps(plan: TablePlan) -> Iterator[Step]:
    """The steps that fill in values."""
    return (step for step in plan.steps if step.is_data)
