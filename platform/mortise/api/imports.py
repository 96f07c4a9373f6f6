"""Imports over HTTP: a file comes in, and how far it is is told."""

from collections.abc import Mapping
from typing import Final

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request

from engines.issues import Issue
from mortise.api.entrance import enter, enter_oneself
from mortise.api.plain import Content, plain_route
from mortise.api.records import app_of, form_of
from mortise.api.uploads import file_in, keep, name_of
from mortise.db.transaction import Tx
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of
from mortise.errors import Invalid, NotFound, UnsupportedMedia
from mortise.imports.columns import demand_import
from mortise.imports.plans import Plan
from mortise.imports.reporting import report
from mortise.imports.starting import start
from mortise.records.access import open_form

BASE: Final = "/api/apps/{app}/forms/{form}/imports"


async def begin(request: Request) -> tuple[int, Content]:
    """Takes a file in; the import itself is a job."""
    context = await enter(request, app_of(request))
    form = form_of(request)
    demand_import(open_form(context, form), Plan())
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise UnsupportedMedia
    async with request.form(max_files=1, max_fields=1) as sent:
        file, mapping = file_in(sent), _mapping(sent)
        data = host_of(request).settings.data
        uploaded = await run_in_threadpool(keep, file, data / "imports")

        async def work(tx: Tx) -> int:
            return await start(tx, context, form, data, uploaded, name_of(file), Plan(names=mapping))

        try:
            number = await host_of(request).database.run(work, attempts=1)
        finally:
            uploaded.unlink(missing_ok=True)
    return 202, {"id": number}


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


async def progress(request: Request) -> tuple[int, Content]:
    """How far an import is, for the person who began it."""
    number = path_id(request)
    context = await enter_oneself(request, app_of(request))
    async with host_of(request).database.read() as reader:
        found = await report(reader, context, number, form_of(request))
    if found is None:
        raise NotFound
    return 200, found


routes: Final = (
    plain_route(BASE, {"POST": begin}),
    plain_route(BASE + "/{id}", {"GET": progress}),
)
