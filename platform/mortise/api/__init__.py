"""The HTTP API: one module per resource, without logic of its own.

A module gives a FastAPI `router`, or plain Starlette `routes` where every microsecond counts; both are listed here."""

from typing import Final

from fastapi import APIRouter
from starlette.routing import Route

from mortise.api import (
    app_description,
    apps,
    catalog,
    company,
    departments,
    description,
    designing,
    discussions,
    drafting,
    events,
    explain,
    files,
    health,
    import_wizard,
    imports,
    jobs,
    kinds,
    me,
    notifications,
    parked,
    password_links,
    people,
    publications,
    publishing,
    records,
    roles,
    search,
    see_as,
    session,
    settings,
    tokens,
    uses,
    views,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    apps.router,
    drafting.router,
    designing.router,
    uses.router,
    publishing.router,
    parked.router,
    views.router,
    publications.router,
    catalog.router,
    kinds.router,
    session.router,
    me.router,
    people.router,
    password_links.router,
    departments.router,
    roles.router,
    search.router,
    explain.router,
    see_as.router,
    settings.router,
    company.router,
    tokens.router,
    jobs.router,
    import_wizard.router,
    description.router,
    app_description.router,
)
ROUTES: Final[tuple[Route, ...]] = (
    *records.routes,
    *discussions.routes,
    *notifications.routes,
    *imports.routes,
    *files.routes,
    *events.routes,
    *health.routes,
)
