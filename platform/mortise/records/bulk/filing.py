"""The files that many records name at once: a file has one place only, so every further record takes a copy of it."""

from collections.abc import Sequence
from dataclasses import replace

from engines.form.compiled import Form
from engines.form.files import StoredFile
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.transaction import Reader, Tx
from mortise.files.rows import copy_files, find_files
from mortise.records.attachments import has_files, is_loose, named_files, readable_files, with_copies
from mortise.records.bulk.taking_in import Edit
from mortise.records.incoming import Incoming

Place = tuple[str, int]
"""A field and the id of a file in it."""


async def give_files(reader: Reader, context: Context, form: Form, edits: Sequence[Edit]) -> None:
    """Tells every edit which files it may take; in a transaction, those that belong elsewhere are copied for it."""
    if not has_files(form):
        return
    wanted = [(edit, _wanted(form, edit)) for edit in edits]
    numbers = {number for _, places in wanted for _, number in places}
    if not numbers:
        return
    found = await find_files(reader, numbers)
    loose = {row.file.id: row.file for row in found if is_loose(row, context)}
    foreign = {row.file.id: row.file for row in await readable_files(reader, context, found)}
    copied: list[tuple[int, StoredFile]] = []
    given: set[int] = set()
    for at, (edit, places) in enumerate(wanted):
        taken: dict[int, StoredFile] = {}
        for _, number in places:
            file = loose.get(number) or foreign.get(number)
            if file is None:
                continue
            if not isinstance(reader, Tx) or (number in loose and number not in given):
                taken[number] = file
                given.add(number)
            else:
                copied.append((at, file))
        edit.files = {**edit.files, **taken}
    if isinstance(reader, Tx) and copied:
        await _copy(reader, context, form, wanted, copied)


def _wanted(form: Form, edit: Edit) -> list[Place]:
    """The files that a record names without having them; one that it names twice is refused."""
    kept = list(named_files(form, edit.before))
    # What a field holds already may stand there whatever the rules say by now.
    edit.files = {file.id: replace(file, is_picture=True) for _, file in kept}
    places = {(name, file.id) for name, file in kept}
    wanted: list[Place] = []
    for name, file in named_files(form, edit.incoming.values):
        if (name, file.id) in places:
            continue
        if any(number == file.id for _, number in wanted):
            edit.chosen.issues.append(Issue("file_twice", pointer("values", name)))
        else:
            wanted.append((name, file.id))
    return wanted


async def _copy(
    tx: Tx,
    context: Context,
    form: Form,
    wanted: Sequence[tuple[Edit, Sequence[Place]]],
    copied: Sequence[tuple[int, StoredFile]],
) -> None:
    numbers = await copy_files(tx, context.principal.person, [file.id for _, file in copied])
    copies: dict[int, dict[int, int]] = {}
    for (at, file), number in zip(copied, numbers, strict=True):
        edit = wanted[at][0]
        edit.files = {**edit.files, number: replace(file, id=number)}
        copies.setdefault(at, {})[file.id] = number
    for at, own in copies.items():
        edit = wanted[at][0]
        kept = {(name, file.id) for name, file in named_files(form, edit.before)}
        incoming = edit.incoming
        values = with_copies(form, incoming.values, kept, own)
        edit.incoming = Incoming(values, incoming.owner, incoming.issues)
