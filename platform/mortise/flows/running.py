"""What a flow runs in: the applications and people of the installation, and the flow as it was when it began."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from engines.expression.clock import Clock
from engines.flow.flow import Flow
from mortise.access.context import Context
from mortise.access.rights import AppRights, everything_in
from mortise.db.transaction import Reader
from mortise.definitions.flows import flows_by_key, ready
from mortise.definitions.published import PublishedApp, PublishedApps, current_version
from mortise.errors import NotFound
from mortise.flows.refusals import FlowUnreadable
from mortise.identity.calendar import calendar_of
from mortise.identity.principal import Principal
from mortise.identity.resolution import Principals

FLOW = "flow"
"""In a cause: the flow behind a change, by its key."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """The parts of a running server that flows need."""

    apps: PublishedApps
    principals: Principals


@lru_cache(maxsize=500)
def compiled(then: PublishedApp, now: PublishedApp, key: str) -> Flow | None:
    """The flow as a version of the application had it, over the forms as they are now; None where it cannot run."""
    definition = flows_by_key(then.definition).get(key)
    return None if definition is None else ready(definition, then.version, now.definition, now.schema)[0]


async def flow_of(reader: Reader, runtime: Runtime, app: PublishedApp, key: str, version: int) -> Flow:
    """The flow at that version; raises FlowUnreadable."""
    then = app if version == app.version else await runtime.apps.of(reader, app.id, version)
    found = compiled(then, app, key)
    if found is None:
        raise FlowUnreadable
    return found


async def published(reader: Reader, runtime: Runtime, app_id: int) -> PublishedApp:
    """The application as it is published now."""
    version = await current_version(reader, app_id)
    if version is None:
        raise NotFound
    return await runtime.apps.of(reader, app_id, version)


def clock_for(principal: Principal) -> Clock:
    """This moment by the company's clocks."""
    now = datetime.now(UTC)
    return Clock(now, principal.company.time_zone, calendar_of(principal.company, now.year))


@lru_cache(maxsize=200)
def authority(app: PublishedApp) -> AppRights:
    """The rights by which a flow does what its author decided: those of the application itself, which no flow that
    holds a record keeps out."""
    return everything_in(app)


def acting(
    app: PublishedApp, principal: Principal, clock: Clock, cause: Mapping[str, object] | None = None
) -> Context:
    """Work of a flow on records, in the name of the person who caused it."""
    return Context(principal, app, authority(app), clock, principal.locale, cause=cause)


def as_flow(context: Context, flow: str) -> Context:
    """The same work as a person's, by the rights of a flow."""
    return replace(context, rights=authority(context.app), cause={FLOW: flow}, warrant=None)
