"""How quick the nodes of a flow are, and how often people say no there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.flows import flow_instance, flow_visit, flow_vote
from mortise.db.tables.schema import MOMENT, TEXT
from mortise.db.transaction import Reader

SINCE: Final = sa.bindparam("since", type_=MOMENT)


def _figures() -> sa.Select[Any]:
    visit, vote = flow_visit.c, flow_vote.c
    took = sa.extract("epoch", sa.func.coalesce(visit.left_at, sa.func.now()) - visit.entered_at)

    def said(verdict: str) -> sa.ColumnElement[Any]:
        return (
            sa.select(sa.func.count())
            .where(vote.instance == visit.instance, vote.visit == visit.number, vote.verdict == verdict)
            .correlate(flow_visit)
            .scalar_subquery()
        )

    each = (
        sa.select(
            visit.node,
            took.label("took"),
            visit.left_at.is_(None).label("is_open"),
            said("rejected").label("rejected"),
            said("returned").label("returned"),
            visit.incident.is_not(None).label("is_stuck"),
        )
        .join(flow_instance, flow_instance.c.id == visit.instance)
        .where(
            flow_instance.c.app_id == sa.bindparam("app", type_=sa.BigInteger),
            flow_instance.c.flow == sa.bindparam("flow", type_=TEXT),
            visit.entered_at >= SINCE,
        )
        .subquery("each")
    )
    return (
        sa.select(
            each.c.node,
            sa.func.count().label("visits"),
            sa.func.count().filter(each.c.is_open).label("open"),
            sa.func.count().filter(each.c.is_stuck).label("stuck"),
            sa.func.avg(each.c.took).label("average_seconds"),
            sa.func.percentile_cont(sa.literal_column("0.9")).within_group(each.c.took).label("slow_seconds"),
            sa.func.sum(each.c.rejected).label("rejected"),
            sa.func.sum(each.c.returned).label("returned"),
        )
        .group_by(each.c.node)
        .order_by(sa.func.avg(each.c.took).desc(), each.c.node)
    )


FIGURES: Final = prepare(_figures())


async def read_figures(reader: Reader, app: int, flow: str, since: datetime) -> list[Record]:
    """The nodes that a flow came to since a moment, the slowest first. Times are in seconds by the clock, up to now
    where nobody has decided yet; nine of ten took no longer than `slow_seconds`."""
    values: Mapping[str, object] = {"app": app, "flow": flow, "since": since}
    return await reader.fetch(FIGURES, values)
