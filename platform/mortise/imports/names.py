"""Finds the people, departments and records that the cells of a column name, by one statement per column."""

from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause

from engines.expression.types import DEPARTMENT, PERSON, Type
from engines.form.field import Field, Names
from engines.form.system import TITLE
from mortise.access.context import Context
from mortise.db.statements import NOTHING, Statement, Values
from mortise.db.tables import people
from mortise.db.transaction import Reader

SEPARATORS: Final = "[,，;；、\n]"

Ids = dict[str, list[int]]
"""The ids that bear a text."""


class NamesAsked:
    """What the texts of a column name, asked for as they come."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._ids: Ids = {}
        self._texts: set[str] = set()
        self.names = Names(ids={source_of(_named_kind(field)): self._ids})

    async def ask(self, reader: Reader, context: Context, texts: Iterable[str]) -> None:
        """Finds what texts name that were not asked for yet."""
        unknown = set(texts) - self._texts
        if unknown:
            values = {"texts": sorted(unknown)}
            found = await names_in(reader, context, self._field, given_texts(), values)
            for ids in found.ids.values():
                self._ids.update({text: list(each) for text, each in ids.items()})
            self._texts |= unknown


def is_naming(field: Field) -> bool:
    """Whether the field refers to something by name."""
    return field.row_fields() is None and field.meaning.source is not None


def _named_kind(field: Field) -> Type:
    kind = field.value_type()
    return kind.of or kind


async def names_in(
    reader: Reader, context: Context, field: Field, texts: sa.Select[Any], values: Values = NOTHING
) -> Names:
    """What the texts of a column name, where its field refers to something; `values` are the texts' binds."""
    if not is_naming(field):
        return Names()
    kind = _named_kind(field)
    if field.value_type().of is not None:
        # Several names stand in one cell, or one that has a comma in it.
        given = texts.cte("cells")
        part = sa.func.btrim(sa.func.regexp_split_to_table(given.c.text, SEPARATORS))
        both = sa.union(sa.select(given.c.text), sa.select(part.label("text"))).subquery()
        texts = sa.select(both.c.text)
    ids = await named_ids(reader, context, texts, kind, values)
    return Names(ids={source_of(kind): ids})


async def named_ids(
    reader: Reader, context: Context, texts: sa.Select[Any], kind: Type, values: Values = NOTHING
) -> Ids:
    """For each of the texts, the ids of what the importer may see, and read, under that name."""
    given = texts.cte("texts")
    source, number, matches = _named(context, kind, given.c.text)
    select = sa.select(given.c.text, number.label("id")).select_from(given.join(source, matches))
    found: Ids = {}
    for row in await reader.fetch(Statement(select.distinct()), {**context.binds, **values}):
        found.setdefault(row["text"], []).append(row["id"])
    return found


def given_texts() -> sa.Select[Any]:
    """The texts bound as `texts`."""
    array = sa.bindparam("texts", type_=sa.ARRAY(sa.Text()))
    return sa.select(sa.func.unnest(array).label("text"))


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
    rights = context.rights.form(kind.target)
    rows, read = rights.rows("view", table), rights.filter_condition(TITLE, table)
    seen = sa.and_(sa.false() if rows is None else rows, sa.true() if read is None else read)
    return table, table.c.id, sa.and_(table.c.deleted_at.is_(None), table.c.title == text, seen)


def source_of(kind: Type) -> str:
    """How a field asks for its names: "person", "department" or form:<key>."""
    return kind.name if kind.target is None else f"form:{kind.target}"
