"""What people, departments and records are called, for a field whose values become those of another kind."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from engines.expression.types import DEPARTMENT, PERSON, TEXT, Type
from engines.form.field import Field
from engines.form.meaning import NO_NAMES, Names
from engines.form.schema import Schema
from engines.form.steps import Convert
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import people
from mortise.db.transaction import Reader

Ids = Mapping[str, list[int]]

PEOPLE: Final = prepare(
    sa.select(people.person.c.id, people.person.c.name, people.person.c.name_en, people.person.c.login)
)
DEPARTMENTS: Final = prepare(
    sa.select(people.department.c.id, people.department.c.name, people.department.c.name_en)
)


async def names_for(reader: Reader, schema: Schema | None, step: Convert, table: sa.Table) -> Names:
    """Everything that the step's values may be called, in either direction; `schema` is that of the records that are
    there, `table` holds the values."""
    before, after = element(step.before), element(step.after)
    kinds = {before.name, after.name}
    ids: dict[str, Ids] = {}
    persons: Mapping[int, str] = {}
    departments: Mapping[int, str] = {}
    titles: dict[str, Mapping[int, str]] = {}
    if PERSON.name in kinds:
        rows = await reader.fetch(PEOPLE)
        persons, ids[PERSON.name] = called(rows), bearers(rows, ("name", "name_en", "login"))
    if DEPARTMENT.name in kinds:
        rows = await reader.fetch(DEPARTMENTS)
        departments, ids[DEPARTMENT.name] = called(rows), bearers(rows, ("name", "name_en"))
    for target in {before.target, after.target} - {None}:
        if target is not None and schema is not None and target in schema.forms:
            rows = await records(reader, schema.forms[target].table, step, table)
            titles[target], ids[f"form:{target}"] = called(rows), bearers(rows, ("name",))
    return Names(persons, departments, titles, ids) if ids else NO_NAMES


def element(item: Field) -> Type:
    """The type of the value, or of each of several."""
    kind = item.value_type()
    return kind.of or kind


async def records(reader: Reader, target: sa.Table, step: Convert, table: sa.Table) -> list[Record]:
    """The records of a form under their titles; of those only that a text names, where texts are to be read."""
    chosen = sa.select(target.c.id, target.c.title.label("name")).where(target.c.title.is_not(None))
    if step.after.value_type().target == target.name:
        chosen = chosen.where(target.c.deleted_at.is_(None))
        if step.before.value_type() == TEXT:
            column: sa.ColumnElement[Any] = sa.column(step.parked[step.before.key], sa.Text)
            chosen = chosen.where(target.c.title.in_(sa.select(column).select_from(table)))
    return await reader.fetch(prepare(chosen))


def called(rows: Iterable[Record]) -> Mapping[int, str]:
    """The name of each id."""
    return {row["id"]: row["name"] for row in rows}


def bearers(rows: Iterable[Record], columns: Iterable[str]) -> Ids:
    """The ids that bear each name."""
    found: dict[str, dict[int, None]] = {}
    for row in rows:
        for column in columns:
            if row[column]:
                found.setdefault(row[column], {})[row["id"]] = None
    return {name: list(ids) for name, ids in found.items()}
