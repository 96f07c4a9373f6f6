"""Records counted and added up by the values of fields, as the person asking may see them: the lanes of a board, the
groups of a grid, and what stands below its columns."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from engines.definition import Label
from engines.expression.types import NUMBER
from engines.form.aggregates import IN_SQL, aggregate_column
from engines.form.meaning import AnyMeaning
from engines.form.system import SYSTEM_LABELS, SYSTEM_MEANINGS
from engines.form.wording import called, did_you_mean
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.statements import Statement
from mortise.db.transaction import Reader
from mortise.errors import Invalid
from mortise.records.access import Door, open_form
from mortise.records.candidates import narrow
from mortise.records.filters import Filtered, filtered
from mortise.records.group_request import GroupRequest
from mortise.records.group_tree import COUNT, DEPTH, group_tree
from mortise.records.levels import column_of, grouped_by, meaning_of, unfit_levels
from mortise.records.selection import is_read, unknown_field
from mortise.records.shapes import READS, Read

MOST: Final = 200
"""How many groups are answered where the largest come first."""
MOST_BY_VALUE: Final = 2_000
"""How many of all levels together where they stand in the order of their values."""
LIMIT: Final = sa.bindparam("limit", type_=sa.BigInteger())


async def group_records(
    reader: Reader, context: Context, form: str, request: GroupRequest
) -> dict[str, object]:
    """The groups: each has the value ({id, title} where it names something, the first day of a span of time), how many
    records, its totals by "aggregate:field", the filter that finds its records within the group around it, and the
    groups within. `all` is the same of all records together; `truncated` tells that there are more groups."""
    door = open_form(context, form)
    door.demand("view")
    found = await narrow(reader, context, filtered(context, door, request.among))
    read = _read(context, door, request, found)
    most = MOST_BY_VALUE if request.by_value else MOST
    # One more tells that there are more, and one is the line of all records together.
    rows = await reader.fetch(read.statement, {**context.binds, **found.values, "limit": most + 2})
    whole, groups = group_tree(rows[: most + 1], door.form, request, context.clock)
    answered = [each.answer() for each in groups]
    return {"groups": answered, "truncated": len(rows) > most + 1, "all": whole.answer_of_all()}


def _read(context: Context, door: Door, request: GroupRequest, found: Filtered) -> Read:
    asked = (request.by, request.totals)
    shape = ("groups", context.rights, door.form.key, asked, found.shape, context.locale)
    kept = READS.find(shape)
    if kept is not None:
        return kept
    _refuse(door, request)
    return READS.keep_read(shape, Read(Statement(_select(context, door, request, found)), dict))


def _select(context: Context, door: Door, request: GroupRequest, found: Filtered) -> sa.Select[Any]:
    """What is grouped by and added up stands in a table of its own first, so that groups are made of plain columns."""
    table = door.form.table
    grouped = grouped_by(context, door, request.by)
    columns, levels = list(grouped.columns), grouped.levels
    for place, (_, key) in enumerate(request.totals):
        column = door.rights.value(key, column_of(door, key), table)
        columns.append(column.label(f"total_{place}"))
    columns = columns or [sa.literal_column("1").label("one")]
    rows = (
        sa.select(*columns)
        .select_from(grouped.source)
        .where(table.c.deleted_at.is_(None), door.rows("view", table), *found.conditions())
        .subquery("rows")
    )
    count: ColumnElement[int] = sa.func.count()
    totals = [
        _total(kind, meaning_of(door, key), rows.c[f"total_{place}"]).label(f"{kind}:{key}")
        for place, (kind, key) in enumerate(request.totals)
    ]
    if not levels:
        nothing: ColumnElement[int] = sa.literal_column("0").label(DEPTH)
        return sa.select(nothing, count.label(COUNT), *totals).select_from(rows).limit(LIMIT)
    depth = sa.func.grouping(*(rows.c[names[0]] for names in levels)).label(DEPTH)
    together = sa.func.rollup(*(sa.tuple_(*(rows.c[name] for name in names)) for names in levels))
    shown = [rows.c[name] for names in levels for name in names]
    return (
        sa.select(*shown, depth, count.label(COUNT), *totals)
        .select_from(rows)
        .group_by(together)
        .order_by(depth.desc(), count.desc(), shown[0])
        .limit(LIMIT)
    )


def _label(door: Door, key: str) -> Label:
    field = door.form.fields.get(key)
    return SYSTEM_LABELS[key] if field is None else field.label


def _total(kind: str, meaning: AnyMeaning, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Numbers as texts without loss; the first and the last of other values as records have them."""
    value = aggregate_column(kind, column)  # type: ignore[arg-type]  # refused before
    if kind in ("minimum", "maximum") and meaning.type != NUMBER:
        return meaning.shown(value)
    return sa.cast(value, sa.Text)


def _refuse(door: Door, request: GroupRequest) -> None:
    """Raises Invalid with everything that cannot be grouped by or added up, hidden or not there alike."""
    issues = unfit_levels(door, request.by)
    for kind, key in request.totals:
        place = pointer("totals", f"{kind}:{key}")
        known = key in door.form.fields or key in SYSTEM_MEANINGS
        if not known or key in door.form.sub_tables or not is_read(door.rights, key):
            issues.append(unknown_field(door, place, key))
            continue
        meaning = meaning_of(door, key)
        if kind not in IN_SQL or kind not in meaning.aggregates():
            said = {
                "key": called(key, _label(door, key)),
                "suggestion": did_you_mean(kind, meaning.aggregates()),
            }
            issues.append(Issue("aggregate_impossible", place, said))
    if issues:
        raise Invalid(issues)
