"""The SQL by which an expression reads a path: columns, links as scalar subqueries, lists as array subqueries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from engines.expression.scope import Path
from engines.form.field import Field
from engines.form.structure import Joining, Many
from engines.form.system import PARENT, POSITION


class Source(Protocol):
    """A form or a sub-table, as far as reading goes."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """Its fields."""
        ...

    @property
    def table(self) -> sa.Table:
        """Its table."""
        ...

    @property
    def leads(self) -> Mapping[str, str]:
        """Fields that lead to one record, with the key of its form."""
        ...

    @property
    def lists(self) -> Mapping[str, Many]:
        """Keys that lead to several."""
        ...


@dataclass(slots=True)
class _Walk:
    """A path on its way: the chain of tables, and the order of a list's elements."""

    chain: FromClause
    first: ColumnElement[bool]
    order: list[ColumnElement[Any]]


def column_of(source: Source, table: FromClause, key: str) -> ColumnElement[Any]:
    """The column of a field or of the system."""
    field = source.fields.get(key)
    return table.c[key] if field is None else field.expression_column(table)


def resolver(
    sources: Callable[[str], Source], source: Source, table: FromClause
) -> Callable[[Path], ColumnElement[Any]]:
    """Gives the column of a path that begins at `table`; a list is an array, blank when it has no elements."""

    def resolve(path: Path) -> ColumnElement[Any]:
        if len(path) == 1 and path[0] not in source.lists:
            return column_of(source, table, path[0])
        return _through(sources, source, table, path)

    return resolve


def _through(
    sources: Callable[[str], Source], source: Source, table: FromClause, path: Path
) -> ColumnElement[Any]:
    walk: _Walk | None = None
    at: FromClause = table
    for depth, key in enumerate(path, 1):
        many = source.lists.get(key)
        if many is None and depth == len(path):
            value = column_of(source, at, key)
            break
        before, last = at, source
        source = sources(many.entity if many else source.leads[key])
        at = source.table.alias()
        order: list[ColumnElement[Any]] = []
        step: FromClause = at
        if many is None:
            on = sa.and_(at.c.id == column_of(last, before, key), *_undeleted(at))
        elif many.joining is None:
            on = sa.and_(at.c[many.column] == before.c.id, *_undeleted(at))
            order = [at.c[POSITION], at.c.id] if many.is_rows else [at.c.id]
        else:
            step, on, order = joined(sources, many.joining, before, at)
        walk = _joined(walk, step, on, order)
    else:
        value = at.c.id
    if walk is None:
        return value
    if not walk.order:
        found = sa.select(value).select_from(walk.chain).where(walk.first)
        return found.correlate(table).scalar_subquery()
    gathered = sa.func.array_agg(aggregate_order_by(value, *walk.order), type_=ARRAY(value.type))
    return sa.select(gathered).select_from(walk.chain).where(walk.first).correlate(table).scalar_subquery()


def joined(
    sources: Callable[[str], Source], joining: Joining, before: FromClause, at: FromClause
) -> tuple[FromClause, ColumnElement[bool], list[ColumnElement[Any]]]:
    """The undeleted records `at` that are joined to those of `before`: what to select from, the condition that ties
    it to `before`, and the order. The way from the linked record back has no order of its own."""
    pairs = sources(joining.table).table.alias()
    both: FromClause = pairs.join(at, sa.and_(at.c.id == pairs.c[joining.far], *_undeleted(at)))
    order: list[ColumnElement[Any]] = [pairs.c[POSITION], pairs.c.id] if joining.near == PARENT else [at.c.id]
    return both, pairs.c[joining.near] == before.c.id, order


def _joined(
    walk: _Walk | None, at: FromClause, on: ColumnElement[bool], order: list[ColumnElement[Any]]
) -> _Walk:
    if walk is None:
        return _Walk(at, on, order)
    # Behind a list a blank link keeps its place among the elements.
    walk.chain = walk.chain.join(at, on, isouter=bool(walk.order) and not order)
    walk.order += order
    return walk


def _undeleted(table: FromClause) -> tuple[ColumnElement[bool], ...]:
    """Deleted records read as blank; rows of a sub-table have no life of their own."""
    return (table.c.deleted_at.is_(None),) if "deleted_at" in table.c else ()
