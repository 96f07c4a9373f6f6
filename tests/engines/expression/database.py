"""Runs expressions in PostgreSQL as a test does: the record's values are a row of a subquery."""

from collections.abc import Mapping
from typing import Any

import asyncpg
from sqlalchemy import ColumnElement, Select, cast, literal, select, true
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from engines.expression.check import Checked
from engines.expression.clock import Clock
from engines.expression.scope import OLD, Path
from engines.expression.sql_executor import bind_name, compile_condition, compile_sql
from engines.expression.sql_types import sql_type
from engines.expression.tree import Read, walk
from engines.expression.types import BOOLEAN, Value

DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


def statement(checked: Checked, values: Mapping[str, Value]) -> Select[Any]:
    """The value, and for a truth value whether WHERE would keep the row."""
    reads = {node.path: node for node in walk(checked.tree) if isinstance(node, Read)}
    columns = [
        cast(literal(values.get(".".join(path)), sql_type(node.type)), sql_type(node.type)).label(
            "__".join(path)
        )
        for path, node in reads.items()
        if not path[0].isupper() or path[0] == OLD
    ]
    row = (
        select(literal(1).label("one"), *columns).cte("row").prefix_with("MATERIALIZED", dialect="postgresql")
    )

    def resolve(path: Path) -> ColumnElement[Any]:
        return row.c["__".join(path)]

    kept = compile_condition(checked, resolve).is_(true()) if checked.type == BOOLEAN else true()
    return select(compile_sql(checked, resolve), kept).select_from(row)


async def run(
    connection: "asyncpg.Connection[asyncpg.Record]",
    checked: Checked,
    values: Mapping[str, Value],
    clock: Clock,
) -> tuple[Value, bool]:
    """The value that PostgreSQL gives, and whether a condition holds there."""
    compiled = statement(checked, values).compile(dialect=DIALECT)
    given = {
        "now": clock.now,
        "today": clock.today,
        "time_zone": clock.time_zone.key,
        "days_off": sorted(clock.holidays.off),
        "days_on": sorted(clock.holidays.on),
        "week_start": clock.holidays.week_start,
        "fiscal_start": clock.holidays.fiscal_start,
        **{bind_name(tuple(path.split("."))): value for path, value in values.items()},
    }
    parameters = [
        given.get(name, compiled.params[name]) if compiled.params[name] is None else compiled.params[name]
        for name in compiled.positiontup or ()
    ]
    found = await connection.fetchrow(str(compiled), *parameters)
    value = found[0] if found is not None else None
    return tuple(value) if isinstance(value, list) else value, bool(found and found[1])
