"""Sharing single records over HTTP: with whom, and what is shared with the person asking."""

from typing import Final

from starlette.requests import Request

from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.api.entrance import clock_of, enter, known
from mortise.api.plain import Content, plain_route, query_of
from mortise.api.records import BASE, app_of, form_of
from mortise.db.transaction import Tx
from mortise.edge.bodies import path_id, read_object
from mortise.edge.host import host_of
from mortise.notify.sharing import tell_of_share
from mortise.records.request import ParameterReader
from mortise.records.shared_with_me import shared_with_me, sharing_apps
from mortise.records.sharing import read_shares, read_sharing, share_record, unshare_record


async def find(request: Request) -> tuple[int, Content]:
    """With whom the record is shared."""
    number, form = path_id(request), form_of(request)
    context = await enter(request, app_of(request))
    host = host_of(request)
    async with host.database.read() as reader:
        return 200, await read_shares(reader, context, host.principals, form, number)


async def share(request: Request) -> tuple[int, Content]:
    """Lets others take part, and tells them; with whom it is shared then."""
    number, form = path_id(request), form_of(request)
    context = await enter(request, app_of(request))
    sharing, principals = read_sharing(await read_object(request)), host_of(request).principals

    async def work(tx: Tx) -> Content:
        changed = await share_record(tx, context, form, number, sharing)
        await tell_of_share(tx, context, form, number, changed)
        return await read_shares(tx, context, principals, form, number)

    return 200, await host_of(request).database.run(work)


async def unshare(request: Request) -> tuple[int, Content]:
    """Ends that one of them takes part; nothing more is told, since it may be whoever asks."""
    number, share_id, form = path_id(request), path_id(request, "share"), form_of(request)
    context = await enter(request, app_of(request))

    async def work(tx: Tx) -> Content:
        await unshare_record(tx, context, form, number, share_id)
        return {"id": share_id}

    return 200, await host_of(request).database.run(work)


async def with_me(request: Request) -> tuple[int, Content]:
    """What others share with the person asking, in every application in which they still have a role."""
    found = await known(request)
    ParameterReader(query_of(request)).done()
    host, principal = host_of(request), found.principal
    items = []
    async with host.database.read() as reader:
        for place in await sharing_apps(reader, principal):
            published = host.apps.kept(place.id, place.version) or await host.apps.of(
                reader, place.id, place.version
            )
            rights = rights_of(published, principal)
            if not rights.is_nothing:
                context = Context(principal, published, rights, clock_of(principal), principal.locale)
                items += await shared_with_me(reader, context, place.forms)
    return 200, {"items": sorted(items, key=lambda item: item["at"], reverse=True)}


routes: Final = (
    plain_route(BASE + "/{id}/shares", {"GET": find, "POST": share}),
    plain_route(BASE + "/{id}/shares/{share}", {"DELETE": unshare}),
    plain_route("/api/shares", {"GET": with_me}),
)
