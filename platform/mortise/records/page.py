"""A page of records in an order: the statement behind a list, whole or only over the records that come first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import JSONB, array

from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.tables import people
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader
from mortise.records.access import Door
from mortise.records.filters import Filtered, searchable
from mortise.records.order import OrderKey, after
from mortise.records.projection import Item, Projection, localised, project
from mortise.records.request import ListRequest
from mortise.records.selection import wanted
from mortise.records.shapes import READS, Read
from mortise.records.sorting import Sorting

LIMIT: Final = sa.bindparam("limit", type_=sa.BigInteger())
OFFSET: Final = sa.bindparam("offset", type_=sa.BigInteger())
NONE: Final[ColumnElement[int]] = sa.literal_column("0")
KEYS: Final = "__keys"
"""The values by which the next page is found."""
MARK: Final = "__mark"
"""Which of the marking conditions is the first to hold."""
KEY: Final = "key_"
TEXT: Final = "__text_"
"""What the key of a text that is told for the search's sake begins with."""

COUNTS: Final = StatementCache()
SIZES: Final = StatementCache()


@dataclass(frozen=True, slots=True)
class Page:
    """A page behind the row whose keys are `last`. `window` looks only at so many of the order's first records;
    `is_gathered` puts what the index proposes in order before any of it is looked at; `tells_texts` adds each text that
    is searched, by `TEXT` and its key, blank where the person may not read it."""

    context: Context
    door: Door
    request: ListRequest
    found: Filtered
    order: Sorting
    last: Sequence[str | None] | None = None
    window: int = 0
    is_gathered: bool = False
    tells_texts: bool = False

    async def read(self, reader: Reader) -> list[Item]:
        """The records with their keys, one more than was asked for where there are more."""
        read = self._read()
        rows = await reader.fetch(read.statement, self._values)
        return [read.finish(row) for row in rows]

    async def count(self, reader: Reader) -> object:
        """How many records there are on all pages."""
        door, request = self.door, self.request
        shape = (self.context.rights, door.form.key, self.found.shape, request.deleted)
        table = door.form.table
        statement = COUNTS.get(
            shape,
            lambda: (
                sa.select(sa.func.count())
                .select_from(table)
                .where(*self._restrictions(table), *self._counted(table))
            ),
        )
        return await reader.fetchval(statement, {**self.context.binds, **self.found.values})

    def _counted(self, table: FromClause) -> list[ColumnElement[Any]]:
        matches = self.found.matches(table)
        return [self.found.proposed, *matches] if self.found.is_proposed else matches

    async def is_all_within(self, reader: Reader, window: int) -> bool:
        """Whether no more records are there to be looked at than so many."""
        table = self.door.form.table
        some = self._behind(
            sa.select(sa.literal(1)).where(*self._restrictions(table)), self.order.keys(table)
        )
        size = sa.select(sa.func.count()).select_from(
            some.limit(sa.bindparam("window", type_=sa.BigInteger)).subquery()
        )
        shape = (self.context.rights, self.door.form.key, self._shape)
        values = {**self._values, "window": window + 1}
        found = await reader.fetchval(SIZES.get(shape, lambda: size), values)
        return isinstance(found, int) and found <= window

    @property
    def can_be_walked(self) -> bool:
        """Whether records can be read in the order from where the page begins, without all being ordered first."""
        if self.request.offset:
            return False
        first = self.order.keys(self.door.form.table)[0].column
        leading = (index.columns[0] for index in self.door.form.indexes.values() if index.using == "btree")
        return any(first is column for column in (self.door.form.table.c.id, *leading))

    @property
    def _values(self) -> Mapping[str, object]:
        return {
            **self.context.binds,
            **self.found.values,
            **{f"after_{place}": value for place, value in enumerate(self.last or ())},
            "limit": self.request.limit + 1,
            "offset": self.request.offset,
        }

    @property
    def _blanks(self) -> tuple[bool, ...] | None:
        return None if self.last is None else tuple(value is None for value in self.last)

    @property
    def _shape(self) -> tuple[object, ...]:
        request = self.request
        return self.found.shape, self.order.name, self._blanks, bool(request.offset), request.deleted

    def _read(self) -> Read:
        context, door, request = self.context, self.door, self.request
        chosen = (request.fields, request.expand, context.locale)
        way = (self.window, self.is_gathered, self.tells_texts)
        shape = ("page", context.rights, door.form.key, self._shape, way, chosen)
        kept = READS.find(shape)
        return kept if kept is not None else READS.keep(shape, *self._select())

    def _select(self) -> tuple[Projection, sa.Select[Any]]:
        context, door, request = self.context, self.door, self.request
        chosen = wanted(context, door, request.fields, request.expand, rows=False)
        if request.deleted:
            chosen = chosen.also("deleted_at")
        table = self._source()
        projection = project(context.app.schema, context.rights, door.form, table, chosen)
        keys = self.order.keys(table)
        told = [_deleted_by(context, door, table)] if request.deleted else []
        if self.tells_texts:
            told += [_text(door, key, table) for key in searchable(door)]
        mark = self.found.mark(table)
        if mark is not None:
            told.append(mark.label(MARK))
        select = (
            sa.select(*projection.columns, *told, array([key.as_text() for key in keys]).label(KEYS))
            .select_from(projection.source)
            .order_by(*(key.clause() for key in keys))
        )
        if not self.window:
            return projection, select
        return projection, self._from_offset(select.where(*self.found.matches(table)).limit(LIMIT))

    def _source(self) -> FromClause:
        """The records of the page, or the first ones, among which they are looked for."""
        if self.is_gathered:
            return self._gathered()
        return self._first() if self.window else self._page()

    def _page(self) -> FromClause:
        """The page, found by nothing but ids: what its records name is not looked up for those that come before."""
        table = self.door.form.table
        keys = self.order.keys(table)
        matching = sa.select(table.c.id.label("number")).where(
            *self._restrictions(table), *self.found.matches(table)
        )
        ordered = self._behind(matching, keys).order_by(*(key.clause() for key in keys)).limit(LIMIT)
        page = self._from_offset(ordered).subquery("page")
        one = table.alias("one")
        return sa.select(one).select_from(page.join(one, one.c.id == page.c.number)).subquery("found")

    def _first(self) -> FromClause:
        """The records that come first, whether they match or not. They are read in the order, so that the page ends
        their reading as soon as it is full."""
        table = self.door.form.table
        keys = self.order.keys(table)
        select = self._behind(sa.select(table).where(*self._restrictions(table)), keys)
        return (
            select.order_by(*(key.clause() for key in keys)).limit(sa.literal(self.window)).subquery("first")
        )

    def _gathered(self) -> FromClause:
        """The page out of what the index proposes: put in order by nothing but keys, and looked at one by one until
        the page is full, which nearly always is as soon as there are as many as it takes."""
        table = self.door.form.table
        keys = self.order.keys(table)
        named = [key.column.label(f"{KEY}{place}") for place, key in enumerate(keys)]
        proposed = sa.select(table.c.id.label("number"), *named).where(
            self.found.proposed, *self._restrictions(table)
        )
        # Gathered aside, so that the page's limit never makes PostgreSQL walk the table in the order instead.
        gathered = self._behind(proposed, keys).cte("gathered").prefix_with("MATERIALIZED")
        ordered = sa.select(gathered).order_by(*_named(gathered, keys)).subquery("ordered")
        one = table.alias("one")
        # The offset keeps the look at a record from being made before its turn.
        looked_at = sa.select(one).where(one.c.id == ordered.c.number, *self.found.matches(one)).offset(NONE)
        record = looked_at.lateral("record")
        page = sa.select(record).select_from(ordered.join(record, sa.true()))
        page = page.order_by(*_named(ordered, keys)).limit(LIMIT)
        return self._from_offset(page).subquery("found")

    def _from_offset(self, select: sa.Select[Any]) -> sa.Select[Any]:
        return select.offset(OFFSET) if self.request.offset else select

    def _behind(self, select: sa.Select[Any], keys: Sequence[OrderKey]) -> sa.Select[Any]:
        return select if self._blanks is None else select.where(after(keys, self._blanks))

    def _restrictions(self, table: FromClause) -> list[ColumnElement[Any]]:
        """Everything but what is searched for."""
        conditions = [self.door.rows("view", table), *self.found.restrictions(table)]
        if self.request.deleted:
            return [table.c.deleted_at.is_not(None), self.door.rows("delete", table), *conditions]
        return [table.c.deleted_at.is_(None), *conditions]


def _named(source: FromClause, keys: Sequence[OrderKey]) -> list[ColumnElement[Any]]:
    """The order, by keys that have a column of their own."""
    return [OrderKey(source.c[f"{KEY}{place}"], key.descending).clause() for place, key in enumerate(keys)]


def _text(door: Door, key: str, table: FromClause) -> ColumnElement[Any]:
    field = door.form.fields.get(key)
    column = table.c[key] if field is None else field.expression_column(table)
    return door.rights.value(key, column, table).label(TEXT + key)


def _deleted_by(context: Context, door: Door, table: sa.FromClause) -> sa.ColumnElement[Any]:
    """Who put a record into the recycle bin the last time, as {id, title}."""
    change, person = record_change.c, people.person
    return (
        sa.select(
            sa.func.jsonb_build_object(
                "id", person.c.id, "title", localised(person, context.locale), type_=JSONB
            )
        )
        .select_from(record_change.join(person, person.c.id == change.actor_id))
        .where(
            change.app_id == sa.literal(context.app.id, sa.BigInteger()),
            change.form == sa.literal(door.form.key, sa.Text()),
            change.record_id == table.c.id,
            change.action == sa.literal("delete", sa.Text()),
        )
        .order_by(change.id.desc())
        .limit(1)
        .scalar_subquery()
        .label("deleted_by")
    )
