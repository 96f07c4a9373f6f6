"""Carries the values of a field over to another kind, as a person would who copies what is shown."""

from collections.abc import Generator, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.definition import LOCALES
from engines.expression.clock import Clock
from engines.form.computed import Request, Rows
from engines.form.facts import Facts
from engines.form.field import Field
from engines.form.meaning import NO_NAMES, Names
from engines.form.steps import Convert
from engines.issues import Issue

BATCH: Final = 1_000


def converted(
    before: Field, after: Field, value: object, names: Names, clock: Clock, facts: Facts
) -> object | Issue:
    """The value in its new kind, read from what is shown in one of the languages; an issue when none can be read."""
    found: object | Issue = Issue("not_text")
    for locale in LOCALES:
        found = after.parse_text(before.show(value, locale, names), names)
        if not isinstance(found, Issue):
            return after.settle(found, None, clock, facts)
    return found


def convert_rows(
    step: Convert, table: sa.Table, clock: Clock, facts: Facts, names: Names = NO_NAMES, after: int = 0
) -> Generator[Request, Rows, tuple[int, int, int]]:
    """Converts the next batch of rows behind the id `after`; gives the last id (0: nothing was left), how many rows
    were converted and how many could not be."""
    rows = yield _batch(step, table, after)
    values: dict[int, dict[str, object]] = {}
    failed = 0
    for row in rows:
        value = step.before.from_columns({own: row[own] for own in step.parked})
        if value is None:
            continue
        found = converted(step.before, step.after, value, names, clock, facts)
        if found is None or isinstance(found, Issue):
            failed += 1
        else:
            values[row["id"]] = dict(step.after.to_columns(found))
    if values:
        yield _writing(step, table, values)
    return (rows[-1]["id"] if rows else 0), len(values), failed


def _batch(step: Convert, table: sa.Table, after: int) -> Request:
    kinds = {column.suffix: column.type for column in step.before.columns()}
    key = step.before.key
    parked: list[sa.ColumnElement[Any]] = [
        sa.column(name, kinds[own.removeprefix(key)]).label(own) for own, name in step.parked.items()
    ]
    statement = (
        sa.select(table.c.id, *parked)
        .select_from(table)
        .where(table.c.id > sa.bindparam("after", type_=sa.BigInteger))
        .order_by(table.c.id)
        .limit(BATCH)
    )
    return Request(("batch", table.name, key), statement, {"after": after})


def _writing(step: Convert, table: sa.Table, values: dict[int, dict[str, object]]) -> Request:
    columns: Sequence[str] = list(next(iter(values.values())))
    arrays: dict[str, object] = {"ids": list(values)}
    sources: list[sa.BindParameter[Any]] = [sa.bindparam("ids", type_=ARRAY(sa.BigInteger))]
    for place, name in enumerate(columns):
        kind = table.c[name].type
        # An array of arrays has one length in PostgreSQL, so lists travel as text.
        is_list = isinstance(kind, ARRAY)
        sources.append(sa.bindparam(f"values_{place}", type_=ARRAY(sa.Text() if is_list else kind)))
        arrays[f"values_{place}"] = [_as_text(row[name]) if is_list else row[name] for row in values.values()]
    names = [sa.column("id", sa.BigInteger), *(sa.column(f"v{place}") for place in range(len(columns)))]
    given = sa.func.unnest(*sources).table_valued(*names).render_derived(name="given")
    assigned = {
        table.c[name]: (
            sa.func.string_to_array(given.c[f"v{place}"], "\x1f")
            if isinstance(table.c[name].type, ARRAY)
            else given.c[f"v{place}"]
        )
        for place, name in enumerate(columns)
    }
    statement = sa.update(table).values(assigned).where(table.c.id == given.c.id)
    return Request(("write", table.name, step.before.key), statement, arrays)


def _as_text(value: object) -> str | None:
    return "\x1f".join(value) if isinstance(value, list) else None
