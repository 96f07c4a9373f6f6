"""What changes of records do to flows: some begin, of others the time limits move. The job that tells of a change is
put in the transaction of the change."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import sqlalchemy as sa

from engines.flow.commands.dates_changed import DatesChanged
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
from mortise.errors import NotFound, UserError
from mortise.flows.beginning import holds
from mortise.flows.families import begun_by
from mortise.flows.following import begin_flow, carry_out
from mortise.flows.refusals import FlowUnreadable
from mortise.flows.running import FLOW, Runtime, acting, clock_for, flow_of, published
from mortise.flows.scene import Scene
from mortise.jobs.work import Work

CREATIONS: Final = frozenset({"create", "import"})
APP: Final = sa.bindparam("app", type_=sa.BigInteger)
FORM: Final = sa.bindparam("form", type_=sa.Text)
BIGINTS: Final = sa.ARRAY(sa.BigInteger)
change: Final = record_change.c

OF_FORM: Final = (change.app_id == APP, change.form == FORM)
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
OF_VERSIONS: Final = prepare(
    sa.select(*TOLD)
    .join(_given, sa.and_(change.record_id == _given.c.id, change.version == _given.c.version))
    .where(*OF_FORM)
    .order_by(change.id)
)
OF_BATCH: Final = prepare(
    sa.select(*TOLD)
    .where(*OF_FORM, change.batch_id == sa.bindparam("batch", type_=sa.BigInteger))
    .order_by(change.id)
)
RUNNING: Final = prepare(
    sa.select(flow_instance.c.id, flow_instance.c.flow, flow_instance.c.version)
    .where(
        flow_instance.c.app_id == APP,
        flow_instance.c.form == FORM,
        flow_instance.c.record == sa.bindparam("record", type_=sa.BigInteger),
        flow_instance.c.state == "running",
    )
    .order_by(flow_instance.c.id)
)


async def react(work: Work, runtime: Runtime) -> None:
    """Does what follows from the changes that a job tells of, record by record: what was done before the job was
    interrupted is not done again."""
    payload, app_id = work.job.payload, work.job.app_id
    if app_id is None:
        return
    form = str(payload["form"])
    async with work.database.read() as reader:
        try:
            app = await published(reader, runtime, app_id)
        except NotFound:
            return
        values: dict[str, object] = {"app": app_id, "form": form}
        if "batch" in payload:
            rows = await reader.fetch(OF_BATCH, {**values, "batch": payload["batch"]})
        else:
            records: Any = payload["records"]
            ids, versions = [each[0] for each in records], [each[1] for each in records]
            rows = await reader.fetch(OF_VERSIONS, {**values, "ids": ids, "versions": versions})
    if form not in app.schema.forms:
        return
    for row in rows:
        # What a flow changes itself begins no further flow.
        if FLOW not in (row["cause"] or {}):
            async with work.transaction() as tx:
                await _begin_some(tx, runtime, app, form, row)
                with suppress(FlowUnreadable):
                    await _move_times(tx, runtime, app, form, row)


async def _begin_some(tx: Tx, runtime: Runtime, app: PublishedApp, form: str, row: Record) -> None:
    changed = frozenset({*(row["old"] or {}), *(row["new"] or {})})
    for flow in app.definition.flows:
        start = start_of(flow)
        if start is None or flow.form != form or not is_automatic(flow) or row["actor_id"] is None:
            continue
        is_new = row["action"] in CREATIONS and row["old"] is None
        if not (start.on_creation if is_new else not changed.isdisjoint(start.on_change)):
            continue
        name = f"event:{row['id']}:{flow.key}"
        if await begun_by(tx, app, form, row["record_id"], flow.key, name) is None:
            await _begin(tx, runtime, app, flow.key, row, name)


async def _begin(tx: Tx, runtime: Runtime, app: PublishedApp, key: str, row: Record, name: str) -> None:
    """Begins a flow in the name of whoever made the change; where it cannot begin now, because it runs already or the
    record is gone, it does not."""
    actor, record = row["actor_id"], row["record_id"]
    await tx.run("SAVEPOINT beginning")
    try:
        flow = await flow_of(tx, runtime, app, key, app.version)
        principal = await runtime.principals.of_person(tx, actor)
        scene = Scene(runtime, app, flow, acting(app, principal, clock_for(principal), {FLOW: key}))
        before = _before(app.schema.forms[flow.definition.form].fields, row["old"] or {})
        if await holds(tx, scene, record, actor, before):
            await begin_flow(tx, runtime, app, key, record, actor, name)
    except UserError:
        await tx.run("ROLLBACK TO SAVEPOINT beginning")
        return
    await tx.run("RELEASE SAVEPOINT beginning")


def _before(fields: Mapping[str, Field], old: Mapping[str, Any]) -> dict[str, object]:
    """The fields as they were, from the log."""
    found: dict[str, object] = {}
    for key, value in old.items():
        field = fields.get(key)
        if field is not None and field.row_fields() is None:
            parsed = None if value is None else field.parse(value)
            found[key] = None if isinstance(parsed, Issue) else parsed
    return found


async def _move_times(tx: Tx, runtime: Runtime, app: PublishedApp, form: str, row: Record) -> None:
    """Flows of the record of which something hangs on a date that is another now."""
    changed = {*(row["old"] or {}), *(row["new"] or {})}
    place = {"app": app.id, "form": form, "record": row["record_id"]}
    for running in await tx.fetch(RUNNING, place):
        flow = await flow_of(tx, runtime, app, running["flow"], running["version"])
        dates = {path for node in flow.nodes.values() for path, _, wanted in node.paths() if wanted == DATES}
        if dates & changed:
            command = DatesChanged(id=f"dates:{row['id']}", actor=None, fields=frozenset(dates & changed))
            await carry_out(tx, runtime, running["id"], command)
