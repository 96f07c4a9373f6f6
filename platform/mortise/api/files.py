"""Files over HTTP: taken in as a form, given out piece by piece to whoever may read the record or the flow that they
belong to."""

from collections.abc import AsyncIterator
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from engines.form.wording import given
from engines.issues import Issue, pointer
from mortise.api.entrance import context_of, known
from mortise.api.plain import Content, plain_route, query_of
from mortise.db.database import PARKED
from mortise.edge.bodies import path_id
from mortise.edge.headers import FILE_POLICY
from mortise.edge.host import host_of
from mortise.edge.ranges import span_of
from mortise.edge.uploads import Upload
from mortise.errors import Invalid, NotFound
from mortise.files.media import UNKNOWN
from mortise.files.names import disposition
from mortise.files.pictures import SIZES, SMALL_MEDIA, small_picture
from mortise.files.rows import FileRow, find_file, refuse_hoarding
from mortise.flows.running import Runtime
from mortise.flows.showing import seen
from mortise.flows.storing import read
from mortise.identity.resolution import Known
from mortise.records.attachments import may_read_file

TRUE: Final = {"true": True, "false": False}


async def upload(request: Request) -> tuple[int, Content]:
    """Takes one file in. It is its sender's alone until a record is saved with it, or a flow told."""
    found = await known(request)
    as_picture = _as_picture(request)
    form = Upload(request)
    host = host_of(request)
    person = found.principal.person
    async with host.database.read() as reader:
        await refuse_hoarding(reader, person)
    name = await form.open()
    sent = await host.intake.take(person, name, form.blocks(), as_picture=as_picture)
    return 201, sent.to_json()


def _as_picture(request: Request) -> bool:
    """Whether the file is to be drawn anew."""
    asked = dict(query_of(request))
    picture = TRUE.get(asked.pop("picture", "false"))
    if picture is None or asked:
        name = next(iter(asked), "picture")
        raise Invalid([Issue("parameter_unknown", pointer(given(name)), {"name": given(name)})])
    return picture


class Download:
    """An address that gives a file out, or a small picture of it."""

    def __init__(self, *, small: bool) -> None:
        self._small = small

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        found = await known(request, looks=True)
        size = self._size(request)
        number = path_id(request)
        try:
            row = await readable_file(request, found, number)
        except PARKED:
            row = await readable_file(request, found, number)
        answer = await (given_out(request, row) if size is None else given_small(request, row, size))
        scope["state"]["is_file"] = True
        await answer(scope, receive, send)

    def _size(self, request: Request) -> str | None:
        if not self._small:
            return None
        size = dict(query_of(request)).get("size", "large")
        if size not in SIZES:
            raise Invalid([Issue("picture_size", "/size", {"given": given(size), "known": ", ".join(SIZES)})])
        return size


async def readable_file(request: Request, found: Known, number: int) -> FileRow:
    """The file, when it is the person's to read now; NotFound whatever else is the case."""
    host = host_of(request)
    async with host.database.read() as reader:
        row = await find_file(reader, number)
    if row is None:
        raise NotFound
    if row.instance is not None:
        await demand_flow(request, found, row.instance)
        return row
    if row.place is None or row.app_key is None:
        # What somebody is about to attach is nobody else's, whoever sees as them.
        if found.onlooker is not None or row.uploaded_by != found.principal.person:
            raise NotFound
        return row
    context = await context_of(request, await known(request, row.app_key))
    async with host.database.read() as reader:
        if not await may_read_file(reader, context, row.place):
            raise NotFound
    return row


async def demand_flow(request: Request, found: Known, number: int) -> None:
    """Raises NotFound for whoever may not see the flow; those who look on as somebody else see no tasks."""
    if found.onlooker is not None:
        raise NotFound
    host = host_of(request)
    async with host.database.read() as reader:
        held = await read(reader, number)
        await seen(reader, Runtime(host.apps, host.principals), found.principal, held)


async def given_out(request: Request, row: FileRow) -> Response:
    """The file or the part of it that is asked for; only what we drew ourselves is called what it is."""
    headers = {
        "Content-Disposition": disposition(row.file.name, inline=row.file.is_picture),
        "Content-Type": row.file.media if row.file.is_picture else UNKNOWN,
        **_caching(row.content),
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    is_same = request.headers.get("if-range", headers["ETag"]) == headers["ETag"]
    span = span_of(request.headers.get("range") if is_same else None, row.file.size)
    headers["Content-Length"] = str(span.length)
    if span.is_part:
        headers["Content-Range"] = f"bytes {span.first}-{span.first + span.length - 1}/{row.file.size}"
    status = 206 if span.is_part else 200
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    blocks = await host_of(request).store.read(row.content, span.first, span.length)
    return StreamingResponse(blocks, status, headers)


async def given_small(request: Request, row: FileRow, size: str) -> Response:
    """A small picture of the file, drawn by us."""
    host = host_of(request)
    stored, length = await small_picture(host.store, host.incoming, row, size)
    headers = {
        "Content-Disposition": disposition(f"{size}.webp", inline=True),
        "Content-Type": SMALL_MEDIA,
        "Content-Length": str(length),
        **_caching(stored),
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        del headers["Content-Length"]
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(headers=headers)
    blocks: AsyncIterator[bytes] = await host.store.read(stored, 0, length)
    return StreamingResponse(blocks, headers=headers)


def _caching(content: str) -> dict[str, str]:
    """A browser may keep it, and asks each time whether the person still may see it."""
    return {
        "ETag": f'"{content}"',
        "Cache-Control": "private, no-cache",
        "Accept-Ranges": "bytes",
        "Content-Security-Policy": FILE_POLICY,
    }


routes: Final = (
    plain_route("/api/files", {"POST": upload}),
    Route("/api/files/{id}", Download(small=False), methods=["GET"]),
    Route("/api/files/{id}/picture", Download(small=True), methods=["GET"]),
)
