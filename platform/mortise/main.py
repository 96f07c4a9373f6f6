"""The one place where the parts are put together."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from mortise import __version__
from mortise.api import ROUTERS, ROUTES
from mortise.db.database import Database
from mortise.db.migrate import migrate
from mortise.db.partitions import make_partitions
from mortise.db.secret import check_secret, read_secret
from mortise.edge.gate import Gate
from mortise.edge.host import Host
from mortise.edge.pages import Pages
from mortise.errors import MethodNotAllowed, SetupError
from mortise.settings import Settings

SERVER_PATHS: Final = ("/api/", "/schemas/", "/health")


class Addresses:
    """Finds who answers an address: plain routes first, then FastAPI's, then the pages."""

    def __init__(self, routes: Sequence[Route], api: ASGIApp, pages: ASGIApp) -> None:
        self._routes = routes
        self._api = api
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].startswith(SERVER_PATHS):
            await self._pages(scope, receive, send)
            return
        allowed: set[str] = set()
        for route in self._routes:
            match, found = route.matches(scope)
            if match is Match.FULL:
                scope.update(found)
                await route.handle(scope, receive, send)
                return
            if match is Match.PARTIAL:
                allowed |= route.methods or set()
        if allowed:
            raise MethodNotAllowed(headers={"Allow": ", ".join(sorted(allowed))})
        await self._api(scope, receive, send)


def fastapi() -> FastAPI:
    """The part of the API that FastAPI answers; refusals pass through it to the gate."""
    api = FastAPI(
        title="Mortise",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
    )
    for router in ROUTERS:
        api.include_router(router)
    # FastAPI's own middleware would answer failures before the gate sees them.
    api.middleware_stack = AsyncExitStackMiddleware(api.router)
    return api


def create_app(settings: Settings, url: str, *, direct_url: str | None = None) -> ASGIApp:
    """The server as an ASGI application, on the database at `url`."""

    @asynccontextmanager
    async def start() -> AsyncIterator[Host]:
        secret = read_secret(settings)
        await migrate(direct_url or url)
        database = await Database.connect(url, direct_url=direct_url)
        try:
            await check_secret(database, secret)
            async with database.transaction() as tx:
                await make_partitions(tx, datetime.now(UTC).date())
            yield Host(settings, database, secret)
        finally:
            await database.close()

    return Gate(Addresses(ROUTES, fastapi(), Pages()), start)


def database_url(settings: Settings) -> str:
    """The address of the database that the settings name."""
    if settings.database_url is None:
        raise SetupError("MORTISE_DATABASE_URL is not set.")
    return settings.database_url.get_secret_value()
