"""The beginning of an import: the file lies in the data folder, its row is noted, the job is asked for."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

from mortise.access.context import Context
from mortise.db.transaction import Tx
from mortise.imports.batches import begin
from mortise.imports.job import KIND, file_of
from mortise.jobs.outbox import put
from mortise.records.access import open_form


def demand_import(context: Context, form: str) -> None:
    """Raises unless the person may bring records into the form."""
    door = open_form(context, form)
    door.demand("import")
    door.demand("create")


async def start(
    tx: Tx,
    context: Context,
    form: str,
    data: Path,
    uploaded: Path,
    file_name: str,
    mapping: Mapping[str, str | None] | None,
) -> int:
    """Takes an uploaded file over and asks for its import; the import's number."""
    demand_import(context, form)
    number = await begin(
        tx,
        app=context.app.id,
        form=form,
        person=context.principal.person,
        file_name=file_name,
        mapping=mapping,
        at=context.clock.now,
    )
    await asyncio.to_thread(_take_over, uploaded, file_of(data, number))
    await put(tx, KIND, {"batch": number, "app": context.app.key}, app_id=context.app.id)
    return number


def _take_over(uploaded: Path, kept: Path) -> None:
    """Moves the file to its place, so that it is there before the job can be."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with uploaded.open("rb") as file:
        os.fsync(file.fileno())
    uploaded.replace(kept)
