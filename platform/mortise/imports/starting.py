"""The beginning of an import: the file lies in the data folder, its row is noted, the job is asked for."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.transaction import Tx
from mortise.errors import Conflict, Invalid, NotFound
from mortise.imports.batches import (
    Batch,
    begin,
    lock_batch,
    plan_batch,
    read_batch,
    read_together,
    set_state,
)
from mortise.imports.columns import demand_import
from mortise.imports.plans import MOST_CORRECTIONS, Correction, Plan
from mortise.imports.staging import PARTS, drop_parts
from mortise.jobs.outbox import put
from mortise.records.access import open_form

KIND: Final = "import"


class NotNow(Conflict):
    """The import is at another step by now."""

    code = "import_not_now"


def file_of(data: Path, number: int) -> Path:
    """Where the file of an import lies until it is over."""
    return data / "imports" / str(number)


async def upload(tx: Tx, context: Context, data: Path, uploaded: Path, file_name: str) -> int:
    """Takes an uploaded file over, of which its person decides later what is to become; the import's number."""
    return await _begin(tx, context, "", data, uploaded, file_name, Plan())


async def start(
    tx: Tx, context: Context, form: str, data: Path, uploaded: Path, file_name: str, plan: Plan
) -> int:
    """Takes an uploaded file over and asks for its import; the import's number."""
    demand_import(open_form(context, form), plan)
    number = await _begin(tx, context, form, data, uploaded, file_name, plan)
    await ask(tx, context, number)
    return number


async def _begin(
    tx: Tx, context: Context, form: str, data: Path, uploaded: Path, file_name: str, plan: Plan
) -> int:
    number = await begin(
        tx,
        app=context.app.id,
        form=form,
        person=context.principal.person,
        state="staged" if form else "uploaded",
        file_name=file_name,
        plan=plan,
        at=context.clock.now,
    )
    await asyncio.to_thread(_take_over, uploaded, file_of(data, number))
    return number


async def ask(tx: Tx, context: Context, number: int) -> None:
    """Asks for the import's next step."""
    await put(tx, KIND, {"batch": number, "app": context.app.key}, app_id=context.app.id)


async def own_batch(tx: Tx, context: Context, number: int) -> Batch:
    """The person's own import, which nobody else goes on with meanwhile."""
    found = await read_batch(tx, number)
    if found is not None and found.leader is not None:
        await lock_batch(tx, found.leader)
    batch = await lock_batch(tx, number)
    if batch is None or (batch.app, batch.person) != (context.app.id, context.principal.person):
        raise NotFound
    return batch


async def check(tx: Tx, context: Context, number: int, form: str, plan: Plan) -> None:
    """Asks for the file to be checked against a form; it may be asked again until it is brought in."""
    demand_import(open_form(context, form), plan)
    batch = await own_batch(tx, context, number)
    if batch.state not in {"uploaded", "checked"} or len(await led_by(tx, batch)) > 1:
        raise NotNow
    if plan.reads_as(batch.plan):
        # Who goes back to the columns does not lose the cells that were corrected meanwhile.
        plan = plan.model_copy(update={"corrections": batch.plan.corrections}).corrected(plan.corrections)
    await drop_parts(tx, number, *PARTS)
    await plan_batch(tx, number, form, plan)
    await ask(tx, context, number)


async def correct(tx: Tx, context: Context, number: int, corrections: Sequence[Correction]) -> None:
    """Writes cells of a checked file anew, and asks for it to be checked again; the file itself stays as it is."""
    batch = await own_batch(tx, context, number)
    if batch.state != "checked":
        raise NotNow
    demand_import(open_form(context, batch.form), batch.plan)
    plan = batch.plan.corrected(corrections)
    issues = [
        Issue("parameter_range", pointer("cells", place, "column"), {"smallest": 0, "largest": width - 1})
        for width in [len(batch.outcome["headers"])]
        for place, each in enumerate(corrections)
        if each.column >= width
    ]
    if len(plan.corrections) > MOST_CORRECTIONS:
        issues.append(Issue("import_too_many_corrections", "/cells", {"most": MOST_CORRECTIONS}))
    if issues:
        raise Invalid(issues)
    leader = batch.leader or number
    for each in await read_together(tx, leader):
        await drop_parts(tx, each.id, *PARTS)
    await set_state(tx, leader, "staged", None)
    await plan_batch(tx, number, batch.form, plan)
    await ask(tx, context, leader)


async def check_together(
    tx: Tx, context: Context, number: int, sheets: Sequence[tuple[str, Plan]]
) -> list[int]:
    """Asks for several sheets of a workbook to be checked against a form each, in this order: rows may link to those of
    the sheets before. The numbers of their imports, of which the first leads the others."""
    for form, plan in sheets:
        demand_import(open_form(context, form), plan)
    leader = await own_batch(tx, context, number)
    if leader.state != "uploaded":
        raise NotNow
    (first, own), *others = sheets
    await plan_batch(tx, number, first, own)
    numbers = [number]
    for form, plan in others:
        numbers.append(
            await begin(
                tx,
                app=context.app.id,
                form=form,
                person=context.principal.person,
                state="staged",
                file_name=leader.file_name,
                plan=plan,
                at=context.clock.now,
                leader=number,
            )
        )
    await ask(tx, context, number)
    return numbers


async def led_by(tx: Tx, batch: Batch) -> list[Batch]:
    """The import with those that it leads; raises NotNow for one that is led by another."""
    if batch.leader is not None:
        raise NotNow
    return await read_together(tx, batch.id)


async def go_on(tx: Tx, context: Context, number: int) -> None:
    """Asks for the good rows of a checked import to be brought in, and with them those of the imports that it
    leads."""
    batch = await own_batch(tx, context, number)
    if batch.state != "checked":
        raise NotNow
    for each in await led_by(tx, batch):
        demand_import(open_form(context, each.form), each.plan)
    await set_state(tx, number, "applying", None)
    await ask(tx, context, number)


async def leave(tx: Tx, context: Context, number: int, data: Path) -> None:
    """Lets an import go of which nothing was brought in."""
    batch = await own_batch(tx, context, number)
    if batch.state not in {"uploaded", "checked"}:
        raise NotNow
    for each in await led_by(tx, batch):
        await drop_parts(tx, each.id, *PARTS)
    await set_state(tx, number, "left", context.clock.now)
    tx.after_commit(lambda: file_of(data, number).unlink(missing_ok=True))


async def undo(tx: Tx, context: Context, number: int) -> None:
    """Asks for an import to be undone."""
    batch = await own_batch(tx, context, number)
    if batch.state != "done":
        raise NotNow
    for each in await led_by(tx, batch):
        open_form(context, each.form)
    await set_state(tx, number, "undoing", None)
    await ask(tx, context, number)


def _take_over(uploaded: Path, kept: Path) -> None:
    """Moves the file to its place, so that it is there before the job can be."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with uploaded.open("rb") as file:
        os.fsync(file.fileno())
    uploaded.replace(kept)
