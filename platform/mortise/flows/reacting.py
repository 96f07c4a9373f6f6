"""What changes of records do to flows: some begin, of others the time limits move. The job that tells of a change is
put in the transaction of the change."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, cast

import sqlalchemy as sa

from engines.flow.commands.dates_changed import DatesChanged
from engines.flow.nodes.start import StartNode
from engines.flow.task_node import DATES
from engines.form.field import Field
from engines.issues import Issue
from mortise.access.starting import start_of
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.flows import flow_instance
from mortise.db.tables.records import record_change
from mortise.db.transaction import Tx
from mortise.definitions.published import PublishedApp
from mortise.definitions.watched import is_automatic
from mortise.errors import NotFound
from mortise.flows.following import carry_out
from mortise.flows.refusals import FlowUnreadable
from mortise.flows.running import FLOW, Runtime, flow_of, published
from mortise.flows.telling import tell_unbegun
from mortise.flows.together import Occasion, begin_together
from mortise.jobs.work import Work

CREATIONS: Final = frozenset({"create", "import"})
APP: Final = sa.bindparam("app", type_=sa.BigInteger)
FORM: Final = sa.bindparam("form", type_=sa.Text)
BIGINTS: Final = sa.ARRAY(sa.BigInteger)
change: Final = record_change.c

MOST: Final = 200
"""So many records are taken at once."""
TOLD: Final = (
    change.id,
    change.record_id,
    change.action,
    change.actor_id,
    change.cause,
    change.old,
    change.new,
)
_given: Final = (
    sa.func.unnest(sa.bindparam("ids", type_=BIGINTS), sa.bindparam("versions", type_=sa.ARRAY(sa.Integer)))
    .table_valued(sa.column("id", sa.BigInteger), sa.column("version", sa.Integer))
    .render_derived(name="given")
)
_NEXT: Final = (
    change.app_id == APP,
    change.form == FORM,
    change.id > sa.bindparam("after", type_=sa.BigInteger),
)
OF_VERSIONS: Final = prepare(
    sa.select(*TOLD)
    .join(_given, sa.and_(change.record_id == _given.c.id, change.version == _given.c.version))
    .where(*_NEXT)
    .order_by(change.id)
    .limit(MOST)
)
OF_BATCH: Final = prepare(
    sa.select(*TOLD)
    .where(*_NEXT, change.batch_id == sa.bindparam("batch", type_=sa.BigInteger))
    .order_by(change.id)
    .limit(MOST)
)
RUNNING: Final = prepare(
    sa.select(flow_instance.c.id, flow_instance.c.flow, flow_instance.c.version, flow_instance.c.record)
    .where(
        flow_instance.c.app_id == APP,
        flow_instance.c.form == FORM,
        flow_instance.c.record == sa.any_(sa.bindparam("records", type_=BIGINTS)),
        flow_instance.c.state == "running",
    )
    .order_by(flow_instance.c.id)
)


async def react(work: Work, runtime: Runtime) -> None:
    """Does what follows from the changes that a job tells of, so many records at a time: what was done before the job
    was interrupted is not done again."""
    payload, app_id = work.job.payload, work.job.app_id
    if app_id is None:
        return
    form = str(payload["form"])
    values: dict[str, object] = {"app": app_id, "form": form, "after": 0}
    if "batch" in payload:
        statement = OF_BATCH
        values["batch"] = payload["batch"]
    else:
        statement, records = OF_VERSIONS, cast("list[list[int]]", payload["records"])
        values["ids"], values["versions"] = [each[0] for each in records], [each[1] for each in records]
    while True:
        async with work.database.read() as reader:
            try:
                app = await published(reader, runtime, app_id)
            except NotFound:
                return
            rows = await reader.fetch(statement, values)
        if form not in app.schema.forms or not rows:
            return
        # What a flow changes itself begins no further flow.
        by_people = [row for row in rows if FLOW not in (row["cause"] or {})]
        if by_people:
            async with work.transaction() as tx:
                await _begin_some(tx, runtime, app, form, by_people)
                await _move_times(tx, runtime, app, form, by_people)
        if len(rows) < MOST:
            return
        values["after"] = rows[-1]["id"]


async def _begin_some(tx: Tx, runtime: Runtime, app: PublishedApp, form: str, rows: Sequence[Record]) -> None:
    fields = app.schema.forms[form].fields
    for flow in app.definition.flows:
        start = start_of(flow)
        if start is None or flow.form != form or not is_automatic(flow):
            continue
        occasions = [
            Occasion(
                row["record_id"],
                row["actor_id"],
                f"event:{row['id']}:{flow.key}",
                _before(fields, row["old"] or {}),
            )
            for row in rows
            if row["actor_id"] is not None and _begins(start, row)
        ]
        with suppress(FlowUnreadable):
            if occasions:
                await tell_unbegun(tx, await begin_together(tx, runtime, app, flow.key, occasions))


def _begins(start: StartNode, row: Record) -> bool:
    """Whether a flow waits for such a change."""
    if row["action"] in CREATIONS and row["old"] is None:
        return start.on_creation
    return not {*(row["old"] or {}), *(row["new"] or {})}.isdisjoint(start.on_change)


def _before(fields: Mapping[str, Field], old: Mapping[str, Any]) -> dict[str, object]:
    """The fields as they were, from the log."""
    found: dict[str, object] = {}
    for key, value in old.items():
        field = fields.get(key)
        if field is not None and field.row_fields() is None:
            parsed = None if value is None else field.parse(value)
            found[key] = None if isinstance(parsed, Issue) else parsed
    return found


async def _move_times(tx: Tx, runtime: Runtime, app: PublishedApp, form: str, rows: Sequence[Record]) -> None:
    """Flows of the records of which something hangs on a date that is another now."""
    changes = [row for row in rows if row["old"] is not None]
    if not changes:
        return
    records = sorted({row["record_id"] for row in changes})
    running = await tx.fetch(RUNNING, {"app": app.id, "form": form, "records": records})
    by_record: dict[int, list[Record]] = {}
    for each in running:
        by_record.setdefault(each["record"], []).append(each)
    for row in changes:
        changed = {*(row["old"] or {}), *(row["new"] or {})}
        for each in by_record.get(row["record_id"], ()):
            with suppress(FlowUnreadable):
                flow = await flow_of(tx, runtime, app, each["flow"], each["version"])
                dates = {
                    path
                    for node in flow.nodes.values()
                    for path, _, wanted in node.paths()
                    if wanted == DATES
                }
                if dates & changed:
                    command = DatesChanged(
                        id=f"dates:{row['id']}", actor=None, fields=frozenset(dates & changed)
                    )
                    await carry_out(tx, runtime, each["id"], command)
