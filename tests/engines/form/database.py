"""Carries plans and statements out in PostgreSQL, as a host does."""

import io
import json
from collections.abc import Generator, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import asyncpg
import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy.sql.expression import ClauseElement

from engines.expression.check import Checked, check
from engines.expression.clock import Clock
from engines.expression.sql_executor import compile_condition
from engines.form.computed import Request
from engines.form.facts import Question
from engines.form.filters import Filter, compile_filter
from engines.form.plan import plan_tables
from engines.form.schema import FILTER, Form, Schema
from engines.form.steps import AddReference, Step
from engines.form.tables import schema_name
from mortise.db.statements import prepare
from tests.engines.form.sample import CLOCK, FACTS, ME, PARAMETERS

R = TypeVar("R")

BINDS: Mapping[str, object] = {
    "now": CLOCK.now,
    "today": CLOCK.today,
    "time_zone": CLOCK.time_zone.key,
    "days_off": [],
    "week_start": 0,
    "fiscal_start": 1,
    "days_on": [],
    "me_id": FACTS.me["id"],
    "me_department": FACTS.me["department"],
    "me_departments": list(FACTS.me["departments"]),  # type: ignore[call-overload]  # a tuple
}


async def connect(url: str) -> Any:
    """A connection as a host has it."""
    connection = await asyncpg.connect(url, server_settings={"search_path": "public", "jit": "off"})
    await connection.set_type_codec("jsonb", schema="pg_catalog", encoder=json.dumps, decoder=json.loads)
    return connection


def ddl(steps: Iterable[Step]) -> str:
    """The SQL of steps."""
    buffer = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": buffer}
    )
    operations = Operations(context)
    for step in steps:
        step.operate(operations)
    return buffer.getvalue()


async def install(connection: Any, schema: Schema) -> None:
    """Makes the tables of a schema anew."""
    await connection.execute(f"DROP SCHEMA IF EXISTS {schema_name(schema.app)} CASCADE")
    steps = plan_tables(None, schema, 1).steps
    await connection.execute(ddl(step for step in steps if not refers_to_people(step)))


async def empty(connection: Any, schema: Schema) -> None:
    """Takes every record away, so that numbers begin at 1 again."""
    names = ", ".join(f'{schema_name(schema.app)}."{name}"' for name in schema.sources)
    await connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")


def refers_to_people(step: Step) -> bool:
    """Whether the step needs people, of whom these tests make none."""
    return isinstance(step, AddReference) and step.target_schema == "mortise"


async def run(connection: Any, statement: ClauseElement, values: Mapping[str, object]) -> list[Any]:
    """The rows of a statement."""
    prepared = prepare(statement)
    arguments = prepared.arguments({**BINDS, **values})
    return list(await connection.fetch(prepared.text, *arguments))


async def drive(connection: Any, work: Generator[Request, Sequence[Mapping[str, Any]], R]) -> R:
    """Runs every request of a generator, and gives what it returns."""
    try:
        request = next(work)
        while True:
            request = work.send(await run(connection, request.statement, request.values))
    except StopIteration as done:
        result: R = done.value
        return result


async def insert(connection: Any, form: Form, values: Mapping[str, object], title: str | None = None) -> int:
    """Writes a record with its rows as a submission has them; gives its id."""
    columns: dict[str, object] = {"created_at": datetime(2026, 1, 1, tzinfo=UTC)}
    for key, item in form.fields.items():
        columns.update(item.to_columns(values.get(key)))
    columns["title"] = title
    identity = await insert_row(connection, form.table, columns)
    for key in form.sub_tables:
        rows = values.get(key)
        for position, row in enumerate(rows if isinstance(rows, tuple) else ()):
            await insert_sub_row(connection, form, key, identity, position, row)
    for key in form.junctions:
        await join(connection, form, key, identity, values.get(key))
    return identity


async def join(connection: Any, form: Form, key: str, parent: int, linked: object) -> None:
    """Links a record to others, as a field lists them."""
    table = form.junctions[key].table
    for position, number in enumerate(linked if isinstance(linked, tuple) else ()):
        await insert_row(connection, table, {"parent": parent, "position": position, "linked": number})


async def insert_sub_row(
    connection: Any, form: Form, key: str, parent: int, position: int, row: Mapping[str, object]
) -> int:
    """Writes a row of a sub-table; gives its id."""
    sub = form.sub_tables[key]
    columns: dict[str, object] = {"parent": parent, "position": position}
    for name, item in sub.fields.items():
        columns.update(item.to_columns(row.get(name)))
    return await insert_row(connection, sub.table, columns)


async def insert_row(connection: Any, table: Any, columns: Mapping[str, object]) -> int:
    """Writes a row by its columns; gives its id."""
    statement = table.insert().values(dict(columns)).returning(table.c.id)
    prepared = prepare(statement)
    found = await connection.fetchval(prepared.text, *prepared.arguments())
    return int(found)


async def answered(connection: Any, schema: Schema, questions: Iterable[Question]) -> dict[Question, object]:
    """What the database says to the engine's questions."""
    answers: dict[Question, object] = {}
    for question in questions:
        source = schema.sources[question.entity]
        value = schema.resolver(source, source.table)(question.path)
        rows = await run(connection, sa.select(value).where(source.table.c.id == question.id), {})
        answers[question] = rows[0][0] if rows else None
    return answers


def filtered(schema: Schema, form: Form, tree: object, clock: Clock = CLOCK) -> tuple[Filter, Checked]:
    """A filter that has no issue, checked."""
    found, issues = compile_filter(schema, form, tree, lambda path: True, clock)
    assert found is not None, issues
    scope = schema.scope(form.key, {FILTER: found.types, "ME": ME, "PARAM": PARAMETERS})
    checked = check(found.text, scope, needs=frozenset({"sql", "python"}))
    assert isinstance(checked, Checked), checked
    return found, checked


async def chosen(
    connection: Any,
    schema: Schema,
    form: Form,
    found: Filter,
    checked: Checked,
    values: Mapping[str, object] | None = None,
) -> set[int]:
    """The ids of the records that a filter lets through in PostgreSQL."""
    condition = compile_condition(checked, schema.resolver(form, form.table))
    binds = {f"filter_{slot}": value for slot, value in found.operands.items()}
    binds.update(values or {})
    return {row["id"] for row in await run(connection, sa.select(form.table.c.id).where(condition), binds)}
