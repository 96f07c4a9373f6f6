"""Records counted and added up by a field's values, as the person asking may see them: the lanes of a board."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from engines.expression.types import NUMBER, is_list
from engines.form.aggregates import IN_SQL, aggregate_column
from engines.form.wording import called, did_you_mean
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.errors import Invalid
from mortise.records.access import Door, open_form
from mortise.records.candidates import narrow
from mortise.records.filters import Filtered, filtered
from mortise.records.projection import SYSTEM_TYPES, Projection, Wanted, named_type, project
from mortise.records.request import ListRequest, ParameterReader
from mortise.records.selection import is_read, unknown_field
from mortise.records.shapes import READS, Read

MOST: Final = 200
"""How many groups are answered; the largest come first."""
COUNT: Final = "__count"
LIMIT: Final = sa.bindparam("limit", type_=sa.BigInteger())


@dataclass(frozen=True, slots=True)
class GroupRequest:
    """What to group by, which numbers to add up how (aggregate, field), and the list whose records are grouped."""

    by: str
    totals: tuple[tuple[str, str], ...]
    among: ListRequest


def read_groups(pairs: Iterable[tuple[str, str]]) -> GroupRequest:
    """The groups that a query string asks for."""
    reader = ParameterReader(pairs)
    by = reader.keys("by")
    if len(by) != 1:
        reader.issues.append(Issue("group_by_one", "/by"))
    totals = tuple(
        (kind, field) for kind, _, field in (name.partition(":") for name in reader.keys("totals"))
    )
    among = ListRequest(filter=reader.filter("filter"), search=reader.given.pop("search", "").strip()[:200])
    reader.done()
    return GroupRequest(by[0], totals, among)


async def group_records(
    reader: Reader, context: Context, form: str, request: GroupRequest
) -> dict[str, object]:
    """The groups, largest first: each has the value ({id, title} where it names something), how many records, and its
    totals by "aggregate:field". `truncated` tells that there are more groups."""
    door = open_form(context, form)
    door.demand("view")
    found = await narrow(reader, context, filtered(context, door, request.among))
    read = _read(context, door, request, found)
    rows = await reader.fetch(read.statement, {**context.binds, **found.values, "limit": MOST + 1})
    groups = [_group(read.finish(row), request) for row in rows[:MOST]]
    return {"groups": groups, "truncated": len(rows) > MOST}


def _group(item: Mapping[str, Any], request: GroupRequest) -> dict[str, object]:
    names = [":".join(total) for total in request.totals]
    return {
        "value": item[request.by],
        "count": item[COUNT],
        "totals": {name: item[name] for name in names},
    }


def _read(context: Context, door: Door, request: GroupRequest, found: Filtered) -> Read:
    shape = ("groups", context.rights, door.form.key, request.by, request.totals, found.shape, context.locale)
    kept = READS.find(shape)
    if kept is not None:
        return kept
    _refuse(door, request)
    table = door.form.table
    projection = _values(context, door, request.by)
    count: ColumnElement[int] = sa.func.count()
    select = (
        sa.select(
            *projection.columns, count.label(COUNT), *(_total(door, *total) for total in request.totals)
        )
        .select_from(projection.source)
        .where(table.c.deleted_at.is_(None), door.rows("view", table), *found.conditions())
        .group_by(*(column for column in projection.columns if not _is_nothing(column)))
        .order_by(count.desc(), projection.columns[0])
        .limit(LIMIT)
    )
    return READS.keep(shape, projection, select)


def _values(context: Context, door: Door, key: str) -> Projection:
    """What is grouped by: on records where the field may not be read it is blank, and so never its mask."""
    table = door.form.table
    if named_type(door.form, key) is not None:
        wanted = Wanted((key,), frozenset({key}), context.locale)
        return project(context.app.schema, context.rights, door.form, table, wanted)
    value = door.rights.value(key, door.form.fields[key].output(table), table)
    return Projection((value.label(key),), table, ())


def _is_nothing(column: ColumnElement[Any]) -> bool:
    """Whether a column is blank whatever the record: a title that the person may not read, by which nothing can be
    grouped."""
    return isinstance(column, sa.Label) and isinstance(column.element, sa.Null)


def _total(door: Door, kind: str, key: str) -> ColumnElement[Any]:
    table = door.form.table
    value = door.rights.value(key, door.form.fields[key].expression_column(table), table)
    return sa.cast(aggregate_column(kind, value), sa.Text).label(f"{kind}:{key}")  # type: ignore[arg-type]  # refused before


def _refuse(door: Door, request: GroupRequest) -> None:
    """Raises Invalid with everything that cannot be grouped by or added up, hidden or not there alike."""
    issues: list[Issue] = []
    if not _groups(door, request.by):
        issues.append(unknown_field(door, "/by", request.by))
    for kind, key in request.totals:
        place = pointer("totals", f"{kind}:{key}")
        field = door.form.fields.get(key)
        if field is None or key in door.form.sub_tables or not is_read(door.rights, key):
            issues.append(unknown_field(door, place, key))
        elif kind not in IN_SQL or kind not in field.aggregates() or field.value_type() != NUMBER:
            said = {"key": called(key, field.label), "suggestion": did_you_mean(kind, field.aggregates())}
            issues.append(Issue("aggregate_impossible", place, said))
    if issues:
        raise Invalid(issues)


def _groups(door: Door, key: str) -> bool:
    if key in SYSTEM_TYPES:
        return is_read(door.rights, key)
    field = door.form.fields.get(key)
    if field is None or key in door.form.sub_tables or not is_read(door.rights, key):
        return False
    return field.can_group and not is_list(field.value_type())
