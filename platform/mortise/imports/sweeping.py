"""Imports that nobody went on with, and bad rows that nobody fetched, do not stay for ever."""

from datetime import timedelta
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from mortise.db.statements import prepare
from mortise.db.tables.records import import_batch
from mortise.db.transaction import Tx
from mortise.imports.staging import PARTS, drop_parts
from mortise.imports.starting import file_of
from mortise.jobs.sweeper import Sweep

FORGOTTEN: Final = timedelta(days=2)
"""How long a file waits for its person."""
KEPT: Final = timedelta(days=14)
"""How long bad rows may be fetched."""
AT_ONCE: Final = 50

_COLUMNS: Final = import_batch.c
_LEFT: Final = prepare(
    sa.update(import_batch)
    .values(state="left", finished_at=sa.func.now())
    .where(
        _COLUMNS.state == sa.any_(sa.literal(["uploaded", "checked"], ARRAY(sa.Text))),
        _COLUMNS.created_at < sa.func.now() - sa.literal(FORGOTTEN, sa.Interval),
    )
    .returning(_COLUMNS.id)
)
_OLD: Final = prepare(
    sa.select(_COLUMNS.id)
    .where(
        _COLUMNS.finished_at < sa.func.now() - sa.literal(KEPT, sa.Interval),
        sa.func.to_regclass(
            sa.literal("mortise.import_", sa.Text)
            + sa.cast(_COLUMNS.id, sa.Text)
            + sa.literal("_issues", sa.Text)
        ).is_not(None),
    )
    .limit(AT_ONCE)
)


def import_sweep(data: Path) -> Sweep:
    """Lets go of what imports left behind in the data folder and in the database."""

    async def sweep_imports(tx: Tx) -> None:
        left = [row["id"] for row in await tx.fetch(_LEFT)]
        old = [row["id"] for row in await tx.fetch(_OLD)]
        for number in (*left, *old):
            await drop_parts(tx, number, *PARTS)

        def forget() -> None:
            for number in left:
                file_of(data, number).unlink(missing_ok=True)

        tx.after_commit(forget)

    return sweep_imports
