"""Many records into the recycle bin and back, with what their links' policies take along."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader, Tx
from mortise.records.access import Door
from mortise.records.bulk.choosing import BATCH, IDS, choose
from mortise.records.bulk.editing import REASON
from mortise.records.bulk.outcome import SAMPLED, Chosen, Outcome, refuse_all
from mortise.records.bulk.request import BulkRequest
from mortise.records.bulk.writing import TAKEN, TWICE, conflicts
from mortise.records.changes import cause_of
from mortise.records.closure import Closure, close, close_again, note_blocked, told_along
from mortise.records.removal import move

STATEMENTS: Final = StatementCache()


async def delete_many(reader: Reader, context: Context, door: Door, request: BulkRequest) -> Outcome:
    """Puts the chosen records into the recycle bin, except those that links keep; of a preview, only what would be."""
    chosen, _ = await choose(reader, context, door, request)
    roots = {(door.form.key, each.id): each for each in chosen if not each.is_refused}
    closure = await close(reader, context, roots)
    for root, issues in (await note_blocked(reader, context, closure, roots)).items():
        roots[root].issues += issues
    return await _carry_out(reader, context, request, door, chosen, closure)


async def restore_many(reader: Reader, context: Context, door: Door, request: BulkRequest) -> Outcome:
    """Takes the chosen records out of the recycle bin, with what went in along with them."""
    chosen, rows = await choose(reader, context, door, request)
    await _note_taken(reader, context, door, chosen)
    roots = {(door.form.key, each.id): rows[each.id][BATCH] for each in chosen if not each.is_refused}
    closure = await close_again(reader, context, roots)
    return await _carry_out(reader, context, request, door, chosen, closure)


async def _carry_out(
    reader: Reader,
    context: Context,
    request: BulkRequest,
    door: Door,
    chosen: Sequence[Chosen],
    closure: Closure,
) -> Outcome:
    if not request.preview and not request.partial:
        refuse_all(chosen, context.locale)
    done = [each.id for each in chosen if not each.is_refused]
    moved = closure.of((door.form.key, number) for number in done)
    own = set(done)
    along = told_along(
        context, {form: ids - own if form == door.form.key else ids for form, ids in moved.items()}
    )
    if request.preview or not isinstance(reader, Tx):
        kept = [each for each in chosen if not each.is_refused][:SAMPLED]
        samples: list[dict[str, object]] = [
            {"id": each.id, "title": each.title, "changes": []} for each in kept
        ]
        return Outcome(chosen, done, samples=samples, along=along)
    if not done:
        return Outcome(chosen, done)
    action = "restore" if request.action == "restore" else "delete"
    batch = await move(reader, context, moved, action, cause=cause_of(context.cause, REASON))
    return Outcome(chosen, done, batch, along=along)


async def _note_taken(reader: Reader, context: Context, door: Door, chosen: Sequence[Chosen]) -> None:
    """Notes records with a unique value that another has taken meanwhile, or that two of them have."""
    indexes = [index for index in door.form.indexes.values() if index.field is not None]
    numbers = sorted(each.id for each in chosen if not each.is_refused)
    if not indexes or not numbers:
        return

    def build() -> sa.Select[Any]:
        table = door.form.table
        after = sa.select(table).where(table.c.id == sa.any_(IDS)).cte("after")
        return sa.select(after.c.id, *conflicts(indexes, table, after))

    statement = STATEMENTS.get(("taken", context.app, door.form.key), build)
    judged: Mapping[int, Record] = {row["id"]: row for row in await reader.fetch(statement, {"ids": numbers})}
    for each in chosen:
        row = judged.get(each.id)
        for place, index in enumerate(indexes if row is not None and not each.is_refused else ()):
            if row is not None and (row[f"{TAKEN}{place}"] or row[f"{TWICE}{place}"]):
                code = "already_exists" if row[f"{TAKEN}{place}"] else "bulk_value_twice"
                each.issues.append(Issue(code, pointer("values", index.field or "")))
