"""What the histories of other records tell of a record: that they began to link to it, and that they ended it."""

from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import StatementCache
from mortise.db.tables import people
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader
from mortise.records import log_place
from mortise.records.closure import is_known
from mortise.records.log_place import LogPlace
from mortise.records.projection import localised
from mortise.records.referrers import Referrer, referrers

STATEMENTS: Final = StatementCache()
ID: Final = sa.bindparam("id", type_=sa.BigInteger())
APP: Final = sa.bindparam("app", type_=sa.BigInteger())
WRITTEN: Final = sa.literal(["create", "import", "update"], ARRAY(sa.Text()))
"""What writes a link; what is in the recycle bin goes on linking."""


async def link_entries(
    reader: Reader, context: Context, form: str, number: int, before: LogPlace, limit: int
) -> list[dict[str, object]]:
    """The newest of them before a place of the log, as far as the person may see the records that link and the fields
    that do. One statement, or none where nothing that the person may see links here."""
    visible = [each for each in referrers(context.app.schema, form) if is_visible(context, each)]
    if not visible:
        return []
    statement = STATEMENTS.get((context.rights, form, context.locale), lambda: _select(context, visible))
    values = {**context.binds, "app": context.app.id, "id": number, **log_place.bound(before), "limit": limit}
    return [_entry(row) for row in await reader.fetch(statement, values)]


def is_visible(context: Context, referrer: Referrer) -> bool:
    """Whether the person may see on some record that it links. The rows of a sub-table tell no story of their own."""
    return referrer.rows is None and is_known(context, referrer)


def _select(context: Context, visible: list[Referrer]) -> sa.Select[Any]:
    person = people.person
    every = sa.union_all(*(_changes(context, each) for each in visible)).subquery("changed")
    return (
        sa.select(every, localised(person, context.locale).label("actor_title"))
        .select_from(every.outerjoin(person, person.c.id == every.c.actor_id))
        .order_by(every.c.at.desc(), every.c.id.desc())
        .limit(sa.bindparam("limit", type_=sa.BigInteger()))
    )


def _changes(context: Context, referrer: Referrer) -> sa.Select[Any]:
    """The changes by which records of one form began or ended to link."""
    form, key = referrer.form, referrer.field.key
    table, rights, change = form.table, context.rights.form(form.key), record_change
    named = sa.func.jsonb_build_array(ID) if key in form.junctions else sa.cast(sa.func.to_jsonb(ID), JSONB)
    held = sa.func.jsonb_build_object(sa.literal(key, sa.Text()), named, type_=JSONB)
    linked = sa.func.coalesce(change.c.new.op("@>")(held), sa.false())
    was_linked = sa.func.coalesce(change.c.old.op("@>")(held), sa.false())
    return (
        sa.select(
            change.c.id,
            change.c.at,
            change.c.actor_id,
            sa.literal(form.key, sa.Text()).label("form"),
            sa.literal(key, sa.Text()).label("field"),
            table.c.id.label("record"),
            rights.title(table).label("title"),
            linked.label("is_linked"),
        )
        .select_from(table.join(change, change.c.record_id == table.c.id))
        .where(
            change.c.app_id == APP,
            change.c.form == sa.literal(form.key, sa.Text()),
            table.c.id.in_(_candidates(referrer, held)),
            change.c.action == sa.any_(WRITTEN),
            linked != was_linked,
            log_place.is_before(change.c.at, change.c.id),
            *_seen(context, referrer),
        )
    )


def _candidates(referrer: Referrer, held: sa.ColumnElement[Any]) -> sa.CompoundSelect[Any]:
    """The records that link now, found by the link itself, and those that did until a change of theirs."""
    form, key, change = referrer.form, referrer.field.key, record_change.alias("unlinking")
    pairs = form.junctions.get(key)
    if pairs is None:
        linking = form.table.alias("linking")
        now = sa.select(linking.c.id).where(linking.c[key] == ID)
    else:
        now = sa.select(pairs.table.c.parent).where(pairs.table.c.linked == ID)
    earlier = sa.select(change.c.record_id).where(
        change.c.app_id == APP,
        change.c.form == sa.literal(form.key, sa.Text()),
        change.c.unlinked.op("@>")(held),
    )
    return sa.union(now, earlier)


def _seen(context: Context, referrer: Referrer) -> Iterator[sa.ColumnElement[bool]]:
    """What lets the person see the record that links, and the field on it."""
    table = referrer.form.table
    rights = context.rights.form(referrer.form.key)
    binned = rights.rows("delete", table)
    alive: sa.ColumnElement[bool] = table.c.deleted_at.is_(None)
    viewed = rights.rows("view", table)
    yield sa.false() if viewed is None else viewed
    yield alive if binned is None else sa.or_(alive, binned)
    condition = rights.filter_condition(referrer.field.key, table)
    if condition is not None:
        yield condition


def _entry(row: Record) -> dict[str, object]:
    actor = None if row["actor_id"] is None else {"id": row["actor_id"], "title": row["actor_title"] or ""}
    return {
        "id": row["id"],
        "at": row["at"],
        "actor": actor,
        "action": "link" if row["is_linked"] else "unlink",
        "version": None,
        "cause": None,
        "changes": [],
        "link": {
            "form": row["form"],
            "field": row["field"],
            "record": {"id": row["record"], "title": row["title"] or ""},
        },
    }
