"""Whether this server works, for load balancers and people who watch."""

import time
from typing import Final

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.edge.answers import json_answer
from mortise.edge.host import Host, host_of
from mortise.edge.problems import OVERLOADED
from mortise.errors import Busy

ASK: Final = prepare(sa.select(sa.literal_column("1")))
FRESH_SECONDS: Final = 1.0


class Health:
    """The last answer, so that asking often costs the database nothing."""

    def __init__(self) -> None:
        self._host: Host | None = None
        self._asked_at = 0.0
        self._is_well = False

    async def __call__(self, request: Request) -> Response:
        """Says ok when the database answers."""
        host, now = host_of(request), time.monotonic()
        if host is not self._host or now - self._asked_at > FRESH_SECONDS:
            self._host, self._asked_at = host, now
            self._is_well = await is_answering(host.database)
        return json_answer(
            {"status": "ok" if self._is_well else "unavailable"}, 200 if self._is_well else 503
        )


async def is_answering(database: Database) -> bool:
    """Whether the database answers."""
    try:
        async with database.read() as reader:
            return await reader.fetchval(ASK) == 1
    except (Busy, *OVERLOADED):
        return False


routes: Final = (Route("/health", Health().__call__, methods=["GET"]),)
