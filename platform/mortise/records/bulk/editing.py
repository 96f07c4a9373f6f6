"""Sets values in many records: each its own, or the same in all; handing them over is setting their owner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engines.form.wording import texts
from engines.issues import Issue, has_errors, pointer
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.transaction import Reader, Tx
from mortise.errors import Invalid
from mortise.records.access import Door
from mortise.records.attaching import Filed, attach_new
from mortise.records.bulk.choosing import WRITABLE, choose
from mortise.records.bulk.filing import give_files
from mortise.records.bulk.outcome import Chosen, Outcome, refuse_all
from mortise.records.bulk.request import BulkRequest, Values
from mortise.records.bulk.sampling import sample
from mortise.records.bulk.taking_in import Edit, take_in_many
from mortise.records.bulk.writing import (
    ALLOWED,
    RECORDS,
    TAKEN,
    TWICE,
    encode,
    judging,
    unique_indexes,
    writing_many,
)
from mortise.records.changes import cause_of, next_batch
from mortise.records.dependents import Touched, follows, recompute
from mortise.records.incoming import OWNER, Incoming, read_incoming
from mortise.records.linking import Relisted, changed_links, relink
from mortise.records.new_record import STAMPED, field_columns, log_values, title_columns
from mortise.records.ownership import departments_of
from mortise.records.reading import read_many
from mortise.records.refusals import told
from mortise.records.stored import typed_values

REASON: Final = "bulk"
Line = dict[str, Any]
"""The physical columns of a record that are to be written."""


async def edit_many(reader: Reader, context: Context, door: Door, request: BulkRequest) -> Outcome:
    """Carries an edit or a transfer out; of a preview, everything but the writing."""
    taken = [incoming_of(door, one.values or {}) for one in request.named] if request.is_individual else []
    same = incoming_of(door, request.values)
    if has_errors(same.issues):
        raise Invalid(issue.under("" if request.action == "transfer" else "/values") for issue in same.issues)
    keys = tuple(sorted({key for incoming in (same, *taken) for key in incoming.keys}))
    chosen, rows = await choose(reader, context, door, request, keys)
    edits = []
    for each in chosen:
        incoming = taken[each.place] if request.is_individual else same
        if not each.is_refused:
            _note_unwritable(door, each, incoming, rows[each.id], keys)
            edits.append(Edit(each, typed_values(door, rows[each.id]), incoming))
    return await change_chosen(reader, context, door, request, Changes(chosen, rows, edits, keys))


@dataclass(frozen=True, slots=True)
class Changes:
    """The chosen records with their rows, what is set in those that are not refused, and all the fields that are set
    in any; none of these where nobody asks whether they may be written."""

    chosen: list[Chosen]
    rows: Mapping[int, Record]
    edits: Sequence[Edit]
    keys: tuple[str, ...]


async def change_chosen(
    reader: Reader, context: Context, door: Door, request: BulkRequest, changes: Changes
) -> Outcome:
    """Takes the edits in and writes them; of a preview, everything but the writing."""
    chosen, rows, edits, keys = changes.chosen, changes.rows, changes.edits, changes.keys
    await give_files(reader, context, door.form, edits)
    await take_in_many(reader, context, door.form, edits)
    lines = await _lines(reader, context, door, edits, rows)
    await _judge(reader, context, door, lines, edits, keys)
    if not request.preview and not request.partial:
        refuse_all(chosen, context.locale)
    kept = [edit for edit in edits if not edit.chosen.is_refused and edit.chosen.id in lines]
    done = [edit.chosen.id for edit in kept]
    if request.preview or not isinstance(reader, Tx):
        samples, titles = await sample(reader, context, door, kept)
        return Outcome(chosen, done, samples=samples, titles=titles)
    batch = await _write(reader, context, door, kept, lines) if kept else None
    records = None
    if request.is_individual:
        wanted = [edit.chosen.id for edit in edits if not edit.chosen.is_refused]
        found = await read_many(reader, context, door, wanted)
        records = [found[number] for number in wanted if number in found]
    return Outcome(chosen, done, batch, records=records)


def incoming_of(door: Door, raw: Values) -> Incoming:
    """What a person sends for one of many records: rows are not among it."""
    incoming = read_incoming(door, raw)
    rows = [key for key in incoming.values if key in door.form.sub_tables]
    if not rows:
        return incoming
    issues = (Issue("bulk_rows", pointer(key), {"field": texts(door.form.fields[key].label)}) for key in rows)
    values = {key: value for key, value in incoming.values.items() if key not in rows}
    return Incoming(values, incoming.owner, (*incoming.issues, *issues))


def _note_unwritable(door: Door, each: Chosen, incoming: Incoming, row: Record, keys: Sequence[str]) -> None:
    """Fields that may be written on other records, but not on this one."""
    if has_errors(incoming.issues):
        return
    for place, key in enumerate(keys):
        if key in incoming.keys and not row[f"{WRITABLE}{place}"]:
            field = door.form.fields.get(key)
            where = pointer("values", key)
            each.issues.append(
                Issue("not_transferable", where)
                if field is None
                else Issue("not_writable_here", where, {"field": texts(field.label)})
            )


async def _lines(
    reader: Reader, context: Context, door: Door, edits: Sequence[Edit], rows: Mapping[int, Record]
) -> dict[int, Line]:
    """What is to be written of every record that changes."""
    owners = {edit.incoming.owner for edit in edits if edit.incoming.owner is not None}
    departments = await departments_of(reader, owners) if owners else {}
    lines: dict[int, Line] = {}
    for edit in edits:
        if edit.submission is None or edit.chosen.is_refused:
            continue
        line = field_columns(door.form, edit.submission)
        owner = edit.incoming.owner
        if owner is not None and owner not in departments:
            edit.chosen.issues.append(Issue("reference_unknown", pointer("values", OWNER)))
            continue
        if owner is not None and owner != edit.stood[OWNER]:
            line.update(owner=owner, department=departments[owner])
        if not line and not changed_links(door.form, edit.before, edit.submission):
            continue
        if edit.submission.title != edit.stood["title"]:
            line.update(title_columns(edit.submission.title))
        line.update(updated_at=context.clock.now, updated_by=context.principal.person)
        lines[edit.chosen.id] = line
    every = {name for line in lines.values() for name in line}
    for number, line in lines.items():
        row = rows[number]
        line.update((name, row[name]) for name in every if name not in line)
    return lines


async def _judge(
    reader: Reader,
    context: Context,
    door: Door,
    lines: Mapping[int, Line],
    edits: Sequence[Edit],
    keys: Sequence[str],
) -> None:
    """Notes records that would lie outside of what the person may write, and unique values that are taken."""
    if not lines:
        return
    columns = _columns(lines)
    fields = tuple(key for key in keys if key != OWNER)
    statement = judging(context, door, columns, fields)
    document = encode([{"id": number, **line} for number, line in lines.items()])
    judged = {row["id"]: row for row in await reader.fetch(statement, {**context.binds, RECORDS: document})}
    indexes = unique_indexes(door, columns)
    for edit in edits:
        row = judged.get(edit.chosen.id)
        if row is None:
            continue
        own = edit.submission.values if edit.submission is not None else {}
        for place, index in enumerate(indexes):
            key = index.field or ""
            if key in own and (row[f"{TAKEN}{place}"] or row[f"{TWICE}{place}"]):
                code = "already_exists" if row[f"{TAKEN}{place}"] else "bulk_value_twice"
                edit.chosen.issues.append(Issue(code, pointer("values", key)))
        is_transfer = edit.incoming.owner is not None and edit.incoming.owner != edit.stood[OWNER]
        written = (place for place, key in enumerate(fields) if key in edit.incoming.values)
        if not is_transfer and not all(row[f"{ALLOWED}{place}"] for place in written):
            edit.chosen.issues.append(Issue("outside_scope", "/values"))


def _columns(lines: Mapping[int, Line]) -> tuple[str, ...]:
    return tuple(sorted(next(iter(lines.values()))))


async def _write(
    tx: Tx, context: Context, door: Door, edits: Sequence[Edit], lines: Mapping[int, Line]
) -> int:
    """Writes, logs and tells of all records by one statement, then computes what follows; the number of the batch."""
    batch = await next_batch(tx)
    form = door.form
    document = []
    for edit in edits:
        submission = edit.submission
        if submission is None:
            raise LookupError("an edit that is written has a submission")
        line = lines[edit.chosen.id]
        stamped = {key: line[key] for key in STAMPED if key in line and line[key] != edit.stood[key]}
        old = {key: edit.stood.get(key) for key in submission.values}
        document.append(
            {
                "id": edit.chosen.id,
                **line,
                "log_old": log_values(form, old, {key: edit.stood.get(key) for key in stamped}),
                "log_new": log_values(form, submission.values, stamped),
            }
        )
    values = {
        RECORDS: encode(document),
        "app_id": context.app.id,
        "form": form.key,
        "action": "update",
        "actor": context.principal.person,
        "at": context.clock.now,
        "batch": batch,
        "cause": cause_of(context.cause, REASON),
    }
    linked = [
        Relisted(edit.chosen.id, edit.before, edit.submission.values) for edit in edits if edit.submission
    ]
    relinked = await relink(tx, context, form, linked)
    with told(context):
        written = await tx.fetch(writing_many(context, door, _columns(lines)), values)
    if len(written) != len(edits):
        raise LookupError("a locked record was not written")
    filed = (Filed(edit.chosen.id, edit.before, edit.submission.values) for edit in edits if edit.submission)
    await attach_new(tx, context, form, filed)
    touched = [_touched(door, edits, lines), *relinked]
    if follows(context, touched):
        await recompute(tx, context, touched)
    return batch


def _touched(door: Door, edits: Sequence[Edit], lines: Mapping[int, Line]) -> Touched:
    """All records as one: every field that changed in any of them, every record that one of them led to before."""
    changed: set[str] = set()
    left: dict[str, set[int]] = {}
    for edit in edits:
        if edit.submission is None:
            continue
        changed |= edit.submission.changed
        for key in door.form.leads:
            before = edit.stood.get(key)
            if key in edit.submission.values and isinstance(before, int):
                left.setdefault(key, set()).add(before)
    changed.update(_columns(lines))
    return Touched(door.form.key, tuple(sorted(edit.chosen.id for edit in edits)), frozenset(changed), left)
