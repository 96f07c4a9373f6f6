"""The record of a flow, and the flows that were begun by a flow."""

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa

from mortise.db.statements import StatementCache, prepare
from mortise.db.tables.flows import flow_command, flow_instance
from mortise.db.transaction import Reader, Tx
from mortise.definitions.published import PublishedApp
from mortise.errors import NotFound

STATEMENTS: Final = StatementCache()
ID: Final = sa.bindparam("id", type_=sa.BigInteger)
RECORDS: Final = sa.bindparam("records", type_=sa.ARRAY(sa.BigInteger))
CHILDREN: Final = prepare(
    sa.select(flow_instance.c.id)
    .where(
        flow_instance.c.parent == ID,
        flow_instance.c.parent_visit == sa.bindparam("visit", type_=sa.Integer),
        flow_instance.c.record == sa.any_(RECORDS),
        flow_instance.c.state == "running",
    )
    .order_by(flow_instance.c.id)
)


async def lock_subject(tx: Tx, app: PublishedApp, form: str, record: int) -> None:
    """Locks a record as whoever changes it does, so that no change that began before is made after it is held; raises
    NotFound."""
    if not await lock_subjects(tx, app, form, [record]):
        raise NotFound


async def lock_subjects(tx: Tx, app: PublishedApp, form: str, records: Sequence[int]) -> frozenset[int]:
    """The same for several records; those that are there."""
    table = app.schema.forms[form].table

    def build() -> sa.Select[tuple[int]]:
        chosen = sa.select(table.c.id).where(table.c.id == sa.any_(RECORDS), table.c.deleted_at.is_(None))
        return chosen.order_by(table.c.id).with_for_update(key_share=True)

    rows = await tx.fetch(STATEMENTS.get((app.id, app.version, form), build), {"records": list(records)})
    return frozenset(row["id"] for row in rows)


BEGUN: Final = prepare(
    sa.select(flow_instance.c.id)
    .join(flow_command, flow_command.c.instance == flow_instance.c.id)
    .where(
        flow_instance.c.app_id == sa.bindparam("app", type_=sa.BigInteger),
        flow_instance.c.form == sa.bindparam("form", type_=sa.Text),
        flow_instance.c.record == sa.bindparam("record", type_=sa.BigInteger),
        flow_instance.c.flow == sa.bindparam("flow", type_=sa.Text),
        flow_command.c.command == sa.bindparam("command", type_=sa.Text),
    )
)


async def begun_by(
    reader: Reader, app: PublishedApp, form: str, record: int, flow: str, command: str
) -> int | None:
    """The instance of a flow over a record that this very command has begun."""
    values = {"app": app.id, "form": form, "record": record, "flow": flow, "command": command}
    number = await reader.fetchval(BEGUN, values)
    return number if isinstance(number, int) else None


async def children(reader: Reader, number: int, visit: int, records: Sequence[int]) -> list[int]:
    """The running flows that a visit of an instance began over records."""
    values = {"id": number, "visit": visit, "records": list(records)}
    return [row["id"] for row in await reader.fetch(CHILDREN, values)]


_FLOW_OVER: Final = (
    flow_instance.c.app_id == sa.bindparam("app", type_=sa.BigInteger),
    flow_instance.c.form == sa.bindparam("form", type_=sa.Text),
    flow_instance.c.flow == sa.bindparam("flow", type_=sa.Text),
)
TAKEN: Final = prepare(
    sa.select(flow_instance.c.record)
    .where(*_FLOW_OVER, flow_instance.c.record == sa.any_(RECORDS), flow_instance.c.state == "running")
    .union(
        sa.select(flow_instance.c.record)
        .join(flow_command, flow_command.c.instance == flow_instance.c.id)
        .where(
            *_FLOW_OVER,
            flow_instance.c.record == sa.any_(RECORDS),
            flow_command.c.command == sa.any_(sa.bindparam("commands", type_=sa.ARRAY(sa.Text))),
        )
    )
)


async def taken_by(
    reader: Reader, app: PublishedApp, form: str, flow: str, commands: Mapping[str, int]
) -> frozenset[int]:
    """Of the records over which the commands are to begin a flow, those that are under way in it, or over which one of
    the commands has begun it already."""
    values = {
        "app": app.id,
        "form": form,
        "flow": flow,
        "records": sorted(set(commands.values())),
        "commands": sorted(commands),
    }
    return frozenset(row["record"] for row in await reader.fetch(TAKEN, values))
