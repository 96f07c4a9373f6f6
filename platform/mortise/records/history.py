"""What happened to a record: its change log, cut to the fields that the person may read, and who linked to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.form.field import Field
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import StatementCache
from mortise.db.tables import people
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader
from mortise.errors import Invalid
from mortise.records import log_place
from mortise.records.access import Door, open_form
from mortise.records.changes import BUTTON, SHARED
from mortise.records.cursor import CursorSeal
from mortise.records.link_history import link_entries
from mortise.records.log_place import LogPlace
from mortise.records.projection import SYSTEM_TYPES, localised
from mortise.records.readable import readable_on
from mortise.records.titles import Named, read_titles

PAGE: Final = 50
STATEMENTS: Final = StatementCache()
ID: Final = sa.bindparam("id", type_=sa.BigInteger())
TOLD: Final = sa.bindparam("told", type_=ARRAY(sa.Text()))
COMPUTED: Final = sa.literal_column("'computed'", sa.Text)
NamedId = tuple[Named, int, Any, Any]
"""An id, what it is of, and where it stands: in which object or list, under which key or index."""
SHOWN: Final = ("owner", "department", "deleted_at")
"""System columns whose changes are told; the others follow from the entry itself."""


async def history(
    reader: Reader, context: Context, form: str, number: int, cursor: str | None, seal: CursorSeal
) -> dict[str, object]:
    """A page of what happened to the record, the newest first."""
    door = open_form(context, form)
    bound_to = f"{context.principal.person} {context.app.id} {form} {number} history"
    before = log_place.BEGINNING if cursor is None else log_place.read(seal.open(cursor, bound_to) or ())
    if before is None:
        raise Invalid([Issue("cursor_invalid", "/cursor")])
    readable = await readable_on(reader, context, door, number)
    every = await read_entries(reader, context, door, number, readable, before)
    entries = every[:PAGE]
    await name_values(reader, context, door, entries)
    more = seal.seal(log_place.written(place_of(entries[-1])), bound_to) if len(every) > PAGE else None
    return {"items": entries, "next": more}


async def read_entries(
    reader: Reader, context: Context, door: Door, number: int, readable: frozenset[str], before: LogPlace
) -> list[dict[str, object]]:
    """The newest entries before a place, one more than a page where there are more; what they name has no names yet."""
    form = door.form.key
    rows = await reader.fetch(
        _page(context),
        {
            "app": context.app.id,
            "form": form,
            "id": number,
            **log_place.bound(before),
            "limit": PAGE + 1,
            "told": sorted(_computed(door, readable)),
        },
    )
    own = [_entry(door, row, readable | {*SHOWN}) for row in rows]
    links = await link_entries(reader, context, form, number, before, PAGE + 1)
    return sorted([*own, *links], key=place_of, reverse=True)[: PAGE + 1]


def _computed(door: Door, readable: frozenset[str]) -> Iterator[str]:
    """The fields, and sub-tables with fields, of which it may be told that they were computed anew."""
    for key, field in door.form.fields.items():
        rows = door.form.sub_tables.get(key)
        if rows is None:
            if field.computed and key in readable:
                yield key
        elif any(inner.computed and f"{key}.{name}" in readable for name, inner in rows.fields.items()):
            yield key


def place_of(entry: Mapping[str, Any]) -> LogPlace:
    """An entry's place in the log."""
    return entry["at"], entry["id"]


def _page(context: Context) -> Any:
    def build() -> sa.Select[Any]:
        change, person = record_change, people.person
        # What was computed of fields that may not be read did not happen for the person.
        told = sa.or_(change.c.action != COMPUTED, change.c.new.has_any(TOLD), change.c.old.has_any(TOLD))
        return (
            sa.select(
                change.c.id,
                change.c.at,
                change.c.action,
                change.c.version,
                change.c.cause,
                change.c.old,
                change.c.new,
                change.c.actor_id,
                localised(person, context.locale).label("actor_title"),
            )
            .select_from(change.outerjoin(person, person.c.id == change.c.actor_id))
            .where(
                change.c.app_id == sa.bindparam("app", type_=sa.BigInteger()),
                change.c.form == sa.bindparam("form", type_=sa.Text()),
                change.c.record_id == ID,
                log_place.is_before(change.c.at, change.c.id),
                sa.func.coalesce(told, sa.false()),
            )
            .order_by(change.c.at.desc(), change.c.id.desc())
            .limit(sa.bindparam("limit", type_=sa.BigInteger()))
        )

    return STATEMENTS.get(("history", context.locale), build)


def _entry(door: Door, row: Record, readable: frozenset[str]) -> dict[str, object]:
    old: Mapping[str, object] = row["old"] or {}
    new: Mapping[str, object] = row["new"] or {}
    keys = [key for key in (*SHOWN, *door.form.fields) if key in readable and (key in old or key in new)]
    changes = [
        {
            "field": key,
            "old": _cut(door, readable, key, old.get(key)),
            "new": _cut(door, readable, key, new.get(key)),
        }
        for key in keys
    ]
    actor = None if row["actor_id"] is None else {"id": row["actor_id"], "title": row["actor_title"] or ""}
    return {
        "id": row["id"],
        "at": row["at"],
        "actor": actor,
        "action": row["action"],
        "version": row["version"],
        "cause": _known_cause(row["cause"], readable),
        "changes": changes,
        "link": None,
    }


def _known_cause(cause: Mapping[str, object] | None, readable: frozenset[str]) -> Mapping[str, object] | None:
    """Why something happened, without the key of a button that the reader knows nothing of."""
    if cause is None or BUTTON not in cause or cause[BUTTON] in readable:
        return cause
    return {**cause, BUTTON: None}


def _cut(door: Door, readable: frozenset[str], key: str, value: object) -> object:
    """A sub-table's rows without the fields that may not be read."""
    if not isinstance(value, list) or key not in door.form.sub_tables:
        return value
    return [
        {name: item for name, item in row.items() if name == "id" or f"{key}.{name}" in readable}
        if isinstance(row, dict)
        else row
        for row in value
    ]


async def name_values(
    reader: Reader, context: Context, door: Door, entries: Sequence[dict[str, object]]
) -> None:
    """Gives people, departments and linked records their titles, all of them by one statement."""
    places = list(_places(door, entries))
    titles = await read_titles(reader, context, {(named, value) for named, value, _, _ in places})
    for named, value, holder, member in places:
        holder[member] = {"id": value, "title": titles.get((named, value), "")}


def _places(door: Door, entries: Iterable[Mapping[str, Any]]) -> Iterable[NamedId]:
    for entry in entries:
        for share in (entry["cause"] or {}).get(SHARED, ()):
            yield share["kind"], share["with"], share, "with"
        for change in entry["changes"]:
            for member in ("old", "new"):
                yield from _within(door, change, change["field"], member)


def _within(door: Door, change: dict[str, Any], key: str, member: str) -> Iterable[NamedId]:
    value = change[member]
    if key in door.form.sub_tables:
        for row in value or ():
            for inner, item in row.items():
                named = _named(door.form.sub_tables[key].fields.get(inner))
                if named is not None:
                    yield from _ids(named, item, row, inner)
        return
    named = SYSTEM_TYPES[key].name if key in SYSTEM_TYPES else _named(door.form.fields.get(key))
    if named is not None:
        yield from _ids(named, value, change, member)


def _ids(named: Named, value: object, holder: Any, member: Any) -> Iterable[NamedId]:
    if isinstance(value, int):
        yield named, value, holder, member
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _ids(named, item, value, index)


def _named(field: Field | None) -> Named | None:
    """What a field's ids are of: a form's key, people or departments; None when its values are no ids."""
    if field is None or field.row_fields() is not None:
        return None
    return field.meaning.source
