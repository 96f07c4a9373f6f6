"""Handing over what somebody has in the organisation, before they leave."""

from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from mortise.api.entrance import Organiser
from mortise.api.me import Titled
from mortise.db.connections import Record
from mortise.edge.answers import empty_answer
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of, locale_of
from mortise.identity.directory import title
from mortise.identity.handing_over import HandOverInput, hand_over, read_ties

router: Final = APIRouter(tags=["people"])


class TiesAnswer(BaseModel):
    """Who reports to a person, which departments they head, in which groups they are named, how many views they share
    with others, and how many records were shared with them or by them."""

    reports: list[Titled]
    departments: list[Titled]
    groups: list[Titled]
    views: int
    shares: int


@router.get("/api/people/{id}/hand-over", response_model=TiesAnswer)
async def read_hand_over(request: Request, organiser: Organiser) -> TiesAnswer:
    """What there is to hand over beside records and roles."""
    locale = locale_of(request)
    async with host_of(request).database.read() as reader:
        ties = await read_ties(reader, path_id(request))

    def named(row: Record) -> Titled:
        return Titled(id=row["id"], title=title(row, locale))

    return TiesAnswer(
        reports=[named(row) for row in ties.reports],
        departments=[named(row) for row in ties.departments],
        groups=[named(row) for row in ties.groups],
        views=ties.views,
        shares=ties.shares,
    )


@router.post("/api/people/{id}/hand-over", status_code=204, response_class=Response)
async def carry_out_hand_over(request: Request, organiser: Organiser, given: HandOverInput) -> Response:
    """Hands it over in one step, and disables the person if that is wished."""
    async with host_of(request).database.transaction() as tx:
        await hand_over(tx, organiser.person, path_id(request), given)
    return empty_answer()
