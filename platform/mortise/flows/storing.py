"""Instances as rows: locked, read whole, and written as far as a step changed them, each by one statement."""

from collections.abc import Iterable, Mapping, Sequence
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
from mortise.db.connections import Record
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
    return sa.select(gathered).where(table.c.instance == flow_instance.c.id).scalar_subquery()


READ: Final = prepare(
    sa.select(
        *flow_instance.columns,
        *(_rows_of(table).label(name) for name, table in PARTS.items()),
        sa.select(sa.func.array_agg(flow_command.c.command))
        .where(
            flow_command.c.instance == flow_instance.c.id,
            flow_command.c.command == sa.bindparam("command", type_=sa.Text),
        )
        .scalar_subquery()
        .label("commands"),
    )
    .where(flow_instance.c.id == sa.any_(sa.bindparam("instances", type_=sa.ARRAY(sa.BigInteger))))
    .order_by(flow_instance.c.id)
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
    found = await read_several(reader, [number], command)
    if not found:
        raise NotFound
    return found[0]


async def read_several(reader: Reader, numbers: Sequence[int], command: str = "") -> list[Held]:
    """Those of the instances that are there, in the order of their numbers, by one statement."""
    rows = await reader.fetch(READ, {"instances": list(numbers), "command": command})
    return [_held(row) for row in rows]


def _held(row: Record) -> Held:
    head = {name: row[name] for name in HEAD}
    for name in ("began_at", "ended_at", "withdrawal_asked_at"):
        head[name] = None if head[name] is None else head[name].isoformat()
    tables = {name: [_typed(each) for each in row[name] or ()] for name in PARTS}
    instance = from_rows(Rows(head, tables, row["commands"] or ()))
    return Held(row["id"], row["app_id"], row["form"], instance, row["parent"], row["parent_visit"])


def _typed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**row, "weight": Decimal(str(row["weight"]))} if "weight" in row else row


def _given(name: str, columns: Iterable[sa.Column[Any]]) -> sa.TableValuedAlias:
    """Rows of many instances, each with the number of its own."""
    document = sa.cast(sa.bindparam(name, type_=sa.Text()), JSONB)
    shapes = [sa.column(column.name, column.type) for column in columns]
    return (
        sa.func.jsonb_to_recordset(document)
        .table_valued(*shapes)
        .render_derived(name=f"{name}_given", with_types=True)
    )


def _own(table: sa.Table) -> list[sa.Column[Any]]:
    """What is written of a part: all but the number that the database gives."""
    return [column for column in table.columns if column.name != "id"]


def _upsert(name: str, table: sa.Table) -> sa.CTE:
    columns = _own(table)
    given = _given(name, columns)
    names = [column.name for column in columns]
    making = insert(table).from_select(names, sa.select(*(given.c[each] for each in names)))
    changed = {each: making.excluded[each] for each in names if each not in {"instance", "number"}}
    keys = [table.c.instance, table.c.number]
    return making.on_conflict_do_update(index_elements=keys, set_=changed).cte(f"{name}_written")


def _entries() -> sa.CTE:
    columns = _own(flow_entry)
    given = _given("entries", columns)
    names = [column.name for column in columns]
    values = sa.select(*(given.c[each] for each in names))
    return sa.insert(flow_entry).from_select(names, values).cte("told")


def _commands() -> sa.CTE:
    given = _given("commands", flow_command.columns)
    making = insert(flow_command).from_select(["instance", "command"], sa.select(*given.c))
    return making.on_conflict_do_nothing().cte("commanded")


STATE: Final = ("version", "state", "ended_at", "last", "chosen", "withdrawal_asked_at", "is_stuck")
"""The columns of an instance that a step changes."""
_stepped: Final = _given("instances", [flow_instance.c.id, *(flow_instance.c[name] for name in STATE)])
WRITE: Final = prepare(
    sa.update(flow_instance)
    .where(flow_instance.c.id == _stepped.c.id)
    .values({name: _stepped.c[name] for name in STATE})
    .add_cte(*(_upsert(name, table) for name, table in PARTS.items()), _entries(), _commands())
)

NEW: Final = (
    "app_id",
    "form",
    "flow",
    "version",
    "record",
    "initiator",
    "state",
    "began_at",
    "last",
    "chosen",
    "parent",
    "parent_visit",
)
"""What is said of an instance that begins."""
_begun: Final = _given("begun", [flow_instance.c[name] for name in NEW])
ADD: Final = prepare(
    insert(flow_instance)
    .from_select(list(NEW), sa.select(*(_begun.c[name] for name in NEW)).order_by(_begun.c.record))
    .on_conflict_do_nothing(
        index_elements=[flow_instance.c[name] for name in ("app_id", "form", "record", "flow")],
        # A bind would be unknown when the statement is planned for any values, and the index not recognised.
        index_where=flow_instance.c.state == sa.literal_column("'running'"),
    )
    .returning(flow_instance.c.id, flow_instance.c.record)
)


async def add(tx: Tx, fresh: Sequence[Held]) -> list[Held | None]:
    """Rows for new instances of a flow over a form's records, with their numbers, by one statement; None where the flow
    runs over the record already."""
    rows = await tx.fetch(ADD, {"begun": orjson.dumps([_beginning(held) for held in fresh]).decode()})
    numbers = {row["record"]: row["id"] for row in rows}
    return [
        replace(held, id=numbers[held.instance.record]) if held.instance.record in numbers else None
        for held in fresh
    ]


def _beginning(held: Held) -> dict[str, object]:
    instance = held.instance
    return {
        "app_id": held.app_id,
        "form": held.form,
        "flow": instance.flow,
        "version": instance.version,
        "record": instance.record,
        "initiator": instance.initiator,
        # An instance that ended at once stood in nobody's way meanwhile.
        "state": "running",
        "began_at": instance.began_at.isoformat(),
        "last": 0,
        "chosen": {key: list(people) for key, people in instance.chosen.items()},
        "parent": held.parent,
        "parent_visit": held.parent_visit,
    }


@dataclass(frozen=True, slots=True)
class Taken:
    """A step of an instance that is to be kept: what it changed, and the name of the command that took it."""

    held: Held
    stepped: Stepped
    command: str


async def write(tx: Tx, steps: Sequence[Taken]) -> list[Held]:
    """Keeps what steps of several instances changed, and their lines of the history, by one statement."""
    parts: dict[str, list[Mapping[str, object]]] = {
        name: [
            {"instance": each.held.id, **to_row(item)}
            for each in steps
            for item in getattr(each.stepped.changes, name)
        ]
        for name in PARTS
    }
    rows = {
        **parts,
        "instances": [_state(each.held.id, each.stepped.instance) for each in steps],
        "entries": [
            {"instance": each.held.id, **_entry(effect)}
            for each in steps
            for effect in each.stepped.effects
            if isinstance(effect, Entry)
        ],
        "commands": [{"instance": each.held.id, "command": each.command} for each in steps],
    }
    try:
        await tx.execute(WRITE, {name: orjson.dumps(some).decode() for name, some in rows.items()})
    except asyncpg.UniqueViolationError as running:
        # What had ended is to go on, and another one is under way.
        raise AlreadyRunning from running
    return [replace(each.held, instance=each.stepped.instance) for each in steps]


def _state(number: int, instance: Instance) -> dict[str, object]:
    is_stuck = any(visit.incident is not None for visit in instance.live_visits())
    row = instance_row(instance)
    return {
        "id": number,
        **{name: row[name] for name in STATE if name in row},
        "is_stuck": instance.state == "running" and is_stuck,
    }


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
