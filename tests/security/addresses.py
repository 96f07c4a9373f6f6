"""Every address of the server, as its routers have them."""

from collections.abc import Iterator

from starlette.routing import Route

from mortise.api import ROUTERS, ROUTES
from mortise.main import fastapi


def addresses() -> Iterator[str]:
    """Method and path of every door that the server really has."""
    own = [route for route in fastapi().routes if isinstance(route, Route)]
    for route in [*own, *ROUTES, *(route for router in ROUTERS for route in router.routes)]:
        assert isinstance(route, Route), route
        for method in sorted((route.methods or set()) - {"HEAD"}):
            yield f"{method} {route.path}"
