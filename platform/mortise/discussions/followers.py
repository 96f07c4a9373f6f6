"""Followers of a record: its owner, whoever made it by hand, and everybody who joins in or asks to; each may leave."""

from collections.abc import Iterable
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from mortise.access.context import Context
from mortise.db.statements import StatementCache, prepare
from mortise.db.tables import people
from mortise.db.tables.discussions import follower
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader, Tx
from mortise.discussions.standing import open_record
from mortise.records.access import Door
from mortise.records.projection import localised

Reason = Literal["owner", "created", "commented", "mentioned", "by_hand"]

STATEMENTS: Final = StatementCache()
APP: Final = sa.bindparam("app", type_=sa.BigInteger())
FORM: Final = sa.bindparam("form", type_=sa.Text())
RECORD: Final = sa.bindparam("id", type_=sa.BigInteger())
PEOPLE: Final = sa.bindparam("people", type_=sa.ARRAY(sa.BigInteger()))
REASON: Final = sa.bindparam("reason", type_=sa.Text())
MUTED: Final = sa.bindparam("muted", type_=sa.Boolean())
COLUMNS: Final = ["app_id", "form", "record_id", "person_id", "reason", "muted"]

JOIN: Final = prepare(
    insert(follower)
    .from_select(COLUMNS, sa.select(APP, FORM, RECORD, sa.func.unnest(PEOPLE), REASON, sa.false()))
    .on_conflict_do_nothing()
)
DECIDE: Final = prepare(
    insert(follower)
    .from_select(COLUMNS, sa.select(APP, FORM, RECORD, sa.func.unnest(PEOPLE), REASON, MUTED))
    .on_conflict_do_update(
        index_elements=[follower.c.app_id, follower.c.form, follower.c.record_id, follower.c.person_id],
        set_={"muted": MUTED, "reason": REASON, "since": sa.func.now()},
    )
)


async def join(
    tx: Tx, context: Context, form: str, number: int, people: Iterable[int], reason: Reason
) -> None:
    """Has people follow a record that they take part in; whoever left it stays away."""
    values = {"app": context.app.id, "form": form, "id": number, "people": sorted(people), "reason": reason}
    if values["people"]:
        await tx.execute(JOIN, values)


async def follow(tx: Tx, context: Context, form: str, number: int, *, follows: bool) -> dict[str, object]:
    """Has the person asking follow the record, or leave it; who follows it then."""
    await open_record(tx, context, form, number)
    values = {
        "app": context.app.id,
        "form": form,
        "id": number,
        "people": [context.principal.person],
        "reason": "by_hand",
        "muted": not follows,
    }
    await tx.execute(DECIDE, values)
    return await read_followers(tx, context, form, number)


async def read_followers(reader: Reader, context: Context, form: str, number: int) -> dict[str, object]:
    """Who follows the record and why, and whether the person asking does."""
    door = await open_record(reader, context, form, number)
    statement = STATEMENTS.get(
        (context.app, door.form.key, context.locale), lambda: _following(context, door)
    )
    values = {"app": context.app.id, "form": form, "id": number}
    found: dict[int, dict[str, object]] = {}
    left = set()
    for row in await reader.fetch(statement, values):
        if row["muted"]:
            left.add(row["person_id"])
        elif row["person_id"] not in found and row["active"]:
            found[row["person_id"]] = {
                "person": {"id": row["person_id"], "title": row["title"] or ""},
                "reason": row["reason"],
                "since": row["since"],
            }
    items = [each for person, each in found.items() if person not in left]
    me = context.principal.person
    return {"items": items, "following": me in found and me not in left}


def _following(context: Context, door: Door) -> sa.Select[Any]:
    table, person = door.form.table, people.person
    no = sa.false().label("muted")
    asked = sa.select(
        follower.c.person_id,
        follower.c.reason,
        follower.c.since,
        follower.c.muted,
        sa.literal_column("2").label("place"),
    ).where(follower.c.app_id == APP, follower.c.form == FORM, follower.c.record_id == RECORD)
    owner = sa.select(
        table.c.owner,
        sa.literal("owner"),
        sa.cast(sa.null(), sa.DateTime(timezone=True)),
        no,
        sa.literal_column("0"),
    ).where(table.c.id == RECORD)
    made = sa.select(
        table.c.created_by, sa.literal("created"), table.c.created_at, no, sa.literal_column("1")
    ).where(table.c.id == RECORD, made_by_hand(table.c.id, APP, FORM))
    every = sa.union_all(asked, owner, made).subquery("every")
    return (
        sa.select(
            every.c.person_id,
            every.c.reason,
            every.c.since,
            every.c.muted,
            person.c.active,
            localised(person, context.locale).label("title"),
        )
        .select_from(every.join(person, person.c.id == every.c.person_id))
        .order_by(every.c.place, every.c.since, every.c.person_id)
    )


def made_by_hand(
    record: sa.ColumnElement[Any], app: sa.ColumnElement[Any], form: sa.ColumnElement[Any]
) -> sa.ColumnElement[bool]:
    """Whether the record was made alone: whoever brings in thousands does not follow each of them."""
    change = record_change.c
    return sa.exists().where(
        change.app_id == app,
        change.form == form,
        change.record_id == record,
        change.action == "create",
        change.batch_id.is_(None),
    )
