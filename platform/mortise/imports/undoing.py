"""An import undone: what it made goes into the recycle bin, what it changed gets its former values back; whatever
others have touched since, or the person may not touch, stays and is told."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from engines.form.facts import Need
from engines.form.submit import submit
from engines.form.system import OWNER
from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.db.statements import Statement, prepare
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader, Tx
from mortise.imports.applying import ACTION, UPDATE, write
from mortise.imports.batches import Batch, note_undone
from mortise.imports.checking import Existing, Made, existing_of
from mortise.imports.columns import importable_fields
from mortise.imports.existing import granted
from mortise.imports.owners import UNSTAMPED, Owners, Stamps
from mortise.imports.staging import CHUNK, RecordTable, drop, drop_parts
from mortise.jobs.work import Work
from mortise.records.access import Door
from mortise.records.answers import find_answers
from mortise.records.changes import cause_of, next_batch
from mortise.records.columns import listing_columns
from mortise.records.dependents import Touched, recompute
from mortise.records.facts import facts_of
from mortise.records.held import held_among
from mortise.records.link_filters import held, left_out
from mortise.records.referrers import referrers
from mortise.records.removal import move
from mortise.records.stored import typed_values
from mortise.records.taking_in import ROUNDS

UNDO_SECONDS: Final = 300.0
MOST_TOLD: Final = 200
PART: Final = "undo"
BIGINTS: Final = sa.ARRAY(sa.BigInteger())
IDS: Final = sa.bindparam("ids", type_=BIGINTS)

_MADE: Final = prepare(
    sa.select(
        record_change.c.form,
        record_change.c.record_id,
        record_change.c.action,
        record_change.c.version,
        record_change.c.old,
    )
    .where(
        record_change.c.app_id == sa.bindparam("app", type_=sa.BigInteger()),
        record_change.c.at == sa.bindparam("at", type_=sa.DateTime(timezone=True)),
        record_change.c.batch_id == sa.bindparam("batch", type_=sa.BigInteger()),
        record_change.c.action == sa.any_(sa.bindparam("actions", type_=sa.ARRAY(sa.Text()))),
    )
    .order_by(record_change.c.form, record_change.c.record_id)
)


@dataclass
class Done:
    """What an import did to the records of one form: versions by id, and former values of those that were there."""

    made: dict[int, int] = field(default_factory=dict)
    changed: dict[int, tuple[int, Mapping[str, object]]] = field(default_factory=dict)


@dataclass
class Kept:
    """Records that stay as they are, with the reason: changed, linked, held, denied or refused."""

    found: dict[tuple[str, int], str] = field(default_factory=dict)

    def note(self, form: str, ids: Iterable[int], reason: str) -> None:
        """Keeps some records, for the first reason that is given."""
        for number in ids:
            self.found.setdefault((form, number), reason)


async def undo(work: Work, batch: Batch, context: Context) -> None:
    """Takes back what the import did, as far as that can be."""
    outcome, kept = dict(batch.outcome), Kept()
    cause = {"import": batch.id, "undo": True}
    async with work.database.read() as reader:
        done = await _done(reader, context, outcome)
    staged: dict[str, RecordTable] = {}
    for form, each in sorted(done.items()):
        if each.changed:
            staged[form] = await _former(work, batch, context, _door(context, form), each, kept)
    async with work.transaction(last=True, seconds=UNDO_SECONDS) as tx:
        number = await next_batch(tx)
        removed = await _removable(tx, context, done, kept)
        if any(removed.values()):
            await move(tx, context, removed, "delete", cause={**cause_of(context.cause, ACTION), **cause})
        touched: list[Touched] = []
        restored = 0
        for form, records in staged.items():
            await _leave_changed(tx, context, _door(context, form), records, kept)
            own, _, count = await write(tx, context, _door(context, form), records, number, cause)
            touched += own
            restored += count
            await drop(tx, records.table)
        await recompute(tx, context, touched)
        outcome["undo"] = {
            "removed": sum(map(len, removed.values())),
            "restored": restored,
            "kept": len(kept.found),
            "rows": _told(kept),
        }
        await drop_parts(tx, batch.id, "cells", "issues")
        await note_undone(tx, batch.id, outcome, context.clock.now)


def _door(context: Context, form: str) -> Door:
    return Door(context.app.schema.forms[form], context.rights.form(form))


async def _done(reader: Reader, context: Context, outcome: Mapping[str, Any]) -> dict[str, Done]:
    values = {
        "app": context.app.id,
        "batch": outcome["batch"],
        "at": datetime.fromisoformat(str(outcome["at"])),
        "actions": [ACTION, UPDATE],
    }
    done: dict[str, Done] = {}
    for row in await reader.fetch(_MADE, values):
        if row["form"] not in context.app.schema.forms:
            continue
        each = done.setdefault(row["form"], Done())
        if row["action"] == ACTION:
            each.made[row["record_id"]] = row["version"]
        else:
            each.changed[row["record_id"]] = row["version"], row["old"]
    return done


# Records that were changed --------------------------------------------------------------------------------------


async def _former(
    work: Work, batch: Batch, context: Context, door: Door, done: Done, kept: Kept
) -> RecordTable:
    """The former values taken in through the form engine, as if the person wrote them back."""
    records = RecordTable(batch.id, door.form.table, f"{PART}_{door.form.key}"[:40])
    async with work.transaction() as tx:
        await records.make(tx)
    fields = importable_fields(door)
    ids = sorted(done.changed)
    keys = sorted({key for _, old in done.changed.values() for key in old if key in {*fields, OWNER}})
    row_number = 0
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        async with work.database.read() as reader:
            made, missing = await _taken_back(reader, context, door, records, done, some, keys, kept)
        kept.note(door.form.key, missing, "changed")
        async with work.transaction() as tx:
            staged = [each.staged(context, door.form) for each in made]
            await records.add(tx, [(row_number + place, *row[1:]) for place, row in enumerate(staged)])
            row_number += len(staged)
    return records


async def _taken_back(
    reader: Reader,
    context: Context,
    door: Door,
    records: RecordTable,
    done: Done,
    ids: Sequence[int],
    keys: Sequence[str],
    kept: Kept,
) -> tuple[list[Made], set[int]]:
    table = door.form.table
    select = sa.select(table, *granted(door, keys, sa.true()), *listing_columns(door.form, table)).where(
        table.c.id == sa.any_(IDS), table.c.deleted_at.is_(None), door.rows("view", table)
    )
    rows = await reader.fetch(Statement(select), {**context.binds, "ids": list(ids)})
    found = {row["id"]: existing_of(row, typed_values(door, row), records.columns) for row in rows}
    answers: dict[Any, object] = {}
    owners = Owners(context)
    former = (done.changed[number][1].get(OWNER) for number in found)
    await owners.ask(reader, {owner for owner in former if isinstance(owner, int)})
    for _ in range(ROUNDS):
        made: list[Made] = []
        questions: set[Any] = set()
        refused: list[int] = []
        for number, before in found.items():
            version, old = done.changed[number]
            if before.version != version or not before.may_be_changed:
                kept.note(door.form.key, [number], _why(before, version))
                continue
            stamped = _stamps(owners, before, old)
            if isinstance(stamped, str):
                kept.note(door.form.key, [number], stamped)
                continue
            given = {
                key: door.form.fields[key].parse(old[key]) for key in old if key in keys and key != OWNER
            }
            result = await asyncio.to_thread(
                submit, door.form, before.values, given, facts_of(context, answers), context.clock
            )
            if isinstance(result, Need):
                questions |= result.questions
            elif has_errors(result.issues) or any(isinstance(value, Issue) for value in given.values()):
                refused.append(number)
            elif result.values or stamped:
                made.append(Made(number, before, result, stamped))
        if not questions:
            passed = await _admitted(reader, context, door, made)
            refused += (each.row for each in made if each not in passed)
            kept.note(door.form.key, refused, "refused")
            return passed, set(ids) - set(found)
        answers.update((await find_answers(reader, context, questions, {})).answers)
    raise LookupError(f"{door.form.key}: undoing an import asks without end")


def _stamps(owners: Owners, before: Existing, old: Mapping[str, object]) -> Stamps | str:
    """What gives the record back to its former owner, if it was handed over; or why that cannot be."""
    if OWNER not in old:
        return UNSTAMPED
    if not before.may_be_handed_over:
        return "denied"
    owner = old[OWNER]
    return owners.stamps(owner) if isinstance(owner, int) and owner in owners else "refused"


def _why(before: Existing, version: int) -> str:
    if before.version != version:
        return "changed"
    return "denied" if before.hold is None else "held"


async def _admitted(reader: Reader, context: Context, door: Door, made: Sequence[Made]) -> list[Made]:
    """Those of which no link leads to what its own filter leaves out."""
    links = [
        (each.row, link)
        for each in made
        for link in held(
            door.form, None if each.before is None else each.before.values, each.submission.record
        )
    ]
    rows = {id(link): row for row, link in links}
    refused = await left_out(reader, context, door.form, [link for _, link in links])
    without = {rows[id(link)] for link, _ in refused}
    return [each for each in made if each.row not in without]


async def _leave_changed(tx: Tx, context: Context, door: Door, records: RecordTable, kept: Kept) -> None:
    """Leaves out records that somebody wrote, or a flow began to hold, while the former values were taken in."""
    table, target = records.table, records.target
    by_flow = door.rights.kept(target)
    if by_flow is not None:
        holds = sa.exists().where(target.c.id == table.c.id, by_flow)
        left = await tx.fetch(Statement(sa.delete(table).where(holds).returning(table.c.id)), context.binds)
        kept.note(door.form.key, [row["id"] for row in left], "held")
    same = sa.exists().where(
        target.c.id == table.c.id, target.c.version == table.c.version, target.c.deleted_at.is_(None)
    )
    gone = await tx.fetch(Statement(sa.delete(table).where(~same).returning(table.c.id)))
    kept.note(door.form.key, [row["id"] for row in gone], "changed")


# Records that were made -----------------------------------------------------------------------------------------


async def _removable(tx: Tx, context: Context, done: Mapping[str, Done], kept: Kept) -> dict[str, set[int]]:
    """What may go into the recycle bin: unchanged since, granted, and named by nobody's record that stays."""
    removable: dict[str, set[int]] = {}
    for form, each in sorted(done.items()):
        if not each.made:
            continue
        door = _door(context, form)
        table = door.form.table
        granted = sa.func.coalesce(sa.and_(door.rows("delete", table), door.rows("view", table)), sa.false())
        select = (
            sa.select(table.c.id, table.c.version, table.c.deleted_at, granted.label("granted"))
            .where(table.c.id == sa.any_(IDS))
            .order_by(table.c.id)
            .with_for_update(of=table)
        )
        rows = await tx.fetch(Statement(select), {**context.binds, "ids": sorted(each.made)})
        same = {
            row["id"] for row in rows if row["deleted_at"] is None and row["version"] == each.made[row["id"]]
        }
        there = {row["id"] for row in rows if row["deleted_at"] is None}
        kept.note(form, there - same, "changed")
        denied = {row["id"] for row in rows if not row["granted"]}
        # What began while the records were locked is seen by this statement only.
        under_way = {number for _, number in await held_among(tx, context, {form: same})}
        kept.note(form, under_way, "held")
        kept.note(form, same & denied, "denied")
        removable[form] = same - denied - under_way
    while True:
        named = [(form, await _named(tx, context, form, removable)) for form in removable]
        if not any(ids for _, ids in named):
            return {form: ids for form, ids in removable.items() if ids}
        for form, ids in named:
            kept.note(form, ids, "linked")
            removable[form] -= ids


async def _named(tx: Tx, context: Context, form: str, removable: Mapping[str, set[int]]) -> set[int]:
    """Those to which records that stay link so that they cannot go, or would go along."""
    found: set[int] = set()
    ids = sorted(removable[form])
    if not ids:
        return found
    for referrer in referrers(context.app.schema, form):
        if referrer.on_delete == "clear":
            continue
        every = referrer.referring().subquery()
        stays = every.c.id != sa.all_(sa.bindparam("going", type_=BIGINTS))
        select = sa.select(every.c.target.label("id")).distinct().where(stays)
        going = sorted(removable.get(referrer.form.key, ()))
        found |= {row["id"] for row in await tx.fetch(Statement(select), {"ids": ids, "going": going})}
    return found


def _told(kept: Kept) -> list[dict[str, object]]:
    """The first of the records that stay; what they are called is read when it is told."""
    some = list(kept.found.items())[:MOST_TOLD]
    return [{"form": form, "id": number, "reason": reason} for (form, number), reason in some]
