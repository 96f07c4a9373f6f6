"""Telling people at their screens that something of theirs has moved on.

`tell` is how a part adds an event of its own to the streams of `GET /api/events`: it writes one row into the outbox,
in the transaction that makes the news true, and every process that has a stream of one of these people sends the
event once that transaction is committed. Nothing is sent when it is rolled back, and nobody is told who has no page
open: an event is a hint to read again, never the only place where something is kept.

    await tell(tx, [person], "notification", {"id": number})

To add a kind of event: add its name to `Topic`, describe it in `api/event_paths.py`, and listen for it in the browser
with `useLive("notification", …)` of `web/src/runtime/live/`. `data` goes out as it is to everybody named, so it holds
ids and figures of the person's own, and no content of records: what an id stands for is read under the reader's
rights."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

import sqlalchemy as sa

from mortise.db.statements import prepare
from mortise.db.tables.jobs import outbox
from mortise.db.transaction import Tx

Topic = Literal["import", "publication", "notification", "tasks"]
"""What people are told of by name; changes of records and new versions are told to whoever may see them."""

TOLD: Final = "told"
"""The kind of outbox row that holds such news."""

TELL: Final = prepare(
    sa.insert(outbox)
    .values(kind=TOLD, payload=sa.bindparam("news"), done_at=sa.func.now())
    .returning(outbox.c.id)
)


async def tell(tx: Tx, people: Iterable[int], topic: Topic, data: Mapping[str, object]) -> None:
    """Sends `data` to every page that these people have open, when this transaction is committed."""
    named = sorted(set(people))
    if named:
        await tx.fetchval(TELL, {"news": {"people": named, "topic": topic, "data": dict(data)}})
