"""Who acts for whom while they are away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final

import sqlalchemy as sa
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy.types import TypeEngine

from engines.definition import Locale
from engines.issues import Issue, pointer
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
from mortise.identity.directory import title
from mortise.identity.texts import RowId

ME: Final = sa.bindparam("me", type_=sa.BigInteger)
ID: Final = sa.bindparam("id", type_=sa.BigInteger)
STARTS: Final = sa.bindparam("starts", type_=MOMENT)
ENDS: Final = sa.bindparam("ends", type_=MOMENT)
MOST_SCOPES: Final = 50
MOST_HOPS: Final = 5
"""A task is handed on so often at most, when everybody is away."""
Key = Annotated[str, StringConstraints(max_length=40)]


class Scope(BaseModel):
    """The flows of an application, or one of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    app: Key
    flow: Key | None = None


class DelegationInput(BaseModel):
    """Who acts from when to when, in which flows (all of them where none are named), and what is said of it; for
    `person` where somebody who manages people says it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    agent: RowId
    person: RowId | None = None
    scopes: Annotated[tuple[Scope, ...], Field(max_length=MOST_SCOPES)] = ()
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


def _given() -> sa.TableValuedAlias:
    """The scopes that are asked for; a blank application means all of them, a blank flow all of its."""
    kinds: dict[str, TypeEngine[Any]] = {"app": sa.BigInteger(), "flow": TEXT}
    members = [sa.bindparam(f"{name}s", type_=sa.ARRAY(kind)) for name, kind in kinds.items()]
    columns = [sa.column(name, kind) for name, kind in kinds.items()]
    return sa.func.unnest(*members).table_valued(*columns).render_derived(name="given")


GIVEN: Final = _given()


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
            own.note,
            app.c.id.label("app_id"),
            app.c.key.label("app"),
            app.c.published_version.label("app_version"),
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
HERE: Final = prepare(
    sa.select(person.c.id).where(
        person.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger))), person.c.active
    )
)
FIND_APPS: Final = prepare(
    sa.select(app.c.id, app.c.key, app.c.published_version).where(
        app.c.key == sa.any_(sa.bindparam("keys", type_=sa.ARRAY(TEXT))), app.c.published_version.is_not(None)
    )
)
TWICE: Final = prepare(
    _with_names()
    .join(
        GIVEN,
        sa.and_(
            delegation.c.app_id.is_not_distinct_from(GIVEN.c.app),
            delegation.c.flow.is_not_distinct_from(GIVEN.c.flow),
        ),
    )
    .where(delegation.c.person_id == ME, delegation.c.starts_at < ENDS, delegation.c.ends_at > STARTS)
    .order_by(delegation.c.starts_at, delegation.c.id)
    .limit(1)
)


def _circle() -> sa.Select[Any]:
    """Whoever, of those to whom the agent's tasks would go on at the same time, gives them back to the person."""
    way = sa.select(
        sa.bindparam("agent", type_=sa.BigInteger).label("at"),
        sa.cast(sa.null(), sa.BigInteger).label("via"),
        STARTS.label("starts"),
        ENDS.label("ends"),
        sa.literal_column("0", sa.Integer).label("hops"),
    ).cte("way", recursive=True)
    own = delegation.c
    meets = sa.exists().where(
        sa.or_(own.app_id.is_(None), GIVEN.c.app.is_(None), own.app_id == GIVEN.c.app),
        sa.or_(own.flow.is_(None), GIVEN.c.flow.is_(None), own.flow == GIVEN.c.flow),
    )
    way = way.union_all(
        sa.select(
            own.agent_id,
            own.person_id,
            sa.func.greatest(way.c.starts, own.starts_at),
            sa.func.least(way.c.ends, own.ends_at),
            way.c.hops + 1,
        )
        .join(way, own.person_id == way.c.at)
        .where(
            own.ended_at.is_(None),
            own.starts_at < way.c.ends,
            own.ends_at > way.c.starts,
            way.c.hops < MOST_HOPS,
            meets,
        )
    )
    return (
        sa.select(person.c.name, person.c.name_en)
        .join(way, way.c.via == person.c.id)
        .where(way.c.at == ME)
        .order_by(way.c.hops)
        .limit(1)
    )


CIRCLE: Final = prepare(_circle())
ADD: Final = prepare(
    sa.insert(delegation)
    .from_select(
        ["person_id", "agent_id", "app_id", "flow", "starts_at", "ends_at", "note"],
        sa.select(
            ME,
            sa.bindparam("agent", type_=sa.BigInteger),
            GIVEN.c.app,
            GIVEN.c.flow,
            STARTS,
            ENDS,
            sa.bindparam("note", type_=TEXT),
        ),
    )
    .returning(delegation.c.id)
)
END: Final = prepare(
    sa.update(delegation)
    .where(
        delegation.c.id == ID,
        sa.or_(delegation.c.person_id == ME, sa.bindparam("of_anybody", type_=sa.Boolean)),
        delegation.c.ended_at.is_(None),
    )
    .values(ended_at=sa.func.now())
    .returning(delegation.c.person_id, delegation.c.agent_id)
)


async def list_delegations(reader: Reader, me: int, now: datetime) -> list[Record]:
    """Those of a person and those made to them, that are not over."""
    return await reader.fetch(LIST, {"me": me, "now": now})


async def add_delegations(
    tx: Tx, runtime: Runtime, given: DelegationInput, me: int, actor: int, locale: Locale
) -> list[int]:
    """Lets somebody act for the person `me`; the numbers, one for each scope. Raises Invalid for oneself, for who has
    left, for a time that ends before it starts, for what is not there, for a second one for the same at the same time,
    and where the tasks would come back."""
    issues = []
    here = {row["id"] for row in await tx.fetch(HERE, {"ids": [me, given.agent]})}
    if me not in here:
        issues.append(Issue("not_there", "/person"))
    if given.agent == me:
        issues.append(Issue("delegation_to_oneself", "/agent"))
    elif given.agent not in here:
        issues.append(Issue("not_there", "/agent"))
    if given.ends_at <= given.starts_at:
        issues.append(Issue("delegation_ends_early", "/ends_at"))
    scopes, missing = await _scopes(tx, runtime, given.scopes)
    issues += missing
    if issues:
        raise Invalid(issues)
    await begin_change(tx)
    values = {
        "me": me,
        "agent": given.agent,
        "apps": [number for number, _ in scopes],
        "flows": [flow for _, flow in scopes],
        "starts": given.starts_at,
        "ends": given.ends_at,
        "note": given.note,
    }
    twice = await tx.fetchrow(TWICE, values)
    if twice is not None:
        named = {"agent": title(twice, locale, "agent_"), "until": twice["ends_at"].isoformat()}
        raise Invalid([Issue("delegation_twice", "/starts_at", named)])
    circle = await tx.fetchrow(CIRCLE, values)
    if circle is not None:
        raise Invalid([Issue("delegation_circle", "/agent", {"who": title(circle, locale)})])
    numbers = [row["id"] for row in await tx.fetch(ADD, values)]
    told = {"agent": given.agent, "from": given.starts_at.isoformat(), "to": given.ends_at.isoformat()}
    await log_change(tx, "person", me, "update", actor, {"delegation": None}, {"delegation": told})
    return numbers


async def _scopes(
    tx: Tx, runtime: Runtime, asked: Sequence[Scope]
) -> tuple[list[tuple[int | None, str | None]], list[Issue]]:
    """The scopes by the numbers of their applications, and what of them is not there."""
    if not asked:
        return [(None, None)], []
    rows = await tx.fetch(FIND_APPS, {"keys": sorted({scope.app for scope in asked})})
    versions = {row["key"]: (row["id"], row["published_version"]) for row in rows}
    found: dict[tuple[int | None, str | None], None] = {}
    missing = []
    for place, scope in enumerate(asked):
        if scope.app not in versions:
            missing.append(Issue("not_there", pointer("scopes", place, "app")))
            continue
        number, version = versions[scope.app]
        definition = (await runtime.apps.of(tx, number, version)).definition
        if scope.flow is not None and scope.flow not in flows_by_key(definition):
            missing.append(Issue("not_there", pointer("scopes", place, "flow")))
        found[number, scope.flow] = None
    return list(found), missing


async def end_delegation(tx: Tx, actor: int, number: int, *, of_anybody: bool) -> None:
    """Ends what the person has made, or, `of_anybody`, what anybody has; NotFound for all else."""
    await begin_change(tx)
    row = await tx.fetchrow(END, {"me": actor, "id": number, "of_anybody": of_anybody})
    if row is None:
        raise NotFound
    told = {"delegation": {"agent": row["agent_id"]}}
    await log_change(tx, "person", row["person_id"], "update", actor, told, {"delegation": None})
