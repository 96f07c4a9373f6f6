"""The flows over one record, for whoever may view it: which run, who is waited for, and which are over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from mortise.access.context import Context
from mortise.access.holds import NOBODY
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.flows import flow_instance, flow_slot, flow_visit, record_hold
from mortise.db.transaction import Reader
from mortise.definitions.published import PublishedApp
from mortise.errors import NotFound
from mortise.flows.listing import earlier, flow_json, node_json, titles_of
from mortise.flows.naming import PERSON, Called, names
from mortise.flows.running import Runtime

Json = dict[str, object]

MOST: Final = 20
"""How many flows of a record are told, those that run before all others."""

instance: Final = flow_instance.c
slot: Final = flow_slot.c


def _instances() -> sa.Select[Any]:
    holds = sa.exists().where(
        record_hold.c.instance == instance.id, record_hold.c.number == NOBODY, record_hold.c.locks
    )
    mine = record_hold.alias()
    opens = sa.exists().where(
        mine.c.instance == instance.id,
        mine.c.person == sa.bindparam("me", type_=sa.BigInteger),
        mine.c.opens_others,
    )
    return (
        sa.select(
            instance.id,
            instance.flow,
            instance.version.label("flow_version"),
            instance.state,
            instance.initiator,
            instance.began_at,
            instance.ended_at,
            instance.is_stuck,
            sa.and_(holds, ~opens).label("is_holding"),
        )
        .where(
            instance.app_id == sa.bindparam("app", type_=sa.BigInteger),
            instance.form == sa.bindparam("form", type_=sa.Text),
            instance.record == sa.bindparam("record", type_=sa.BigInteger),
        )
        .order_by((instance.state == "running").desc(), instance.id.desc())
        .limit(MOST)
    )


INSTANCES: Final = prepare(_instances())
WAITING: Final = prepare(
    sa.select(
        instance.flow,
        slot.id,
        slot.instance,
        slot.person,
        slot.agent,
        slot.opened_at,
        slot.due_at,
        flow_visit.c.node,
    )
    .join(flow_instance, instance.id == slot.instance)
    .join(flow_visit, sa.and_(flow_visit.c.instance == slot.instance, flow_visit.c.number == slot.visit))
    .where(
        slot.instance == sa.any_(sa.bindparam("instances", type_=sa.ARRAY(sa.BigInteger))),
        slot.state == "open",
    )
    .order_by(slot.instance, slot.number)
)


async def flows_over(
    reader: Reader, runtime: Runtime, context: Context, form: str, number: int, now: datetime
) -> list[Json]:
    """The flows over a record, those that run first, then the latest; `is_holding` is whether one keeps the reader from
    changing it, and does not for whoever has it back to put it right. Raises NotFound for whoever may not view it."""
    place = (context.app.id, form, number)
    if place not in await titles_of(reader, {context.app.id: context}, [place]):
        raise NotFound
    asked = {"app": context.app.id, "form": form, "record": number, "me": context.principal.person}
    rows = await reader.fetch(INSTANCES, asked)
    running = [row["id"] for row in rows if row["state"] == "running"]
    waiting = await reader.fetch(WAITING, {"instances": running}) if running else []
    people = {row["initiator"] for row in rows}
    people |= {one for row in waiting for one in (row["person"], row["agent"]) if one is not None}
    found = await names(reader, ((PERSON, each) for each in people), context.locale)
    versions = {row["id"]: row["flow_version"] for row in rows}
    places = ((context, one["flow"], one["node"], versions[one["instance"]]) for one in waiting)
    then = await earlier(reader, runtime, places)
    return [
        _line(
            context,
            row,
            [one for one in waiting if one["instance"] == row["id"]],
            found,
            then.get((context.app.id, row["flow_version"])),
            now,
        )
        for row in rows
    ]


def _line(
    context: Context,
    row: Record,
    waiting: Sequence[Record],
    found: Called,
    then: PublishedApp | None,
    now: datetime,
) -> Json:
    def who(person: int | None) -> Json | None:
        return None if person is None else {"id": person, "title": found.get((PERSON, person), "")}

    me = context.principal.person
    return {
        "instance": row["id"],
        "flow": flow_json(context, row["flow"], row["flow_version"]),
        "state": row["state"],
        "initiator": who(row["initiator"]),
        "began_at": row["began_at"],
        "ended_at": row["ended_at"],
        "is_stuck": row["is_stuck"],
        "is_holding": row["is_holding"],
        "waiting": [
            {
                "task": one["id"] if me in {one["person"], one["agent"]} else None,
                "node": node_json(context, one["flow"], one["node"], then),
                "person": who(one["person"]),
                "agent": who(one["agent"]),
                "opened_at": one["opened_at"],
                "due_at": one["due_at"],
                "is_overdue": one["due_at"] is not None and one["due_at"] < now,
            }
            for one in waiting
        ],
    }
