"""How long flows and their nodes take in working time, and how often people say no."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from engines.expression.clock import Clock
from mortise.db.connections import Record
from mortise.db.statements import Statement, prepare
from mortise.db.tables.flows import flow_instance, flow_visit, flow_vote
from mortise.db.tables.schema import MOMENT, TEXT
from mortise.db.transaction import Reader
from mortise.flows.working_time import Worked, work_binds

SINCE: Final = sa.bindparam("since", type_=MOMENT)
APP: Final = sa.bindparam("app", type_=sa.BigInteger)
FLOW: Final = sa.bindparam("flow", type_=TEXT)
ENDED: Final = ("approved", "rejected", "withdrawn", "terminated")

instance: Final = flow_instance.c
visit: Final = flow_visit.c
vote: Final = flow_vote.c


def _taken(
    joined: Any, began: sa.ColumnElement[datetime], ended: sa.ColumnElement[datetime]
) -> tuple[Any, sa.ColumnElement[Any]]:
    """What is joined with the days of both moments, and the working time between them in seconds."""
    first, last = Worked("first_day"), Worked("last_day")
    from_day, to_day = first.days, last.days
    with_days = joined.join(from_day, first.is_of(from_day, began)).join(to_day, last.is_of(to_day, ended))
    return with_days, last.until(to_day, ended) - first.until(from_day, began)


def _quantile(share: str, column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.func.percentile_cont(sa.literal_column(share)).within_group(column)


def _nodes() -> sa.Select[Any]:
    said = (
        sa.select(
            vote.instance,
            vote.visit,
            sa.func.count().filter(vote.verdict == "rejected").label("rejected"),
            sa.func.count().filter(vote.verdict == "returned").label("returned"),
        )
        .join(flow_instance, instance.id == vote.instance)
        .where(instance.app_id == APP, instance.flow == FLOW, vote.at >= SINCE, vote.verdict != "approved")
        .group_by(vote.instance, vote.visit)
        .cte("said")
    )
    joined = flow_visit.join(flow_instance, instance.id == visit.instance).outerjoin(
        said, sa.and_(said.c.instance == visit.instance, said.c.visit == visit.number)
    )
    now = sa.func.now()
    joined, took = _taken(joined, visit.entered_at, sa.func.coalesce(visit.left_at, now))
    each = (
        sa.select(
            visit.node,
            took.label("took"),
            (visit.state == "open").label("is_open"),
            visit.incident.is_not(None).label("is_stuck"),
            sa.func.coalesce(said.c.rejected, 0).label("rejected"),
            sa.func.coalesce(said.c.returned, 0).label("returned"),
        )
        .select_from(joined)
        .where(instance.app_id == APP, instance.flow == FLOW, visit.entered_at >= SINCE)
        .subquery("each")
    )
    slowest = _quantile("0.5", each.c.took).desc()
    return (
        sa.select(
            each.c.node,
            sa.func.count().label("visits"),
            sa.func.count().filter(each.c.is_open).label("open"),
            sa.func.count().filter(sa.and_(each.c.is_open, each.c.is_stuck)).label("stuck"),
            _quantile("0.5", each.c.took).label("median_seconds"),
            _quantile("0.9", each.c.took).label("slow_seconds"),
            sa.func.sum(each.c.rejected).label("rejected"),
            sa.func.sum(each.c.returned).label("returned"),
        )
        .group_by(each.c.node)
        .order_by(slowest, each.c.node)
    )


def _flows() -> sa.Select[Any]:
    joined, took = _taken(
        flow_instance, instance.began_at, sa.func.coalesce(instance.ended_at, sa.func.now())
    )
    each = (
        sa.select(instance.flow, instance.state, instance.is_stuck, took.label("took"))
        .select_from(joined)
        .where(instance.app_id == APP, instance.began_at >= SINCE)
        .subquery("each")
    )
    has_ended = each.c.state != "running"
    return (
        sa.select(
            each.c.flow,
            sa.func.count().label("began"),
            sa.func.count().filter(~has_ended).label("running"),
            sa.func.count().filter(each.c.is_stuck).label("stuck"),
            *(sa.func.count().filter(each.c.state == state).label(state) for state in ENDED),
            _quantile("0.5", each.c.took).filter(has_ended).label("median_seconds"),
            _quantile("0.9", each.c.took).filter(has_ended).label("slow_seconds"),
        )
        .group_by(each.c.flow)
        .order_by(sa.func.count().desc(), each.c.flow)
    )


OF_NODES: Final = prepare(_nodes())
OF_FLOWS: Final = prepare(_flows())


async def read_node_figures(
    reader: Reader, app: int, flow: str, since: datetime, clock: Clock
) -> list[Record]:
    """The nodes that a flow came to since a moment, the slowest first. Times are seconds of working time, up to now
    where nobody has decided yet: half of all took no longer than `median_seconds`, nine of ten no longer than
    `slow_seconds`."""
    return await _read(reader, OF_NODES, {"app": app, "flow": flow, "since": since}, clock, since)


async def read_flow_figures(reader: Reader, app: int, since: datetime, clock: Clock) -> list[Record]:
    """The flows of an application that began since a moment, the most frequent first; times, in seconds of working
    time, are of those that have ended, and None where none has."""
    return await _read(reader, OF_FLOWS, {"app": app, "since": since}, clock, since)


async def _read(
    reader: Reader, statement: Statement, values: Mapping[str, object], clock: Clock, since: datetime
) -> list[Record]:
    return await reader.fetch(statement, {**values, **work_binds(clock, since)})
