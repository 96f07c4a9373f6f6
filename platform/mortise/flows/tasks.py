"""The lists of tasks: what a person has to do, has done, began, and was let know; each page by one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from mortise.db.connections import Record
from mortise.db.statements import Statement, prepare
from mortise.db.tables.applications import app
from mortise.db.tables.flows import flow_instance, flow_slot, flow_visit, flow_vote
from mortise.db.tables.schema import MOMENT, TEXT
from mortise.db.transaction import Reader
from mortise.flows.sought import Sought, is_sought

List = Literal["todo", "done", "started", "copied"]
LISTS: Final[tuple[List, ...]] = get_args(List)

ME: Final = sa.bindparam("me", type_=sa.BigInteger)
FAR: Final = sa.literal_column("'9999-01-01 00:00:00+00'::timestamptz", MOMENT)
"""What is never due comes last."""
MOST_COUNTED: Final = 1_000

instance: Final = flow_instance.c
slot: Final = flow_slot.c
vote: Final = flow_vote.c


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks are asked for: of which application, flow and state, overdue ones only; a page of so many."""

    list: List
    app: str | None = None
    flow: str | None = None
    state: str | None = None
    is_overdue: bool = False
    limit: int = 50
    after_at: datetime | None = None
    after_id: int | None = None
    sought: Sought | None = None


def _mine() -> sa.Subquery:
    """The open tasks that the person has, or may do for somebody."""
    parts = [
        sa.select(flow_slot).where(column == ME, slot.state == "open") for column in (slot.person, slot.agent)
    ]
    return sa.union(*parts).subquery("mine")


def _base(chosen: Any, own: Any, at: sa.ColumnElement[Any], number: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """One line: the instance, the task where there is one, and by what the list is ordered."""
    return (
        sa.select(
            number.label("key"),
            at.label("moment"),
            instance.id.label("instance"),
            app.c.id.label("app_id"),
            app.c.key.label("app"),
            app.c.published_version.label("app_version"),
            instance.form,
            instance.flow,
            instance.version.label("flow_version"),
            instance.record,
            instance.initiator,
            instance.state.label("instance_state"),
            instance.began_at,
            instance.ended_at,
            instance.is_stuck,
            *own,
        )
        .select_from(chosen.join(app, app.c.id == instance.app_id))
        .where(
            app.c.published_version.is_not(None),
            _or_any("app", app.c.key),
            _or_any("flow", instance.flow),
            _or_any("state", instance.state),
        )
    )


def _or_any(name: str, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    given = sa.bindparam(name, type_=TEXT)
    return sa.or_(given.is_(None), column == given)


BLANK: Final[Mapping[str, TypeEngine[Any]]] = {
    "task": sa.BigInteger(),
    "node": sa.Text(),
    "person": sa.BigInteger(),
    "owner": sa.BigInteger(),
    "opened_at": MOMENT,
    "due_at": MOMENT,
    "task_version": sa.Integer(),
    "verdict": sa.Text(),
    "comment": sa.Text(),
    "number": sa.Integer(),
}
"""What a line tells of a task, where it is of one."""


def _blank_task() -> list[sa.ColumnElement[Any]]:
    return [sa.cast(sa.null(), kind).label(name) for name, kind in BLANK.items()]


def _task(source: Any, node: sa.ColumnElement[Any], **more: sa.ColumnElement[Any]) -> list[Any]:
    none = sa.cast(sa.null(), sa.Text)
    return [
        source.id.label("task"),
        node.label("node"),
        source.person,
        source.owner,
        source.opened_at,
        source.due_at,
        source.version.label("task_version"),
        more.get("verdict", none).label("verdict"),
        more.get("comment", none).label("comment"),
        source.number,
    ]


def _visit(source: Any) -> sa.ColumnElement[bool]:
    return sa.and_(flow_visit.c.instance == source.instance, flow_visit.c.number == source.visit)


def _todo() -> sa.Select[Any]:
    mine = _mine()
    chosen = mine.join(flow_instance, instance.id == mine.c.instance).join(flow_visit, _visit(mine.c))
    now = sa.bindparam("now", type_=MOMENT)
    due = sa.func.coalesce(mine.c.due_at, FAR)
    only = sa.bindparam("overdue", type_=sa.Boolean)
    return _base(chosen, _task(mine.c, flow_visit.c.node), due, mine.c.id).where(
        sa.or_(~only, mine.c.due_at < now)
    )


def _done() -> sa.Select[Any]:
    chosen = (
        flow_vote.join(flow_slot, sa.and_(slot.instance == vote.instance, slot.number == vote.slot))
        .join(flow_instance, instance.id == vote.instance)
        .join(flow_visit, _visit(slot))
    )
    own = _task(slot, flow_visit.c.node, verdict=vote.verdict, comment=vote.comment)
    return _base(chosen, own, vote.at, slot.id).where(vote.actor == ME)


def _started() -> sa.Select[Any]:
    return _base(flow_instance, _blank_task(), instance.began_at, instance.id).where(instance.initiator == ME)


def _copied() -> sa.Select[Any]:
    chosen = flow_slot.join(flow_instance, instance.id == slot.instance).join(flow_visit, _visit(slot))
    return _base(chosen, _task(slot, flow_visit.c.node), slot.opened_at, slot.id).where(
        slot.person == ME, slot.state == "copied"
    )


def _page(lines: sa.Select[Any], *, is_urgent: bool, is_searched: bool) -> Statement:
    """What is most urgent first, or else the latest; `is_searched`: what is sought alone."""
    if is_searched:
        lines = lines.where(is_sought(instance))
    found = lines.subquery("lines")
    at, number = sa.bindparam("after_at", type_=MOMENT), sa.bindparam("after_id", type_=sa.BigInteger)
    here, there = sa.tuple_(found.c.moment, found.c.key), sa.tuple_(at, number)
    further = here > there if is_urgent else here < there
    order = [found.c.moment, found.c.key]
    return prepare(
        sa.select(found)
        .where(sa.or_(number.is_(None), further))
        .order_by(*(order if is_urgent else [column.desc() for column in order]))
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


LINES: Final[Mapping[List, sa.Select[Any]]] = {
    "todo": _todo(),
    "done": _done(),
    "started": _started(),
    "copied": _copied(),
}
PAGES: Final[Mapping[tuple[List, bool], Statement]] = {
    (name, is_searched): _page(lines, is_urgent=name == "todo", is_searched=is_searched)
    for name, lines in LINES.items()
    for is_searched in (False, True)
}


def _counting() -> sa.Select[Any]:
    mine = _mine()
    late = mine.c.due_at < sa.bindparam("now", type_=MOMENT)
    some = sa.select(mine.c.id, late.label("late")).limit(MOST_COUNTED).subquery("some")
    back = sa.select(sa.func.count()).where(instance.initiator == ME, instance.state == "running")
    return sa.select(
        sa.func.count().label("todo"),
        sa.func.count().filter(some.c.late).label("overdue"),
        back.scalar_subquery().label("running"),
    ).select_from(some)


COUNTS: Final = prepare(_counting())


async def read_tasks(reader: Reader, person: int, wanted: Wanted, now: datetime) -> list[Record]:
    """A page of a person's list; one more than the limit tells of more."""
    values: dict[str, object] = {
        "me": person,
        "app": wanted.app,
        "flow": wanted.flow,
        "state": wanted.state,
        "overdue": wanted.is_overdue,
        "now": now,
        "after_at": wanted.after_at,
        "after_id": wanted.after_id,
        "limit": wanted.limit + 1,
    }
    found = {} if wanted.sought is None else wanted.sought.binds
    return await reader.fetch(PAGES[wanted.list, wanted.sought is not None], {**values, **found})


async def count_tasks(reader: Reader, person: int, now: datetime) -> Mapping[str, int]:
    """How many tasks a person has, how many of them are late, and how many flows of theirs are under way; tasks are
    counted up to a thousand."""
    row = await reader.fetchrow(COUNTS, {"me": person, "now": now})
    return {} if row is None else dict(row)
