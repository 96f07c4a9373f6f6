"""Asking for work: at once after the commit, or at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from mortise.db.statements import prepare
from mortise.db.tables.jobs import due, outbox
from mortise.db.tables.schema import MOMENT, NOW
from mortise.db.transaction import Tx
from mortise.jobs.wake import wake

Payload = Mapping[str, object]

PUT: Final = prepare(
    sa.insert(outbox)
    .from_select(
        ["kind", "app_id", "payload"],
        sa.select(
            sa.bindparam("job_kind", type_=sa.Text),
            sa.bindparam("app", type_=sa.BigInteger),
            sa.func.unnest(sa.bindparam("payloads", type_=ARRAY(JSONB))),
        ),
    )
    .returning(outbox.c.id)
)

_SCHEDULED: Final = (
    sa.func.unnest(
        sa.bindparam("job_keys", type_=ARRAY(sa.Text)),
        sa.bindparam("contents", type_=ARRAY(JSONB)),
        sa.bindparam("moments", type_=ARRAY(MOMENT)),
    )
    .table_valued(sa.column("key", sa.Text), sa.column("payload", JSONB), sa.column("due_at", MOMENT))
    .render_derived(name="scheduled")
)
_MAKING: Final = insert(due).from_select(
    ["kind", "app_id", "key", "payload", "due_at"],
    sa.select(
        sa.bindparam("job_kind", type_=sa.Text), sa.bindparam("app", type_=sa.BigInteger), *_SCHEDULED.c
    ),
)
SCHEDULE: Final = prepare(
    _MAKING.on_conflict_do_update(
        index_elements=[due.c.key],
        set_={
            **{name: _MAKING.excluded[name] for name in ("kind", "app_id", "payload", "due_at")},
            "created_at": NOW,
            "attempts": 0,
            "lease_until": None,
            # Whoever is at work on the former row may not finish this one.
            "fence": due.c.fence + 1,
            "done_at": None,
            "dead_at": None,
            "error": None,
        },
    )
)

CANCEL: Final = prepare(
    sa.delete(due).where(due.c.key == sa.any_(sa.bindparam("job_keys", type_=ARRAY(sa.Text))))
)


async def put(tx: Tx, kind: str, payload: Payload, *, app_id: int | None = None) -> int:
    """Asks for a job when this transaction is committed; its number."""
    return (await put_many(tx, kind, [payload], app_id=app_id))[0]


async def put_many(tx: Tx, kind: str, payloads: Sequence[Payload], *, app_id: int | None = None) -> list[int]:
    """Asks for one job per payload, with one statement; their numbers."""
    rows = await tx.fetch(PUT, {"job_kind": kind, "app": app_id, "payloads": list(payloads)})
    tx.after_commit(wake)
    return [row["id"] for row in rows]


async def schedule(
    tx: Tx, kind: str, key: str, moment: datetime, payload: Payload, *, app_id: int | None = None
) -> None:
    """Asks for a job at a time; one that was asked for under the same key takes the new time and payload."""
    await schedule_many(tx, kind, {key: (moment, payload)}, app_id=app_id)


async def schedule_many(
    tx: Tx, kind: str, jobs: Mapping[str, tuple[datetime, Payload]], *, app_id: int | None = None
) -> None:
    """The same for several jobs by their keys, with one statement."""
    values: dict[str, object] = {
        "job_kind": kind,
        "app": app_id,
        "job_keys": list(jobs),
        "contents": [payload for _, payload in jobs.values()],
        "moments": [moment for moment, _ in jobs.values()],
    }
    await tx.execute(SCHEDULE, values)
    tx.after_commit(wake)


async def cancel(tx: Tx, keys: Sequence[str]) -> int:
    """Takes back what was asked for under these keys; how many there were."""
    return await tx.execute(CANCEL, {"job_keys": list(keys)})
