"""What a person has read, and what is too old to be kept."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from mortise.db.statements import prepare
from mortise.db.tables.applications import app
from mortise.db.tables.discussions import notification
from mortise.db.transaction import Tx

KEPT: Final = timedelta(days=180)
BIGINTS: Final = sa.ARRAY(sa.BigInteger())
MINE: Final = (
    notification.c.person_id == sa.bindparam("me", type_=sa.BigInteger()),
    notification.c.read_at.is_(None),
)
MARK: Final = sa.update(notification).values(read_at=sa.func.now())

READ_SOME: Final = prepare(
    MARK.where(*MINE, notification.c.id == sa.any_(sa.bindparam("ids", type_=BIGINTS)))
)
READ_ALL: Final = prepare(MARK.where(*MINE, notification.c.id <= sa.bindparam("last", type_=sa.BigInteger())))
READ_RECORD: Final = prepare(
    MARK.where(
        *MINE,
        notification.c.app_id == app.c.id,
        app.c.key == sa.bindparam("app", type_=sa.Text()),
        notification.c.form == sa.bindparam("form", type_=sa.Text()),
        notification.c.record_id == sa.bindparam("record", type_=sa.BigInteger()),
    )
)
FORGET: Final = prepare(
    sa.delete(notification).where(notification.c.at < sa.func.now() - sa.literal(KEPT, sa.Interval))
)


async def read_some(tx: Tx, person: int, ids: list[int]) -> int:
    """Marks these as read; how many were not."""
    return await tx.execute(READ_SOME, {"me": person, "ids": ids})


async def read_all(tx: Tx, person: int, last: int) -> int:
    """Marks everything up to the notification `last` as read, so that what came meanwhile stays new."""
    return await tx.execute(READ_ALL, {"me": person, "last": last})


async def read_record(tx: Tx, person: int, app: str, form: str, record: int) -> int:
    """Marks everything about one record as read."""
    return await tx.execute(READ_RECORD, {"me": person, "app": app, "form": form, "record": record})


async def sweep_notifications(tx: Tx) -> None:
    """Forgets what is older than half a year."""
    await tx.execute(FORGET)
