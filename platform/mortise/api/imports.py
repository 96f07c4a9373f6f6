"""Imports over HTTP: a file comes in, and how far it is is told."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from engines.issues import Issue
from mortise.api.entrance import enter
from mortise.api.plain import Content, plain_route
from mortise.api.records import app_of, form_of
from mortise.db.transaction import Tx
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of
from mortise.errors import Invalid, NotFound, UnsupportedMedia
from mortise.imports.batches import report
from mortise.imports.starting import demand_import, start

BASE: Final = "/api/apps/{app}/forms/{form}/imports"
BLOCK: Final = 1 << 20


async def begin(request: Request) -> tuple[int, Content]:
    """Takes a file in; the import itself is a job."""
    context = await enter(request, app_of(request))
    form = form_of(request)
    demand_import(context, form)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise UnsupportedMedia
    async with request.form(max_files=1, max_fields=1) as sent:
        file, mapping = _file(sent), _mapping(sent)
        data = host_of(request).settings.data
        uploaded = await run_in_threadpool(_keep, file, data / "imports")

        async def work(tx: Tx) -> int:
            return await start(tx, context, form, data, uploaded, file.filename or "", mapping)

        try:
            number = await host_of(request).database.run(work, attempts=1)
        finally:
            uploaded.unlink(missing_ok=True)
    return 202, {"id": number}


def _file(sent: FormData) -> UploadFile:
    file = sent.get("file")
    if not isinstance(file, UploadFile):
        raise Invalid([Issue("import_file_missing", "/file")])
    return file


def _mapping(sent: FormData) -> Mapping[str, str | None] | None:
    text = sent.get("mapping")
    if text is None or text == "":
        return None
    try:
        mapping = orjson.loads(text) if isinstance(text, str) else None
    except orjson.JSONDecodeError:
        mapping = None
    if not isinstance(mapping, dict) or not all(
        isinstance(key, str) or key is None for key in mapping.values()
    ):
        raise Invalid([Issue("import_mapping", "/mapping")])
    return mapping


def _keep(file: UploadFile, folder: Path) -> Path:
    """The upload as a file beside those of other imports, so that taking it over is a renaming."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="upload-", delete=False) as kept:
        while block := file.file.read(BLOCK):
            kept.write(block)
    return Path(kept.name)


async def progress(request: Request) -> tuple[int, Content]:
    """How far an import is, for the person who began it."""
    number = path_id(request)
    context = await enter(request, app_of(request))
    async with host_of(request).database.read() as reader:
        found = await report(
            reader,
            number,
            app=context.app.id,
            form=form_of(request),
            person=context.principal.person,
            locale=context.locale,
        )
    if found is None:
        raise NotFound
    return 200, found


routes: Final = (
    plain_route(BASE, {"POST": begin}),
    plain_route(BASE + "/{id}", {"GET": progress}),
)
