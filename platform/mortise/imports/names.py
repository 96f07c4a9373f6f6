"""Finds the people, departments and records that the cells of a column name, by one statement per column."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause

from engines.expression.types import DEPARTMENT, PERSON, Type
from mortise.access.context import Context
from mortise.db.statements import Statement
from mortise.db.tables import people
from mortise.db.transaction import Reader
from mortise.imports.staging import CellTable

Ids = dict[str, list[int]]
"""The ids that bear a text."""


async def named_ids(reader: Reader, context: Context, cells: CellTable, column: int, kind: Type) -> Ids:
    """For each different text of the column, the ids of what the importer may see under that name."""
    texts = cells.distinct(column).cte("texts")
    source, number, matches = _named(context, kind, texts.c.text)
    select = sa.select(texts.c.text, number.label("id")).select_from(texts.join(source, matches))
    found: Ids = {}
    for row in await reader.fetch(Statement(select.distinct()), context.binds):
        found.setdefault(row["text"], []).append(row["id"])
    return found


def _named(
    context: Context, kind: Type, text: ColumnElement[Any]
) -> tuple[FromClause, ColumnElement[Any], ColumnElement[bool]]:
    if kind.name == PERSON.name:
        person = people.person
        names = sa.or_(
            person.c.name == text,
            person.c.name_en == text,
            sa.func.lower(person.c.login) == sa.func.lower(text),
        )
        return person, person.c.id, sa.and_(person.c.active, names)
    if kind.name == DEPARTMENT.name:
        department = people.department
        names = sa.or_(department.c.name == text, department.c.name_en == text)
        return department, department.c.id, sa.and_(department.c.archived_at.is_(None), names)
    if kind.target is None:
        raise LookupError("a link names its form")
    table = context.app.schema.forms[kind.target].table
    rows = context.rights.form(kind.target).rows("view", table)
    seen = sa.false() if rows is None else rows
    return table, table.c.id, sa.and_(table.c.deleted_at.is_(None), table.c.title == text, seen)


def source_of(kind: Type) -> str:
    """How a field asks for its names: "person", "department" or form:<key>."""
    return kind.name if kind.target is None else f"form:{kind.target}"
