"""When the working calendar or the time zone changes: stored values that rest on it are computed again, and what
follows from them."""

from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from engines.form.graph import NodeKey
from engines.form.schema import Schema
from engines.form.steps import Fill
from engines.form.system import TITLE
from engines.form.tables import schema_name
from mortise.db.statements import prepare
from mortise.db.tables.applications import app
from mortise.db.transaction import Tx
from mortise.definitions.published import PublishedApps
from mortise.jobs.outbox import put
from mortise.jobs.work import Handlers, Work
from mortise.publishing.filling import Filling
from mortise.publishing.moment import company_moment

RECOUNT: Final = "calendar.recount"
"""The kind of job; it is for one application, at whichever version is published by then."""

PUBLISHED: Final = prepare(sa.select(app.c.id).where(app.c.published_version.is_not(None)))
KEY: Final = prepare(sa.select(app.c.key).where(app.c.id == sa.bindparam("app", type_=sa.BigInteger)))


async def leave_recounting(tx: Tx, *, everything: bool = False) -> None:
    """Has the stored values of every application that count working days computed again, or all of them, once the
    change is committed."""
    for row in await tx.fetch(PUBLISHED):
        await put(tx, RECOUNT, {"app": row["id"], "everything": everything}, app_id=row["id"])


def counting_nodes(schema: Schema, *, everything: bool = False) -> list[NodeKey]:
    """The stored values that depend on the calendar, or on one that does, each behind what it reads; or all that are
    computed."""
    edges: dict[NodeKey, set[NodeKey]] = {}
    for edge in schema.graph.dependencies:
        edges.setdefault(edge.reader, set()).add(edge.read)
    found: dict[NodeKey, None] = {}
    for node in schema.graph.order:
        table, key = node
        checked = schema.computed.get(node)
        asks = checked is not None and (everything or checked.asks_calendar)
        is_stored = key == TITLE or schema.sources[table].fields[key].stored
        if is_stored and (asks or not edges.get(node, set()).isdisjoint(found)):
            found[node] = None
    return list(found)


async def recount(work: Work) -> None:
    """Computes the values again, a batch of rows in each transaction."""
    async with work.database.read() as reader:
        key = await reader.fetchval(KEY, {"app": work.job.payload["app"]})
        if not isinstance(key, str):
            return
        published = await PublishedApps().load(reader, key)
        clock, facts = await company_moment(reader, datetime.now(UTC))
    schema = published.schema
    filling = Filling(schema, clock, facts, schema)
    for table, field in counting_nodes(schema, everything=bool(work.job.payload.get("everything"))):
        step = Fill(schema=schema_name(key), table=table, field=field, keys=(field,))
        after = -1
        while after:
            async with work.transaction() as tx:
                after = await filling.batch(tx, step, max(after, 0))


CALENDAR_HANDLERS: Final[Handlers] = {RECOUNT: recount}
