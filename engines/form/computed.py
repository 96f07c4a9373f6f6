"""The set-based statements that bring computed columns up to date, and the order in which a change asks for them."""

from collections.abc import Collection, Generator, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import ARRAY

from engines.expression.check import Checked
from engines.expression.sql_executor import compile_condition, compile_sql
from engines.form.aggregates import aggregate_column
from engines.form.computation import RollupOf
from engines.form.graph import DependencyGraph, FollowUp, NodeKey, Origin
from engines.form.meaning import AnyMeaning
from engines.form.reading import Source, column_of, joined, resolver
from engines.form.sorting import sort_key
from engines.form.system import SYSTEM_MEANINGS, TITLE

IDS: Final = "ids"
BIGINTS: Final = ARRAY(sa.BigInteger)
TEXTS: Final = ARRAY(sa.Text)
SORT: Final = "__sort"


class Computing(Protocol):
    """A schema, as far as its computed columns go."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Forms and sub-tables by the key of their table."""
        ...

    @property
    def graph(self) -> DependencyGraph:
        """What depends on what."""
        ...

    @property
    def computed(self) -> Mapping[NodeKey, Checked]:
        """The expressions of formulas and titles, the filters of rollups."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """A statement for the host to run. Requests of one schema with one `key` have the same statement."""

    key: Hashable
    statement: sa.Select[Any] | sa.Update
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ComputedChange:
    """A computed value that became another; values are as the column holds them."""

    table: str
    id: int
    field: str
    old: object
    new: object


Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, eq=False)
class Recomputation:
    """Writes statements for the computed columns of a schema, each of them once."""

    schema: Computing
    _kept: dict[Hashable, sa.Select[Any] | sa.Update] = field(default_factory=dict)

    def follow(
        self,
        table: str,
        ids: Collection[int],
        changed: Iterable[str] | None,
        left: Mapping[str, Collection[int]] | None = None,
    ) -> Generator[Request, Rows, tuple[ComputedChange, ...]]:
        """Brings up to date what follows from a change that is written already: the host runs each request and sends
        its rows back, until the changes are returned.

        `changed` are the fields that changed in the rows `ids`, None when they were created, deleted or restored;
        `left` are, by link field (or `parent`), the ids that those rows led to before and no longer do."""
        touched: dict[str, set[int]] = {table: set(ids)}
        gone = {(table, column): sorted(set(numbers)) for column, numbers in (left or {}).items()}
        changes: list[ComputedChange] = []
        for step in self.schema.graph.follow(table, changed):
            origins = tuple(
                origin for origin in step.origins if touched.get(origin.table) or _left(origin) in gone
            )
            found = (yield self._lock(step.table, origins, touched, gone)) if origins else ()
            if not found:
                continue
            rows = yield self.update(step.table, step.fields, [row["id"] for row in found])
            changes += self._changes(step, rows)
            touched.setdefault(step.table, set()).update(row["id"] for row in rows)
            for key in step.fields:
                yield from self._ordered(step.table, key, rows)
        return tuple(changes)

    def fill(
        self, table: str, keys: Sequence[str], ids: Sequence[int]
    ) -> Generator[Request, Rows, tuple[ComputedChange, ...]]:
        """Computes fields of some rows again, whatever changed; as `follow`, the host runs each request."""
        rows = yield self.update(table, keys, ids)
        for key in keys:
            yield from self._ordered(table, key, rows)
        return tuple(self._changes(FollowUp(table, tuple(keys), ()), rows))

    def _ordered(self, table: str, key: str, rows: Rows) -> Generator[Request, Rows, None]:
        """Writes the sort keys of a text that was computed again."""
        if key + SORT in self.schema.sources[table].table.c:
            names = {row["id"]: row[f"new_{key}"] for row in rows if _differs(row, key)}
            if names:
                yield self.order(table, key, names)

    def update(self, table: str, keys: Sequence[str], ids: Sequence[int]) -> Request:
        """Computes fields of the rows `ids` again; gives `id`, `old_<key>` and `new_<key>` of rows that changed."""
        cache = ("update", table, tuple(keys))
        kept = self._kept.get(cache)
        if kept is None:
            kept = self._kept[cache] = self._update(table, keys)
        return Request(cache, kept, {IDS: list(ids)})

    def order(self, table: str, key: str, names: Mapping[int, str | None]) -> Request:
        """Writes the sort keys of a computed text, given by row."""
        cache = ("order", table, key)
        kept = self._kept.get(cache)
        if kept is None:
            kept = self._kept[cache] = self._order(table, key)
        keys = [None if name is None else sort_key(name) for name in names.values()]
        return Request(cache, kept, {IDS: list(names), "sort_keys": keys})

    def verify(self, table: str, key: str) -> sa.Select[Any]:
        """Rows behind the id bound as `after` whose computed value is not what it should be: `id`, `stored` and
        `computed`, at most `most` of them."""
        source = self.schema.sources[table]
        stored = source.table.c[key]
        right = self._meaning(source, key).stored(self._value(source, source.table, key))
        return (
            sa.select(source.table.c.id, stored.label("stored"), right.label("computed"))
            .where(source.table.c.id > sa.bindparam("after", type_=sa.BigInteger))
            .where(stored.is_distinct_from(right))
            .order_by(source.table.c.id)
            .limit(sa.bindparam("most", type_=sa.Integer))
        )

    def _changes(self, step: FollowUp, rows: Rows) -> Iterable[ComputedChange]:
        for row in rows:
            for key in step.fields:
                if _differs(row, key):
                    yield ComputedChange(step.table, row["id"], key, row[f"old_{key}"], row[f"new_{key}"])

    def _lock(
        self,
        table: str,
        origins: tuple[Origin, ...],
        touched: Mapping[str, set[int]],
        gone: Mapping[tuple[str, str], Sequence[int]],
    ) -> Request:
        """The rows that follow, locked in the order of their ids; the update is the next statement, so that it
        sees what was written while the lock was awaited. The lock admits those who only refer to the rows: two
        who add children to one parent would otherwise wait for each other."""
        used = {left for origin in origins if (left := _left(origin)) in gone}
        cache = ("lock", table, origins, frozenset(used))
        kept = self._kept.get(cache)
        if kept is None:
            target = self.schema.sources[table].table
            reached = sa.union(
                *(self._reached(origin, _left(origin) in used) for origin in origins)
            ).subquery()
            # As an array, computed once: joined, a row that changes while its lock is awaited can be passed over.
            every = sa.func.array(sa.select(reached.c.id).scalar_subquery())
            kept = self._kept[cache] = (
                sa.select(target.c.id)
                .where(target.c.id == sa.any_(every))
                .order_by(target.c.id)
                .with_for_update(key_share=True)
            )
        values: dict[str, object] = {
            f"from_{origin.table}": sorted(touched[origin.table]) for origin in origins
        }
        for name in used:
            if name is not None:
                values["left_" + "_".join(name)] = list(gone[name])
        return Request(cache, kept, values)

    def _reached(self, origin: Origin, with_left: bool) -> sa.Select[Any]:
        """The ids at the end of an origin's route."""
        start = sa.bindparam(f"from_{origin.table}", type_=BIGINTS)
        found: sa.Select[Any] | None = None
        for hop in origin.route:
            source = self.schema.sources[hop.table if hop.up else hop.before]
            at = source.table.alias()
            link = column_of(source, at, hop.column)
            known, sought = (link, at.c.id) if hop.up else (at.c.id, link)
            condition = known == sa.any_(start) if found is None else known.in_(found)
            following = sa.select(sought.label("id")).where(condition, sought.is_not(None))
            if found is None and not hop.up and with_left:
                left = sa.bindparam(f"left_{hop.before}_{hop.column}", type_=BIGINTS)
                both = sa.union_all(following, sa.select(sa.func.unnest(left).label("id"))).subquery()
                following = sa.select(both.c.id)
            found = following
        return sa.select(sa.func.unnest(start).label("id")) if found is None else found

    def _update(self, table: str, keys: Sequence[str]) -> sa.Update:
        source = self.schema.sources[table]
        row = source.table.alias("before")
        columns: list[ColumnElement[Any]] = [row.c.id]
        for key in keys:
            columns.append(row.c[key].label(f"old_{key}"))
            columns.append(self._value(source, row, key).label(f"raw_{key}"))
        ids = sa.bindparam(IDS, type_=BIGINTS)
        # Materialised, or PostgreSQL would copy an aggregate to every place that names it.
        raw = sa.select(*columns).where(row.c.id == sa.any_(ids)).cte("raw").prefix_with("MATERIALIZED")
        ready: list[ColumnElement[Any]] = [raw.c.id]
        for key in keys:
            ready.append(raw.c[f"old_{key}"])
            ready.append(self._meaning(source, key).stored(raw.c[f"raw_{key}"]).label(f"new_{key}"))
        found = sa.select(*ready).cte("found")
        differs = sa.or_(*(found.c[f"old_{key}"].is_distinct_from(found.c[f"new_{key}"]) for key in keys))
        return (
            sa.update(source.table)
            .values({source.table.c[key]: found.c[f"new_{key}"] for key in keys})
            .where(source.table.c.id == found.c.id, differs)
            .returning(*found.c)
        )

    def _order(self, table: str, key: str) -> sa.Update:
        target = self.schema.sources[table].table
        names = sa.func.unnest(
            sa.bindparam(IDS, type_=BIGINTS), sa.bindparam("sort_keys", type_=TEXTS)
        ).table_valued(sa.column("id", sa.BigInteger), sa.column("name", sa.Text))
        pairs = names.render_derived(name="named")
        return sa.update(target).values({target.c[key + SORT]: pairs.c.name}).where(target.c.id == pairs.c.id)

    def _meaning(self, source: Source, key: str) -> AnyMeaning:
        item = source.fields.get(key)
        return SYSTEM_MEANINGS[TITLE] if item is None else item.meaning

    def _value(self, source: Source, row: FromClause, key: str) -> ColumnElement[Any]:
        """What a computed field's expression gives, before it is made ready for its column."""
        item = source.fields.get(key)
        computation = None if item is None else item.computation()
        checked = self.schema.computed.get((source.table.name, key))
        if isinstance(computation, RollupOf):
            return self._rolled_up(source, row, computation, checked)
        if checked is None:
            raise LookupError(f"{source.table.name}.{key} is not computed")
        return compile_sql(checked, resolver(self.schema.sources.__getitem__, source, row))

    def _rolled_up(
        self, source: Source, row: FromClause, rollup: RollupOf, checked: Checked | None
    ) -> ColumnElement[Any]:
        many = source.lists[rollup.source]
        rows = self.schema.sources[many.entity]
        at = rows.table.alias()
        column = at.c.id if rollup.field is None else column_of(rows, at, rollup.field)
        chain: FromClause = at
        if many.joining is None:
            conditions = [at.c[many.column] == row.c.id]
            if "deleted_at" in at.c:
                conditions.append(at.c.deleted_at.is_(None))
        else:
            chain, tied, _ = joined(self.schema.sources.__getitem__, many.joining, row, at)
            conditions = [tied]
        if checked is not None:
            conditions.append(compile_condition(checked, resolver(self.schema.sources.__getitem__, rows, at)))
        chosen = sa.select(aggregate_column(rollup.aggregate, column)).select_from(chain).where(*conditions)
        return chosen.correlate(row).scalar_subquery()


def _differs(row: Mapping[str, Any], key: str) -> bool:
    return bool(row[f"old_{key}"] != row[f"new_{key}"])


def _left(origin: Origin) -> tuple[str, str] | None:
    """The link by which changed rows may have led elsewhere before."""
    if not origin.route or origin.route[0].up:
        return None
    return origin.table, origin.route[0].column
