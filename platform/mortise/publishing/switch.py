"""The switch: one transaction in which tables, rows of versions and everything else become the new version's."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from engines.expression.clock import Clock
from engines.form.facts import Facts
from engines.form.steps import AddColumns, AddIndex, AddReference, Convert, CreateTable, Fill, Step, quoted
from engines.form.tables import schema_name
from mortise.db.failpoints import failpoint
from mortise.db.transaction import Tx
from mortise.definitions.applications import shown
from mortise.definitions.drafts import DraftChanged, lock_draft
from mortise.definitions.reading import write_document
from mortise.definitions.versions import ADD, SWITCH
from mortise.errors import Conflict
from mortise.publishing.ddl import written
from mortise.publishing.filling import Filling
from mortise.publishing.losses import refuse_more
from mortise.publishing.plan import Plan
from mortise.publishing.shadow import ORDER, next_columns, place_statements
from mortise.publishing.unconverted import Aside

LOCK_SECONDS: Final = 0.2
"""How long the switch waits for a table: whoever comes after it waits as long."""
STATEMENT_SECONDS: Final = 120.0
NOTHING: Final[Mapping[str, int]] = MappingProxyType({})


class PublishedMeanwhile(Conflict):
    """Another version was published since the plan was made."""

    code = "published_meanwhile"


async def switch(
    tx: Tx,
    plan: Plan,
    person: int | None,
    note: str,
    clock: Clock,
    facts: Facts,
    *,
    accepted: Mapping[str, int] = NOTHING,
    last_look: Callable[[Tx], Awaitable[object]] | None = None,
) -> bool:
    """Makes the plan's version the published one; gives whether something is left to be tidied up afterwards.

    To be called first in a transaction; when it fails everything is as it was. `accepted` says of how many values of
    which field the loss was accepted. `last_look` is given for a plan that was prepared: it catches up with the last
    changes once nobody can make any."""
    draft = await lock_draft(tx, plan.app_id)
    is_prepared = last_look is not None
    if draft.revision != plan.revision and not is_prepared:
        raise DraftChanged(extra={"revision": draft.revision})
    if draft.published_version != (None if plan.base is None else plan.base.version):
        raise PublishedMeanwhile
    for statement in locks(plan, is_prepared=is_prepared):
        await tx.run(statement)
    if last_look is not None:
        await last_look(tx)
    aside = Aside(plan.app_id, plan.version)
    filling = Filling(plan.schema, clock, facts, None if plan.base is None else plan.base.schema, aside)
    is_left = False
    for step in plan.tables.steps:
        failpoint("publish.step")
        if is_tidied(plan, step, is_prepared=is_prepared):
            is_left = True
        elif is_prepared and (step.is_data or isinstance(step, AddColumns)) and plan.is_old(step.table):
            await place(tx, plan, step)
        elif not (is_prepared and is_ready(plan, step)):
            await carry_out(tx, plan, step, filling)
        is_left = is_left or (isinstance(step, AddReference) and plan.is_large(step.table))
    if any(isinstance(step, Convert) for step in plan.tables.steps):
        refuse_more(plan, await aside.counts(tx), accepted)
    is_left = await renew_searches(tx, plan) or is_left
    failpoint("publish.version")
    await write_version(tx, plan, person, note)
    failpoint("publish.commit")
    return is_left or is_prepared


async def renew_searches(tx: Tx, plan: Plan) -> bool:
    """Builds the indexes of searches that hold other texts from now on; whether those of large tables are left."""
    base = {} if plan.base is None else plan.base.schema.forms
    before = {key: form.search.index.name for key, form in base.items()}
    after = {key: form.search.index for key, form in plan.schema.forms.items()}
    is_left = False
    for key, name in before.items():
        if key not in after or after[key].name != name:
            await tx.run(f"DROP INDEX IF EXISTS {quoted(schema_name(plan.schema.app))}.{quoted(name)}")
    for key, index in after.items():
        if before.get(key) == index.name:
            continue
        if plan.is_large(key):
            is_left = True
        else:
            step = AddIndex(schema=schema_name(plan.schema.app), table=key, index=index)
            await tx.run(written(step.operate))
    return is_left


def locks(plan: Plan, *, is_prepared: bool) -> Iterator[str]:
    """Every table that the switch changes, or that a new reference leads to, locked in the order of its name."""
    modes: dict[str, str] = {}
    created = {step.table for step in plan.tables.steps if isinstance(step, CreateTable)}
    for step in plan.tables.steps:
        if isinstance(step, AddReference):
            target = f"{quoted(step.target_schema)}.{quoted(step.target_table)}"
            if step.target_table not in created:
                modes.setdefault(target, "SHARE ROW EXCLUSIVE")
        if plan.is_old(step.table) and not is_tidied(plan, step, is_prepared=is_prepared):
            modes[f"{quoted(step.schema)}.{quoted(step.table)}"] = "ACCESS EXCLUSIVE"
    for table, mode in sorted(modes.items()):
        yield f"LOCK TABLE {table} IN {mode} MODE"


def is_tidied(plan: Plan, step: Step, *, is_prepared: bool) -> bool:
    """Whether a step can wait until after the switch: an index that only makes large tables quicker."""
    if not isinstance(step, AddIndex) or not plan.is_old(step.table):
        return False
    return not step.index.unique and (plan.is_large(step.table) or is_prepared)


def is_ready(plan: Plan, step: Step) -> bool:
    """Whether the preparation has done a step already: tables that begin, and what keeps values unique."""
    if isinstance(step, CreateTable):
        return step.table not in plan.live
    return isinstance(step, AddIndex) and plan.is_prepared(step)


async def place(tx: Tx, plan: Plan, step: Step) -> None:
    """Puts what was prepared for a step in its place."""
    for column in next_columns(plan):
        own = step.columns if isinstance(step, AddColumns) else {}
        keys = step.keys if isinstance(step, Fill) else ()
        is_filled = column.replaces and column.name.removesuffix(ORDER) in keys
        if column.table == step.table and (column.name in own or is_filled):
            for statement in place_statements(column):
                await tx.run(statement)


async def carry_out(tx: Tx, plan: Plan, step: Step, filling: Filling) -> None:
    """Does a step on tables that nobody else can reach meanwhile."""
    if step.is_data:
        await filling.all(tx, [step])
        return
    await tx.run(written(step.operate))
    if isinstance(step, AddReference) and not plan.is_large(step.table):
        await tx.run(written(step.validate))


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
        "revision": plan.revision,
        "labels": shown(definition),
        "icon": definition.icon,
        "colour": definition.colour,
    }
    await tx.execute(SWITCH, state)
