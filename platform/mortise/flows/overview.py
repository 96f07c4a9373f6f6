"""The flows of an application for those who look after it: which run, where they stand, and who is waited for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import sqlalchemy as sa

from engines.flow.instance import State
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import StatementCache, prepare
from mortise.db.tables.flows import flow_instance, flow_slot, flow_visit
from mortise.db.tables.people import person
from mortise.db.tables.schema import MOMENT, TEXT
from mortise.db.transaction import Reader
from mortise.flows.sought import Sought, is_sought

Order = Literal["latest", "longest"]

MOST_SHOWN: Final = 5
"""Of those whom one flow waits for, so many are told by name."""
MOST_PEOPLE: Final = 100
STATEMENTS: Final = StatementCache()

instance: Final = flow_instance.c
slot: Final = flow_slot.c
visit: Final = flow_visit.c

APP: Final = sa.bindparam("app", type_=sa.BigInteger)
NOW: Final = sa.bindparam("now", type_=MOMENT)
THESE: Final = sa.bindparam("instances", type_=sa.ARRAY(sa.BigInteger))


@dataclass(frozen=True, slots=True)
class Overlooked:
    """Which flows are asked for: those of a flow, in a state, that are stuck, late, stand at a node, wait for a person,
    stand where they do for so many days; a page of so many behind the one of that number."""

    flow: str | None = None
    state: State | None = None
    node: str | None = None
    person: int | None = None
    days: int | None = None
    is_stuck: bool = False
    is_overdue: bool = False
    sought: Sought | None = None
    order: Order = "latest"
    limit: int = 50
    after: int | None = None

    @property
    def shape(self) -> tuple[object, ...]:
        """What tells its statement from others."""
        running = self.state == "running"
        named = (self.flow, self.state, self.node, self.person, self.days, self.sought, self.after)
        return (running, *(each is not None for each in named), self.is_stuck, self.is_overdue, self.order)


def _open_slots(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(slot.instance == instance.id, slot.state == "open", *conditions)


def _open_visits(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(visit.instance == instance.id, visit.state == "open", *conditions)


def _waits_for() -> sa.ColumnElement[bool]:
    who = sa.bindparam("person", type_=sa.BigInteger)
    own = [
        sa.select(slot.instance).where(slot.state == "open", each == who)
        for each in (slot.person, slot.agent)
    ]
    return instance.id.in_(sa.union(*own))


def _page(wanted: Overlooked) -> sa.Select[Any]:
    running = instance.state == sa.literal_column("'running'")
    here = [instance.app_id == APP]
    if wanted.flow is not None:
        here.append(instance.flow == sa.bindparam("flow", type_=TEXT))
    if wanted.state == "running" or wanted.node or wanted.person or wanted.days or wanted.is_overdue:
        here.append(running)
    if wanted.state not in {None, "running"}:
        here.append(instance.state == sa.bindparam("state", type_=TEXT))
    if wanted.is_stuck:
        here.append(instance.is_stuck)
    if wanted.is_overdue:
        here.append(_open_slots(slot.due_at < NOW))
    if wanted.person is not None:
        here.append(_waits_for())
    if wanted.node is not None:
        here.append(_open_visits(visit.node == sa.bindparam("node", type_=TEXT)))
    if wanted.days is not None:
        here.append(_open_visits(visit.entered_at < sa.bindparam("before", type_=MOMENT)))
    if wanted.sought is not None:
        here.append(is_sought(instance))
    is_latest = wanted.order == "latest"
    if wanted.after is not None:
        after = sa.bindparam("after", type_=sa.BigInteger)
        here.append(instance.id < after if is_latest else instance.id > after)
    return (
        sa.select(
            instance.id.label("key"),
            instance.began_at.label("moment"),
            instance.id.label("instance"),
            instance.form,
            instance.flow,
            instance.version.label("flow_version"),
            instance.record,
            instance.initiator,
            instance.state,
            instance.began_at,
            instance.ended_at,
            instance.is_stuck,
        )
        .where(*here)
        .order_by(instance.id.desc() if is_latest else instance.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


async def read_instances(reader: Reader, context: Context, wanted: Overlooked, now: datetime) -> list[Record]:
    """A page of the flows of an application; one more than the limit tells of more."""
    statement = STATEMENTS.get(wanted.shape, lambda: _page(wanted))
    values: dict[str, object] = {
        "app": context.app.id,
        "flow": wanted.flow,
        "state": wanted.state,
        "node": wanted.node,
        "person": wanted.person,
        "before": None if wanted.days is None else now - timedelta(days=wanted.days),
        "now": now,
        "after": wanted.after,
        "limit": wanted.limit + 1,
    }
    found = {} if wanted.sought is None else wanted.sought.binds
    return await reader.fetch(statement, {**values, **found})


def _waiting() -> sa.Select[Any]:
    each = (
        sa.select(
            slot.id,
            slot.instance,
            slot.person,
            slot.agent,
            slot.opened_at,
            slot.due_at,
            visit.node,
            sa.func.row_number().over(partition_by=slot.instance, order_by=slot.number).label("place"),
            sa.func.count().over(partition_by=slot.instance).label("count"),
        )
        .join(flow_visit, sa.and_(visit.instance == slot.instance, visit.number == slot.visit))
        .where(slot.instance == sa.any_(THESE), slot.state == "open")
        .subquery("each")
    )
    return sa.select(each).where(each.c.place <= MOST_SHOWN).order_by(each.c.instance, each.c.place)


WAITING: Final = prepare(_waiting())
STANDING: Final = prepare(
    sa.select(visit.instance, visit.number, visit.node, visit.entered_at, visit.incident)
    .where(visit.instance == sa.any_(THESE), visit.state == "open")
    .order_by(visit.instance, visit.number)
)


@dataclass(frozen=True, slots=True)
class Places:
    """Of each instance the visits at which it stands, and the first of those whom it waits for."""

    standing: Mapping[int, Sequence[Record]] = field(default_factory=dict)
    waiting: Mapping[int, Sequence[Record]] = field(default_factory=dict)


async def read_places(reader: Reader, rows: Sequence[Record]) -> Places:
    """Where the running ones of a page stand."""
    running = [row["instance"] for row in rows if row["state"] == "running"]
    if not running:
        return Places()
    found = [await reader.fetch(each, {"instances": running}) for each in (STANDING, WAITING)]
    standing, waiting = (_by_instance(some) for some in found)
    return Places(standing, waiting)


def _by_instance(rows: Sequence[Record]) -> Mapping[int, list[Record]]:
    found: dict[int, list[Record]] = {}
    for row in rows:
        found.setdefault(row["instance"], []).append(row)
    return found


def _counting() -> sa.Select[Any]:
    of_app = (instance.app_id == APP, instance.state == sa.literal_column("'running'"))
    late = sa.select(sa.func.count(slot.instance.distinct())).join(
        flow_instance, instance.id == slot.instance
    )
    return sa.select(
        sa.func.count().label("running"),
        sa.func.count().filter(instance.is_stuck).label("stuck"),
        late.where(*of_app, slot.state == "open", slot.due_at < NOW).scalar_subquery().label("overdue"),
    ).where(*of_app)


def _awaited() -> sa.Select[Any]:
    each = (
        sa.select(
            slot.person,
            sa.func.count().label("tasks"),
            sa.func.count().filter(slot.due_at < NOW).label("overdue"),
            sa.func.min(slot.opened_at).label("since"),
        )
        .join(flow_instance, instance.id == slot.instance)
        .where(
            instance.app_id == APP,
            instance.state == sa.literal_column("'running'"),
            slot.state == "open",
        )
        .group_by(slot.person)
        .subquery("each")
    )
    return (
        sa.select(each, person.c.name, person.c.name_en, person.c.active)
        .join(person, person.c.id == each.c.person)
        .order_by(each.c.overdue.desc(), each.c.tasks.desc(), each.c.person)
        .limit(MOST_PEOPLE)
    )


COUNTS: Final = prepare(_counting())
AWAITED: Final = prepare(_awaited())


async def count_instances(reader: Reader, app_id: int, now: datetime) -> Mapping[str, int]:
    """How many flows of an application run, are stuck, and wait for somebody beyond the time limit."""
    row = await reader.fetchrow(COUNTS, {"app": app_id, "now": now})
    return {} if row is None else dict(row)


async def read_awaited(reader: Reader, app_id: int, now: datetime) -> list[Record]:
    """Those whom the flows of an application wait for, whoever is late most of all first."""
    return await reader.fetch(AWAITED, {"app": app_id, "now": now})
