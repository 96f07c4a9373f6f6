"""A record's timeline: what happened to it and what was said about it, in one order, the newest first."""

from collections.abc import Mapping, Sequence
from heapq import merge
from itertools import islice
from typing import Any, Final, Literal

import sqlalchemy as sa

from engines.expression.types import PERSON
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import StatementCache
from mortise.db.tables import people
from mortise.db.tables.discussions import comment
from mortise.db.transaction import Reader
from mortise.discussions.body import people_in, shown_body
from mortise.errors import Invalid, NotFound
from mortise.records import log_place
from mortise.records.access import open_form
from mortise.records.cursor import CursorSeal
from mortise.records.history import name_values, place_of, read_entries
from mortise.records.log_place import LogPlace
from mortise.records.projection import localised
from mortise.records.readable import readable_on
from mortise.records.titles import read_titles

Only = Literal["all", "comments", "changes"]
Items = list[dict[str, Any]]

PAGE: Final = 50
STATEMENTS: Final = StatementCache()
APP: Final = sa.bindparam("app", type_=sa.BigInteger())
FORM: Final = sa.bindparam("form", type_=sa.Text())
RECORD: Final = sa.bindparam("id", type_=sa.BigInteger())
NUMBER: Final = sa.bindparam("number", type_=sa.BigInteger())
COMMENT: Final = "comment"
CHANGE: Final = "change"


async def timeline(
    reader: Reader,
    context: Context,
    form: str,
    number: int,
    only: Only,
    cursor: str | None,
    seal: CursorSeal,
) -> dict[str, object]:
    """A page of changes and comments. Whoever sees the record in the recycle bin sees them there, too."""
    door = open_form(context, form)
    bound_to = f"{context.principal.person} {context.app.id} {form} {number} timeline {only}"
    before, before_comment = _opened(cursor, seal, bound_to)
    readable = await readable_on(reader, context, door, number)
    changes: Items = []
    comments: Items = []
    if only != "comments":
        found = await read_entries(reader, context, door, number, readable, before)
        changes = [{"type": CHANGE, **each} for each in found]
    if only != "changes":
        comments = await _read_comments(reader, context, form, number, before_comment)
    # Each list keeps its own order, so that a page is the beginning of both.
    every = merge(comments, changes, key=lambda item: item["at"], reverse=True)
    items = list(islice(every, PAGE))
    await name_values(reader, context, door, [item for item in items if item["type"] == CHANGE])
    more = None
    if len(items) < len(changes) + len(comments):
        for item in items:
            if item["type"] == CHANGE:
                before = place_of(item)
            else:
                before_comment = item["id"]
        told = None if before_comment is None else str(before_comment)
        more = seal.seal([*log_place.written(before), told], bound_to)
    return {"items": items, "next": more}


def _opened(cursor: str | None, seal: CursorSeal, bound_to: str) -> tuple[LogPlace, int | None]:
    """Before which change and which comment a page begins."""
    if cursor is None:
        return log_place.BEGINNING, None
    *place, said = seal.open(cursor, bound_to) or (None,)
    before = log_place.read(place)
    if before is None:
        raise Invalid([Issue("cursor_invalid", "/cursor")])
    return before, None if said is None else int(said)


async def _read_comments(
    reader: Reader, context: Context, form: str, number: int, before: int | None
) -> Items:
    def build() -> sa.Select[Any]:
        return (
            _comments(context)
            .where(sa.or_(NUMBER.is_(None), comment.c.id < NUMBER))
            .order_by(comment.c.id.desc())
            .limit(PAGE + 1)
        )

    statement = STATEMENTS.get(("page", context.locale), build)
    values = {"app": context.app.id, "form": form, "id": number, "number": before}
    rows = await reader.fetch(statement, values)
    names = await _names(reader, context, rows)
    return [{"type": COMMENT, **comment_json(context, row, names)} for row in rows]


async def read_comment(
    reader: Reader, context: Context, form: str, record: int, number: int
) -> dict[str, object]:
    """One comment as the timeline shows it."""
    statement = STATEMENTS.get(
        ("one", context.locale), lambda: _comments(context).where(comment.c.id == NUMBER)
    )
    row = await reader.fetchrow(
        statement, {"app": context.app.id, "form": form, "id": record, "number": number}
    )
    if row is None:
        raise NotFound
    return comment_json(context, row, await _names(reader, context, [row]))


def comment_json(context: Context, row: Record, names: Mapping[int, str]) -> dict[str, object]:
    """A comment; of one that was taken away only by whom, and of the one that it answers the beginning."""
    me, gone = context.principal.person, row["deleted_at"] is not None
    replied = None
    if row["reply_to"] is not None:
        body = None if row["replied_deleted_at"] is not None else shown_body(row["replied_body"], names)
        replied = {"id": row["reply_to"], "author": _person(row["replied_author"], names), "body": body}
    return {
        "id": row["id"],
        "at": row["at"],
        "author": {"id": row["actor_id"], "title": row["actor_title"] or ""},
        "body": None if gone else shown_body(row["body"], names),
        "reply_to": replied,
        "edited_at": None if gone else row["edited_at"],
        "deleted": {"at": row["deleted_at"], "by": _person(row["deleted_by"], names)} if gone else None,
        "is_mine": row["actor_id"] == me,
        "may_remove": not gone and (row["actor_id"] == me or context.rights.administers),
    }


def _person(number: int | None, names: Mapping[int, str]) -> dict[str, object] | None:
    return None if number is None else {"id": number, "title": names.get(number, "")}


async def _names(reader: Reader, context: Context, rows: Sequence[Record]) -> dict[int, str]:
    bodies = [body for row in rows for body in (row["body"], row["replied_body"])]
    named = {*people_in(bodies)} | {row[name] for row in rows for name in ("deleted_by", "replied_author")}
    wanted = [(PERSON.name, number) for number in named if number is not None]
    titles = await read_titles(reader, context, wanted)
    return {number: title for (_, number), title in titles.items()}


def _comments(context: Context) -> sa.Select[Any]:
    person, replied = people.person, comment.alias("replied")
    return (
        sa.select(
            comment.c.id,
            comment.c.created_at.label("at"),
            comment.c.author_id.label("actor_id"),
            localised(person, context.locale).label("actor_title"),
            comment.c.body,
            comment.c.reply_to,
            comment.c.edited_at,
            comment.c.deleted_at,
            comment.c.deleted_by,
            replied.c.author_id.label("replied_author"),
            replied.c.body.label("replied_body"),
            replied.c.deleted_at.label("replied_deleted_at"),
        )
        .select_from(
            comment.join(person, person.c.id == comment.c.author_id).outerjoin(
                replied, replied.c.id == comment.c.reply_to
            )
        )
        .where(comment.c.app_id == APP, comment.c.form == FORM, comment.c.record_id == RECORD)
    )
