"""Who acts for whom while they are away, over HTTP: each person decides for themselves."""

from datetime import UTC, datetime
from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from mortise.api.departments import Created
from mortise.api.entrance import Person
from mortise.api.tasks import ANY_APP, runtime_of
from mortise.db.transaction import Tx
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of, locale_of
from mortise.flows.deciding import demand
from mortise.flows.delegations import (
    DelegationInput,
    add_delegation,
    end_delegation,
    list_delegations,
)
from mortise.identity.directory import title

router: Final = APIRouter(tags=["tasks"])


class DelegationItem(BaseModel):
    """Somebody who acts for another: in which application and flow, all of them without, and when."""

    id: int
    person: dict[str, Any]
    agent: dict[str, Any]
    app: str | None
    flow: str | None
    starts_at: datetime
    ends_at: datetime
    is_mine: bool


class Delegations(BaseModel):
    """Those that the caller has made and those made to the caller, that are not over."""

    items: list[DelegationItem]


@router.get("/api/delegations", response_model=Delegations)
async def read_delegations(request: Request, person: Person) -> dict[str, object]:
    """Who acts for the caller, and for whom the caller acts."""
    demand(person, ANY_APP, "view")
    locale = locale_of(request)
    async with host_of(request).database.read() as reader:
        rows = await list_delegations(reader, person.person, datetime.now(UTC))
    return {
        "items": [
            {
                "id": row["id"],
                "person": {"id": row["person_id"], "title": title(row, locale)},
                "agent": {"id": row["agent_id"], "title": title(row, locale, "agent_")},
                "app": row["app"],
                "flow": row["flow"],
                "starts_at": row["starts_at"],
                "ends_at": row["ends_at"],
                "is_mine": row["person_id"] == person.person,
            }
            for row in rows
        ]
    }


@router.post("/api/delegations", response_model=Created, status_code=201)
async def delegate_to(request: Request, person: Person, given: DelegationInput) -> dict[str, object]:
    """Lets somebody act for the caller for some time."""
    demand(person, ANY_APP, "edit")
    host = host_of(request)

    async def work(tx: Tx) -> int:
        return await add_delegation(tx, runtime_of(host), person.person, given)

    return {"id": await host.database.run(work)}


@router.delete("/api/delegations/{id}", status_code=204)
async def end(request: Request, person: Person) -> None:
    """Ends that somebody acts for the caller."""
    demand(person, ANY_APP, "edit")
    async with host_of(request).database.transaction() as tx:
        await end_delegation(tx, person.person, path_id(request))
