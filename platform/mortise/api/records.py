"""Records over HTTP: plain endpoints without logic of their own."""

from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from typing import Final

from starlette.requests import Request

from engines.issues import Issue
from mortise.access.context import Context
from mortise.api.entrance import enter, recall
from mortise.api.guises import is_disguised
from mortise.api.plain import Content, dumps, plain_route, query_of
from mortise.db.database import OUTDATED
from mortise.db.secret import Secret
from mortise.db.transaction import Reader, Tx
from mortise.edge.bodies import path_id, read_object
from mortise.edge.host import Host, host_of
from mortise.errors import Busy, Invalid, UserError
from mortise.records.at_once import create_at_once, patch_at_once
from mortise.records.branch_request import read_branches
from mortise.records.branches import list_branches
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import read_bulk
from mortise.records.creation import create_record
from mortise.records.cursor import CursorSeal
from mortise.records.days import list_days
from mortise.records.days_request import read_days
from mortise.records.group_request import read_groups, read_members
from mortise.records.grouping import group_records
from mortise.records.history import history
from mortise.records.idempotency import Answer, claim, keep, once
from mortise.records.members import list_members
from mortise.records.patching import patch_record
from mortise.records.pressing import press_record, read_pressed
from mortise.records.preview import preview
from mortise.records.projection import Item
from mortise.records.reading import get_record, list_records
from mortise.records.removal import delete_record, restore_record
from mortise.records.request import read_list, read_one, read_suggestions, read_whole
from mortise.records.suggestions import suggest
from mortise.records.transfer import transfer_record

BASE: Final = "/api/apps/{app}/forms/{form}/records"

WORDS: Final = "/api/apps/{app}/forms/{form}/words/{field}"


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


async def carried_out_once(
    request: Request, context: Context, work: Callable[[Tx], Awaitable[Answer]]
) -> tuple[int, Content]:
    """The answer of the work, which with an Idempotency-Key is done once however often it is asked for."""
    key = request.headers.get("idempotency-key")
    if key is None:
        answer = await host_of(request).database.run(work)
        return answer.status, answer.body
    asked = once(context.principal.person, f"POST {request.scope['path']}", key, await request.body())

    async def claimed(tx: Tx) -> Answer:
        earlier = await claim(tx, asked, context.clock.now)
        if earlier is not None:
            return earlier
        made = await work(tx)
        await keep(tx, asked, made)
        return made

    answer = await host_of(request).database.run(claimed)
    return answer.status, answer.body


async def hurried(
    request: Request, attempt: Callable[[Reader, Context], Awaitable[Item | None]]
) -> Item | None:
    """What is read or written for whom this process knows, by a statement that finds out itself whether it still knows
    rightly. None in every other case, refusals among them: then nothing was written, and whoever asks comes in the
    long way, by which they are told why."""
    try:
        context = recall(request, app_of(request))
        if context is None:
            return None
        await request.body()
        async with host_of(request).database.read() as reader:
            return await attempt(reader, context)
    except Busy:
        # Whoever waited once for a connection does not wait again.
        raise
    except (UserError, *OUTDATED):
        return None


async def read_change(request: Request) -> tuple[int, dict[str, object]]:
    """The version that a change is of, and what it changes."""
    given = dict(await read_object(request))
    version = given.pop("version", None)
    if type(version) is not int:
        raise Invalid([Issue("version_missing", "/version")])
    return version, given


async def find(request: Request) -> tuple[int, Content]:
    """A page of a list."""
    context = await enter(request, app_of(request))
    asked = read_list(query_of(request))
    host = host_of(request)
    form = form_of(request)
    async with host.database.read() as reader:
        page = await list_records(reader, context, form, asked, seal_of(host))
    if asked.view and not is_disguised(request):
        host.openings.note(context, form, asked.view)
    return 200, page


async def groups(request: Request) -> tuple[int, Content]:
    """How many records have which value of a field, and their totals."""
    context = await enter(request, app_of(request))
    asked = read_groups(query_of(request))
    async with host_of(request).database.read() as reader:
        return 200, await group_records(reader, context, form_of(request), asked)


async def members(request: Request) -> tuple[int, Content]:
    """The first records of several groups."""
    context = await enter(request, app_of(request))
    asked = read_members(query_of(request))
    async with host_of(request).database.read() as reader:
        return 200, await list_members(reader, context, form_of(request), asked)


async def days(request: Request) -> tuple[int, Content]:
    """Records on the days of a calendar."""
    context = await enter(request, app_of(request))
    asked = read_days(query_of(request))
    async with host_of(request).database.read() as reader:
        return 200, await list_days(reader, context, form_of(request), asked)


async def branches(request: Request) -> tuple[int, Content]:
    """Records of a tree, right below others or at the top."""
    context = await enter(request, app_of(request))
    asked = read_branches(query_of(request))
    host = host_of(request)
    async with host.database.read() as reader:
        return 200, await list_branches(reader, context, form_of(request), asked, seal_of(host))


async def get(request: Request) -> tuple[int, Content]:
    """One record."""
    number, form = path_id(request), form_of(request)

    async def attempt(reader: Reader, context: Context) -> Item:
        return await get_record(reader, context, form, number, read_one(query_of(request)))

    found = await hurried(request, attempt)
    if found is not None:
        return 200, found
    context = await enter(request, app_of(request))
    async with host_of(request).database.read() as reader:
        return 200, await attempt(reader, context)


async def create(request: Request) -> tuple[int, Content]:
    """A new record; with an Idempotency-Key the same one however often it is asked for."""
    form = form_of(request)

    async def attempt(reader: Reader, context: Context) -> Item | None:
        return await create_at_once(reader, context, form, await read_object(request))

    is_simple = "idempotency-key" not in request.headers
    made = await hurried(request, attempt) if is_simple else None
    if made is not None:
        return 201, made
    context = await enter(request, app_of(request))
    given = await read_object(request)
    if is_simple:
        async with host_of(request).database.read() as reader:
            made = await attempt(reader, context)
        if made is not None:
            return 201, made

    async def work(tx: Tx) -> Answer:
        return Answer(201, dumps(await create_record(tx, context, form, given)))

    return await carried_out_once(request, context, work)


async def bulk(request: Request) -> tuple[int, Content]:
    """Changes many records, all of them or, where that is asked for, the good ones; of a preview, only tells."""
    context = await enter(request, app_of(request))
    asked, form = read_bulk(await read_object(request)), form_of(request)
    if asked.preview:
        async with host_of(request).database.read() as reader:
            return 200, await change_many(reader, context, form, asked)

    async def work(tx: Tx) -> Answer:
        return Answer(200, dumps(await change_many(tx, context, form, asked)))

    return await carried_out_once(request, context, work)


async def patch(request: Request) -> tuple[int, Content]:
    """Changes the fields that are named, if the record is still as it was read."""
    number, form = path_id(request), form_of(request)

    async def attempt(reader: Reader, context: Context) -> Item | None:
        version, given = await read_change(request)
        return await patch_at_once(reader, context, form, number, version, given)

    changed = await hurried(request, attempt)
    if changed is not None:
        return 200, changed
    context = await enter(request, app_of(request))
    version, given = await read_change(request)
    async with host_of(request).database.read() as reader:
        changed = await patch_at_once(reader, context, form, number, version, given)
    if changed is not None:
        return 200, changed

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


async def transfer(request: Request) -> tuple[int, Content]:
    """To another owner, with or without a reason."""
    number = path_id(request)
    context = await enter(request, app_of(request))
    given = await read_object(request)
    form = form_of(request)

    async def work(tx: Tx) -> Content:
        return await transfer_record(tx, context, form, number, given)

    return 200, await host_of(request).database.run(work)


async def press(request: Request) -> tuple[int, Content]:
    """A button of the record is pressed, with what it asks for."""
    number, form, button = path_id(request), form_of(request), str(request.path_params["field"])
    context = await enter(request, app_of(request))
    version, given = await read_change(request)
    values = read_pressed(given)

    async def work(tx: Tx) -> Answer:
        return Answer(200, dumps(await press_record(tx, context, form, number, button, version, values)))

    return await carried_out_once(request, context, work)


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


async def words(request: Request) -> tuple[int, Content]:
    """What has been entered in a field of free words."""
    context = await enter(request, app_of(request))
    asked = read_suggestions(query_of(request))
    field = str(request.path_params["field"])
    async with host_of(request).database.read() as reader:
        return 200, await suggest(reader, context, form_of(request), field, asked)


async def validate(request: Request) -> tuple[int, Content]:
    """What the server makes of values that are not saved yet."""
    context = await enter(request, app_of(request), looks=True)
    document = await read_object(request)
    async with host_of(request).database.read() as reader:
        return 200, await preview(reader, context, form_of(request), document)


routes: Final = (
    plain_route(BASE + "/groups", {"GET": groups}),
    plain_route(BASE + "/members", {"GET": members}),
    plain_route(BASE + "/days", {"GET": days}),
    plain_route(BASE + "/branches", {"GET": branches}),
    plain_route(BASE + "/{id}", {"GET": get, "PATCH": patch, "DELETE": delete}),
    plain_route(BASE, {"GET": find, "POST": create}),
    plain_route(BASE + "/bulk", {"POST": bulk}),
    plain_route(BASE + "/validate", {"POST": validate}),
    plain_route(BASE + "/{id}/history", {"GET": past}),
    plain_route(BASE + "/{id}/restore", {"POST": restore}),
    plain_route(BASE + "/{id}/transfer", {"POST": transfer}),
    plain_route(BASE + "/{id}/press/{field}", {"POST": press}),
    plain_route(WORDS, {"GET": words}),
)
