"""One save: columns, log and dependents of what the form engine took in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engines.form.compiled import SubTable
from engines.form.submit import Submission
from engines.form.system import PARENT
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.database import RETRIED
from mortise.db.transaction import Reader, Tx
from mortise.errors import Forbidden
from mortise.records.access import Door
from mortise.records.dependents import Touched, follows, follows_new, recompute
from mortise.records.linking import Relisted, changed_links, link_values, lock_listed, touched_links
from mortise.records.new_record import STAMPED, log_values, new_log
from mortise.records.projection import Item
from mortise.records.references import changed_rows
from mortise.records.refusals import told
from mortise.records.stored import STATE
from mortise.records.sub_rows import encode, rows_bind
from mortise.records.writes import (
    ALLOWED,
    BLIND,
    NAMED,
    ROW_IDS,
    SEEN,
    Action,
    WriteShape,
    closing,
    reaches,
    writing,
)

LOG_NAMES: Final = {"create": "create", "edit": "update"}


@dataclass(frozen=True, slots=True)
class Save:
    """What is to be written: the person's keys, system columns beside the submission's fields, what the log tells.
    Where it `may_leave`, the record may become one that the person may not write: handed over, or pressed."""

    action: Action
    keys: tuple[str, ...]
    submission: Submission
    before: Mapping[str, Any] | None
    columns: Mapping[str, object]
    may_leave: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it makes a record that is its maker's: nobody follows it yet, so it concerns nobody else."""
        columns = self.columns
        return self.before is None and columns["owner"] == columns["created_by"]

    @property
    def number(self) -> int:
        """The record's id; a new one has none yet."""
        return 0 if self.before is None else self.before["id"]


async def carry_out(tx: Tx, context: Context, door: Door, save: Save) -> Item:
    """Writes the record, its log, its event and whatever is computed from it; what the person may read of it."""
    rows = changed_rows(save.submission, door.form)
    links = changed_links(door.form, save.before, save.submission)
    listed = save.submission.values
    touched = _touched(door, save)
    below = [
        *_rows_touched(door, save, rows, {}),
        *touched_links(door.form, links, save.before, listed),
    ]
    follow = follows(context, below) or (
        follows_new(context, door.form.key, save.submission.values)
        if save.before is None
        else follows(context, [touched])
    )
    shape = WriteShape(
        action=save.action,
        columns=tuple(sorted(save.columns)),
        fields=save.keys,
        rows=rows,
        links=links,
        logs=not rows and not links and not follow,
        is_own=save.is_own,
    )
    for key in links:
        await lock_listed(tx, context, door.form, key, [Relisted(save.number, save.before, listed)])
    read = writing(context, door, shape)
    values: dict[str, object] = {**context.binds, "id": save.number, **log_binds(context, door, save.action)}
    values.update((f"v_{name}", value) for name, value in save.columns.items())
    values.update(link_values(links, save.before, listed))
    for key in rows:
        values[rows_bind(door.form.sub_tables[key])] = encode(door.form.sub_tables[key], _rows(save, key))
    if shape.logs:
        values.update(_told(door, save, {}))
    with told(context):
        row = await tx.fetchrow(read.statement, values)
    if row is None:
        raise LookupError("a locked record was not written")
    if not row[ALLOWED] and not save.may_leave:
        raise Forbidden([Issue("outside_scope")])
    if shape.logs:
        return answered(read.finish(row))
    ids = {key: list(row[ROW_IDS + key]) for key in rows}
    number = row["id"]
    if follow:
        own = Touched(touched.table, (number,), touched.changed, touched.left)
        below = [
            *_rows_touched(door, save, rows, ids, number),
            *touched_links(door.form, links, save.before, listed, number),
        ]
        await recompute(tx, context, [own, *below])
    last = closing(context, door)
    values = {**values, "id": number, **_told(door, save, ids)}
    closed = await tx.fetchrow(last.statement, values)
    if closed is None:
        raise LookupError("a written record is gone")
    return answered(last.finish(closed))


async def carry_out_at_once(
    reader: Reader,
    context: Context,
    door: Door,
    save: Save,
    named: Mapping[str, frozenset[int]],
    state: str | None = None,
) -> Item | None:
    """The same by a statement that needs no transaction around it, of a record that is still in the `state` in which
    it was read, if the ids that it names are there for the person. None where it takes more than that, or where
    something is in the way: nothing is written then."""
    form, values = door.form, save.submission.values
    if changed_rows(save.submission, form) or changed_links(form, save.before, save.submission):
        return None
    if (
        follows_new(context, form.key, values)
        if save.before is None
        else follows(context, [_touched(door, save)])
    ):
        return None
    shape = WriteShape(
        save.action,
        tuple(sorted(save.columns)),
        save.keys,
        (),
        (),
        logs=True,
        at_once=True,
        named=tuple(named),
        is_own=save.is_own,
    )
    if save.before is not None and not reaches(door, shape):
        return None
    read = writing(context, door, shape)
    given = {
        **context.binds,
        **log_binds(context, door, save.action),
        **_told(door, save, {}),
        "id": save.number,
        STATE: state,
    }
    given.update((f"v_{name}", value) for name, value in save.columns.items())
    given.update((NAMED + source, sorted(ids)) for source, ids in named.items())
    try:
        with told(context):
            row = await reader.fetchrow(read.statement, given)
    except RETRIED:
        return None
    return None if row is None else answered(read.finish(row))


def answered(item: Item) -> Item:
    """The record without what was selected about it; of one that the writer may not view, little."""
    seen = item.pop(SEEN)
    item.pop(ALLOWED, None)
    return item if seen else {key: item[key] for key in BLIND}


def _rows(save: Save, key: str) -> Sequence[dict[str, object]]:
    rows = save.submission.values[key]
    return [dict(row) for row in rows] if isinstance(rows, (list, tuple)) else []


def _touched(door: Door, save: Save) -> Touched:
    if save.before is None:
        return Touched(door.form.key, (), None)
    changed = {*save.submission.changed, *save.columns}
    left = {
        key: (save.before[key],)
        for key in door.form.leads
        if key in save.submission.values and isinstance(save.before.get(key), int)
    }
    return Touched(door.form.key, (save.number,), frozenset(changed), left)


def _rows_touched(
    door: Door, save: Save, rows: Sequence[str], ids: Mapping[str, Sequence[int]], number: int = 0
) -> list[Touched]:
    """Rows count as made anew: some came, some went, and those that stayed may differ in anything."""
    found = []
    for key in rows:
        sub: SubTable = door.form.sub_tables[key]
        left: dict[str, set[int]] = {PARENT: {number}}
        before = () if save.before is None else save.before.get(key) or ()
        for row in before:
            for link in sub.links:
                if isinstance(row.get(link), int):
                    left.setdefault(link, set()).add(row[link])
        found.append(Touched(sub.table.name, tuple(ids.get(key, ())), None, left))
    return found


def log_binds(context: Context, door: Door, action: Action) -> dict[str, object]:
    """What the log tells of a write beside the values."""
    return {
        "app_id": context.app.id,
        "form": door.form.key,
        "action": LOG_NAMES[action],
        "actor": context.principal.person,
        "at": context.clock.now,
        "batch": None,
        "cause": context.cause,
    }


def _told(door: Door, save: Save, ids: Mapping[str, Sequence[int]]) -> dict[str, object]:
    """The old and the new values of everything that changed; of a new record all that are not blank."""
    if save.before is None:
        new = new_log(door.form, save.submission, save.columns)
    else:
        new = log_values(door.form, save.submission.values, save.columns)
    for key, numbers in ids.items():
        listed = new.get(key)
        if isinstance(listed, list):
            new[key] = [{**row, "id": number} for row, number in zip(listed, numbers, strict=True)]
    if save.before is None:
        return {"old": None, "new": new}
    before = {key: save.before.get(key) for key in save.submission.values}
    stamped = {key: save.before.get(key) for key in STAMPED if key in save.columns}
    return {"old": log_values(door.form, before, stamped), "new": new}
