"""The tasks that a person has in an application, to be given to another."""

from typing import Final

import sqlalchemy as sa

from engines.flow.run import OPEN_STATES
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.flows import flow_instance, flow_slot
from mortise.db.tables.schema import TEXT
from mortise.db.transaction import Reader

AT_ONCE: Final = 100
"""So many tasks are given away by one request."""

FLOW: Final = sa.bindparam("flow", type_=TEXT)
HELD: Final = prepare(
    sa.select(
        flow_slot.c.id, flow_slot.c.number, flow_slot.c.instance, flow_instance.c.form, flow_instance.c.record
    )
    .join(flow_instance, flow_instance.c.id == flow_slot.c.instance)
    .where(
        flow_instance.c.app_id == sa.bindparam("app", type_=sa.BigInteger),
        flow_instance.c.state == sa.literal_column("'running'"),
        sa.or_(FLOW.is_(None), flow_instance.c.flow == FLOW),
        flow_slot.c.owner == sa.bindparam("person", type_=sa.BigInteger),
        flow_slot.c.state == sa.any_(sa.literal(sorted(OPEN_STATES), sa.ARRAY(sa.Text))),
        flow_slot.c.id > sa.bindparam("after", type_=sa.BigInteger),
    )
    .order_by(flow_slot.c.id)
    .limit(AT_ONCE + 1)
)


async def held_tasks(reader: Reader, app_id: int, flow: str | None, person: int, after: int) -> list[Record]:
    """Tasks of a person that are still to be done, those behind a number; one more than are given away at once tells of
    more. What others asked their opinion on is not theirs to give away."""
    return await reader.fetch(HELD, {"app": app_id, "flow": flow, "person": person, "after": after})
