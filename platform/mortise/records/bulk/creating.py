"""Makes many records by one request, each of its own values and in their order: as one after the other, whole or, where
that is asked for, the good ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from engines.issues import Issue, has_errors, pointer
from mortise.access.context import Context
from mortise.db.transaction import Reader, Tx
from mortise.records.access import Door
from mortise.records.attaching import Filed, attach_new
from mortise.records.bulk.editing import REASON, Line, incoming_of
from mortise.records.bulk.filing import give_files
from mortise.records.bulk.outcome import Chosen, Outcome, refuse_all
from mortise.records.bulk.request import BulkRequest
from mortise.records.bulk.taking_in import Edit, take_in_many
from mortise.records.bulk.writing import (
    ALLOWED,
    NEW,
    RECORDS,
    TAKEN,
    TWICE,
    adding_many,
    encode,
    judging_new,
    keeping_ids,
    unique_indexes,
)
from mortise.records.changes import cause_of, next_batch
from mortise.records.dependents import Touched, follows, recompute
from mortise.records.incoming import OWNER
from mortise.records.linking import Relisted, relink
from mortise.records.new_record import new_columns, new_log
from mortise.records.numbers import give_back, is_numbered, next_numbers, peek_numbers
from mortise.records.ownership import departments_of
from mortise.records.reading import read_many
from mortise.records.refusals import told
from mortise.records.writes import BLIND


async def create_many(reader: Reader, context: Context, door: Door, request: BulkRequest) -> Outcome:
    """Makes the records; of a preview, everything but the writing."""
    edits = [
        Edit(Chosen(place, 0), None, incoming_of(door, one.values or {}))
        for place, one in enumerate(request.named)
    ]
    chosen = [edit.chosen for edit in edits]
    await give_files(reader, context, door.form, edits)
    readable = [edit for edit in edits if not has_errors(edit.incoming.issues)]
    await _number(reader, context, door, readable)
    lines = await _taken_in(reader, context, door, edits)
    if not request.preview and not request.partial:
        refuse_all(chosen, context.locale)
    kept = [edit for edit in edits if not edit.chosen.is_refused]
    if request.preview or not isinstance(reader, Tx):
        return Outcome(chosen, [edit.chosen.place for edit in kept])
    if len(kept) < len(readable) and is_numbered(door.form):
        await _close_ranks(reader, context, door, readable, kept)
        lines = await _taken_in(reader, context, door, kept)
        kept = [edit for edit in kept if not edit.chosen.is_refused]
    if not kept:
        return Outcome(chosen, [], records=[])
    batch = await _write(reader, context, door, kept, lines)
    made = [edit.chosen.id for edit in kept]
    found = await read_many(reader, context, door, made)
    # Of a record that its maker may not view, little is told.
    records = [found.get(number, dict(zip(BLIND, (number, 1), strict=True))) for number in made]
    return Outcome(chosen, made, batch, records=records)


async def _number(reader: Reader, context: Context, door: Door, edits: Sequence[Edit]) -> None:
    """Gives the records the next automatic numbers, in their order."""
    if not edits or not is_numbered(door.form):
        return
    if isinstance(reader, Tx):
        numbers = await next_numbers(reader, context, door.form, len(edits))
    else:
        numbers = await peek_numbers(reader, context, door.form, len(edits))
    for place, edit in enumerate(edits):
        edit.numbers = {key: texts[place] for key, texts in numbers.items()}


async def _close_ranks(
    tx: Tx, context: Context, door: Door, readable: Sequence[Edit], kept: Sequence[Edit]
) -> None:
    """Leaves no gap where records are refused: the others move up, and are to be taken in once more."""
    await give_back(tx, context, door.form, len(readable) - len(kept))
    numbers = [edit.numbers for edit in readable]
    for edit, own in zip(kept, numbers, strict=False):
        edit.numbers, edit.submission = own, None


async def _taken_in(reader: Reader, context: Context, door: Door, edits: Sequence[Edit]) -> dict[int, Line]:
    """What is to be written of every record, by its place; notes what stands against it."""
    await take_in_many(reader, context, door.form, edits)
    owners = {edit.incoming.owner for edit in edits if edit.incoming.owner is not None}
    departments = await departments_of(reader, owners) if owners else {}
    lines: dict[int, Line] = {}
    for edit in edits:
        if edit.submission is None or edit.chosen.is_refused:
            continue
        line: Line = new_columns(context, door.form, edit.submission)
        owner = edit.incoming.owner
        if owner is not None and owner not in departments:
            edit.chosen.issues.append(Issue("reference_unknown", pointer("values", OWNER)))
            continue
        if owner is not None and owner != context.principal.person:
            line.update(owner=owner, department=departments[owner])
        lines[edit.chosen.place] = line
    await _judge(reader, context, door, lines, edits)
    return lines


async def _judge(
    reader: Reader, context: Context, door: Door, lines: Mapping[int, Line], edits: Sequence[Edit]
) -> None:
    """Notes records that lie outside of what the person may make, and unique values that are taken."""
    if not lines:
        return
    columns = _columns(lines)
    keys = tuple(sorted({key for edit in edits for key in edit.incoming.keys}))
    # Numbers below those of records stand for what has none yet.
    document = encode([{"id": place - len(edits), **line} for place, line in enumerate(lines.values())])
    rows = await reader.fetch(judging_new(context, door, columns, keys), {**context.binds, RECORDS: document})
    judged = dict(zip(lines, sorted(rows, key=_id_of), strict=True))
    indexes = unique_indexes(door, columns)
    for edit in edits:
        row = judged.get(edit.chosen.place)
        if row is None:
            continue
        for place, index in enumerate(indexes):
            if row[f"{TAKEN}{place}"] or row[f"{TWICE}{place}"]:
                code = "already_exists" if row[f"{TAKEN}{place}"] else "bulk_value_twice"
                edit.chosen.issues.append(Issue(code, pointer("values", index.field or "")))
        written = (place for place, key in enumerate(("", *keys)) if not key or key in edit.incoming.keys)
        if not all(row[f"{ALLOWED}{place}"] for place in written):
            edit.chosen.issues.append(Issue("outside_scope", "/values"))


def _id_of(row: Any) -> int:
    return int(row["id"])


def _columns(lines: Mapping[int, Line]) -> tuple[str, ...]:
    return tuple(sorted(next(iter(lines.values()))))


async def _write(
    tx: Tx, context: Context, door: Door, edits: Sequence[Edit], lines: Mapping[int, Line]
) -> int:
    """Adds all records by one statement with their log, then what they list and what follows; the batch's number."""
    batch, form = await next_batch(tx), door.form
    rows = await tx.fetch(keeping_ids(context, door), {"count": len(edits)})
    document, filed, listed = [], [], []
    for edit, number in zip(edits, sorted(row["id"] for row in rows), strict=True):
        if edit.submission is None:
            raise LookupError("a record that is written has a submission")
        edit.chosen.id = number
        line = lines[edit.chosen.place]
        document.append({"id": number, **line, NEW: new_log(form, edit.submission, line)})
        filed.append(Filed(number, None, edit.submission.values))
        listed.append(Relisted(number, None, edit.submission.values))
    values = {
        RECORDS: encode(document),
        "app_id": context.app.id,
        "form": form.key,
        "action": "create",
        "actor": context.principal.person,
        "at": context.clock.now,
        "batch": batch,
        "cause": cause_of(context.cause, REASON),
        "old": None,
    }
    with told(context):
        await tx.fetch(adding_many(context, door, _columns(lines)), values)
    await attach_new(tx, context, form, filed)
    touched = [
        Touched(form.key, tuple(edit.chosen.id for edit in edits), None),
        *await relink(tx, context, form, listed),
    ]
    if follows(context, touched):
        await recompute(tx, context, touched)
    return batch
