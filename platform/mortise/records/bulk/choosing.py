"""The records that a bulk change is about, read and locked by one statement, whoever names them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import ARRAY

from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader, Tx
from mortise.errors import Invalid
from mortise.records.access import Door
from mortise.records.bulk.outcome import Chosen
from mortise.records.bulk.request import MOST, BulkRequest, too_many
from mortise.records.candidates import narrow
from mortise.records.columns import listing_columns
from mortise.records.filters import Filtered, filtered
from mortise.records.held import issue_of
from mortise.records.readable import readable_on_each
from mortise.records.reading import read_many
from mortise.records.removal import last_batch
from mortise.records.stale import changed_since, told

STATEMENTS: Final = StatementCache()
IDS: Final = sa.bindparam("ids", type_=ARRAY(sa.BigInteger()))
GRANTED: Final = "__granted"
NAMED: Final = "__named"
BATCH: Final = "__batch"
WRITABLE: Final = "__writable_"
HELD: Final = "__held"


async def choose(
    reader: Reader, context: Context, door: Door, request: BulkRequest, keys: Sequence[str] = ()
) -> tuple[list[Chosen], dict[int, Record]]:
    """Every record that the request means, with what the person may not do with it noted, and the rows of those that
    are there. In a transaction they are locked in the order of their ids; `keys` are what shall be set in any."""
    found = None
    if request.filter is not None:
        found = await narrow(reader, context, filtered(context, door, request.filter))
    shape = (
        "choose",
        context.rights,
        door.form.key,
        request.action,
        request.granted_by,
        request.button,
        request.deleted,
        tuple(keys),
        None if found is None else found.shape,
        isinstance(reader, Tx),
    )
    statement = STATEMENTS.get(
        shape, lambda: _select(context, door, request, keys, found, locks=isinstance(reader, Tx))
    )
    values: dict[str, object] = dict(context.binds)
    if found is None:
        values["ids"] = sorted(one.id for one in request.named)
    else:
        values.update(found.values, limit=MOST + 1)
    rows = {row["id"]: row for row in await reader.fetch(statement, values)}
    if len(rows) > MOST:
        raise Invalid([too_many("/filter")])
    chosen = _chosen(context, request, rows)
    stale = {each.id: each.version for each in chosen if _is_stale(each, rows)}
    if stale:
        await _note_stale(reader, context, door, chosen, stale)
    return chosen, rows


def _is_stale(each: Chosen, rows: Mapping[int, Record]) -> bool:
    return not each.issues and each.version is not None and rows[each.id]["version"] != each.version


def _chosen(context: Context, request: BulkRequest, rows: Mapping[int, Record]) -> list[Chosen]:
    if request.filter is not None:
        chosen = [Chosen(place, number, row["version"]) for place, (number, row) in enumerate(rows.items())]
    else:
        chosen = [Chosen(place, one.id, one.version) for place, one in enumerate(request.named)]
    for each in chosen:
        row = rows.get(each.id)
        if row is None:
            each.issues.append(Issue("record_missing", "/id"))
            continue
        each.title = row[NAMED]
        if not row[GRANTED]:
            told = row[HELD]
            refused = Issue("record_not_granted") if told is None else issue_of(context, told)
            each.issues.append(refused.under("/id"))
    return chosen


async def _note_stale(
    reader: Reader, context: Context, door: Door, chosen: Sequence[Chosen], stale: Mapping[int, int | None]
) -> None:
    """What was changed since it was read: by which fields it differs, and what they are now."""
    changed = await changed_since(reader, context, door.form.key, stale)
    current = await read_many(reader, context, door, list(stale))
    readable = await readable_on_each(reader, context, door, stale)
    for each in chosen:
        item = current.get(each.id)
        if each.id in stale and item is not None:
            fields = told(changed.get(each.id, ()), item, readable[each.id])
            each.now = {
                "version": item["version"],
                "fields": fields,
                "current": {key: item[key] for key in fields},
            }
            each.issues.append(Issue("record_stale", pointer("version")))


def _select(
    context: Context,
    door: Door,
    request: BulkRequest,
    keys: Sequence[str],
    found: Filtered | None,
    *,
    locks: bool,
) -> sa.Select[Any]:
    table = door.form.table
    removes = request.action in {"delete", "restore"}
    granted: list[ColumnElement[bool]] = [
        sa.func.coalesce(door.rows(action, table), sa.false()) for action in request.granted_by
    ]
    pressed = door.rights.pressable(request.button, table) if request.button else sa.true()
    granted.append(sa.false() if pressed is None else sa.func.coalesce(pressed, sa.false()))
    columns: list[ColumnElement[Any]] = [
        sa.and_(*granted).label(GRANTED),
        door.rights.title(table).label(NAMED),
        door.rights.hold(table, "delete" if request.action == "delete" else "edit").label(HELD),
        *(writable(door, key, table).label(f"{WRITABLE}{place}") for place, key in enumerate(keys)),
    ]
    if request.action == "restore":
        columns.append(last_batch(context, door).label(BATCH))
    own: list[ColumnElement[Any]] = [table.c.id, table.c.version] if removes else list(table.c)
    if not removes:
        own += listing_columns(door.form, table)
    gone = table.c.deleted_at
    select = (
        sa.select(*own, *columns)
        .where(gone.is_not(None) if request.is_in_bin else gone.is_(None), door.rows("view", table))
        .order_by(table.c.id)
    )
    if found is None:
        select = select.where(table.c.id == sa.any_(IDS))
    else:
        select = select.where(*found.conditions()).limit(sa.bindparam("limit", type_=sa.BigInteger()))
    return select.with_for_update(of=table, key_share=not removes) if locks else select


def writable(door: Door, key: str, table: sa.FromClause) -> ColumnElement[Any]:
    """Whether the field may be written on a record as `table` has it."""
    granted = door.rights.writable((key,), "edit", table)
    return sa.func.coalesce(sa.false() if granted is None else granted, sa.false())
