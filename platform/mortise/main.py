"""The one place where the parts are put together."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Final

import structlog
from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from mortise import __version__
from mortise.api import ROUTERS, ROUTES
from mortise.api.discussion_paths import DISCUSSION_PATHS, DISCUSSION_SCHEMAS
from mortise.api.event_paths import EVENT_PATHS
from mortise.api.file_paths import FILE_PATHS, FILE_SCHEMAS
from mortise.api.record_paths import PATHS
from mortise.api.record_schemas import SCHEMAS
from mortise.api.refusals import tell_refusals
from mortise.api.share_paths import SHARE_PATHS, SHARE_SCHEMAS
from mortise.db.bulk import MERGE_SECONDS, merge_lists
from mortise.db.database import Database
from mortise.db.migrate import migrate
from mortise.db.partitions import make_partitions
from mortise.db.secret import check_secret, read_secret
from mortise.definitions.published import PublishedApps
from mortise.edge.bodies import read_ahead
from mortise.edge.gate import Gate
from mortise.edge.host import Host
from mortise.edge.pages import Pages
from mortise.errors import MethodNotAllowed
from mortise.files.opening import open_store
from mortise.files.sweeping import file_handlers, sweep_files
from mortise.flows.jobs import flow_handlers
from mortise.flows.running import Runtime
from mortise.identity.resolution import Principals
from mortise.imports.job import KIND as IMPORT
from mortise.imports.job import import_handler
from mortise.imports.sweeping import import_sweep
from mortise.jobs.sweeper import SWEEPS, sweep_on
from mortise.jobs.work import Handlers
from mortise.jobs.worker import Worker
from mortise.live.broadcaster import Broadcaster
from mortise.live.position import PositionSeal
from mortise.notify.delivery import notify_handlers
from mortise.notify.marking import sweep_notifications
from mortise.publishing.calendar_change import CALENDAR_HANDLERS
from mortise.publishing.checking import CHECKING_HANDLERS
from mortise.publishing.jobs import PUBLISHING_HANDLERS
from mortise.records.changes import RECORD_EVENT
from mortise.settings import Settings
from mortise.views.openings import Openings

SERVER_PATHS: Final = ("/api/", "/schemas/", "/health")


def handlers_of(host: Host) -> Handlers:
    """Who carries out which kind of job."""
    return {
        **PUBLISHING_HANDLERS,
        **CHECKING_HANDLERS,
        **CALENDAR_HANDLERS,
        **file_handlers(host.store),
        **notify_handlers(host.apps),
        **flow_handlers(Runtime(host.apps, host.principals)),
        IMPORT: import_handler(host.apps, host.principals, host.settings.data),
    }


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
        await self._api(scope, await read_ahead(scope, receive), send)


@cache
def fastapi() -> FastAPI:
    """The part of the API that FastAPI answers; refusals pass through it to the gate."""
    api = FastAPI(
        title="Mortise",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    for router in ROUTERS:
        api.include_router(router)
    # FastAPI's own middleware would answer failures before the gate sees them.
    api.middleware_stack = AsyncExitStackMiddleware(api.router)
    describe_plain(api)
    return api


def describe_plain(api: FastAPI) -> None:
    """Adds the plain endpoints to the document that FastAPI writes of its own."""
    written = api.openapi

    @cache
    def openapi() -> dict[str, object]:
        document = written()
        tell_refusals(document)
        plain = {**PATHS, **DISCUSSION_PATHS, **SHARE_PATHS, **FILE_PATHS, **EVENT_PATHS}
        document["paths"] = {**plain, **document.get("paths", {})}
        document.setdefault("components", {}).setdefault("schemas", {}).update(
            {**SCHEMAS, **DISCUSSION_SCHEMAS, **SHARE_SCHEMAS, **FILE_SCHEMAS}
        )
        return document

    api.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend its document


Prepare = Callable[[Host], Awaitable[None]]


@asynccontextmanager
async def open_host(settings: Settings, url: str) -> AsyncIterator[Host]:
    """The parts of a running server or worker, on the database at `url`, which is brought up to date first."""
    direct = settings.database_direct_url
    direct_url = direct.get_secret_value() if direct is not None else url
    secret = read_secret(settings)
    database = await Database.connect(url, direct_url=direct_url)
    try:
        await migrate(direct_url)
        await check_secret(database, secret)
        async with database.transaction() as tx:
            await make_partitions(tx, datetime.now(UTC).date())
        principals, apps = Principals(database), PublishedApps()
        live = Broadcaster(database, principals, apps, PositionSeal(secret.derive("event positions")))
        openings = Openings(database)
        try:
            yield Host(settings, database, secret, principals, apps, open_store(settings), live, openings)
        finally:
            await live.close()
            await openings.close()
    finally:
        await database.close()


async def work_on(host: Host) -> None:
    """Carries out jobs and tidies up, until cancelled."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(Worker(host.database, handlers_of(host), alone={RECORD_EVENT}).run())
        sweeps = (*SWEEPS, sweep_files, sweep_notifications, import_sweep(host.settings.data))
        tasks.create_task(sweep_on(host.database, sweeps))
        tasks.create_task(sweep_on(host.database, [merge_lists], MERGE_SECONDS))


@asynccontextmanager
async def working(host: Host) -> AsyncIterator[None]:
    """Does so for the length of a block."""
    task = asyncio.create_task(work_on(host))
    task.add_done_callback(tell_end)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def tell_end(task: "asyncio.Task[None]") -> None:
    """Says that no jobs are carried out any more, when that was not asked for."""
    if not task.cancelled() and (failed := task.exception()) is not None:
        structlog.get_logger().error("the worker ended", exc_info=failed)


def create_app(
    settings: Settings, url: str, *, prepare: Prepare | None = None, with_worker: bool = True
) -> ASGIApp:
    """The server as an ASGI application. `prepare` is done before the first request is taken."""

    @asynccontextmanager
    async def start() -> AsyncIterator[Host]:
        async with AsyncExitStack() as stack:
            host = await stack.enter_async_context(open_host(settings, url))
            if prepare is not None:
                await prepare(host)
            if with_worker:
                await stack.enter_async_context(working(host))
            yield host

    return Gate(Addresses(ROUTES, fastapi(), Pages()), start)
