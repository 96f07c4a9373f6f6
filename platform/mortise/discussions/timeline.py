"""A record's timeline: what happened to it and what was said about it, in one order, the newest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, cast

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from engines.expression.types import PERSON
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import Statement, StatementCache
from mortise.db.tables import people
from mortise.db.tables.discussions import comment
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader
from mortise.discussions.body import people_in, shown_body
from mortise.errors import Invalid, NotFound
from mortise.records.access import open_form
from mortise.records.cursor import CursorSeal
from mortise.records.history import SHOWN, entry_of, name_values
from mortise.records.projection import localised
from mortise.records.readable import readable_on
from mortise.records.titles import read_titles

Only = Literal["all", "comments", "changes"]

PAGE: Final = 50
STATEMENTS: Final = StatementCache()
APP: Final = sa.bindparam("app", type_=sa.BigInteger())
FORM: Final = sa.bindparam("form", type_=sa.Text())
RECORD: Final = sa.bindparam("id", type_=sa.BigInteger())
LIMIT: Final = sa.bindparam("limit", type_=sa.BigInteger())
MOMENT: Final = sa.DateTime(timezone=True)
CHANGES: Final = 0
COMMENTS: Final = 1


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
    last = _opened(cursor, seal, bound_to)
    readable = await readable_on(reader, context, door, number) | {*SHOWN}
    values = {
        "app": context.app.id,
        "form": form,
        "id": number,
        "limit": PAGE + 1,
        "after_at": last[0],
        "after_source": last[1],
        "after_id": last[2],
    }
    rows = await reader.fetch(_page(context, only, first=cursor is None), values)
    shown = rows[:PAGE]
    entries = {row["id"]: entry_of(door, row, readable) for row in shown if row["source"] == CHANGES}
    await name_values(reader, context, door, list(entries.values()))
    names = await _names(reader, context, shown)
    items = [
        {"type": "change", **entries[row["id"]]}
        if row["source"] == CHANGES
        else {"type": "comment", **comment_json(context, row, names)}
        for row in shown
    ]
    more = None
    if len(rows) > PAGE:
        end = shown[-1]
        more = seal.seal([end["at"].isoformat(), str(end["source"]), str(end["id"])], bound_to)
    return {"items": items, "next": more}


async def read_comment(
    reader: Reader, context: Context, form: str, record: int, number: int
) -> dict[str, object]:
    """One comment as the timeline shows it."""
    statement = STATEMENTS.get(
        ("one", context.locale),
        lambda: _comments(context).where(comment.c.id == sa.bindparam("number", type_=sa.BigInteger())),
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
    comments = [row for row in rows if row["source"] == COMMENTS]
    bodies = [body for row in comments for body in (row["body"], row["replied_body"])]
    named = {*people_in(bodies)} | {
        row[name] for row in comments for name in ("deleted_by", "replied_author")
    }
    wanted = [(PERSON.name, number) for number in named if number is not None]
    titles = await read_titles(reader, context, wanted)
    return {number: title for (_, number), title in titles.items()}


def _opened(cursor: str | None, seal: CursorSeal, bound_to: str) -> tuple[datetime | None, int, int]:
    if cursor is None:
        return None, 0, 0
    opened = seal.open(cursor, bound_to)
    if opened is None or len(opened) != 3:
        raise Invalid([Issue("cursor_invalid", "/cursor")])
    at, source, number = cast("tuple[str, str, str]", opened)
    return datetime.fromisoformat(at), int(source), int(number)


def _page(context: Context, only: Only, *, first: bool) -> Statement:
    def build() -> sa.Select[Any]:
        after = sa.tuple_(
            sa.bindparam("after_at", type_=MOMENT),
            sa.bindparam("after_source", type_=sa.Integer()),
            sa.bindparam("after_id", type_=sa.BigInteger()),
        )
        parts = []
        for name, select in (("changes", _changes(context)), ("comments", _comments(context))):
            if only not in {"all", name}:
                continue
            part = select.subquery(name)
            chosen = sa.select(part)
            if not first:
                chosen = chosen.where(sa.tuple_(part.c.at, part.c.source, part.c.id) < after)
            ordered = chosen.order_by(part.c.at.desc(), part.c.source.desc(), part.c.id.desc()).limit(LIMIT)
            parts.append(sa.select(ordered.subquery(f"some_{name}")))
        every = sa.union_all(*parts).subquery("every")
        return (
            sa.select(every)
            .order_by(every.c.at.desc(), every.c.source.desc(), every.c.id.desc())
            .limit(LIMIT)
        )

    return STATEMENTS.get((context.locale, only, first), build)


def _source(number: int) -> sa.Label[int]:
    return sa.literal_column(str(number), sa.Integer).label("source")


def _null(name: str, kind: Any) -> sa.Label[Any]:
    return sa.cast(sa.null(), kind).label(name)


def _changes(context: Context) -> sa.Select[Any]:
    change, person = record_change.c, people.person
    return (
        sa.select(
            _source(CHANGES),
            change.id,
            change.at,
            change.actor_id,
            localised(person, context.locale).label("actor_title"),
            change.action,
            change.version,
            change.cause,
            change.old,
            change.new,
            _null("body", JSONB),
            _null("reply_to", sa.BigInteger),
            _null("edited_at", MOMENT),
            _null("deleted_at", MOMENT),
            _null("deleted_by", sa.BigInteger),
            _null("replied_author", sa.BigInteger),
            _null("replied_body", JSONB),
            _null("replied_deleted_at", MOMENT),
        )
        .select_from(record_change.outerjoin(person, person.c.id == change.actor_id))
        .where(change.app_id == APP, change.form == FORM, change.record_id == RECORD)
    )


def _comments(context: Context) -> sa.Select[Any]:
    person, replied = people.person, comment.alias("replied")
    return (
        sa.select(
            _source(COMMENTS),
            comment.c.id,
            comment.c.created_at.label("at"),
            comment.c.author_id.label("actor_id"),
            localised(person, context.locale).label("actor_title"),
            _null("action", sa.Text),
            _null("version", sa.Integer),
            _null("cause", JSONB),
            _null("old", JSONB),
            _null("new", JSONB),
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
