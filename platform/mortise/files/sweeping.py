"""Tidying up: files that were attached to nothing, and contents that no row knows of.

Rows go first and contents after them, by a job that is written down with the rows' end; so a death in between leaves a
content too many, never a row without its content. What dies while it comes in, before its row, is found once a day."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from mortise.db.failpoints import failpoint
from mortise.db.statements import prepare
from mortise.db.tables import setting
from mortise.db.tables.files import file
from mortise.db.tables.jobs import due
from mortise.db.transaction import Reader, Tx
from mortise.files.rows import KEPT_LOOSE
from mortise.files.store import Store
from mortise.jobs.outbox import put, schedule
from mortise.jobs.work import Handler, Handlers, Work

FORGET: Final = "files.forget"
STRAYS: Final = "files.strays"
EVERY: Final = timedelta(days=1)
MOST: Final = 1_000
"""Rows that one sweep takes away."""

OLD_LOOSE: Final = (
    sa.select(file.c.id)
    .where(file.c.attached_at.is_(None), file.c.uploaded_at < sa.func.now() - KEPT_LOOSE)
    .order_by(file.c.uploaded_at)
    .limit(MOST)
    .with_for_update(skip_locked=True)
)
SWEEP: Final = prepare(sa.delete(file).where(file.c.id.in_(OLD_LOOSE)).returning(file.c.content))
CONTENTS: Final = sa.bindparam("contents", type_=ARRAY(sa.Text))
KNOWN: Final = prepare(
    sa.select(file.c.content)
    .where(file.c.content == sa.any_(CONTENTS))
    .union(
        # A setting that keeps a content, such as the company's logo, names it so.
        sa.select(kept := setting.c.value["content"].astext).where(kept == sa.any_(CONTENTS))
    )
)
PLANNED: Final = prepare(sa.select(due.c.id).where(due.c.key == sa.bindparam("planned", type_=sa.Text)))


async def sweep_files(tx: Tx) -> None:
    """Ends files that waited a day for their record, and sees to it that strays are looked for."""
    await forget(tx, [row["content"] for row in await tx.fetch(SWEEP)])
    if await tx.fetchval(PLANNED, {"planned": STRAYS}) is None:
        await schedule(tx, STRAYS, STRAYS, datetime.now(UTC), {})


async def forget(tx: Tx, contents: Sequence[str]) -> None:
    """Asks for contents to be taken away whose rows this transaction ends."""
    if contents:
        await put(tx, FORGET, {"contents": sorted(set(contents))})


async def unknown_of(reader: Reader, contents: Iterable[str]) -> list[str]:
    """Those of the contents that no row and no setting names; the copy of a record shares its contents."""
    asked = sorted(set(contents))
    known = {row["content"] for row in await reader.fetch(KNOWN, {"contents": asked})}
    return [content for content in asked if content not in known]


def forgetting(store: Store) -> Handler:
    """The job that takes contents away."""

    async def run(work: Work) -> None:
        named = work.job.payload["contents"]
        if not isinstance(named, list):
            raise TypeError("contents are listed")
        async with work.database.read() as reader:
            gone = await unknown_of(reader, named)
        failpoint("files.forget")
        await store.delete(gone)

    return run


def straying(store: Store) -> Handler:
    """The job that takes contents away that never had a row, and comes back in a day."""

    async def run(work: Work) -> None:
        async for names in await store.older_than(datetime.now(UTC) - KEPT_LOOSE):
            async with work.database.read() as reader:
                gone = await unknown_of(reader, names)
            await store.delete(gone)
        async with work.transaction(last=True) as tx:
            await schedule(tx, STRAYS, STRAYS, datetime.now(UTC) + EVERY, {})

    return run


def file_handlers(store: Store) -> Handlers:
    """Who carries out the jobs about files."""
    return {FORGET: forgetting(store), STRAYS: straying(store)}
