"""Automatic numbers: counted in one row per field and period, which the writing transaction holds to its end."""

from collections.abc import Callable
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from engines.form.compiled import Form
from engines.form.computation import Numbering
from mortise.access.context import Context
from mortise.db.statements import prepare
from mortise.db.tables.records import counter
from mortise.db.transaction import Reader, Tx

_GIVEN: Final = (
    sa.func.unnest(
        sa.bindparam("fields", type_=ARRAY(sa.Text())), sa.bindparam("scopes", type_=ARRAY(sa.Text()))
    )
    .table_valued(sa.column("field", sa.Text), sa.column("scope", sa.Text))
    .render_derived()
)
_COUNT: Final = sa.bindparam("count", type_=sa.BigInteger())
_NEXT: Final = prepare(
    insert(counter)
    .from_select(
        ["app_id", "form", "field", "scope", "value"],
        sa.select(
            sa.bindparam("app", type_=sa.BigInteger()),
            sa.bindparam("form", type_=sa.Text()),
            _GIVEN.c.field,
            _GIVEN.c.scope,
            _COUNT,
        ).order_by(_GIVEN.c.field),
    )
    .on_conflict_do_update(
        index_elements=[counter.c.app_id, counter.c.form, counter.c.field, counter.c.scope],
        set_={"value": counter.c.value + _COUNT},
    )
    .returning(counter.c.field, counter.c.value)
)
_LAST: Final = prepare(
    sa.select(counter.c.field, counter.c.scope, counter.c.value).where(
        counter.c.app_id == sa.bindparam("app", type_=sa.BigInteger()),
        counter.c.form == sa.bindparam("form", type_=sa.Text()),
    )
)


def is_numbered(form: Form) -> bool:
    """Whether the form has automatic numbers."""
    return any(field.numbering() is not None for field in form.fields.values())


async def next_numbers(tx: Tx, context: Context, form: Form, count: int = 1) -> dict[str, list[str]]:
    """The next numbers of every such field, `count` of them each."""
    given = await take_numbers(tx, context, form, count)
    return {key: [number(place) for place in range(count)] for key, number in given.items()}


async def take_numbers(tx: Tx, context: Context, form: Form, count: int) -> dict[str, Callable[[int], str]]:
    """Takes the next `count` numbers of every such field; by field, which one stands at each place of these."""
    numberings = {
        key: numbering
        for key, field in sorted(form.fields.items())
        if (numbering := field.numbering()) is not None
    }
    if not numberings:
        return {}
    today: date = context.clock.today
    values = {
        "app": context.app.id,
        "form": form.key,
        "fields": list(numberings),
        "scopes": [numbering.scope(today) for numbering in numberings.values()],
        "count": count,
    }
    last = {row["field"]: row["value"] for row in await tx.fetch(_NEXT, values)}
    return {key: _following(numbering, today, last[key] - count + 1) for key, numbering in numberings.items()}


def _following(numbering: Numbering, today: date, first: int) -> Callable[[int], str]:
    return lambda place: numbering.number(today, first + place)


async def give_back(tx: Tx, context: Context, form: Form, count: int) -> None:
    """Takes the last numbers back that this transaction was given, and of which nobody else can know."""
    await take_numbers(tx, context, form, -count)


async def upcoming(reader: Reader, context: Context, form: Form) -> dict[str, Callable[[int], str]]:
    """The numbers that would come next, by field and place, without taking them."""
    today: date = context.clock.today
    rows = await reader.fetch(_LAST, {"app": context.app.id, "form": form.key})
    last = {(row["field"], row["scope"]): row["value"] for row in rows}

    return {
        key: _following(numbering, today, last.get((key, numbering.scope(today)), 0) + 1)
        for key, field in sorted(form.fields.items())
        if (numbering := field.numbering()) is not None
    }


async def peek_numbers(reader: Reader, context: Context, form: Form, count: int) -> dict[str, list[str]]:
    """The next `count` numbers of every such field, without taking them."""
    numbers = await upcoming(reader, context, form)
    return {key: [number(place) for place in range(count)] for key, number in numbers.items()}
