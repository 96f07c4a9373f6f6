"""What came with a version, and letting a draft go, over HTTP."""

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Header
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from mortise.api.apps import DraftAnswer, draft_answer, etag, revision_of
from mortise.api.building import Builder
from mortise.api.publishing import SettingsItem
from mortise.definitions.drafts import DraftChanged, RevisionRequired, drop_draft, lock_draft, read_draft
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of, locale_of
from mortise.errors import NotFound, issue_json
from mortise.publishing.changes import differences
from mortise.publishing.details import details, other_settings
from mortise.publishing.impact import told_of

router: Final = APIRouter(tags=["publishing"])


class ChangeItem(BaseModel):
    """Something that a version changed: what, and in which respects."""

    code: str
    text: str
    details: list[str]
    settings: SettingsItem


class ChangesAnswer(BaseModel):
    """What a version changed of the one before it; everything is new in the first."""

    version: int
    items: list[ChangeItem]


@router.get("/api/apps/{app}/versions/{version}/changes", response_model=ChangesAnswer)
async def read_changes(request: Request, builder: Builder) -> dict[str, object]:
    """What a version changed, in words."""
    host, locale, version = host_of(request), locale_of(request), path_id(request, "version")
    async with host.database.read() as reader:
        new = (await host.apps.of(reader, builder.app_id, version)).definition
        old = None if version == 1 else (await host.apps.of(reader, builder.app_id, version - 1)).definition
    items = []
    for change in differences(old, new):
        told = issue_json(told_of(old, new, change), locale)
        said = [issue_json(each, locale)["message"] for each in details(old, new, change)]
        settings = asdict(other_settings(old, new, change))
        items.append({"code": told["code"], "text": told["message"], "details": said, "settings": settings})
    return {"version": version, "items": items}


@router.delete("/api/apps/{app}/draft", response_model=DraftAnswer)
async def discard_draft(
    request: Request,
    response: Response,
    builder: Builder,
    if_match: Annotated[str | None, Header()] = None,
) -> dict[str, object]:
    """Lets the draft go that If-Match names: the published version stands in its place. One of an application that
    was never published stays."""
    async with host_of(request).database.transaction() as tx:
        draft = await lock_draft(tx, builder.app_id)
        revision = revision_of(if_match)
        if revision is None:
            raise RevisionRequired
        if revision != draft.revision:
            raise DraftChanged(extra={"revision": draft.revision})
        if draft.published_version is None:
            raise NotFound
        await drop_draft(tx, draft)
        draft = await read_draft(tx, builder.app_id)
    response.headers["ETag"] = etag(draft)
    return draft_answer(draft, locale_of(request))
