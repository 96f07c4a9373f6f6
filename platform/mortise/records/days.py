"""Records on the days of a calendar: how many stand on each, and those that come first there, as the person asking may
see them."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement
from sqlalchemy.dialects.postgresql import aggregate_order_by

from engines.expression.types import DATETIME
from engines.form.moments import is_day, lies_in_time
from engines.form.naming import called_field
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.errors import Invalid
from mortise.records.access import Door, open_form
from mortise.records.candidates import narrow
from mortise.records.days_request import DaysRequest
from mortise.records.filters import Filtered, filtered
from mortise.records.levels import ZONE, column_of, meaning_of
from mortise.records.page import LIMIT
from mortise.records.projection import Item, Projection, project
from mortise.records.selection import is_read, unknown_field, wanted
from mortise.records.shapes import READS, Read

WEEK: Final = 7
FIRST: Final = sa.bindparam("first_day", type_=sa.Date())
LAST: Final = sa.bindparam("last_day", type_=sa.Date())
CHANGES: Final = "__changes"
"""By how many each day has more than the one before, told beside the first record."""
ZERO: Final[ColumnElement[int]] = sa.literal_column("0", sa.Integer())
ONE: Final[ColumnElement[int]] = sa.literal_column("1", sa.Integer())
DAYS_A_WEEK: Final[ColumnElement[int]] = sa.literal_column(str(WEEK), sa.Integer())


async def list_days(reader: Reader, context: Context, form: str, request: DaysRequest) -> dict[str, object]:
    """`counts`, how many records stand on each day, and `items`: of each week those that come first on the day on which
    they appear in it, earlier ones before later ones and longer ones before shorter ones."""
    door = open_form(context, form)
    door.demand("view")
    _refuse(door, request)
    found = await narrow(reader, context, filtered(context, door, request.among))
    read = _read(context, door, request, found)
    values = {
        **context.binds,
        **found.values,
        "first_day": request.first,
        "last_day": request.last,
        "limit": request.among.limit,
    }
    rows = await reader.fetch(read.statement, values)
    items: list[Item] = [read.finish(row) for row in rows]
    for item in items:
        item.pop(CHANGES)
    days = (request.last - request.first).days + 1
    changes: Sequence[int] = rows[0][CHANGES] if rows else [0] * days
    return {"counts": list(accumulate(changes)), "items": items}


def _refuse(door: Door, request: DaysRequest) -> None:
    """Raises Invalid where a field says nothing of days, hidden or not there alike."""
    issues: list[Issue] = []
    for name, key, fits in (("start", request.start, lies_in_time), ("end", request.end, is_day)):
        if name == "end" and not key:
            continue
        there = key in door.form.fields or is_day(door.form, key)
        if not there or not is_read(door.rights, key):
            issues.append(unknown_field(door, f"/{name}", key))
        elif not fits(door.form, key):
            issues.append(Issue("day_impossible", f"/{name}", {"key": called_field(door.form.fields, key)}))
    if issues:
        raise Invalid(issues)


def _read(context: Context, door: Door, request: DaysRequest, found: Filtered) -> Read:
    among = request.among
    asked = (request.start, request.end, among.fields, among.expand, context.locale)
    shape = ("days", context.rights, door.form.key, found.shape, asked)
    kept = READS.find(shape)
    return kept if kept is not None else READS.keep(shape, *_select(context, door, request, found))


def _select(
    context: Context, door: Door, request: DaysRequest, found: Filtered
) -> tuple[Projection, sa.Select[Any]]:
    among = request.among
    chosen = wanted(context, door, among.fields, among.expand, rows=False)
    standing = _standing(door, request, found)
    first = _first(standing)
    record = door.form.table.alias("record")
    projection = project(context.app.schema, context.rights, door.form, record, chosen)
    source = sa.join(projection.source, first, first.c.id == record.c.id)
    select = sa.select(*projection.columns, _changes(standing).label(CHANGES)).select_from(source)
    return projection, select.order_by(record.c.id)


def _standing(door: Door, request: DaysRequest, found: Filtered) -> CTE:
    """The records that stand on some of the days, with their first and last day and the moment at which they begin."""
    table = door.form.table
    begins, ends = _spans(door, request)
    spans = (
        sa.select(table.c.id, begins[0].label("first"), ends.label("last"), begins[1].label("moment"))
        .where(table.c.deleted_at.is_(None), door.rows("view", table), *found.conditions())
        .subquery("spans")
    )
    last = sa.func.greatest(spans.c.first, spans.c.last)
    return (
        sa.select(spans.c.id, spans.c.first, last.label("last"), spans.c.moment)
        .where(spans.c.first <= LAST, last >= FIRST)
        .cte("standing")
        .prefix_with("MATERIALIZED")
    )


def _spans(
    door: Door, request: DaysRequest
) -> tuple[tuple[ColumnElement[Any], ColumnElement[Any]], ColumnElement[Any]]:
    """The first day and the moment at which a record begins, and its last day."""
    if is_day(door.form, request.start):
        start, day = _moment(door, request.start)
        end = _moment(door, request.end)[1] if request.end else day
        return (day, start), end
    first, last = door.form.fields[request.start].sort_columns(door.form.table)
    first, last = (door.rights.value(request.start, column, door.form.table) for column in (first, last))
    return (first, first), last


def _moment(door: Door, key: str) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """A moment, or a day, and the day on which it is in the company's time zone."""
    value = door.rights.value(key, column_of(door, key), door.form.table)
    if meaning_of(door, key).type != DATETIME:
        return value, value
    return value, sa.cast(sa.func.timezone(ZONE, value), sa.Date())


def _first(standing: CTE) -> sa.FromClause:
    """Of each week and day those that come first among the records that appear there."""
    week: ColumnElement[Any] = sa.func.generate_series(
        _days(sa.func.greatest(standing.c.first, FIRST)) // DAYS_A_WEEK,
        _days(sa.func.least(standing.c.last, LAST)) // DAYS_A_WEEK,
        type_=sa.Integer(),
    )
    weeks = week.table_valued(sa.column("week", sa.Integer()), name="weeks").render_derived()
    begun = FIRST.op("+", return_type=sa.Date())(weeks.c.week * DAYS_A_WEEK)
    appears = sa.func.greatest(standing.c.first, begun)
    order = (standing.c.first, standing.c.last.desc(), standing.c.moment, standing.c.id)
    place: ColumnElement[Any] = sa.func.row_number().over(
        partition_by=(weeks.c.week, appears), order_by=order
    )
    placed = (
        sa.select(standing.c.id, place.label("place"))
        .select_from(standing.join(weeks, sa.true()))
        .subquery("placed")
    )
    return sa.select(placed.c.id).where(placed.c.place <= LIMIT).distinct().subquery("first")


def _changes(standing: CTE) -> ColumnElement[Any]:
    """Of each day how many records begin to stand there less those that ended the day before, as an array."""
    begun = sa.select(_days(sa.func.greatest(standing.c.first, FIRST)).label("day"), ONE.label("by"))
    ended = sa.select(_days(standing.c.last) + ONE, -ONE).where(standing.c.last < LAST)
    changed = sa.union_all(begun, ended).subquery("changed")
    summed = (
        sa.select(changed.c.day, sa.func.sum(changed.c.by).label("by"))
        .group_by(changed.c.day)
        .subquery("summed")
    )
    day = sa.func.generate_series(ZERO, _days(LAST), type_=sa.Integer())
    days = day.table_valued(sa.column("day", sa.Integer()), name="days").render_derived()
    by = sa.func.coalesce(summed.c.by, ZERO)
    joined = days.outerjoin(summed, summed.c.day == days.c.day)
    every = sa.func.array_agg(aggregate_order_by(by, days.c.day), type_=sa.ARRAY(sa.BigInteger()))
    return sa.select(every).select_from(joined).scalar_subquery()


def _days(day: ColumnElement[Any]) -> ColumnElement[int]:
    """How many days a day is behind the first."""
    return day.op("-", return_type=sa.Integer())(FIRST)
