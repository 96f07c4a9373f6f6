"""Files and signatures that come with a command: the flow's from then on, read by who may see the flow."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import sqlalchemy as sa

from engines.flow.command import Command
from engines.flow.commands.add_signer import AddSigner
from engines.flow.commands.approve import Approve
from engines.form.files import StoredFile
from engines.issues import Issue, pointer
from mortise.db.statements import prepare
from mortise.db.tables.files import file
from mortise.db.tables.flows import flow_vote
from mortise.db.transaction import Reader, Tx
from mortise.errors import Conflict, Invalid
from mortise.files.rows import FileRow, copy_files, file_row, find_files, send_files
from mortise.flows.storing import Held

FILES: Final = "files"
SIGNATURE: Final = "signature"
ACTOR: Final = sa.bindparam("actor", type_=sa.BigInteger)
LAST: Final = prepare(
    sa.select(file)
    .join(flow_vote, flow_vote.c.signature == file.c.id)
    .where(flow_vote.c.actor == ACTOR, flow_vote.c.signature.is_not(None))
    .order_by(flow_vote.c.at.desc())
    .limit(1)
)
OWN: Final = prepare(
    sa.select(flow_vote.c.signature).where(
        flow_vote.c.actor == ACTOR,
        flow_vote.c.signature.is_not(None),
        flow_vote.c.signature == sa.bindparam("given", type_=sa.BigInteger),
    )
)


async def last_signature(reader: Reader, person: int) -> StoredFile | None:
    """The picture with which the person signed last."""
    row = await reader.fetchrow(LAST, {"actor": person})
    return None if row is None else file_row(row).file


async def enclose(tx: Tx, held: Held, command: Command, person: int) -> Command:
    """Gives the flow what the person sends along with a command, as the command is then: a signature that they gave
    before is copied. Raises Invalid for what is not theirs to send."""
    signature: int | None = None
    if isinstance(command, (Approve, AddSigner)) and command.signature is not None:
        signature = await _own_copy(tx, command.signature, person)
        command = replace(command, signature=signature)
    if not command.files and signature is None:
        return command
    sent = [*command.files, *([] if signature is None else [signature])]
    found = {row.file.id: row for row in await find_files(tx, sent)}
    issues = [
        Issue("file_unknown", pointer(FILES, place))
        for place, number in enumerate(command.files)
        if not _is_own(found, number, person) or number in sent[:place]
    ]
    if signature is not None:
        issues += _of_signature(found, signature, person, is_double=signature in command.files)
    if issues:
        raise Invalid(issues)
    if await send_files(tx, person, held.app_id, held.id, sent) != len(sent):
        raise Conflict
    return command


async def _own_copy(tx: Tx, number: int, person: int) -> int:
    """A copy of a signature that the person gave before; any other file as it is."""
    if await tx.fetchval(OWN, {"actor": person, "given": number}) is None:
        return number
    (copy,) = await copy_files(tx, person, [number])
    return copy


def _is_own(found: Mapping[int, FileRow], number: int, person: int) -> bool:
    row = found.get(number)
    return row is not None and row.is_loose and row.uploaded_by == person


def _of_signature(found: Mapping[int, FileRow], number: int, person: int, *, is_double: bool) -> list[Issue]:
    """What keeps a file from being a signature; every one was drawn anew by us."""
    if is_double or not _is_own(found, number, person):
        return [Issue("file_unknown", pointer(SIGNATURE))]
    sent = found[number].file
    return [] if sent.is_picture else [Issue("file_not_drawn", pointer(SIGNATURE), {"name": sent.name})]
