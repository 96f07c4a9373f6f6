"""What an expression reads, as SQL under a person's rights: unseen records and unreadable fields are blank."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from engines.expression.scope import Path
from engines.form.reading import column_of, joined
from engines.form.schema import Form, Schema, SubTable
from engines.form.system import POSITION
from mortise.access.rights import AppRights


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a path has come to: records of a form or rows of a sub-table, in `table`; `record` holds what rights
    are about, which for rows is the record that they belong to."""

    source: Form | SubTable
    table: FromClause
    record: FromClause

    def named(self, key: str) -> str:
        """The key by which rights know a field."""
        return key if isinstance(self.source, Form) else f"{self.source.key}.{key}"

    @property
    def form(self) -> str:
        """The form that rights are asked of."""
        return self.source.key if isinstance(self.source, Form) else self.source.form


def _is_value(source: Form | SubTable, key: str) -> bool:
    """Whether the record says itself what stands there; who reads it reads which records it lists."""
    many = source.lists.get(key)
    return many is None or many.is_listed


class SecuredPaths:
    """Resolves the paths of an expression over `form`, whose records are in `table`."""

    def __init__(self, schema: Schema, rights: AppRights, form: Form, table: FromClause) -> None:
        self._schema = schema
        self._rights = rights
        self._start = _Place(form, table, table)

    def __call__(self, path: Path) -> ColumnElement[Any]:
        if len(path) == 1 and _is_value(self._start.source, path[0]):
            # The condition on which an own field may be read stands beside the filter, which so stays bare.
            return column_of(self._start.source, self._start.table, path[0])
        return self._walk(path)

    def _walk(self, path: Path) -> ColumnElement[Any]:
        place = self._start
        chain: FromClause | None = None
        first: ColumnElement[bool] = sa.true()
        order: list[ColumnElement[Any]] = []
        value: ColumnElement[Any] | None = None
        for key in path:
            is_list = key in place.source.lists
            if key is path[-1] and (not is_list or (not order and _is_value(place.source, key))):
                value = self._value(place, key)
                break
            place, step, on, own_order = self._step(place, key)
            if chain is None:
                chain, first = step, on
            else:
                chain = chain.join(step, on, isouter=bool(order) and not is_list)
            order += own_order
        if value is None:
            value = place.table.c.id
        if chain is None:
            return value
        if order:
            value = sa.func.array_agg(aggregate_order_by(value, *order), type_=ARRAY(value.type))
        return sa.select(value).select_from(chain).where(first).correlate(self._start.table).scalar_subquery()

    def _step(
        self, place: _Place, key: str
    ) -> tuple[_Place, FromClause, ColumnElement[bool], list[ColumnElement[Any]]]:
        """Where the key leads, what to select from on the way, what ties that to where it begins, and the order."""
        many = place.source.lists.get(key)
        source = self._schema.sources[place.source.leads[key] if many is None else many.entity]
        table = source.table.alias()
        is_rows = isinstance(source, SubTable)
        there = _Place(source, table, place.table if is_rows else table)
        if many is None:
            on = table.c.id == self._value(place, key)
            return there, table, sa.and_(on, self._seen(there)), []
        if is_rows:
            on = self._read(place, key, table.c[many.column] == place.table.c.id)
            return there, table, on, [table.c[POSITION], table.c.id]
        if many.joining is not None:
            step, on, order = joined(self._schema.sources.__getitem__, many.joining, place.table, table)
            holder = place if many.is_listed else there
            return there, step, sa.and_(self._read(holder, many.column, on), self._seen(there)), order
        named = _Place(source, table, table)
        on = self._value(named, many.column) == place.table.c.id
        return there, table, sa.and_(on, self._seen(there)), [table.c.id]

    def _read(self, place: _Place, key: str, on: ColumnElement[bool]) -> ColumnElement[bool]:
        """The condition, where the field may be read."""
        read = self._rights.form(place.form).filter_condition(key, place.record)
        return on if read is None else sa.and_(on, read)

    def _seen(self, place: _Place) -> ColumnElement[bool]:
        rows = self._rights.form(place.form).rows("view", place.table)
        return sa.and_(place.table.c.deleted_at.is_(None), sa.false() if rows is None else rows)

    def _value(self, place: _Place, key: str) -> ColumnElement[Any]:
        value = column_of(place.source, place.table, key)
        return self._rights.form(place.form).value(place.named(key), value, place.record)
