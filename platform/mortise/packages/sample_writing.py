"""The statements that write a sample: records, rows of sub-tables and the change log by COPY, late links set-based."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from engines.form.compiled import Form, SubTable
from engines.form.field import Field
from engines.form.parsing import record_to_json
from engines.form.steps import Fill
from engines.form.submit import Submission
from engines.form.system import LINKED, PARENT, POSITION
from mortise.access.context import Context
from mortise.db.statements import prepare
from mortise.db.tables.records import record_change
from mortise.db.tables.schema import SCHEMA
from mortise.db.transaction import Tx
from mortise.records.linking import listed_ids
from mortise.records.new_record import title_columns

CAUSE: Final = {"reason": "sample"}


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that the form engine has taken in, with its place and its history."""

    id: int
    owner: int | None
    department: int | None
    created_at: datetime
    submission: Submission


NEXT_IDS: Final = prepare(
    sa.text(
        "SELECT nextval(pg_get_serial_sequence(:table, 'id')::regclass) AS id FROM generate_series(1, :count)"
    ).bindparams(sa.bindparam("table", type_=sa.Text), sa.bindparam("count", type_=sa.Integer))
)


async def reserve_ids(tx: Tx, table: sa.Table, count: int) -> list[int]:
    """As many new ids of a table."""
    quoted = f'"{table.schema}"."{table.name}"'
    rows = await tx.fetch(NEXT_IDS, {"table": quoted, "count": count})
    return [row["id"] for row in rows]


async def write_records(
    tx: Tx, context: Context, form: Form, records: Sequence[NewRecord], later: frozenset[str]
) -> None:
    """Writes records of one form with their rows and their log; the links `later` are left blank for now."""
    columns: list[str] = []
    rows: list[list[object]] = []
    for record in records:
        values = record_columns(context, form, record, later)
        columns = columns or list(values)
        rows.append([values[name] for name in columns])
    if rows:
        await tx.copy(form.table.schema, form.table.name, columns, rows)
    ids: dict[str, dict[int, list[int]]] = {}
    for key, sub_table in form.sub_tables.items():
        ids[key] = await write_rows(tx, sub_table, key, records)
    await write_log(tx, context, form, records, ids)


def record_columns(
    context: Context, form: Form, record: NewRecord, later: frozenset[str]
) -> dict[str, object]:
    """The physical columns of a new record."""
    values = {key: value for key, value in record.submission.record.items() if key not in later}
    actor = record.owner or context.principal.person
    return {
        "id": record.id,
        "owner": record.owner,
        "department": record.department,
        "created_at": record.created_at,
        "created_by": actor,
        "updated_at": record.created_at,
        "updated_by": actor,
        "definition_version": context.app.version,
        **title_columns(record.submission.title),
        **field_columns(form.fields, values),
    }


def field_columns(fields: Mapping[str, Field], values: Mapping[str, object]) -> dict[str, object]:
    """The physical columns of typed values, those of blank fields too."""
    columns: dict[str, object] = {}
    for key, field in fields.items():
        if field.stored:
            columns.update(field.to_columns(values.get(key)))
    return columns


async def write_rows(
    tx: Tx, sub_table: SubTable, key: str, records: Sequence[NewRecord]
) -> dict[int, list[int]]:
    """Writes the rows of a sub-table; the ids of each record's."""
    counted = [(record, rows_of(record, key)) for record in records]
    ids = iter(await reserve_ids(tx, sub_table.table, sum(len(rows) for _, rows in counted)))
    given: dict[int, list[int]] = {}
    columns: list[str] = []
    copied: list[list[object]] = []
    for record, rows in counted:
        for position, row in enumerate(rows):
            number = next(ids)
            given.setdefault(record.id, []).append(number)
            place: dict[str, object] = {"id": number, "parent": record.id, "position": position}
            values = {**place, **field_columns(sub_table.fields, row)}
            columns = columns or list(values)
            copied.append([values[name] for name in columns])
    if copied:
        await tx.copy(sub_table.table.schema, sub_table.table.name, columns, copied)
    return given


def rows_of(record: NewRecord, key: str) -> Sequence[Mapping[str, object]]:
    """A record's rows of a sub-table."""
    rows = record.submission.record.get(key)
    return rows if isinstance(rows, (list, tuple)) else ()


async def write_log(
    tx: Tx,
    context: Context,
    form: Form,
    records: Sequence[NewRecord],
    ids: Mapping[str, Mapping[int, Sequence[int]]],
) -> None:
    """One log row for each creation, as of the moment that the sample tells."""
    columns = ["app_id", "form", "record_id", "action", "actor_id", "at", "cause", "new", "version"]
    rows: list[list[object]] = []
    for record in records:
        fields = {key: value for key, value in record.submission.record.items() if key not in form.sub_tables}
        told = record_to_json(form.fields, fields)
        for key, sub_table in form.sub_tables.items():
            numbers = ids[key].get(record.id, ())
            told[key] = [
                {**record_to_json(sub_table.fields, row), "id": number}
                for row, number in zip(rows_of(record, key), numbers, strict=True)
            ]
        new = {name: value for name, value in told.items() if value not in (None, [])}
        actor = record.owner or context.principal.person
        system = {"owner": record.owner, "department": record.department}
        log = [
            context.app.id,
            form.key,
            record.id,
            "create",
            actor,
            record.created_at,
            CAUSE,
            {**new, **system},
            1,
        ]
        rows.append(log)
    if rows:
        await tx.copy(SCHEMA, record_change.name, columns, rows)


async def write_links(tx: Tx, form: Form, key: str, links: Mapping[int, int]) -> None:
    """Writes a link that had to wait for the records that it leads to."""
    column = form.table.c[key]
    given = (
        sa.func.unnest(
            sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger)),
            sa.bindparam("targets", type_=sa.ARRAY(sa.BigInteger)),
        )
        .table_valued(sa.column("id", sa.BigInteger), sa.column("target", sa.BigInteger))
        .render_derived(name="given")
    )
    statement = sa.update(form.table).values({column: given.c.target}).where(form.table.c.id == given.c.id)
    await tx.execute(prepare(statement), {"ids": list(links), "targets": list(links.values())})


async def write_listed(tx: Tx, form: Form, given: Mapping[int, Mapping[str, object]]) -> None:
    """Writes which records each record lists, by its id, once all of them are there."""
    for key, pairs in form.junctions.items():
        rows = [
            [number, position, linked]
            for number, values in given.items()
            for position, linked in enumerate(listed_ids(values, key))
        ]
        if rows:
            await tx.copy(pairs.table.schema, pairs.table.name, [PARENT, POSITION, LINKED], rows)


def computed_steps(context: Context) -> Iterator[Fill]:
    """Every stored computed field of the application, each behind what it reads."""
    schema = context.app.schema
    for table, key in schema.graph.order:
        if key in schema.sources[table].table.c:
            yield Fill(schema=str(schema.sources[table].table.schema), table=table, field=key, keys=(key,))
