"""Aggregates over values, in Python and in SQL alike: blanks are skipped, and nothing gives nothing."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from engines.form.computation import Aggregate
from engines.form.meanings.number import EXACT, TWELVE


def _sum(values: list[Any]) -> Decimal | None:
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total if values else None


def _average(values: list[Any]) -> Decimal | None:
    total = _sum(values)
    return None if total is None else EXACT.quantize(EXACT.divide(total, Decimal(len(values))), TWELVE)


IN_PYTHON: Final[Mapping[Aggregate, Callable[[list[Any]], object]]] = {
    "count": lambda values: Decimal(len(values)),
    "count_distinct": lambda values: Decimal(len(set(values))),
    "sum": _sum,
    "average": _average,
    "minimum": lambda values: min(values, default=None),
    "maximum": lambda values: max(values, default=None),
}

IN_SQL: Final[Mapping[Aggregate, Callable[[ColumnElement[Any]], ColumnElement[Any]]]] = {
    "count": sa.func.count,
    "count_distinct": lambda column: sa.func.count(column.distinct()),
    "sum": sa.func.sum,
    "average": lambda column: sa.func.round(sa.func.avg(column), 12),
    "minimum": sa.func.min,
    "maximum": sa.func.max,
}


def aggregate(kind: Aggregate, values: Iterable[object]) -> object:
    """The aggregate of values as expressions see them."""
    return IN_PYTHON[kind]([value for value in values if value is not None])


def aggregate_column(kind: Aggregate, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same aggregate of a column."""
    return IN_SQL[kind](column)
