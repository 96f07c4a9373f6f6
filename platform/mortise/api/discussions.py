"""What is said about records, who follows them, and both together with their history."""

from typing import Final, cast, get_args

from starlette.requests import Request

from engines.issues import Issue
from mortise.api.entrance import context_of, enter, known, of_session
from mortise.api.plain import Content, dumps, plain_route, query_of
from mortise.api.records import BASE, app_of, carried_out_once, form_of, seal_of
from mortise.db.transaction import Tx
from mortise.discussions.comments import add_comment, edit_comment, remove_comment
from mortise.discussions.followers import follow, read_followers
from mortise.discussions.standing import may_comment
from mortise.discussions.timeline import Only, timeline
from mortise.edge.bodies import path_id, read_object
from mortise.edge.host import host_of
from mortise.records.access import open_form
from mortise.records.idempotency import Answer
from mortise.records.request import ParameterReader


async def page(request: Request, only: Only | None) -> tuple[int, Content]:
    """Changes, comments or both; which of them the address says where the door does not."""
    number = path_id(request)
    context = await enter(request, app_of(request))
    asked = ParameterReader(query_of(request))
    cursor = asked.given.pop("cursor", "") or None
    if only is None:
        chosen = asked.given.pop("only", "all")
        known = get_args(Only)
        if chosen not in known:
            asked.issues.append(Issue("timeline_only", "/only", {"known": ", ".join(known)}))
        only = cast(Only, chosen)
    asked.done()
    host = host_of(request)
    async with host.database.read() as reader:
        return 200, await timeline(reader, context, form_of(request), number, only, cursor, seal_of(host))


async def happened(request: Request) -> tuple[int, Content]:
    """A page of the timeline."""
    return await page(request, None)


async def said(request: Request) -> tuple[int, Content]:
    """A page of the comments."""
    return await page(request, "comments")


async def say(request: Request) -> tuple[int, Content]:
    """A new comment; with an Idempotency-Key the same one however often it is sent."""
    number = path_id(request)
    context = await enter(request, app_of(request))
    given = await read_object(request)
    form, principals = form_of(request), host_of(request).principals

    async def work(tx: Tx) -> Answer:
        return Answer(201, dumps(await add_comment(tx, context, principals, form, number, given)))

    return await carried_out_once(request, context, work)


async def edit(request: Request) -> tuple[int, Content]:
    """The author's own comment in other words."""
    number, comment = path_id(request), path_id(request, "comment")
    context = await enter(request, app_of(request))
    given = await read_object(request)
    form, principals = form_of(request), host_of(request).principals

    async def work(tx: Tx) -> Content:
        return await edit_comment(tx, context, principals, form, number, comment, given)

    return 200, await host_of(request).database.run(work)


async def _removal(request: Request, *, back: bool) -> tuple[int, Content]:
    number, comment = path_id(request), path_id(request, "comment")
    context = await enter(request, app_of(request))
    form = form_of(request)

    async def work(tx: Tx) -> Content:
        return await remove_comment(tx, context, form, number, comment, back=back)

    return 200, await host_of(request).database.run(work)


async def remove(request: Request) -> tuple[int, Content]:
    """Takes a comment away."""
    return await _removal(request, back=False)


async def bring_back(request: Request) -> tuple[int, Content]:
    """Takes that back."""
    return await _removal(request, back=True)


async def followers(request: Request) -> tuple[int, Content]:
    """Who follows the record, and what the person asking may do about it."""
    number = path_id(request)
    context = await enter(request, app_of(request))
    form = form_of(request)
    async with host_of(request).database.read() as reader:
        granted = await may_comment(reader, context, open_form(context, form), number)
        return 200, {**await read_followers(reader, context, form, number), "may_comment": granted}


async def _following(request: Request, *, follows: bool) -> tuple[int, Content]:
    number = path_id(request)
    context = await context_of(request, of_session(await known(request, app_of(request))))
    form = form_of(request)

    async def work(tx: Tx) -> Content:
        return await follow(tx, context, form, number, follows=follows)

    return 200, await host_of(request).database.run(work)


async def join(request: Request) -> tuple[int, Content]:
    """Has the person asking follow the record."""
    return await _following(request, follows=True)


async def leave(request: Request) -> tuple[int, Content]:
    """Has the person asking follow it no longer."""
    return await _following(request, follows=False)


routes: Final = (
    plain_route(BASE + "/{id}/timeline", {"GET": happened}),
    plain_route(BASE + "/{id}/comments", {"GET": said, "POST": say}),
    plain_route(BASE + "/{id}/comments/{comment}", {"PATCH": edit, "DELETE": remove}),
    plain_route(BASE + "/{id}/comments/{comment}/restore", {"POST": bring_back}),
    plain_route(BASE + "/{id}/followers", {"GET": followers, "POST": join, "DELETE": leave}),
)
