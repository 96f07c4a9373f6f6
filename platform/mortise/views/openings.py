"""Which views people open. A list that is read through a view notes it in memory; once in a while what was noted is
kept in a table, so that no list waits for it and none costs a statement more."""

import asyncio
import contextvars
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects.postgresql import ARRAY, insert

from mortise.access.context import Context
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables.schema import MOMENT, TEXT
from mortise.db.tables.views import view, view_opening
from mortise.db.transaction import Reader

LOG: Final = structlog.get_logger("mortise.views")

KEPT_AFTER_SECONDS: Final = 60.0
MOST_NOTED: Final = 20_000
"""So many openings are noted between two times that they are kept; what comes beyond them is not counted."""
RECENT_DAYS: Final = 30
"""How far back those who opened a view lately are counted."""

Opening = tuple[int, str, str, int]
"""Application, form, view and person."""


def keeping() -> sa.ClauseElement:
    """Keeps when each view was opened last by each person, of views that people keep only those that are there."""
    noted = (
        sa.func.unnest(
            sa.bindparam("apps", type_=ARRAY(sa.BigInteger)),
            sa.bindparam("forms", type_=ARRAY(TEXT)),
            sa.bindparam("views", type_=ARRAY(TEXT)),
            sa.bindparam("people", type_=ARRAY(sa.BigInteger)),
            sa.bindparam("moments", type_=ARRAY(MOMENT)),
            sa.bindparam("saved", type_=ARRAY(sa.BigInteger)),
        )
        .table_valued(
            sa.column("app_id", sa.BigInteger),
            sa.column("form", TEXT),
            sa.column("view", TEXT),
            sa.column("person_id", sa.BigInteger),
            sa.column("at", MOMENT),
            sa.column("saved", sa.BigInteger),
        )
        .render_derived(name="noted")
    )
    is_there = sa.exists().where(
        view.c.id == noted.c.saved, view.c.app_id == noted.c.app_id, view.c.form == noted.c.form
    )
    columns = [noted.c[name] for name in ("app_id", "form", "view", "person_id", "at")]
    adding = insert(view_opening).from_select(
        [column.name for column in columns],
        sa.select(*columns).where(sa.or_(noted.c.saved.is_(None), is_there)),
    )
    return adding.on_conflict_do_update(
        constraint=view_opening.primary_key,
        set_={"at": sa.func.greatest(adding.excluded.at, view_opening.c.at)},
    )


KEEP: Final = prepare(keeping())
opened: Final = view_opening
LATELY: Final = opened.c.at > sa.func.now() - sa.func.make_interval(0, 0, 0, RECENT_DAYS)
READ: Final = prepare(
    sa.select(
        opened.c.app_id,
        opened.c.form,
        opened.c.view,
        sa.func.max(opened.c.at).label("at"),
        sa.func.count().filter(LATELY).label("people"),
    )
    .where(opened.c.app_id == sa.any_(sa.bindparam("apps", type_=ARRAY(sa.BigInteger))))
    .group_by(opened.c.app_id, opened.c.form, opened.c.view)
)


@dataclass(frozen=True, slots=True)
class Opened:
    """When a view was opened last, and by how many people lately."""

    at: datetime
    people: int


class Openings:
    """What one process notes. The first note after a quiet time has all of them kept a little later."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: dict[Opening, datetime] = {}
        self._task: asyncio.Task[None] | None = None

    def note(self, context: Context, form: str, name: str) -> None:
        """A person reads a list through a view: a published one of the form, or one that people keep. What is neither
        is not noted, and neither is a program."""
        if context.principal.token_scopes is not None:
            return
        published = context.app.definition.views
        if saved_number(name) is None and not any(
            each.key == name and each.form == form for each in published
        ):
            return
        opening = (context.app.id, form, name, context.principal.person)
        if opening in self._noted or len(self._noted) < MOST_NOTED:
            self._noted[opening] = context.clock.now
            self._keep_later()

    def _keep_later(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._wait_and_keep(), context=contextvars.Context())

    async def _wait_and_keep(self) -> None:
        while self._noted:
            await asyncio.sleep(KEPT_AFTER_SECONDS)
            await self.keep()

    async def keep(self) -> None:
        """Writes down what was noted; what cannot be written is noted on."""
        noted, self._noted = self._noted, {}
        if not noted:
            return
        try:
            async with self._database.transaction() as tx:
                await tx.execute(KEEP, columns_of(noted))
        except Exception as failed:
            self._noted = {**noted, **self._noted}
            LOG.warning("openings of views not kept", error=f"{type(failed).__name__}: {failed}")

    async def close(self) -> None:
        """Keeps what is left."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.keep()


def saved_number(name: str) -> int | None:
    """The number of a view that somebody keeps; None for a published one's key."""
    return int(name) if name.isascii() and name.isdigit() and len(name) < 19 else None


def columns_of(noted: Mapping[Opening, datetime]) -> dict[str, object]:
    """The notes as columns, in an order that all processes share: none waits for another in a circle."""
    rows = sorted(noted.items())
    return {
        "apps": [app for (app, _, _, _), _ in rows],
        "forms": [form for (_, form, _, _), _ in rows],
        "views": [name for (_, _, name, _), _ in rows],
        "people": [person for (_, _, _, person), _ in rows],
        "moments": [at for _, at in rows],
        "saved": [saved_number(name) for (_, _, name, _), _ in rows],
    }


async def read_openings(reader: Reader, apps: list[int]) -> Mapping[tuple[int, str, str], Opened]:
    """By application, form and view: those that were ever opened."""
    rows = await reader.fetch(READ, {"apps": apps})
    return {(row["app_id"], row["form"], row["view"]): Opened(row["at"], row["people"]) for row in rows}
