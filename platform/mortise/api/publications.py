"""Publications over HTTP: how far one has come, and what is decided about one that nobody goes on with."""

from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from engines.definition import Locale
from mortise.api.building import Builder
from mortise.db.connections import Record
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of, locale_of
from mortise.errors import NotFound
from mortise.identity.directory import title
from mortise.publishing.publications import read_publication
from mortise.publishing.reasons import read_reason
from mortise.publishing.standstill import abandon, retry

router: Final = APIRouter(tags=["publishing"])


class PublicationAnswer(BaseModel):
    """A publication: `state` is done, or preparing, tidying, failed or abandoned. One that is stuck is worked on by
    nobody: it is tried again or, while it is prepared, given up. `error` is a sentence that says why it failed."""

    publication: int | None
    version: int
    state: str
    is_stuck: bool
    progress: dict[str, Any]
    error: str | None
    started_at: datetime | None
    started_by: dict[str, Any] | None


@router.get("/api/apps/{app}/publications/{id}", response_model=PublicationAnswer)
async def get_publication(request: Request, builder: Builder) -> dict[str, object]:
    """How far a publication has come."""
    async with host_of(request).database.read() as reader:
        row = await read_publication(reader, path_id(request))
    if row["app_id"] != builder.app_id:
        raise NotFound
    return publication_answer(row, locale_of(request))


@router.post("/api/apps/{app}/publications/{id}/retry", response_model=PublicationAnswer)
async def retry_publication(request: Request, builder: Builder) -> dict[str, object]:
    """Has a worker take up a publication that nobody goes on with, from where it came to."""
    await retry(host_of(request).database, builder.app_id, path_id(request), builder.principal.person)
    return await get_publication(request, builder)


@router.post("/api/apps/{app}/publications/{id}/abandon", response_model=PublicationAnswer)
async def abandon_publication(request: Request, builder: Builder) -> dict[str, object]:
    """Gives up a publication that is being prepared: what was made for it goes, and the draft stays as it is."""
    await abandon(host_of(request).database, builder.app_id, path_id(request), builder.principal.person)
    return await get_publication(request, builder)


def publication_answer(row: Record, locale: Locale) -> dict[str, object]:
    """A publication as JSON."""
    person = row["started_by"]
    return {
        "publication": row["id"],
        "version": row["version"],
        "state": row["state"],
        "is_stuck": row["is_stuck"],
        "progress": row["progress"],
        "error": None if row["reason"] is None else read_reason(row["reason"], locale),
        "started_at": row["started_at"],
        "started_by": None if person is None else {"id": person, "title": title(row, locale)},
    }
