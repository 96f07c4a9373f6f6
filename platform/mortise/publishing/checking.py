"""Looks at every value that a draft would convert: at once where they are few, otherwise in the background.

What was found is kept for one state of the draft, and holds as long as nobody changes the data, or for some minutes:
the publication itself counts again what does not fit, and ends when that is more than was accepted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from engines.expression.clock import Clock
from engines.form.conversion import Loss
from engines.form.facts import Facts
from engines.issues import Issue
from mortise.db.connections import Record
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables.applications import publication, value_check
from mortise.db.tables.jobs import is_open, outbox
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader
from mortise.definitions.drafts import lock_draft, read_draft
from mortise.definitions.published import PublishedApps
from mortise.errors import Conflict, UserError
from mortise.jobs.claims import ATTEMPTS
from mortise.jobs.outbox import put
from mortise.jobs.work import Handlers, LostError, Work
from mortise.publishing.losses import DryRun, FieldLoss, conversions, fingerprint, losses_of, options_gone
from mortise.publishing.moment import company_moment
from mortise.publishing.plan import Plan, make_plan
from mortise.publishing.unconverted import place_of

CHECK: Final = "publish.check"
"""The kind of job; its payload names the check."""
AT_ONCE: Final = 50_000
"""So many rows are looked at while somebody waits."""
HOLDS: Final = timedelta(minutes=5)
BATCHES: Final = 20
"""After so many batches it is noted how far the check has come."""

RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"

APP: Final = sa.bindparam("app", type_=sa.BigInteger)
KEY: Final = sa.bindparam("key", type_=sa.Text)
ID: Final = sa.bindparam("id", type_=sa.BigInteger)
FORMS: Final = sa.bindparam("forms", type_=sa.ARRAY(sa.Text))

READ: Final = prepare(sa.select(value_check).where(value_check.c.app_id == APP, value_check.c.key == KEY))
ONE: Final = prepare(sa.select(value_check).where(value_check.c.id == ID))
LAST_PUBLICATION: Final = prepare(sa.select(sa.func.max(publication.c.id)).where(publication.c.app_id == APP))
LAST_CHANGE: Final = prepare(
    sa.text(
        "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('mortise.record_change', 'id')), 0)"
    )
)
CHANGED: Final = prepare(
    sa.select(
        sa.exists().where(
            record_change.c.id > sa.bindparam("mark", type_=sa.BigInteger),
            record_change.c.app_id == APP,
            record_change.c.form == sa.any_(FORMS),
        )
    )
)
AT_WORK: Final = prepare(
    sa.select(
        sa.exists().where(
            is_open(outbox),
            outbox.c.kind == CHECK,
            outbox.c.payload.op("->>")("check") == sa.cast(ID, sa.Text),
        )
    )
)
FORGET: Final = prepare(sa.delete(value_check).where(value_check.c.app_id == APP))
BEGIN: Final = prepare(
    sa.insert(value_check)
    .values(
        app_id=APP,
        key=KEY,
        state=RUNNING,
        content=sa.bindparam("content"),
        total=sa.bindparam("total"),
        mark=sa.bindparam("mark"),
    )
    .returning(value_check.c.id)
)
PROGRESS: Final = prepare(
    sa.update(value_check)
    .where(value_check.c.id == ID)
    .values(done=sa.bindparam("done", type_=sa.BigInteger))
)
END: Final = prepare(
    sa.update(value_check)
    .where(value_check.c.id == ID)
    .values(
        state=sa.bindparam("state"),
        found=sa.bindparam("found"),
        error=sa.bindparam("error"),
        finished_at=sa.func.now(),
    )
)


class ValuesUnchecked(Conflict):
    """Many values are to be converted, and it is still being looked at which of them can be."""

    code = "values_unchecked"


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of the values: how many of how many rows were looked at, when that ended, and, once it is `done`,
    what does not fit."""

    state: str
    done: int
    total: int
    losses: Sequence[FieldLoss] = ()
    finished_at: datetime | None = None


async def check_values(
    database: Database, plan: Plan, clock: Clock, facts: Facts, at_once: int = AT_ONCE
) -> Check:
    """The losses of a plan, or how far one is with looking for them: that goes on in the background."""
    total = sum(plan.rows.get(step.table, 0) for step, _ in conversions(plan))
    async with database.read() as reader:
        if total <= at_once:
            return Check(DONE, total, total, await losses_of(reader, plan, clock, facts))
        key = await key_of(reader, plan)
        row = await reader.fetchrow(READ, {"app": plan.app_id, "key": key})
        if row is not None and await holds(reader, plan, row):
            check = Check(row["state"], row["done"], row["total"], (), row["finished_at"])
            if row["state"] != DONE:
                return check
            losses = [read_loss(plan, each) for each in row["found"]]
            return replace(check, losses=[*losses, *await options_gone(reader, plan, losses)])
        mark = await reader.fetchval(LAST_CHANGE)
    await begin(database, plan, key, total, mark if isinstance(mark, int) else 0)
    return Check(RUNNING, 0, total)


async def begin(database: Database, plan: Plan, key: str, total: int, mark: int) -> None:
    """Has a worker look at the values, instead of whatever was looked at for the application before."""
    content = {"revision": plan.revision, "take_back": sorted(plan.take_back)}
    values = {"app": plan.app_id, "key": key, "content": content, "total": total, "mark": mark}
    async with database.transaction() as tx:
        # Others who look at the same plan wait here, and find the check begun.
        await lock_draft(tx, plan.app_id)
        row = await tx.fetchrow(READ, {"app": plan.app_id, "key": key})
        if row is not None and row["state"] == RUNNING and await is_at_work(tx, row):
            return
        await tx.execute(FORGET, {"app": plan.app_id})
        number = await tx.fetchval(BEGIN, values)
        await put(tx, CHECK, {"check": number}, app_id=plan.app_id)


async def key_of(reader: Reader, plan: Plan) -> str:
    """What a check is for: the draft's state, and what it begins from. A publication that failed makes it another."""
    last = await reader.fetchval(LAST_PUBLICATION, {"app": plan.app_id})
    base = None if plan.base is None else plan.base.version
    return fingerprint([plan.revision, base, sorted(plan.take_back), last])


async def holds(reader: Reader, plan: Plan, row: Record) -> bool:
    """Whether a check still tells how the data are."""
    if row["state"] == RUNNING:
        return await is_at_work(reader, row)
    if row["finished_at"] > datetime.now(UTC) - HOLDS:
        return True
    sources = plan.schema.sources
    forms = sorted({place_of(sources[step.table], step.after.key)[0] for step, _ in conversions(plan)})
    changed = await reader.fetchval(CHANGED, {"app": plan.app_id, "mark": row["mark"], "forms": forms})
    return row["state"] == DONE and changed is False


async def is_at_work(reader: Reader, row: Record) -> bool:
    """Whether a job is left that goes on with a check."""
    return await reader.fetchval(AT_WORK, {"id": row["id"]}) is True


async def run_check(work: Work) -> None:
    """Looks at the values, and notes from time to time how far that has come."""
    number = work.job.payload["check"]
    async with work.database.read() as reader:
        row = await reader.fetchrow(ONE, {"id": number})
    if row is None or row["state"] != RUNNING:
        return
    try:
        found = await look(work, row)
    except LostError:
        raise
    except Exception as failed:
        if work.job.attempt < ATTEMPTS and not isinstance(failed, UserError):
            raise
        await end(work, number, FAILED, [], type(failed).__name__)
    else:
        await end(work, number, DONE, found, None)


async def look(work: Work, row: Record) -> list[Mapping[str, Any]]:
    """What does not fit, over every row."""
    plan = await plan_of(work.database, row)
    found: list[Mapping[str, Any]] = []
    passed = 0
    async with work.database.read() as reader:
        clock, facts = await company_moment(reader, datetime.now(UTC))
    for step, table in conversions(plan):
        async with work.database.read() as reader:
            run = await DryRun.begin(reader, plan, step, table, clock, facts)
            last = await reader.fetchval(prepare(sa.select(sa.func.max(table.c.id))))
        rows = plan.rows.get(step.table, 0)
        is_over = False
        while not is_over:
            async with work.database.read() as reader:
                for _ in range(BATCHES):
                    is_over = is_over or not await run.advance(reader)
            # Rows are not counted on the way: ids tell well enough how much is left.
            share = run.after / last if isinstance(last, int) and last else 1
            async with work.transaction() as tx:
                await tx.execute(PROGRESS, {"id": row["id"], "done": passed + int(rows * share)})
        passed += rows
        found += [write_loss(loss) for loss in run.losses()]
    return found


async def plan_of(database: Database, row: Record) -> Plan:
    """The plan that a check is for; a draft that moved on has another check, and this one serves nobody."""
    apps = PublishedApps()
    async with database.read() as reader:
        draft = await read_draft(reader, row["app_id"])
        version = draft.published_version
        base = None if version is None else await apps.of(reader, row["app_id"], version)
        return await make_plan(reader, apps, draft, base, frozenset(row["content"]["take_back"]))


async def end(
    work: Work, number: object, state: str, found: Sequence[Mapping[str, Any]], error: str | None
) -> None:
    """Notes what came of a check."""
    async with work.transaction(last=True) as tx:
        await tx.execute(END, {"id": number, "state": state, "found": list(found), "error": error})


def write_loss(loss: FieldLoss) -> Mapping[str, Any]:
    """A loss as JSON keeps it."""
    return {
        "table": None if loss.step is None else loss.step.table,
        "field": loss.field,
        "form": loss.form,
        "count": loss.count,
        "total": loss.total,
        "fingerprint": loss.fingerprint,
        "first": [[each.id, each.issue.code, dict(each.issue.params)] for each in loss.first],
    }


def read_loss(plan: Plan, kept: Mapping[str, Any]) -> FieldLoss:
    """A loss that was kept, with the step of the plan that it is of."""
    key = kept["field"].rpartition(".")[2]
    step = next(step for step, _ in conversions(plan) if (step.table, step.after.key) == (kept["table"], key))
    first = [Loss(number, Issue(code, "", params)) for number, code, params in kept["first"]]
    told = Issue("plan_unconverted", "", {"count": kept["count"], "total": kept["total"]})
    return FieldLoss(
        kept["form"], kept["field"], told, kept["count"], kept["total"], first, kept["fingerprint"], step
    )


CHECKING_HANDLERS: Final[Handlers] = {CHECK: run_check}
