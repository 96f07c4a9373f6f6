"""Files become a record's own, in the transaction that saves it."""

from engines.form.compiled import Form
from mortise.access.context import Context
from mortise.db.transaction import Tx
from mortise.errors import Conflict
from mortise.files.rows import attach_files
from mortise.records.attachments import has_files, named_files
from mortise.records.saving import Save


async def attach_new(tx: Tx, context: Context, form: Form, number: int, save: Save) -> None:
    """Gives the record the files that it names since this save; Conflict where another save was quicker."""
    if not has_files(form):
        return
    before = {(name, file.id) for name, file in named_files(form, save.before)}
    taken = {
        file.id: name
        for name, file in named_files(form, save.submission.values)
        if (name, file.id) not in before
    }
    if not taken:
        return
    count = await attach_files(tx, context.principal.person, context.app.id, form.key, number, taken)
    if count != len(taken):
        raise Conflict
