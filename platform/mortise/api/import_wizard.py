"""An import step by step: a file is uploaded and looked at, matched, checked, brought in, and undone."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from mortise.access.context import Context
from mortise.api.building import Builder
from mortise.api.entrance import enter_oneself
from mortise.api.file_paths import SENT
from mortise.api.new_forms import publish_forms
from mortise.api.record_paths import body
from mortise.api.uploads import file_in, keep, name_of
from mortise.db.transaction import Tx
from mortise.edge.bodies import path_id
from mortise.edge.host import Host, host_of
from mortise.errors import Forbidden, Invalid, NotFound, UnsupportedMedia
from mortise.files.names import disposition, tidy_name
from mortise.imports.bad_rows import MOST_GIVEN, PAGE, headings, read_bad_rows, text_file, workbook
from mortise.imports.batches import Batch, read_batch
from mortise.imports.new_form import NewForm
from mortise.imports.plans import MOST_CORRECTIONS, Correction, Plan
from mortise.imports.preview import Looks, Wish, preview
from mortise.imports.reading.process import Source, UnreadableError
from mortise.imports.reporting import report
from mortise.imports.starting import check, correct, file_of, go_on, leave, undo, upload

router: Final = APIRouter(tags=["imports"])
BASE: Final = "/api/apps/{app}/imports"
ONE: Final = BASE + "/{id}"
LOOKS: Final = Looks()
MEDIA: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class ImportNumber(BaseModel):
    """An import, by which it is asked for."""

    id: int


class ImportItem(BaseModel):
    """How far an import is, and what came of it: how often its work was begun and whether it is waiting to be taken up
    (again); how many rows are `new`, `changed`, `unchanged` and `bad`; how many records were `created` and `updated`,
    and `linked` ones made along with them; what undoing it did. Of a workbook of which several sheets are brought in
    together each has an import: the first tells of all of them in `sheets`, the others name it as their `leader`."""

    model_config = ConfigDict(extra="allow")

    id: int
    form: str | None
    state: str
    file_name: str
    sheet: str | None
    leader: int | None
    sheets: list[dict[str, Any]]
    total: int
    done: int
    attempts: int
    is_waiting: bool
    new: int
    changed: int
    unchanged: int
    bad: int
    created: int
    updated: int
    linked: int
    batch: int | None
    undo: dict[str, Any] | None
    issues: list[dict[str, Any]]
    issue_count: int
    created_at: datetime
    finished_at: datetime | None


class PreviewAnswer(BaseModel):
    """A file before anything is decided: its first rows, and what its columns probably mean."""

    model_config = ConfigDict(extra="allow")

    id: int
    file_name: str
    kind: str
    encoding: str | None
    encodings: list[str]
    sheets: list[str]
    sheet: str | None
    header: int
    merged: int
    total: int
    above: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    columns: list[dict[str, Any]]
    keys: list[str]
    linkable: list[str]
    new_form: dict[str, Any] | None


class CheckInput(BaseModel):
    """The form that the file goes into, and how."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: str
    plan: Plan


class CorrectionsInput(BaseModel):
    """Cells of the file that count as they are written here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cells: tuple[Correction, ...] = Field(min_length=1, max_length=MOST_CORRECTIONS)


class FormAnswer(BaseModel):
    """A form that was made and published."""

    form: str
    version: int


class BadRowsAnswer(BaseModel):
    """Rows with which something is wrong; `next` is the row to go on behind."""

    columns: list[str]
    items: list[dict[str, Any]]
    next: int | None


async def require_context(request: Request, app: str) -> Context:
    """Who is asking, in which application."""
    return await enter_oneself(request, app)


async def require_importer(request: Request, app: str) -> Context:
    """For who may bring files in somewhere, or make a form for one."""
    context = await enter_oneself(request, app)
    if not (context.rights.forms or context.rights.can_build):
        raise NotFound
    somewhere = any("import" in rights.actions for rights in context.rights.forms.values())
    if not (somewhere or context.rights.can_build):
        raise Forbidden
    return context


Asking = Annotated[Context, Depends(require_context)]
Importer = Annotated[Context, Depends(require_importer)]


@router.post(
    BASE,
    response_model=ImportNumber,
    status_code=201,
    openapi_extra={"requestBody": body(SENT, "multipart/form-data")},
)
async def upload_file(request: Request, context: Importer) -> dict[str, object]:
    """Takes a CSV or Excel file in, of which its person decides step by step what becomes (multipart, `file`)."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise UnsupportedMedia
    data = host_of(request).settings.data
    async with request.form(max_files=1, max_fields=1) as sent:
        file = file_in(sent)
        uploaded = await run_in_threadpool(keep, file, data / "imports")

        async def work(tx: Tx) -> int:
            return await upload(tx, context, data, uploaded, name_of(file))

        try:
            number = await host_of(request).database.run(work, attempts=1)
        finally:
            uploaded.unlink(missing_ok=True)
    return {"id": number}


@router.get(ONE, response_model=ImportItem)
async def read_import(request: Request, context: Asking) -> dict[str, object]:
    """How far an import is, for the person who began it."""
    async with host_of(request).database.read() as reader:
        found = await report(reader, context, path_id(request))
    if found is None:
        raise NotFound
    return found


@router.post(ONE + "/preview", response_model=PreviewAnswer)
async def look_at_file(request: Request, context: Asking, wish: Wish) -> dict[str, object]:
    """The file's first rows, and which column probably fills which field."""
    host = host_of(request)
    batch = await own(host, context, path_id(request))
    source = Source(
        file_of(host.settings.data, batch.id), wish.sheet, wish.encoding, wish.header, wish.spreads
    )
    if batch.state not in {"uploaded", "checked"} or not source.path.exists():
        raise NotFound
    try:
        told = await LOOKS.at(source)
    except UnreadableError as unreadable:
        raise Invalid([unreadable.issue]) from unreadable
    async with host.database.read() as reader:
        return await preview(reader, context, batch, told, wish)


@router.post(ONE + "/form", response_model=FormAnswer, status_code=201)
async def make_form(request: Request, context: Asking, builder: Builder, given: NewForm) -> dict[str, object]:
    """Makes a form for the file and publishes it; nothing else may wait in the draft."""
    await own(host_of(request), context, path_id(request))
    outcome = await publish_forms(host_of(request), context, builder, [given])
    return {"form": given.key, "version": outcome.version}


@router.post(ONE + "/check", response_model=ImportNumber, status_code=202)
async def check_file(request: Request, context: Asking, given: CheckInput) -> dict[str, object]:
    """Has every row checked; nothing is changed by that unless the plan says so."""
    number = path_id(request)
    plan = given.plan

    async def work(tx: Tx) -> None:
        await check(tx, context, number, given.form, plan)

    await host_of(request).database.run(work, attempts=1)
    return {"id": number}


@router.post(ONE + "/corrections", response_model=ImportNumber, status_code=202)
async def correct_cells(request: Request, context: Asking, given: CorrectionsInput) -> dict[str, object]:
    """Writes cells of a checked file anew and has it checked again, without it being uploaded once more."""
    number = path_id(request)
    await host_of(request).database.run(lambda tx: correct(tx, context, number, given.cells), attempts=1)
    return {"id": number}


@router.post(ONE + "/apply", response_model=ImportNumber, status_code=202)
async def apply_import(request: Request, context: Asking) -> dict[str, object]:
    """Brings in the good rows of a file that was checked."""
    number = path_id(request)
    await host_of(request).database.run(lambda tx: go_on(tx, context, number), attempts=1)
    return {"id": number}


@router.post(ONE + "/undo", response_model=ImportNumber, status_code=202)
async def undo_import(request: Request, context: Asking) -> dict[str, object]:
    """Removes what an import made and restores what it changed, as far as nobody has touched it since."""
    number = path_id(request)
    await host_of(request).database.run(lambda tx: undo(tx, context, number), attempts=1)
    return {"id": number}


@router.delete(ONE, status_code=204)
async def leave_import(request: Request, context: Asking) -> None:
    """Lets an uploaded or checked file go."""
    host, number = host_of(request), path_id(request)
    await host.database.run(lambda tx: leave(tx, context, number, host.settings.data), attempts=1)


@router.get(ONE + "/rows", response_model=BadRowsAnswer)
async def list_bad_rows(request: Request, context: Asking, after: int = 0) -> dict[str, object]:
    """Rows with which something is wrong, with the reason at each cell."""
    host = host_of(request)
    batch = await own(host, context, path_id(request))
    async with host.database.read() as reader:
        rows = await read_bad_rows(reader, batch, context.locale, after, PAGE + 1)
    return {
        "columns": batch.outcome["headers"],
        "items": [{"row": row.row, "cells": row.cells, "issues": row.issues} for row in rows[:PAGE]],
        "next": rows[PAGE - 1].row if len(rows) > PAGE else None,
    }


@router.get(ONE + "/rows/{kind}", responses={200: {"content": {media: {} for media in MEDIA.values()}}})
async def give_bad_rows(request: Request, context: Asking, kind: Literal["xlsx", "csv"]) -> Response:
    """The same rows as a file, with the reasons in a column of their own."""
    host = host_of(request)
    batch = await own(host, context, path_id(request))
    async with host.database.read() as reader:
        rows = await read_bad_rows(reader, batch, context.locale, limit=MOST_GIVEN)
    names = headings(batch, context.locale)
    content = await asyncio.to_thread(workbook if kind == "xlsx" else text_file, names, rows)
    name = f"{Path(batch.file_name).stem[:60]}-{len(rows)}.{kind}"
    return Response(
        content, media_type=MEDIA[kind], headers={"Content-Disposition": disposition(tidy_name(name))}
    )


async def own(host: Host, context: Context, number: int) -> Batch:
    """The person's own import."""
    async with host.database.read() as reader:
        batch = await read_batch(reader, number)
    if batch is None or (batch.app, batch.person) != (context.app.id, context.principal.person):
        raise NotFound
    return batch
