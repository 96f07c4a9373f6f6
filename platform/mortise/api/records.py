"""Records over HTTP: plain endpoints without logic of their own."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from starlette.requests import Request

from engines.issues import Issue
from mortise.api.entrance import enter
from mortise.api.plain import Content, dumps, plain_route, query_of
from mortise.db.secret import Secret
from mortise.db.transaction import Tx
from mortise.edge.bodies import path_id, read_object
from mortise.edge.host import Host, host_of
from mortise.errors import Invalid
from mortise.records.creation import create_record
from mortise.records.cursor import CursorSeal
from mortise.records.history import history
from mortise.records.idempotency import Answer, claim, keep, once
from mortise.records.patching import patch_record
from mortise.records.preview import preview
from mortise.records.reading import get_record, list_records
from mortise.records.removal import delete_record, restore_record
from mortise.records.request import read_list, read_one, read_whole

BASE: Final = "/api/apps/{app}/forms/{form}/records"


def app_of(request: Request) -> str:
    """The application's key in the address."""
    return str(request.path_params["app"])


def form_of(request: Request) -> str:
    """The form's key in the address."""
    return str(request.path_params["form"])


@lru_cache(maxsize=4)
def _seal(secret: Secret) -> CursorSeal:
    return CursorSeal(secret.derive("list cursors"))


def seal_of(host: Host) -> CursorSeal:
    """What seals this installation's cursors."""
    return _seal(host.secret)


async def find(request: Request) -> tuple[int, Content]:
    """A page of a list."""
    context = await enter(request, app_of(request))
    asked = read_list(query_of(request))
    host = host_of(request)
    async with host.database.read() as reader:
        return 200, await list_records(reader, context, form_of(request), asked, seal_of(host))


async def get(request: Request) -> tuple[int, Content]:
    """One record."""
    number = path_id(request)
    context = await enter(request, app_of(request))
    asked = read_one(query_of(request))
    async with host_of(request).database.read() as reader:
        return 200, await get_record(reader, context, form_of(request), number, asked)


async def create(request: Request) -> tuple[int, Content]:
    """A new record; with an Idempotency-Key the same one however often it is asked for."""
    context = await enter(request, app_of(request))
    given = await read_object(request)
    form = form_of(request)
    key = request.headers.get("idempotency-key")
    asked = None
    if key is not None:
        route = f"POST {request.scope['path']}"
        asked = once(context.principal.person, route, key, await request.body())

    async def work(tx: Tx) -> Answer:
        if asked is not None:
            earlier = await claim(tx, asked, context.clock.now)
            if earlier is not None:
                return earlier
        answer = Answer(201, dumps(await create_record(tx, context, form, given)))
        if asked is not None:
            await keep(tx, asked, answer)
        return answer

    answer = await host_of(request).database.run(work)
    return answer.status, answer.body


async def patch(request: Request) -> tuple[int, Content]:
    """Changes the fields that are named, if the record is still as it was read."""
    number = path_id(request)
    context = await enter(request, app_of(request))
    given = dict(await read_object(request))
    version = given.pop("version", None)
    if type(version) is not int:
        raise Invalid([Issue("version_missing", "/version")])
    form = form_of(request)

    async def work(tx: Tx) -> Content:
        return await patch_record(tx, context, form, number, version, given)

    return 200, await host_of(request).database.run(work)


async def delete(request: Request) -> tuple[int, Content]:
    """Into the recycle bin."""
    number = path_id(request)
    context = await enter(request, app_of(request))
    version = read_whole(query_of(request), "version")
    form = form_of(request)

    async def work(tx: Tx) -> Content:
        return await delete_record(tx, context, form, number, version)

    return 200, await host_of(request).database.run(work)


async def restore(request: Request) -> tuple[int, Content]:
    """Out of the recycle bin."""
    number = path_id(request)
    context = await enter(request, app_of(request))
    form = form_of(request)

    async def work(tx: Tx) -> Content:
        await restore_record(tx, context, form, number)
        return await get_record(tx, context, form, number)

    return 200, await host_of(request).database.run(work)


async def past(request: Request) -> tuple[int, Content]:
    """What happened to a record."""
    number = path_id(request)
    context = await enter(request, app_of(request))
    asked: Mapping[str, str] = dict(query_of(request))
    host = host_of(request)
    async with host.database.read() as reader:
        return 200, await history(
            reader, context, form_of(request), number, asked.get("cursor"), seal_of(host)
        )


async def validate(request: Request) -> tuple[int, Content]:
    """What the server makes of values that are not saved yet."""
    context = await enter(request, app_of(request))
    document = await read_object(request)
    async with host_of(request).database.read() as reader:
        return 200, await preview(reader, context, form_of(request), document)


routes: Final = (
    plain_route(BASE + "/{id}", {"GET": get, "PATCH": patch, "DELETE": delete}),
    plain_route(BASE, {"GET": find, "POST": create}),
    plain_route(BASE + "/validate", {"POST": validate}),
    plain_route(BASE + "/{id}/history", {"GET": past}),
    plain_route(BASE + "/{id}/restore", {"POST": restore}),
)
