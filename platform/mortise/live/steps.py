"""What a few transactions did to the records of one form: each record once, with the states that it went through."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP

from engines.form.compiled import Form
from engines.issues import Issue
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader
from mortise.live.tail import Entry

COMPUTED: Final = "computed"
DELETED_AT: Final = "deleted_at"
MOVES: Final = frozenset({"delete", "restore"})
NAMED: Final = frozenset({"create", *MOVES})
"""Actions that keep their name; every other one is a change."""
CHANGE: Final = "update"

LOG: Final = record_change.c
BIGINTS: Final = ARRAY(sa.BigInteger)
OF_FORM: Final = (
    LOG.app_id == sa.bindparam("app", type_=sa.BigInteger),
    LOG.form == sa.bindparam("form", type_=sa.Text),
    LOG.at == sa.any_(sa.bindparam("moments", type_=ARRAY(TIMESTAMP(timezone=True)))),
)


def telling(*which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The log's rows that say more than that a record was changed: what was computed, and what stood before in the
    members that somebody's rights look at."""
    wanted = sa.bindparam("wanted", type_=ARRAY(sa.Text))
    member = sa.func.jsonb_each(LOG.old).table_valued("key", sa.column("value", JSONB), name="member")
    former = sa.select(sa.func.jsonb_object_agg(member.c.key, member.c.value)).where(
        member.c.key == sa.any_(wanted)
    )
    return (
        sa.select(
            LOG.record_id,
            sa.case((LOG.old.has_any(wanted), former.scalar_subquery())).label("old"),
            sa.case((LOG.action == COMPUTED, LOG.new)).label("computed"),
        )
        .where(*OF_FORM, *which, sa.or_(LOG.action == COMPUTED, LOG.old.has_any(wanted)))
        .order_by(LOG.id)
    )


TOLD_OF: Final = prepare(telling(LOG.record_id == sa.any_(sa.bindparam("ids", type_=BIGINTS))))
TOLD_IN: Final = prepare(telling(LOG.batch_id == sa.any_(sa.bindparam("batches", type_=BIGINTS))))
IN_BATCHES: Final = prepare(
    sa.select(sa.func.array_agg(LOG.record_id.distinct())).where(
        *OF_FORM, LOG.batch_id == sa.any_(sa.bindparam("batches", type_=BIGINTS))
    )
)


@dataclass(slots=True)
class Change:
    """What became of one record: the last action and version, the fields that were computed where nothing else
    happened, and the states before, as physical columns that differed from what stands there now."""

    id: int
    action: str = CHANGE
    version: int | None = None
    is_computed: bool = True
    computed: set[str] = field(default_factory=set)
    states: list[Mapping[str, object]] = field(default_factory=list)


async def read_changes(
    reader: Reader, form: Form, app: int, entries: Sequence[Entry], columns: frozenset[str]
) -> dict[int, Change]:
    """Each record that the entries, all of one form, are about. `columns` are those that somebody's rights look at."""
    changes: dict[int, Change] = {}
    for entry in entries:
        note(changes, entry)
    where = {"app": app, "form": form.key, "moments": sorted({entry.at for entry in entries})}
    batches = sorted({entry.batch for entry in entries if entry.batch is not None and not any(entry.ids)})
    fields = fields_behind(form, columns)
    wanted = sorted({*fields, *(columns - set(form.fields)), DELETED_AT})
    rows: list[Record] = []
    if batches:
        for number in await batched(reader, {**where, "batches": batches}):
            changes.setdefault(number, Change(number)).is_computed = False
        rows += await reader.fetch(TOLD_IN, {**where, "batches": batches, "wanted": wanted})
    if columns or {entry.action for entry in entries} & {COMPUTED, *MOVES}:
        rows += await reader.fetch(TOLD_OF, {**where, "ids": sorted(changes), "wanted": wanted})
    for row in reversed(rows):
        change = changes.get(row["record_id"])
        if change is None:
            continue
        if row["computed"] is not None:
            change.computed |= names_in(row["computed"])
        if row["old"] is not None:
            # Each state differs from the one after it in what this step changed.
            later = change.states[-1] if change.states else {}
            change.states.append({**later, **physical(form, fields, row["old"])})
    return changes


async def batched(reader: Reader, values: Mapping[str, object]) -> Iterable[int]:
    """The records of some batches."""
    found = await reader.fetchval(IN_BATCHES, values)
    return found if isinstance(found, list) else ()


def note(changes: dict[int, Change], entry: Entry) -> None:
    """Adds what one transaction did."""
    for number, version in zip(entry.ids, entry.versions, strict=True):
        if number is None:
            continue
        change = changes.setdefault(number, Change(number))
        if entry.action == COMPUTED:
            continue
        change.is_computed = False
        if change.version is None or (version is not None and version >= change.version):
            change.version = version
            change.action = entry.action if entry.action in NAMED else CHANGE


def names_in(values: Mapping[str, Any]) -> set[str]:
    """The fields that stand in a row of the log, those of a sub-table as `lines.amount`."""
    found: set[str] = set()
    for key, value in values.items():
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        inner = {f"{key}.{name}" for row in rows for name in row if name != "id"}
        found |= inner or {key}
    return found


def fields_behind(form: Form, columns: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The stored fields that these columns belong to, with their columns among them."""
    asked = frozenset(columns)
    found = {
        key: asked & set(each.meaning.to_columns(key, None))
        for key, each in form.fields.items()
        if each.stored
    }
    return {key: names for key, names in found.items() if names}


def physical(form: Form, fields: Mapping[str, frozenset[str]], old: Mapping[str, Any]) -> dict[str, object]:
    """Former values as columns hold them; what cannot be read any more is taken to be as it is now."""
    found: dict[str, object] = {}
    for key, value in old.items():
        if key not in fields:
            found[key] = value
            continue
        parsed = None if value is None else form.fields[key].parse(value)
        if not isinstance(parsed, Issue):
            columns = form.fields[key].meaning.to_columns(key, parsed)
            found.update((name, columns[name]) for name in fields[key] if name in columns)
    return found
