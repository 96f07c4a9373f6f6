"""Endpoints without a framework between them and the server, for where every microsecond counts."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from mortise.db.database import PARKED
from mortise.errors import Malformed

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
            status, content = await self._handlers[method](request)
        except PARKED:
            # Nothing was kept, and whoever enters again enters the version that is published now.
            status, content = await self._handlers[method](request)
        body = content if isinstance(content, bytes) else dumps(content)
        headers = [*JSON_HEADERS, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


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
        raise Malformed from wrong
