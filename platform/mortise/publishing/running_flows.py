"""Flows that run under earlier versions, and could not go on over the forms as a draft has them."""

from typing import Final

import sqlalchemy as sa

from engines.form.schema import Schema
from engines.form.wording import called
from engines.issues import Issue
from mortise.db.statements import prepare
from mortise.db.tables.flows import flow_instance
from mortise.db.transaction import Reader
from mortise.definitions.app import AppDefinition
from mortise.definitions.flows import flows_by_key, ready
from mortise.definitions.published import PublishedApps

RUNNING: Final = prepare(
    sa.select(flow_instance.c.flow, flow_instance.c.version, sa.func.count().label("count"))
    .where(
        flow_instance.c.app_id == sa.bindparam("app", type_=sa.BigInteger),
        flow_instance.c.state == "running",
    )
    .group_by(flow_instance.c.flow, flow_instance.c.version)
    .order_by(flow_instance.c.flow, flow_instance.c.version)
)


async def stranded(
    reader: Reader, apps: PublishedApps, app_id: int, definition: AppDefinition, schema: Schema
) -> list[Issue]:
    """A warning for each version of a flow that runs and uses what the draft no longer has."""
    found = []
    for row in await reader.fetch(RUNNING, {"app": app_id}):
        then = await apps.of(reader, app_id, row["version"])
        flow = flows_by_key(then.definition).get(row["flow"])
        if flow is None or ready(flow, row["version"], definition, schema)[0] is None:
            name = row["flow"] if flow is None else called(flow.key, flow.label)
            params = {"name": name, "count": row["count"], "version": row["version"]}
            found.append(Issue("flow_stranded", "", params, "warning"))
    return found
