"""An organisation out of a table of people: the empty table, a trial, and bringing it in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Final

import orjson
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from engines.issues import Issue
from mortise.api.entrance import Operator
from mortise.api.import_wizard import MEDIA
from mortise.api.password_links import PAGE
from mortise.api.uploads import file_in, keep
from mortise.db.transaction import Tx
from mortise.edge.host import host_of, locale_of
from mortise.errors import Invalid, UnsupportedMedia
from mortise.identity.password_links import make_links
from mortise.imports.organisation.bringing import (
    Judged,
    Table,
    Which,
    bring_in,
    judge,
    read_table,
    told,
)
from mortise.imports.organisation.columns import Column
from mortise.imports.organisation.lines import State
from mortise.imports.organisation.template import template
from mortise.imports.reading.process import Source

router: Final = APIRouter(tags=["people"])


class ColumnFound(BaseModel):
    """A column of the file and what it means."""

    column: Column
    heading: str


class ChangeTold(BaseModel):
    """What a cell changes, as people read it."""

    column: Column
    before: str
    after: str


class ProblemTold(BaseModel):
    """What is wrong with a cell."""

    column: Column
    value: str
    message: str
    hint: str


class LineTold(BaseModel):
    """A line of the file and what becomes of it."""

    row: int
    name: str
    login: str
    state: State
    changes: list[ChangeTold]
    problems: list[ProblemTold]


class Creates(BaseModel):
    """What is made because the file names it: departments by path, positions and groups."""

    departments: list[str]
    positions: list[str]
    groups: list[str]


class TrialAnswer(BaseModel):
    """What a file would do: lines by state, and of up to 500 of them, the bad ones first, what and why. `digest` is
    given with the import, so that no more is done than was shown."""

    columns: list[ColumnFound]
    ignored: list[str]
    counts: dict[State, int]
    creates: Creates
    lines: list[LineTold]
    digest: str


class Invitation(BaseModel):
    """The path by which a new person chooses a password, shown this once."""

    login: str
    name: str
    path: str
    expires_at: datetime


class ImportedAnswer(TrialAnswer):
    """What a file did, and the invitations of those who are new, where these were asked for."""

    invitations: list[Invitation]


class ImportWish(BaseModel):
    """Whether all lines are brought in, or the good ones among them; the digest of the trial; whether those who are new
    are invited."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    which: Which
    digest: Annotated[str, Field(max_length=100)]
    invite: bool = False


@router.get("/api/organisation/template", responses={200: {"content": {MEDIA["xlsx"]: {}}}})
async def read_template(request: Request, _operator: Operator) -> Response:
    """An empty table of people in the reader's language, with an explanation of each column."""
    content = await run_in_threadpool(template, locale_of(request))
    headers = {"Content-Disposition": 'attachment; filename="people.xlsx"'}
    return Response(content, media_type=MEDIA["xlsx"], headers=headers)


@router.post("/api/organisation/import/check", response_model=TrialAnswer)
async def try_import(request: Request, operator: Operator) -> dict[str, object]:
    """What a table of people would do; nothing is changed."""
    async with sent(request) as (table, _), host_of(request).database.read() as reader:
        judged = await judge(reader, operator, table)
    return told(judged, locale_of(request))


@router.post("/api/organisation/import", response_model=ImportedAnswer)
async def carry_out_import(request: Request, operator: Operator) -> dict[str, object]:
    """Brings a table of people in, in one transaction: people are added and updated, nobody is removed."""
    async with sent(request) as (table, wished):
        wish = wish_of(wished)

        async def work(tx: Tx) -> tuple[Judged, list[dict[str, object]]]:
            judged, made = await bring_in(tx, operator, table, wish.which, wish.digest)
            links = await make_links(tx, operator.person, made) if wish.invite else []
            return judged, [
                {
                    "login": link.login,
                    "name": link.name,
                    "path": f"{PAGE}#{link.secret}",
                    "expires_at": link.expires_at,
                }
                for link in links
            ]

        judged, invitations = await host_of(request).database.run(work, attempts=1)
    return {**told(judged, locale_of(request)), "invitations": invitations}


@asynccontextmanager
async def sent(request: Request) -> AsyncIterator[tuple[Table, object]]:
    """The table in the file that was sent, read in a process of its own, and what was wished beside it."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise UnsupportedMedia
    async with request.form(max_files=1, max_fields=1) as form:
        file = file_in(form)
        path = await run_in_threadpool(keep, file, host_of(request).settings.data / "imports")
        try:
            table = await read_table(Source(path))
        finally:
            path.unlink(missing_ok=True)
        yield table, form.get("wish")


def wish_of(text: object) -> ImportWish:
    """The wish that was sent as JSON."""
    try:
        return ImportWish.model_validate(orjson.loads(text if isinstance(text, str) else ""))
    except (orjson.JSONDecodeError, ValidationError) as wrong:
        raise Invalid([Issue("organisation_wish", "/wish")]) from wrong
