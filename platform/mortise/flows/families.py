"""The record of a flow, and the flows that were begun by a flow."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from mortise.db.statements import StatementCache, prepare
from mortise.db.tables.flows import flow_command, flow_instance
from mortise.db.transaction import Reader, Tx
from mortise.definitions.published import PublishedApp
from mortise.errors import NotFound

STATEMENTS: Final = StatementCache()
ID: Final = sa.bindparam("id", type_=sa.BigInteger)
CHILDREN: Final = prepare(
    sa.select(flow_instance.c.id)
    .where(
        flow_instance.c.parent == ID,
        flow_instance.c.parent_visit == sa.bindparam("visit", type_=sa.Integer),
        flow_instance.c.record == sa.any_(sa.bindparam("records", type_=sa.ARRAY(sa.BigInteger))),
        flow_instance.c.state == "running",
    )
    .order_by(flow_instance.c.id)
)


async def lock_subject(tx: Tx, app: PublishedApp, form: str, record: int) -> None:
    """Locks a record as whoever changes it does, so that no change that began before is made after it is held; raises
    NotFound."""
    table = app.schema.forms[form].table

    def build() -> sa.Select[tuple[int]]:
        chosen = sa.select(table.c.id).where(table.c.id == ID, table.c.deleted_at.is_(None))
        return chosen.with_for_update(key_share=True)

    if await tx.fetchval(STATEMENTS.get((app.id, app.version, form), build), {"id": record}) is None:
        raise NotFound


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
