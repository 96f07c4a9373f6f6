"""Files become a record's own, in the transaction that saves it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engines.form.compiled import Form
from mortise.access.context import Context
from mortise.db.transaction import Tx
from mortise.errors import Conflict
from mortise.files.rows import attach_files
from mortise.records.attachments import has_files, named_files


@dataclass(frozen=True, slots=True)
class Filed:
    """A record with the values that it had, and those that a save gives it."""

    id: int
    before: Mapping[str, object] | None
    after: Mapping[str, object]


async def attach_new(tx: Tx, context: Context, form: Form, records: Iterable[Filed]) -> None:
    """Gives records the files that they name since this save; Conflict where another save was quicker."""
    if not has_files(form):
        return
    taken: dict[int, tuple[int, str]] = {}
    for each in records:
        before = {(name, file.id) for name, file in named_files(form, each.before)}
        taken.update(
            (file.id, (each.id, name))
            for name, file in named_files(form, each.after)
            if (name, file.id) not in before
        )
    if not taken:
        return
    count = await attach_files(tx, context.principal.person, context.app.id, form.key, taken)
    if count != len(taken):
        raise Conflict
