"""Applications over HTTP: what a person works with, and drafts, plans and versions for who builds."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from engines.definition import Locale
from engines.issues import Issue, has_errors
from mortise.access.answers import MOST_KEPT, Answer, answer_for
from mortise.access.rights import rights_of
from mortise.api.building import Builder, Building, Installer
from mortise.api.entrance import Looking, known
from mortise.api.publications import PublicationAnswer, publication_answer
from mortise.api.record_paths import body
from mortise.definitions.app import AppDefinition
from mortise.definitions.applications import NewApp, create_app, list_apps
from mortise.definitions.check import Verdict, check_document
from mortise.definitions.drafts import Draft, patch_draft, read_draft
from mortise.definitions.json_schema import ADDRESS, app_schema
from mortise.definitions.places import placed
from mortise.definitions.versions import list_versions
from mortise.edge.answers import json_answer
from mortise.edge.bodies import path_id, read_json
from mortise.edge.host import host_of, locale_of
from mortise.edge.packing import packed, takes_packed
from mortise.errors import Malformed, NotFound, issue_json
from mortise.flows.lacking import lacking_people
from mortise.identity.directory import title
from mortise.publishing.bringing_back import restore_parts, restore_version
from mortise.publishing.changes import differences
from mortise.publishing.publications import standing_publication

router: Final = APIRouter(tags=["apps"])

OPERATIONS: Final = {
    "type": "array",
    "description": "A JSON Patch (RFC 6902) of the application's document.",
    "items": {
        "type": "object",
        "required": ["op", "path"],
        "additionalProperties": False,
        "properties": {
            "op": {"enum": ["add", "remove", "replace", "move", "copy", "test"]},
            "path": {"type": "string", "description": "A JSON pointer (RFC 6901)."},
            "from": {"type": "string", "description": "Of move and copy: where from."},
            "value": {"description": "Of add, replace and test."},
        },
    },
}

ASK_AGAIN: Final = "private, no-cache"
"""A browser may keep the answer, and asks each time whether it still holds."""
SMALLEST_LEVEL: Final = 9


class AppItem(BaseModel):
    """An application that the caller may enter or build."""

    key: str
    label: dict[str, str]
    description: dict[str, str]
    icon: str | None
    colour: str | None
    version: int | None
    can_build: bool


class Apps(BaseModel):
    """The applications of the caller."""

    items: list[AppItem]


class PartsInput(BaseModel):
    """Parked fields and forms by path: `visit`, `visit.notes`, `visit.lines.item`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    paths: Annotated[list[str], Field(min_length=1, max_length=500)]


class IssueItem(BaseModel):
    """A problem, where it is, and the way out."""

    code: str
    pointer: str
    message: str
    hint: str
    severity: str
    params: dict[str, Any]


class CheckAnswer(BaseModel):
    """Whether a draft could be published, as far as its document says."""

    revision: int
    is_sound: bool
    issues: list[IssueItem]


class DraftAnswer(CheckAnswer):
    """A draft; its revision is also its ETag. It may be unsound while it is being worked on: the issues say where, with
    the names of the place in `params.place`, and that it cannot be published like this."""

    key: str
    base_version: int | None
    published_version: int | None
    is_changed: bool
    take_back: list[str]
    changes: int | None = None
    """How many parts differ from the published version, where that was asked and the document can be read."""
    changed_by: dict[str, Any] | None
    """Who changed it last, where that is known."""
    published: list[str] | None = None
    """The published forms and fields (`visit`, `visit.lines.item`), whose keys are final, where that was asked."""
    definition: dict[str, Any]


class VersionItem(BaseModel):
    """A published version."""

    version: int
    published_at: datetime
    published_by: dict[str, Any] | None
    note: str
    is_current: bool


class Versions(BaseModel):
    """An application's versions, newest first, and the last publication where it is still open, or failed."""

    items: list[VersionItem]
    publication: PublicationAnswer | None


@router.get(ADDRESS, include_in_schema=False)
async def read_schema() -> Response:
    """The JSON Schema of an application."""
    return json_answer(app_schema(), headers={"Cache-Control": "public, max-age=3600"})


@router.get("/api/apps", response_model=Apps)
async def read_apps(request: Request, person: Looking) -> dict[str, object]:
    """The applications that the caller may enter, or build."""
    host = host_of(request)
    items = []
    async with host.database.read() as reader:
        for row in await list_apps(reader):
            if row["published_version"] is None:
                can_build = person.administers_everything_in(row["key"])
                is_seen = can_build
            else:
                rights = rights_of(await host.apps.of(reader, row["id"], row["published_version"]), person)
                can_build, is_seen = rights.can_build, not rights.is_nothing
            if is_seen:
                items.append(
                    {
                        "label": row["labels"].get("label", {}),
                        "description": row["labels"].get("description", {}),
                        "key": row["key"],
                        "icon": row["icon"],
                        "colour": row["colour"],
                        "version": row["published_version"],
                        "can_build": can_build,
                    }
                )
    return {"items": items}


@router.post("/api/apps", response_model=DraftAnswer, status_code=201)
async def add_app(request: Request, installer: Installer, given: NewApp) -> dict[str, object]:
    """Begins an empty application, which nobody can enter before it is published."""
    async with host_of(request).database.transaction() as tx:
        draft = await read_draft(tx, await create_app(tx, given))
    return draft_answer(draft, locale_of(request))


@router.get("/api/apps/{app}")
async def read_app(
    request: Request, app: str, if_none_match: Annotated[str | None, Header()] = None
) -> Response:
    """The published definition, cut to what the caller may see; only that nothing changed where If-None-Match names
    it."""
    found = await known(request, app)
    if found.app_id is None or found.app_version is None:
        raise NotFound
    host = host_of(request)
    published = host.apps.kept(found.app_id, found.app_version)
    if published is None:
        async with host.database.read() as reader:
            published = await host.apps.of(reader, found.app_id, found.app_version)
    rights = rights_of(published, found.principal)
    if rights.is_nothing:
        raise NotFound
    answer = answer_for(published, rights)
    headers = {
        "ETag": answer.tag,
        "Cache-Control": ASK_AGAIN,
        "Vary": "Cookie, Authorization, Accept-Encoding",
    }
    if answer.is_among(if_none_match):
        return Response(status_code=304, headers=headers)
    if not takes_packed(request.scope):
        return Response(answer.body, headers=headers, media_type="application/json")
    headers["Content-Encoding"] = "gzip"
    return Response(packed_once(answer), headers=headers, media_type="application/json")


@lru_cache(maxsize=MOST_KEPT)
def packed_once(answer: Answer) -> bytes:
    """What many are answered, made as small as it becomes."""
    return packed(answer.body, SMALLEST_LEVEL)


@router.get("/api/apps/{app}/draft", response_model=DraftAnswer)
async def get_draft(request: Request, response: Response, builder: Builder) -> dict[str, object]:
    """The draft, or the published document where nothing was changed since."""
    async with host_of(request).database.read() as reader:
        draft = await read_draft(reader, builder.app_id)
        lacking = await lacking_people(reader, builder.context, draft)
    response.headers["ETag"] = etag(draft)
    return {
        **draft_answer(draft, locale_of(request), lacking),
        "changes": count_changes(draft, builder),
        "published": [] if builder.published is None else list(final_keys(builder.published.definition)),
    }


@router.patch(
    "/api/apps/{app}/draft",
    response_model=DraftAnswer,
    openapi_extra={"requestBody": body(OPERATIONS, "application/json-patch+json")},
)
async def change_draft(
    request: Request,
    response: Response,
    builder: Builder,
    if_match: Annotated[str | None, Header()] = None,
) -> dict[str, object]:
    """Changes the draft by a JSON Patch made on the revision that If-Match names."""
    operations = await read_json(request)
    async with host_of(request).database.transaction() as tx:
        person = builder.principal.person
        draft = await patch_draft(tx, builder.app_id, revision_of(if_match), operations, person)
        lacking = await lacking_people(tx, builder.context, draft)
    response.headers["ETag"] = etag(draft)
    return {**draft_answer(draft, locale_of(request), lacking), "changes": count_changes(draft, builder)}


@router.post("/api/apps/{app}/draft/restore", response_model=DraftAnswer)
async def bring_back(
    request: Request,
    response: Response,
    builder: Builder,
    given: PartsInput,
    if_match: Annotated[str | None, Header()] = None,
) -> dict[str, object]:
    """Puts parked fields and forms back into the draft with their values, on the revision that If-Match names."""
    host = host_of(request)
    async with host.database.transaction() as tx:
        draft = await restore_parts(tx, host.apps, builder.app_id, revision_of(if_match), given.paths)
        lacking = await lacking_people(tx, builder.context, draft)
    response.headers["ETag"] = etag(draft)
    return draft_answer(draft, locale_of(request), lacking)


@router.post("/api/apps/{app}/draft/check", response_model=CheckAnswer)
async def check_draft(request: Request, builder: Builder) -> dict[str, object]:
    """Everything that is wrong with the draft, all at once."""
    async with host_of(request).database.read() as reader:
        draft = await read_draft(reader, builder.app_id)
        found = await lacking_people(reader, builder.context, draft)
    return check_answer(draft, locale_of(request), found)


@router.get("/api/apps/{app}/versions", response_model=Versions)
async def read_versions(request: Request, builder: Builder) -> dict[str, object]:
    """The published versions."""
    async with host_of(request).database.read() as reader:
        rows = await list_versions(reader, builder.app_id)
        last = await standing_publication(reader, builder.app_id)
    locale = locale_of(request)
    return {
        "publication": None if last is None else publication_answer(last, locale),
        "items": [
            {
                **row,
                "published_by": None
                if row["person"] is None
                else {"id": row["person"], "title": title(row, locale)},
            }
            for row in rows
        ],
    }


@router.post("/api/apps/{app}/versions/{version}/restore", response_model=DraftAnswer)
async def restore(request: Request, builder: Builder) -> dict[str, object]:
    """Makes an earlier version the draft; what was parked since comes back with its values."""
    host = host_of(request)
    async with host.database.transaction() as tx:
        draft = await restore_version(tx, host.apps, builder.app_id, path_id(request, "version"))
    return draft_answer(draft, locale_of(request))


def judge(draft: Draft) -> Verdict:
    """What is wrong with a draft's document."""
    return check_document(draft.document).verdict


def count_changes(draft: Draft, builder: Building) -> int | None:
    """How many parts of the application differ from what is published."""
    definition = check_document(draft.document).definition
    if definition is None:
        return None
    published = None if builder.published is None else builder.published.definition
    return sum(1 for _ in differences(published, definition))


def final_keys(definition: AppDefinition) -> Iterator[str]:
    """Forms and fields as paths."""
    for form in definition.forms:
        yield form.key
        for field in form.fields:
            yield f"{form.key}.{field.key}"
            yield from (f"{form.key}.{field.key}.{column.key}" for column in field.row_fields() or ())


def check_answer(draft: Draft, locale: Locale, more: Sequence[Issue] = ()) -> dict[str, object]:
    """Whether a draft holds together, as JSON; `more` is what was found beside."""
    verdict = judge(draft)
    issues = placed([*verdict.issues, *more], draft.document)
    return {
        "revision": draft.revision,
        "is_sound": verdict.is_sound and not has_errors(more),
        "issues": [issue_json(issue, locale) for issue in issues],
    }


def draft_answer(draft: Draft, locale: Locale, more: Sequence[Issue] = ()) -> dict[str, object]:
    """A draft as JSON; `more` is what was found beside."""
    return {
        **check_answer(draft, locale, more),
        "key": draft.key,
        "base_version": draft.base_version,
        "published_version": draft.published_version,
        "is_changed": draft.is_changed,
        "take_back": sorted(draft.take_back),
        "changed_by": None
        if draft.changed_by is None
        else {"id": draft.changed_by["person"], "title": title(draft.changed_by, locale)},
        "definition": draft.document,
    }


def etag(draft: Draft) -> str:
    """The draft's revision as HTTP has it."""
    return f'"{draft.revision}"'


def revision_of(if_match: str | None) -> int | None:
    """The revision that If-Match names."""
    if if_match is None:
        return None
    text = if_match.strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise Malformed([Issue("revision_unreadable", params={"header": "If-Match"})])
    return int(text)
