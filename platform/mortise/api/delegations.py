"""Who acts for whom while they are away, over HTTP: each person decides for themselves, and for somebody who cannot,
whoever manages people."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request

from engines.definition import Locale
from mortise.access.rights import rights_of
from mortise.api.entrance import Person, organising
from mortise.api.tasks import ANY_APP, runtime_of
from mortise.db.connections import Record
from mortise.db.transaction import Reader, Tx
from mortise.definitions.applications import list_apps
from mortise.definitions.flows import flows_by_key
from mortise.definitions.published import PublishedApp
from mortise.edge.bodies import path_id
from mortise.edge.host import Host, host_of, locale_of
from mortise.flows.deciding import demand
from mortise.flows.delegations import (
    DelegationInput,
    add_delegations,
    end_delegation,
    list_delegations,
)
from mortise.identity.directory import title
from mortise.identity.principal import Principal

router: Final = APIRouter(tags=["tasks"])


class DelegationItem(BaseModel):
    """Somebody who acts for another: in which application and flow, all of them without, when, and what was said of it.
    `is_mine`: of the tasks of whose absences these are."""

    id: int
    person: dict[str, Any]
    agent: dict[str, Any]
    app: dict[str, Any] | None
    flow: dict[str, Any] | None
    starts_at: datetime
    ends_at: datetime
    note: str
    is_mine: bool


class Delegations(BaseModel):
    """Those of a person and those made to them, that are not over; with the flows that may be chosen."""

    items: list[DelegationItem]
    flows: list[dict[str, Any]]


class DelegationsMade(BaseModel):
    """The numbers of what was made, one for each scope."""

    ids: list[int]


@router.get("/api/delegations", response_model=Delegations)
async def read_delegations(
    request: Request,
    me: Person,
    person: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> dict[str, object]:
    """Who acts for the caller, and for whom the caller acts; or the same of another, for whoever manages people."""
    demand(me, ANY_APP, "view")
    host, locale, whose = host_of(request), locale_of(request), concerned(me, person)
    async with host.database.read() as reader:
        rows = await list_delegations(reader, whose, datetime.now(UTC))
        apps = await apps_with_flows(reader, host, me)
    return {
        "items": [item(row, apps, whose, locale) for row in rows],
        "flows": [
            {"app": app_json(app, locale), "flow": flow_json(app, flow.key, locale)}
            for app, is_entered in apps.values()
            if is_entered
            for flow in app.definition.flows
        ],
    }


def concerned(me: Principal, number: int | None) -> int:
    """Whose absence is meant: one's own, or, of whoever manages people, anybody's. Raises for all others."""
    if number is None or number == me.person:
        return me.person
    organising(me)
    return number


async def apps_with_flows(reader: Reader, host: Host, me: Principal) -> dict[int, tuple[PublishedApp, bool]]:
    """The applications by number, and whether the person may enter them."""
    found = {}
    for row in await list_apps(reader):
        if row["published_version"] is not None:
            app = await host.apps.of(reader, row["id"], row["published_version"])
            found[app.id] = (app, bool(app.definition.flows) and not rights_of(app, me).is_nothing)
    return found


def item(
    row: Record, apps: dict[int, tuple[PublishedApp, bool]], whose: int, locale: Locale
) -> dict[str, object]:
    """A delegation as JSON."""
    app = apps[row["app_id"]][0] if row["app_id"] in apps else None
    return {
        "id": row["id"],
        "person": {"id": row["person_id"], "title": title(row, locale)},
        "agent": {"id": row["agent_id"], "title": title(row, locale, "agent_")},
        "app": None if app is None else app_json(app, locale),
        "flow": None if app is None or row["flow"] is None else flow_json(app, row["flow"], locale),
        "starts_at": row["starts_at"],
        "ends_at": row["ends_at"],
        "note": row["note"],
        "is_mine": row["person_id"] == whose,
    }


def app_json(app: PublishedApp, locale: Locale) -> dict[str, object]:
    """An application by its name."""
    return {"key": app.key, "title": app.definition.label.text(locale) or app.key}


def flow_json(app: PublishedApp, key: str, locale: Locale) -> dict[str, object]:
    """A flow by the name that it has now; one that is gone by its key."""
    flow = flows_by_key(app.definition).get(key)
    return {"key": key, "title": (None if flow is None else flow.label.text(locale)) or key}


@router.post("/api/delegations", response_model=DelegationsMade, status_code=201)
async def delegate_to(request: Request, me: Person, given: DelegationInput) -> dict[str, object]:
    """Lets somebody act for the caller for some time, or, asked by whoever manages people, for another."""
    demand(me, ANY_APP, "edit")
    host, whose, locale = host_of(request), concerned(me, given.person), locale_of(request)

    async def work(tx: Tx) -> list[int]:
        return await add_delegations(tx, runtime_of(host), given, whose, me.person, locale)

    return {"ids": await host.database.run(work)}


@router.delete("/api/delegations/{id}", status_code=204)
async def end(request: Request, me: Person) -> None:
    """Ends that somebody acts for the caller, or, asked by whoever manages people, for anybody."""
    demand(me, ANY_APP, "edit")
    async with host_of(request).database.transaction() as tx:
        await end_delegation(tx, me.person, path_id(request), of_anybody=me.manages_organisation)
