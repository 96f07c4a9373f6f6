"""Somebody has left: every task of theirs goes to somebody else."""

from typing import Final

import sqlalchemy as sa

from engines.flow.commands.leave import Leave
from mortise.db.statements import prepare
from mortise.db.tables.flows import flow_instance, flow_slot
from mortise.errors import NotFound
from mortise.flows.following import carry_out
from mortise.flows.refusals import FlowUnreadable, Refused
from mortise.flows.running import Runtime
from mortise.jobs.work import Work

WHO: Final = sa.bindparam("person", type_=sa.BigInteger)
UNDECIDED: Final = ("waiting", "open", "held")
HELD: Final = prepare(
    sa.select(flow_slot.c.instance)
    .distinct()
    .join(flow_instance, flow_instance.c.id == flow_slot.c.instance)
    .where(
        flow_instance.c.state == "running",
        flow_slot.c.state == sa.any_(sa.literal(list(UNDECIDED), sa.ARRAY(sa.Text))),
        sa.or_(flow_slot.c.person == WHO, flow_slot.c.owner == WHO, flow_slot.c.agent == WHO),
    )
    .order_by(flow_slot.c.instance)
)


async def let_go(work: Work, runtime: Runtime) -> None:
    """Moves what somebody who left still has to do, flow by flow; what was moved before the job was interrupted is not
    moved again."""
    person = int(str(work.job.payload["person"]))
    async with work.database.read() as reader:
        rows = await reader.fetch(HELD, {"person": person})
    for row in rows:
        command = Leave(id=f"left:{work.job.id}", actor=None, person=person)
        async with work.transaction() as tx:
            try:
                await carry_out(tx, runtime, row["instance"], command)
            except (NotFound, Refused, FlowUnreadable):
                continue
