"""Live updates over HTTP: one answer that lasts, in which events are told as they happen."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from engines.issues import Issue, pointer
from mortise.api.entrance import known
from mortise.api.plain import query_of
from mortise.edge.host import host_of
from mortise.edge.protocol import CONNECTION, LEAVE
from mortise.errors import Invalid
from mortise.identity.credentials import read_token
from mortise.identity.resolution import Known
from mortise.live.broadcaster import Broadcaster
from mortise.live.stream import Proof, Stream, frame

BEAT_SECONDS: Final = 20.0
"""How often a stream without news says that it is there: proxies end what is silent, and browsers notice."""

HEADERS: Final = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    # Proxies that gather an answer before they pass it on would never pass this one on.
    (b"x-accel-buffering", b"no"),
)
RETRY: Final = b"retry: 3000\n\n"


class Events:
    """The answer that lasts."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        found = await known(request)
        after = position_of(request)
        if scope["method"] == "HEAD":
            await send({"type": "http.response.start", "status": 200, "headers": list(HEADERS)})
            await send({"type": "http.response.body", "body": b""})
            return
        live = host_of(request).live
        stream = live.join(proof_of(request, found), found.principal, after)
        scope["state"][LEAVE] = lambda: stream.end("closing")
        try:
            live.keep_looking()
            await send({"type": "http.response.start", "status": 200, "headers": list(HEADERS)})
            await Telling(live, stream, send).until_gone(receive, abort_of(scope))
        finally:
            stream.end("closing")
            live.leave(stream)


class Telling:
    """What waits in a stream on its way to the reader."""

    def __init__(self, live: Broadcaster, stream: Stream, send: Send) -> None:
        self._live = live
        self._stream = stream
        self._send = send

    async def until_gone(self, receive: Receive, abort: Callable[[], object] | None) -> None:
        """Tells until the stream ends or the reader goes away. One who takes nothing more is cut off: what is on its
        way to a reader who is behind would wait for ever."""
        telling = asyncio.create_task(self._tell())
        gone = asyncio.create_task(until_disconnected(receive))
        cut = asyncio.create_task(self._stream.fallen_behind.wait())
        try:
            await asyncio.wait({telling, gone, cut}, return_when=asyncio.FIRST_COMPLETED)
            if telling.done():
                telling.result()
            elif cut.done() and abort is not None:
                abort()
                await gone
        finally:
            for task in (telling, gone, cut):
                task.cancel()
            await asyncio.gather(telling, gone, cut, return_exceptions=True)

    async def _tell(self) -> None:
        await self._write(RETRY)
        while self._stream.ended is None:
            try:
                async with asyncio.timeout(BEAT_SECONDS):
                    await self._stream.wait()
            except TimeoutError:
                await self._write(self._live.identify(self._stream) + frame("beat", {}))
                continue
            await self._write(self._stream.take())
        await self._write(frame("end", {"reason": self._stream.ended}))
        await self._send({"type": "http.response.body", "body": b""})

    async def _write(self, content: bytes) -> None:
        if content:
            message: Message = {"type": "http.response.body", "body": content, "more_body": True}
            await self._send(message)


async def until_disconnected(receive: Callable[[], Awaitable[Message]]) -> None:
    """Returns when the reader has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass


def abort_of(scope: Scope) -> Callable[[], object] | None:
    """How the connection is cut, where the server knows a way."""
    abort: Callable[[], object] | None = scope.get("extensions", {}).get(CONNECTION, {}).get("abort")
    return abort


def proof_of(request: Request, found: Known) -> Proof:
    """What the stream stands and falls with."""
    if found.session is not None:
        return found.session
    token = read_token(request.headers.get("authorization", "").partition(" ")[2].strip())
    if token is None:
        raise LookupError("whoever was let in without a session has a token")
    return token.id


def position_of(request: Request) -> str | None:
    """Where the reader was before. Browsers send a header when they come back by themselves; a page that opens a new
    stream cannot, and says it in the address."""
    names = [name for name, _ in query_of(request)]
    issues = [Issue("parameter_unknown", pointer(name), {"name": name}) for name in names if name != "after"]
    if names.count("after") > 1:
        issues.append(Issue("parameter_repeated", "/after", {"name": "after"}))
    if issues:
        raise Invalid(issues)
    return request.headers.get("last-event-id") or dict(query_of(request)).get("after") or None


routes: Final = (Route("/api/events", Events(), methods=["GET"]),)
