"""Instances as rows: locked, read whole, and written as far as a step changed them, each by one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

import asyncpg
import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, insert

from engines.flow.effects import Entry
from engines.flow.instance import Instance
from engines.flow.rows import Rows, from_rows, instance_row, to_row
from engines.flow.step import Stepped
from mortise.db.statements import prepare
from mortise.db.tables.flows import PARTS, flow_command, flow_entry, flow_instance, flow_slot
from mortise.db.transaction import Reader, Tx
from mortise.errors import NotFound
from mortise.flows.refusals import AlreadyRunning

INSTANCE: Final = sa.bindparam("instance", type_=sa.BigInteger)
HEAD: Final = (
    "flow",
    "version",
    "record",
    "initiator",
    "state",
    "began_at",
    "ended_at",
    "last",
    "chosen",
    "withdrawal_asked_at",
)
"""The columns of an instance that the engine knows."""


@dataclass(frozen=True, slots=True)
class Held:
    """An instance as it is stored: what the engine knows of it, and what only the host does."""

    id: int
    app_id: int
    form: str
    instance: Instance
    parent: int | None = None
    parent_visit: int | None = None


LOCK: Final = prepare(sa.select(flow_instance.c.id).where(flow_instance.c.id == INSTANCE).with_for_update())
OF_TASK: Final = prepare(
    sa.select(flow_slot.c.instance, flow_slot.c.number).where(
        flow_slot.c.id == sa.bindparam("task", type_=sa.BigInteger)
    )
)


def _rows_of(table: sa.Table) -> sa.ColumnElement[Any]:
    columns = [column for column in table.columns if column.name not in {"instance", "id"}]
    members = [part for column in columns for part in (sa.literal(column.name, sa.Text()), column)]
    gathered = sa.func.jsonb_agg(sa.func.jsonb_build_object(*members))
    return sa.select(gathered).where(table.c.instance == INSTANCE).scalar_subquery()


READ: Final = prepare(
    sa.select(
        *flow_instance.columns,
        *(_rows_of(table).label(name) for name, table in PARTS.items()),
        sa.select(sa.func.array_agg(flow_command.c.command))
        .where(
            flow_command.c.instance == INSTANCE,
            flow_command.c.command == sa.bindparam("command", type_=sa.Text),
        )
        .scalar_subquery()
        .label("commands"),
    ).where(flow_instance.c.id == INSTANCE)
)


async def lock(tx: Tx, number: int, command: str) -> Held:
    """The instance, which nobody else changes before this transaction ends; NotFound where there is none. Of its
    commands only that one is looked for."""
    if await tx.fetchval(LOCK, {"instance": number}) is None:
        raise NotFound
    # What was changed while the lock was waited for is seen by the next statement only.
    return await read(tx, number, command)


async def read(reader: Reader, number: int, command: str = "") -> Held:
    """The same without a lock, to be looked at."""
    row = await reader.fetchrow(READ, {"instance": number, "command": command})
    if row is None:
        raise NotFound
    head = {name: row[name] for name in HEAD}
    for name in ("began_at", "ended_at", "withdrawal_asked_at"):
        head[name] = None if head[name] is None else head[name].isoformat()
    tables = {name: [_typed(each) for each in row[name] or ()] for name in PARTS}
    instance = from_rows(Rows(head, tables, row["commands"] or ()))
    return Held(row["id"], row["app_id"], row["form"], instance, row["parent"], row["parent_visit"])


def _typed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**row, "weight": Decimal(str(row["weight"]))} if "weight" in row else row


def _upsert(name: str, table: sa.Table) -> sa.CTE:
    columns = [column for column in table.columns if column.name not in {"instance", "id"}]
    given = _given(name, columns)
    names = [column.name for column in columns]
    making = insert(table).from_select(
        ["instance", *names], sa.select(INSTANCE, *(given.c[each] for each in names))
    )
    changed = {each: making.excluded[each] for each in names if each != "number"}
    keys = [table.c.instance, table.c.number]
    return making.on_conflict_do_update(index_elements=keys, set_=changed).cte(f"{name}_written")


def _given(name: str, columns: Sequence[sa.Column[Any]]) -> sa.TableValuedAlias:
    document = sa.cast(sa.bindparam(name, type_=sa.Text()), JSONB)
    shapes = [sa.column(column.name, column.type) for column in columns]
    return (
        sa.func.jsonb_to_recordset(document)
        .table_valued(*shapes)
        .render_derived(name=f"{name}_given", with_types=True)
    )


def _entries() -> sa.CTE:
    columns = [column for column in flow_entry.columns if column.name not in {"instance", "id"}]
    given = _given("entries", columns)
    names = [column.name for column in columns]
    values = sa.select(INSTANCE, *(given.c[each] for each in names))
    return sa.insert(flow_entry).from_select(["instance", *names], values).cte("told")


def _command() -> sa.CTE:
    command = sa.bindparam("command", type_=sa.Text)
    return (
        insert(flow_command)
        .values(instance=INSTANCE, command=command)
        .on_conflict_do_nothing()
        .cte("commanded")
    )


WRITE: Final = prepare(
    sa.update(flow_instance)
    .where(flow_instance.c.id == INSTANCE)
    .values(
        version=sa.bindparam("version", type_=sa.Integer),
        state=sa.bindparam("state", type_=sa.Text),
        ended_at=sa.bindparam("ended_at", type_=flow_instance.c.ended_at.type),
        last=sa.bindparam("last", type_=sa.Integer),
        chosen=sa.bindparam("chosen", type_=JSONB),
        withdrawal_asked_at=sa.bindparam("asked_at", type_=flow_instance.c.withdrawal_asked_at.type),
        is_stuck=sa.bindparam("is_stuck", type_=sa.Boolean),
    )
    .add_cte(*(_upsert(name, table) for name, table in PARTS.items()), _entries(), _command())
)
ADD: Final = prepare(
    insert(flow_instance)
    .values(
        app_id=sa.bindparam("app"),
        form=sa.bindparam("form"),
        flow=sa.bindparam("flow"),
        version=sa.bindparam("version"),
        record=sa.bindparam("record"),
        initiator=sa.bindparam("initiator"),
        state=sa.bindparam("state"),
        began_at=sa.bindparam("began_at"),
        last=0,
        chosen=sa.bindparam("chosen"),
        parent=sa.bindparam("parent"),
        parent_visit=sa.bindparam("parent_visit"),
    )
    .on_conflict_do_nothing(
        index_elements=[flow_instance.c[name] for name in ("app_id", "form", "record", "flow")],
        # A bind would be unknown when the statement is planned for any values, and the index not recognised.
        index_where=flow_instance.c.state == sa.literal_column("'running'"),
    )
    .returning(flow_instance.c.id)
)


async def add(tx: Tx, held: Held) -> Held | None:
    """A row for a new instance, with its number; None where the flow runs over the record already."""
    instance = held.instance
    values = {
        "app": held.app_id,
        "form": held.form,
        "flow": instance.flow,
        "version": instance.version,
        "record": instance.record,
        "initiator": instance.initiator,
        # An instance that ended at once stood in nobody's way meanwhile.
        "state": "running",
        "began_at": instance.began_at,
        "chosen": {key: list(people) for key, people in instance.chosen.items()},
        "parent": held.parent,
        "parent_visit": held.parent_visit,
    }
    number = await tx.fetchval(ADD, values)
    return replace(held, id=number) if isinstance(number, int) else None


async def write(tx: Tx, held: Held, stepped: Stepped, command: str) -> Held:
    """Keeps what a step changed, and its lines of the history."""
    instance, changes = stepped.instance, stepped.changes
    row = instance_row(instance)
    entries = [_entry(effect) for effect in stepped.effects if isinstance(effect, Entry)]
    values: dict[str, object] = {
        "instance": held.id,
        "command": command,
        "version": instance.version,
        "state": instance.state,
        "ended_at": instance.ended_at,
        "last": instance.last,
        "chosen": row["chosen"],
        "asked_at": instance.withdrawal_asked_at,
        "is_stuck": instance.state == "running"
        and any(visit.incident is not None for visit in instance.live_visits()),
        "entries": orjson.dumps(entries).decode(),
    }
    for name in PARTS:
        values[name] = orjson.dumps([to_row(item) for item in getattr(changes, name)]).decode()
    try:
        await tx.execute(WRITE, values)
    except asyncpg.UniqueViolationError as running:
        # What had ended is to go on, and another one is under way.
        raise AlreadyRunning from running
    return replace(held, instance=instance)


def _entry(entry: Entry) -> dict[str, object]:
    """A line of the history as it is kept."""
    return {
        "what": entry.what,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "holder": entry.holder,
        "node": entry.node,
        "visit": entry.visit,
        "slot": entry.slot,
        "people": list(entry.people),
        "target": entry.target,
        "comment": entry.comment,
        "files": list(entry.files),
        "signature": entry.signature,
        "reason": None if entry.reason is None else entry.reason.to_json(),
    }
