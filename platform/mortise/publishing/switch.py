"""The switch: one transaction in which tables, rows of versions and everything else become the new version's."""

from collections.abc import Iterator
from typing import Final

from engines.expression.clock import Clock
from engines.form.facts import Facts
from engines.form.steps import AddIndex, AddReference, CreateTable, Step, quoted
from mortise.db.failpoints import failpoint
from mortise.db.transaction import Tx
from mortise.definitions.applications import shown
from mortise.definitions.drafts import DraftChanged, lock_draft
from mortise.definitions.reading import write_document
from mortise.definitions.versions import ADD, SWITCH
from mortise.errors import Conflict
from mortise.publishing.ddl import written
from mortise.publishing.filling import fill_all
from mortise.publishing.plan import Plan

LOCK_SECONDS: Final = 0.2
"""How long the switch waits for a table: whoever comes after it waits as long."""
STATEMENT_SECONDS: Final = 120.0


class PublishedMeanwhile(Conflict):
    """Another version was published since the plan was made."""

    code = "published_meanwhile"


async def switch(
    tx: Tx, plan: Plan, person: int | None, note: str, clock: Clock, facts: Facts
) -> tuple[Step, ...]:
    """Makes the plan's version the published one; gives the steps that are left to be tidied up afterwards.

    To be called first in a transaction; when it fails everything is as it was."""
    draft = await lock_draft(tx, plan.app_id)
    if draft.revision != plan.revision:
        raise DraftChanged(extra={"revision": draft.revision})
    if draft.published_version != (None if plan.base is None else plan.base.version):
        raise PublishedMeanwhile
    for statement in locks(plan):
        await tx.run(statement)
    left = await change_tables(tx, plan, clock, facts)
    failpoint("publish.version")
    await write_version(tx, plan, person, note)
    failpoint("publish.commit")
    return left


def locks(plan: Plan) -> Iterator[str]:
    """Every table that the switch changes, or that a new reference leads to, locked in the order of its name."""
    modes: dict[str, str] = {}
    created = {step.table for step in plan.tables.steps if isinstance(step, CreateTable)}
    for step in plan.tables.steps:
        if isinstance(step, AddReference):
            target = f"{quoted(step.target_schema)}.{quoted(step.target_table)}"
            if step.target_table not in created:
                modes.setdefault(target, "SHARE ROW EXCLUSIVE")
        if plan.is_old(step.table) and not plan.is_prepared(step):
            modes[f"{quoted(step.schema)}.{quoted(step.table)}"] = "ACCESS EXCLUSIVE"
    for table, mode in sorted(modes.items()):
        yield f"LOCK TABLE {table} IN {mode} MODE"


async def change_tables(tx: Tx, plan: Plan, clock: Clock, facts: Facts) -> tuple[Step, ...]:
    """Carries the steps out in their order; what a large table can do without for a while is left for later."""
    left: list[Step] = []
    for step in plan.tables.steps:
        failpoint("publish.step")
        if step.is_data:
            await fill_all(tx, plan.schema, [step], clock, facts)
        elif plan.is_large(step.table) and isinstance(step, AddIndex):
            left.append(step)
        else:
            await tx.run(written(step.operate))
            if isinstance(step, AddReference) and plan.is_large(step.table):
                left.append(step)
            elif isinstance(step, AddReference):
                await tx.run(written(step.validate))
    return tuple(left)


async def write_version(tx: Tx, plan: Plan, person: int | None, note: str) -> None:
    """The rows that say what is published now."""
    definition = plan.definition
    version = {
        "app": plan.app_id,
        "version": plan.version,
        "definition": write_document(definition),
        "person": person,
        "note": note,
    }
    await tx.execute(ADD, version)
    state = {
        "app": plan.app_id,
        "version": plan.version,
        "labels": shown(definition),
        "icon": definition.icon,
        "colour": definition.colour,
    }
    await tx.execute(SWITCH, state)
