"""Preparing a publication beside readers and writers: hidden columns, filled in batches, and indexes over them.

Every step notes how far it came, so that a worker that dies is followed by one that goes on from there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

import asyncpg
import sqlalchemy as sa

from engines.form.steps import AddIndex, CreateTable, quoted
from engines.form.tables import MakeTable
from mortise.db.connections import Record
from mortise.db.database import Database
from mortise.db.failpoints import failpoint
from mortise.db.transaction import Tx
from mortise.definitions.drafts import Draft
from mortise.definitions.published import PublishedApp, PublishedApps, compile_app
from mortise.definitions.versions import read_version
from mortise.jobs.work import Work
from mortise.publishing.catching_up import Preparation, catch_up
from mortise.publishing.ddl import compiled
from mortise.publishing.filling import Filling
from mortise.publishing.horizon import Horizon, first_horizon, horizon_of, next_horizon
from mortise.publishing.moment import company_moment
from mortise.publishing.plan import Plan, make_plan
from mortise.publishing.publications import note_progress
from mortise.publishing.publish import with_locks
from mortise.publishing.shadow import (
    add_statement,
    drop_statement,
    next_columns,
    shadow_schema,
    shadow_step,
)
from mortise.publishing.tidy import build_index, drop_index
from mortise.publishing.unconverted import Aside

SMALL: Final = 500
"""So many changed records are left for the switch, while nobody can write."""
MOST_ROUNDS: Final = 20

Connection: TypeAlias = "asyncpg.Connection[Record]"


@dataclass(slots=True)
class Progress:
    """How far a preparation has come: from where changes must be caught up with, which tables it made, how many steps
    are filled, and the last row of the one under way; for people, how many rows are `filled` of those to be."""

    horizon: Horizon
    tables: Sequence[str] = ()
    done: int = 0
    after: int = 0
    rows: int = 0
    filled: int = 0

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "horizon": self.horizon.stored(),
            "tables": list(self.tables),
            "done": self.done,
            "after": self.after,
            "rows": self.rows,
            "filled": self.filled,
        }


def progress_of(stored: Any) -> Progress | None:
    """The progress that was noted, if any was."""
    if not stored:
        return None
    return Progress(horizon_of(stored["horizon"]), stored["tables"], stored["done"], stored["after"])


async def planned_again(database: Database, row: Record) -> Plan:
    """The plan of a publication, from the document that it was begun with; what forbids it by now is in its issues."""
    content: Any = row["plan"]
    app_id, base_version = row["app_id"], content["base"]
    progress = progress_of(row["progress"])
    async with database.read() as reader:
        base: PublishedApp | None = None
        if base_version is not None:
            base = compile_app(app_id, base_version, await read_version(reader, app_id, base_version))
        key = content["definition"]["key"]
        draft = Draft(
            app_id,
            key,
            content["revision"],
            base_version,
            base_version,
            content["definition"],
            is_changed=True,
        )
        take_back, made = frozenset(content["take_back"]), progress.tables if progress is not None else ()
        return await make_plan(reader, PublishedApps(), draft, base, take_back, content["large"], made)


async def prepare(work: Work, connection: Connection, row: Record, plan: Plan) -> Preparation:
    """Does everything that comes before the switch; `connection` holds the publisher's lock."""
    async with work.database.read() as reader:
        clock, facts = await company_moment(reader, datetime.now(UTC))
    steps = [shadow_step(step) for step in plan.tables.steps if step.is_data]
    aside = Aside(plan.app_id, plan.version)
    filling = Filling(
        shadow_schema(plan), clock, facts, None if plan.base is None else plan.base.schema, aside
    )
    preparation = Preparation(plan, steps, filling)
    progress = progress_of(row["progress"])
    if progress is None:
        async with work.database.read() as reader:
            progress = Progress(await first_horizon(reader), [table.name for table in created_tables(plan)])
        await with_locks(work.database, lambda tx: begin(tx, row["id"], plan, progress))
    await fill(work, row["id"], preparation, progress)
    for index in unique_steps(preparation):
        failpoint("publish.index")
        await build_index(connection, index.schema, index.table, index.index)
    for _ in range(MOST_ROUNDS):
        async with work.transaction() as tx:
            following = await next_horizon(tx, progress.horizon)
            count = await catch_up(tx, preparation, progress.horizon)
            progress.horizon = following
            await note_progress(tx, row["id"], progress.stored())
        if count <= SMALL:
            break
    return preparation


async def begin(tx: Tx, publication: int, plan: Plan, progress: Progress) -> None:
    """Makes the hidden columns, and the tables that begin, which nobody knows of yet."""
    for table in created_tables(plan):
        await tx.run(compiled(MakeTable(table, if_not_exists=True)))
    for column in next_columns(plan):
        await tx.run(add_statement(column))
    await note_progress(tx, publication, progress.stored())


def created_tables(plan: Plan) -> Iterator[sa.Table]:
    """Tables that begin with the version, whose names are free already."""
    for step in plan.tables.steps:
        if isinstance(step, CreateTable) and step.table not in plan.live:
            yield step.definition


async def fill(work: Work, publication: int, preparation: Preparation, progress: Progress) -> None:
    """Fills the hidden columns, a batch in each transaction, going on where an earlier worker ended."""
    rows = [preparation.plan.rows.get(step.table, 0) for step in preparation.steps]
    progress.rows = sum(rows)
    while progress.done < len(preparation.steps):
        failpoint("publish.fill")
        step = preparation.steps[progress.done]
        async with work.transaction() as tx:
            last = await preparation.filling.batch(tx, step, progress.after)
            progress.after = last
            progress.done += last == 0
            # Ids tell well enough how far the step under way has come.
            progress.filled = sum(rows[: progress.done]) + min(
                last, sum(rows[progress.done : progress.done + 1])
            )
            await note_progress(tx, publication, progress.stored())


def unique_steps(preparation: Preparation) -> Iterator[AddIndex]:
    """The unique indexes of large tables, over the columns as they are named until the switch."""
    for step in preparation.plan.tables.steps:
        if isinstance(step, AddIndex) and preparation.plan.is_prepared(step):
            index = preparation.filling.schema.sources[step.table].indexes[step.index.name]
            yield AddIndex(schema=step.schema, table=step.table, field=step.field, index=index)


async def take_away(connection: Connection, tx: Tx, plan: Plan) -> None:
    """Removes everything that a preparation made, as if it had never been."""
    await Aside(plan.app_id, plan.version).clear(tx)
    for step in plan.tables.steps:
        if isinstance(step, AddIndex) and plan.is_prepared(step):
            await drop_index(connection, step.schema, step.index.name)
    for column in next_columns(plan):
        await tx.run(drop_statement(column))
    for table in created_tables(plan):
        await tx.run(f"DROP TABLE IF EXISTS {quoted(str(table.schema))}.{quoted(table.name)} CASCADE")
