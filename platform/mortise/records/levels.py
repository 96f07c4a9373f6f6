"""What records are grouped by, as columns that the person asking may know of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause

from engines.expression.types import Type, is_list
from engines.form.groups import first_day, ways_of
from engines.form.meaning import AnyMeaning
from engines.form.system import SYSTEM_MEANINGS
from engines.issues import Issue
from mortise.access.context import Context
from mortise.records.access import Door
from mortise.records.group_request import Level
from mortise.records.group_tree import group_column, title_column
from mortise.records.projection import SYSTEM_TYPES, TITLE, Wanted, named_type, project
from mortise.records.selection import is_read, unknown_field

ZONE: Final = sa.bindparam("time_zone", type_=sa.Text())


@dataclass(frozen=True, slots=True)
class Grouped:
    """The columns of all levels, to be selected from `source`; of each level their names, that of the value first."""

    columns: tuple[ColumnElement[Any], ...]
    levels: tuple[tuple[str, ...], ...]
    source: FromClause


def grouped_by(context: Context, door: Door, by: Sequence[Level]) -> Grouped:
    """What the levels group by: of what names something the id and the title."""
    table = door.form.table
    named = tuple(dict.fromkeys(level.key for level in by if _names(door, level)))
    wanted = Wanted(named, frozenset(named), context.locale)
    projection = project(context.app.schema, context.rights, door.form, table, wanted)
    given = {column.key: column for column in projection.columns}
    columns: list[ColumnElement[Any]] = []
    levels: list[tuple[str, ...]] = []
    for place, level in enumerate(by):
        value, title = group_column(place), title_column(place)
        if _names(door, level):
            columns += [
                _bare(given[level.key]).label(value),
                _bare(given[level.key + TITLE]).label(title),
            ]
            levels.append((value, title))
        else:
            columns.append(_value(door, level).label(value))
            levels.append((value,))
    return Grouped(tuple(columns), tuple(levels), projection.source)


def unfit_levels(door: Door, by: Sequence[Level]) -> list[Issue]:
    """Those by which cannot be grouped, hidden or not there alike."""
    return [
        unknown_field(door, "/by", level.key)
        for level in by
        if not is_read(door.rights, level.key) or not _groups(door, level)
    ]


def column_of(door: Door, key: str) -> ColumnElement[Any]:
    """What expressions see of a field, or of a column that every record has."""
    table = door.form.table
    field = door.form.fields.get(key)
    return table.c[key] if field is None else field.expression_column(table)


def meaning_of(door: Door, key: str) -> AnyMeaning:
    """The meaning of a field, or of a column that every record has."""
    field = door.form.fields.get(key)
    return SYSTEM_MEANINGS[key] if field is None else field.meaning


def _type(door: Door, key: str) -> Type:
    return meaning_of(door, key).type


def _bare(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return column.element if isinstance(column, sa.Label) else column


def _names(door: Door, level: Level) -> bool:
    return level.unit is None and named_type(door.form, level.key) is not None


def _value(door: Door, level: Level) -> ColumnElement[Any]:
    """What is grouped by: on records where the field may not be read it is blank, and so never its mask."""
    table = door.form.table
    if level.unit is None:
        return door.rights.value(level.key, door.form.fields[level.key].output(table), table)
    value = door.rights.value(level.key, column_of(door, level.key), table)
    return first_day(value, _type(door, level.key), level.unit, ZONE)


def _groups(door: Door, level: Level) -> bool:
    if level.key in SYSTEM_TYPES:
        return level.unit is None
    field = door.form.fields.get(level.key)
    if level.unit is not None:
        there = level.key in SYSTEM_MEANINGS or (field is not None and level.key not in door.form.sub_tables)
        return there and level.unit in ways_of(_type(door, level.key))
    if field is None or level.key in door.form.sub_tables:
        return False
    return field.can_group and not is_list(field.value_type())
