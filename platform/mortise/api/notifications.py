"""What a person is told, over HTTP."""

from datetime import datetime
from typing import Any, Final

from starlette.requests import Request

from engines.issues import Issue
from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.api.entrance import clock_of, known, of_session
from mortise.api.plain import Content, plain_route, query_of
from mortise.api.records import seal_of
from mortise.db.transaction import Reader, Tx
from mortise.edge.bodies import read_object
from mortise.edge.host import Host, host_of
from mortise.errors import Invalid
from mortise.identity.principal import Principal
from mortise.identity.texts import LARGEST_ID
from mortise.notify.inbox import After, Place, count_unread, people_named, places, read_page, with_names
from mortise.notify.marking import read_all, read_record, read_some
from mortise.records.request import ParameterReader

LIMIT: Final = 30
MOST: Final = 100
MOST_MARKED: Final = 1_000


async def contexts(reader: Reader, host: Host, principal: Principal) -> list[tuple[Context, Place]]:
    """Every application in which the person still has a role and of which there is something to be told."""
    found = []
    for place in await places(reader, principal.person):
        published = host.apps.kept(place.id, place.version) or await host.apps.of(
            reader, place.id, place.version
        )
        rights = rights_of(published, principal)
        if not rights.is_nothing:
            clock = clock_of(principal)
            found.append((Context(principal, published, rights, clock, principal.locale), place))
    return found


async def unread(reader: Reader, entered: list[tuple[Context, Place]]) -> int:
    """How many notifications wait to be read."""
    return sum([await count_unread(reader, context, place.forms) for context, place in entered])


async def count(request: Request) -> tuple[int, Content]:
    """Only how many there are, which a page asks often."""
    found = await known(request)
    host = host_of(request)
    async with host.database.read() as reader:
        return 200, {"unread": await unread(reader, await contexts(reader, host, found.principal))}


async def find(request: Request) -> tuple[int, Content]:
    """A page of them, the newest first."""
    found = await known(request)
    host, me = host_of(request), found.principal.person
    asked = ParameterReader(query_of(request))
    limit = asked.whole("limit", 1, LIMIT, MOST)
    only_unread = asked.flag("unread")
    cursor = asked.given.pop("cursor", "") or None
    asked.done()
    bound_to = f"{me} notifications {only_unread}"
    after = _opened(host, cursor, bound_to)
    items: list[dict[str, Any]] = []
    async with host.database.read() as reader:
        entered = await contexts(reader, host, found.principal)
        for context, place in entered:
            items += await read_page(reader, context, place.forms, limit, after, unread=only_unread)
        items.sort(key=lambda item: (item["at"], item["id"]), reverse=True)
        shown = items[:limit]
        if entered and shown:
            with_names(shown, await people_named(reader, entered[0][0], shown))
        waiting = await unread(reader, entered)
    more = None
    if len(items) > limit:
        more = seal_of(host).seal([shown[-1]["at"].isoformat(), str(shown[-1]["id"])], bound_to)
    return 200, {"items": shown, "next": more, "unread": waiting}


def _opened(host: Host, cursor: str | None, bound_to: str) -> After | None:
    if cursor is None:
        return None
    opened = seal_of(host).open(cursor, bound_to)
    if opened is None or len(opened) != 2 or opened[0] is None or opened[1] is None:
        raise Invalid([Issue("cursor_invalid", "/cursor")])
    return After(datetime.fromisoformat(opened[0]), int(opened[1]))


async def mark(request: Request) -> tuple[int, Content]:
    """Marks some as read, all up to one, or all about a record; how many wait then. How many were marked is not said:
    among them may be some of records that the person sees no longer."""
    found = of_session(await known(request))
    host, person = host_of(request), found.principal.person
    given = await read_object(request)
    ids, last, record = given.get("ids"), given.get("up_to"), given.get("record")

    async def marked(tx: Tx) -> int:
        if given.keys() == {"ids"} and isinstance(ids, list) and len(ids) <= MOST_MARKED:
            if all(is_id(number) for number in ids):
                return await read_some(tx, person, ids)
        elif given.keys() == {"up_to"} and is_id(last):
            return await read_all(tx, person, int(str(last)))
        elif given.keys() == {"app", "form", "record"} and is_id(record):
            return await read_record(tx, person, str(given["app"]), str(given["form"]), int(str(record)))
        raise Invalid([Issue("notifications_which", "", {"most": MOST_MARKED})])

    async def work(tx: Tx) -> int:
        await marked(tx)
        return await unread(tx, await contexts(tx, host, found.principal))

    return 200, {"unread": await host.database.run(work)}


def is_id(value: object) -> bool:
    """Whether it is a number that a row can have."""
    return type(value) is int and 0 < value <= LARGEST_ID


routes: Final = (
    plain_route("/api/notifications", {"GET": find}),
    plain_route("/api/notifications/unread", {"GET": count}),
    plain_route("/api/notifications/read", {"POST": mark}),
)
