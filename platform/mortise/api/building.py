"""The entrance to what builders do: who may change an application's definition."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from mortise.access.context import Context
from mortise.access.rights import BUILD, rights_of
from mortise.api.entrance import clock_of, known
from mortise.definitions.published import PublishedApp
from mortise.edge.host import host_of
from mortise.errors import Forbidden, NotFound, beyond_token
from mortise.identity.principal import INSTALL, Principal
from mortise.identity.refusals import OnlyLooking


@dataclass(frozen=True, slots=True)
class Building:
    """A builder at work on an application, which may have nothing published yet."""

    principal: Principal
    app_id: int
    key: str
    published: PublishedApp | None
    context: Context | None = None
    """What the builder may do with the records of the published version."""


async def require_builder(request: Request, app: str) -> Building:
    """For endpoints that change a definition: an application that the caller does not see is not found."""
    found = await known(request, app)
    if found.onlooker is not None:
        raise OnlyLooking
    if found.app_id is None:
        raise NotFound
    if found.app_version is None:
        principal = found.principal
        if not (principal.administers_everything_in(app) and principal.token_allows(f"{app}:{BUILD}")):
            raise NotFound
        return Building(principal, found.app_id, app, None)
    host = host_of(request)
    async with host.database.read() as reader:
        published = await host.apps.of(reader, found.app_id, found.app_version)
    rights = rights_of(published, found.principal)
    if rights.is_nothing:
        raise NotFound
    principal = found.principal
    if not principal.token_allows(f"{app}:{BUILD}"):
        raise beyond_token(f"{app}:{BUILD}")
    if not rights.can_build:
        raise Forbidden
    context = Context(principal, published, rights, clock_of(principal), principal.locale)
    return Building(principal, found.app_id, app, published, context)


async def require_installer(request: Request) -> Principal:
    """For endpoints that add applications to the installation."""
    principal = (await known(request)).principal
    if not principal.is_administrator:
        raise Forbidden
    if not principal.token_allows(INSTALL):
        raise beyond_token(INSTALL)
    return principal


Builder = Annotated[Building, Depends(require_builder)]
Installer = Annotated[Principal, Depends(require_installer)]
