"""The outermost part of the server: each request gets a number, limits, headers, a log line and one kind of refusal."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from itertools import chain
from typing import Final

import structlog
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mortise.db.connections import COUNT, StatementCount
from mortise.edge.bodies import BODILESS, limited
from mortise.edge.headers import NO_STORE, headers_for, without_policy
from mortise.edge.host import Host, locale_of
from mortise.edge.packing import Packing
from mortise.edge.problems import answer, refusal
from mortise.errors import SetupError, TooLarge

HEADER_BYTES: Final = 16 * 1024
CLIENT_GONE: Final = 499
"""What the log calls a request whose client went away before it was heard out."""

Start = Callable[[], AbstractAsyncContextManager[Host]]


def is_client_gone(failed: Exception) -> bool:
    """Whether the client hung up before its request was read; FastAPI tells that as a body that cannot be read."""
    return isinstance(failed, ClientDisconnect) or isinstance(failed.__cause__, ClientDisconnect)


class Gate:
    """An ASGI application around the server's own: `start` opens what a request needs and closes it at the end."""

    def __init__(self, inner: ASGIApp, start: Start) -> None:
        self._inner = inner
        self._start = start
        self._host: Host | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    async def _live(self, receive: Receive, send: Send) -> None:
        """Starts before the first request and ends after the last."""
        await receive()
        async with AsyncExitStack() as stack:
            try:
                self._host = await stack.enter_async_context(self._start())
            except Exception as failed:
                told = str(failed) if isinstance(failed, SetupError) else f"{type(failed).__name__}: {failed}"
                await send({"type": "lifespan.startup.failed", "message": told})
                raise
            # A logger that is bound once costs a request less than one that looks its settings up each time.
            self._log = structlog.get_logger().bind()
            self._headers = headers_for(is_secure=self._host.settings.is_secure)
            self._uploads = self._host.settings.largest_upload
            self._file_headers = without_policy(self._headers)
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        number = f"{random.getrandbits(64):016x}"
        state: dict[str, object] = {"host": self._host, "request": number}
        scope["state"] = state
        count = StatementCount()
        COUNT.set(count)
        status = 0
        packing = Packing(scope)

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = message.get("headers", ())
                own = self._file_headers if state.get("is_file") else self._headers
                headers = [*given, *own, (b"x-request-id", number.encode())]
                if not any(name == b"cache-control" for name, _ in given):
                    headers.append(NO_STORE)
                message["headers"] = headers
                if packing.holds(message):
                    return
            for part in await packing.release(message):
                await send(part)

        try:
            if sum(map(len, chain.from_iterable(scope["headers"]))) > HEADER_BYTES:
                raise TooLarge
            within = receive if scope["method"] in BODILESS else limited(scope, receive, self._uploads)
            await self._inner(scope, within, send_with_headers)
        except Exception as failed:
            if is_client_gone(failed):
                status = status or CLIENT_GONE
                return
            refused = refusal(failed, number)
            if refused.status == 500:
                self._log.error("incident", request=number, path=scope["path"], exc_info=failed)
            if status == 0:
                await answer(refused, locale_of(HTTPConnection(scope)))(scope, receive, send_with_headers)
        finally:
            self._log.info(
                "request",
                request=number,
                method=scope["method"],
                path=scope["path"],
                status=status,
                ms=round((time.perf_counter() - began) * 1000, 2),
                statements=count.statements,
                person=state.get("person"),
            )
