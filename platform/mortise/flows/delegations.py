"""Who acts for whom while they are away."""

from datetime import datetime
from typing import Annotated, Any, Final

import sqlalchemy as sa
from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from engines.issues import Issue
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.applications import app
from mortise.db.tables.flows import delegation
from mortise.db.tables.people import person
from mortise.db.tables.schema import MOMENT, TEXT
from mortise.db.transaction import Reader, Tx
from mortise.definitions.flows import flows_by_key
from mortise.errors import Invalid, NotFound
from mortise.flows.running import Runtime
from mortise.identity.changes import begin_change, log_change
from mortise.identity.texts import RowId

ME: Final = sa.bindparam("me", type_=sa.BigInteger)
ID: Final = sa.bindparam("id", type_=sa.BigInteger)
Key = Annotated[str, StringConstraints(max_length=40)]


class DelegationInput(BaseModel):
    """Who acts from when to when: in all flows, in those of one application, or in one of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    agent: RowId
    app: Key | None = None
    flow: Key | None = None
    starts_at: AwareDatetime
    ends_at: AwareDatetime


def _with_names() -> sa.Select[Any]:
    agent = person.alias("agent")
    own = delegation.c
    return (
        sa.select(
            own.id,
            own.person_id,
            own.agent_id,
            own.flow,
            own.starts_at,
            own.ends_at,
            app.c.key.label("app"),
            person.c.name,
            person.c.name_en,
            agent.c.name.label("agent_name"),
            agent.c.name_en.label("agent_name_en"),
        )
        .select_from(
            delegation.join(person, person.c.id == own.person_id)
            .join(agent, agent.c.id == own.agent_id)
            .outerjoin(app, app.c.id == own.app_id)
        )
        .where(own.ended_at.is_(None))
    )


LIST: Final = prepare(
    _with_names()
    .where(
        sa.or_(delegation.c.person_id == ME, delegation.c.agent_id == ME),
        delegation.c.ends_at > sa.bindparam("now", type_=MOMENT),
    )
    .order_by(delegation.c.starts_at, delegation.c.id)
)
AGENT: Final = prepare(sa.select(person.c.id).where(person.c.id == ID, person.c.active))
FIND_APP: Final = prepare(
    sa.select(app.c.id, app.c.published_version).where(
        app.c.key == sa.bindparam("key", type_=TEXT), app.c.published_version.is_not(None)
    )
)
OVERLAPS: Final = prepare(
    sa.select(
        sa.exists().where(
            delegation.c.person_id == ME,
            delegation.c.ended_at.is_(None),
            delegation.c.app_id.is_not_distinct_from(sa.bindparam("app", type_=sa.BigInteger)),
            delegation.c.flow.is_not_distinct_from(sa.bindparam("flow", type_=TEXT)),
            delegation.c.starts_at < sa.bindparam("ends", type_=MOMENT),
            delegation.c.ends_at > sa.bindparam("starts", type_=MOMENT),
        )
    )
)
ADD: Final = prepare(
    sa.insert(delegation)
    .values(
        person_id=ME,
        agent_id=sa.bindparam("agent", type_=sa.BigInteger),
        app_id=sa.bindparam("app", type_=sa.BigInteger),
        flow=sa.bindparam("flow", type_=TEXT),
        starts_at=sa.bindparam("starts", type_=MOMENT),
        ends_at=sa.bindparam("ends", type_=MOMENT),
    )
    .returning(delegation.c.id)
)
END: Final = prepare(
    sa.update(delegation)
    .where(delegation.c.id == ID, delegation.c.person_id == ME, delegation.c.ended_at.is_(None))
    .values(ended_at=sa.func.now())
    .returning(delegation.c.agent_id)
)


async def list_delegations(reader: Reader, me: int, now: datetime) -> list[Record]:
    """Those that the person has made and those made to them, that are not over."""
    return await reader.fetch(LIST, {"me": me, "now": now})


async def add_delegation(tx: Tx, runtime: Runtime, me: int, given: DelegationInput) -> int:
    """Lets somebody act for the person; its number. Raises Invalid for oneself, for who has left, for a time that ends
    before it starts, for what is not there, and for a second one for the same at the same time."""
    issues = []
    if given.agent == me:
        issues.append(Issue("delegation_to_oneself", "/agent"))
    elif await tx.fetchval(AGENT, {"id": given.agent}) is None:
        issues.append(Issue("not_there", "/agent"))
    if given.ends_at <= given.starts_at:
        issues.append(Issue("delegation_ends_early", "/ends_at"))
    app_id, missing = await _scope(tx, runtime, given)
    issues += missing
    if issues:
        raise Invalid(issues)
    await begin_change(tx)
    values = {
        "me": me,
        "agent": given.agent,
        "app": app_id,
        "flow": given.flow,
        "starts": given.starts_at,
        "ends": given.ends_at,
    }
    if await tx.fetchval(OVERLAPS, values):
        raise Invalid([Issue("delegation_twice", "/starts_at")])
    number = await tx.fetchval(ADD, values)
    if not isinstance(number, int):
        raise LookupError("the new delegation has no number")
    told = {"agent": given.agent, "from": given.starts_at.isoformat(), "to": given.ends_at.isoformat()}
    await log_change(tx, "person", me, "update", me, {"delegation": None}, {"delegation": told})
    return number


async def _scope(tx: Tx, runtime: Runtime, given: DelegationInput) -> tuple[int | None, list[Issue]]:
    """The application that is meant, and what of the scope is not there."""
    if given.app is None:
        return None, [] if given.flow is None else [Issue("not_there", "/app")]
    row = await tx.fetchrow(FIND_APP, {"key": given.app})
    if row is None:
        return None, [Issue("not_there", "/app")]
    found = await runtime.apps.of(tx, row["id"], row["published_version"])
    if given.flow is not None and given.flow not in flows_by_key(found.definition):
        return row["id"], [Issue("not_there", "/flow")]
    return row["id"], []


async def end_delegation(tx: Tx, me: int, number: int) -> None:
    """Ends what the person has made; NotFound for all else."""
    await begin_change(tx)
    agent = await tx.fetchval(END, {"me": me, "id": number})
    if agent is None:
        raise NotFound
    await log_change(tx, "person", me, "update", me, {"delegation": {"agent": agent}}, {"delegation": None})
