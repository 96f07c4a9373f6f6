"""Endpoints without a framework between them and the server, for where every microsecond counts."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from engines.issues import Issue
from mortise.api.entrance import has_moved_on
from mortise.db.database import PARKED
from mortise.errors import Malformed, UserError

MOST_PARAMETERS: Final = 50

JSON_HEADERS: Final = ((b"content-type", b"application/json"),)

Content: TypeAlias = "bytes | Mapping[str, object]"
Handler: TypeAlias = Callable[[Request], Awaitable[tuple[int, Content]]]


class Plain:
    """An address that answers in JSON: each method has its handler, which gives a status and content."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._handlers = dict(handlers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        request = Request(scope, receive)
        try:
            status, body = await self._answer(method, request)
        except PARKED:
            # Nothing was kept, and whoever enters again enters the version that is published now.
            status, body = await self._answer(method, request)
        except UserError:
            raise
        except Exception:
            # A column may have become one of another type between entering and reading.
            if not await has_moved_on(request):
                raise
            status, body = await self._answer(method, request)
        headers = [*JSON_HEADERS, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _answer(self, method: str, request: Request) -> tuple[int, bytes]:
        status, content = await self._handlers[method](request)
        return status, content if isinstance(content, bytes) else dumps(content)


def plain_route(path: str, handlers: Mapping[str, Handler]) -> Route:
    """A route to plain handlers."""
    return Route(path, Plain(handlers), methods=list(handlers))


def dumps(content: object) -> bytes:
    """JSON with moments in UTC."""
    return orjson.dumps(content, option=orjson.OPT_UTC_Z)


def query_of(request: Request) -> list[tuple[str, str]]:
    """The members of the address after the question mark."""
    try:
        return parse_qsl(
            request.scope["query_string"].decode(), keep_blank_values=True, max_num_fields=MOST_PARAMETERS
        )
    except ValueError as wrong:
        raise Malformed([Issue("query_unreadable", params={"most": MOST_PARAMETERS})]) from wrong
