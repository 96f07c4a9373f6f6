"""Comments: written by who may comment on the record, changed by their author, taken away by that person or an
administrator of the application."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from engines.form.wording import given as wording
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.discussions import comment
from mortise.db.transaction import Tx
from mortise.discussions.body import Part, mentioned, read_body
from mortise.discussions.followers import join
from mortise.discussions.mentions import check_mentions
from mortise.discussions.standing import open_talk
from mortise.discussions.timeline import read_comment
from mortise.errors import Forbidden, Invalid, NotFound
from mortise.identity.resolution import Principals
from mortise.jobs.outbox import put

COMMENT_EVENT: Final = "comment"
"""The kind of job that tells people of a comment."""
KEYS: Final = frozenset({"body", "reply_to"})

APP: Final = sa.bindparam("app", type_=sa.BigInteger())
FORM: Final = sa.bindparam("form", type_=sa.Text())
RECORD: Final = sa.bindparam("record", type_=sa.BigInteger())
NUMBER: Final = sa.bindparam("number", type_=sa.BigInteger())
AT: Final = sa.bindparam("at", type_=sa.DateTime(timezone=True))
THIS: Final = (
    comment.c.app_id == APP,
    comment.c.form == FORM,
    comment.c.record_id == RECORD,
    comment.c.id == NUMBER,
)

ADD: Final = prepare(
    sa.insert(comment)
    .values(
        app_id=APP,
        form=FORM,
        record_id=RECORD,
        author_id=sa.bindparam("author"),
        body=sa.bindparam("parts"),
        reply_to=sa.bindparam("answered"),
        created_at=AT,
    )
    .returning(comment.c.id)
)
FIND: Final = prepare(sa.select(comment).where(*THIS).with_for_update())
CHANGE: Final = prepare(
    sa.update(comment).values(body=sa.bindparam("parts"), edited_at=AT).where(comment.c.id == NUMBER)
)
REMOVE: Final = prepare(
    sa.update(comment)
    .values(deleted_at=sa.bindparam("gone"), deleted_by=sa.bindparam("by"))
    .where(comment.c.id == NUMBER)
)


def _place(context: Context, form: str, record: int) -> dict[str, object]:
    return {"app": context.app.id, "form": form, "record": record, "at": context.clock.now}


def _read(given: Mapping[str, object], known: frozenset[str]) -> list[Part]:
    parts, issues = read_body(given.get("body"))
    for name in sorted(given.keys() - known):
        issues.append(Issue("parameter_unknown", pointer(wording(name)), {"name": wording(name)}))
    if issues:
        raise Invalid(issues)
    return parts


async def add_comment(
    tx: Tx, context: Context, principals: Principals, form: str, record: int, given: Mapping[str, object]
) -> dict[str, object]:
    """Says something about the record; whoever is mentioned, or follows it, is told."""
    await open_talk(tx, context, form, record)
    parts = _read(given, KEYS)
    issues = await check_mentions(tx, context, principals, form, record, parts)
    answered = given.get("reply_to")
    if answered is not None:
        found = await _find(tx, context, form, record, answered) if type(answered) is int else None
        if found is None or found["deleted_at"] is not None:
            issues.append(Issue("reply_unknown", "/reply_to"))
    if issues:
        raise Invalid(issues)
    me, people = context.principal.person, mentioned(parts)
    values = {**_place(context, form, record), "author": me, "parts": parts, "answered": answered}
    number = int(str(await tx.fetchval(ADD, values)))
    await join(tx, context, form, record, [me], "commented")
    await join(tx, context, form, record, people, "mentioned")
    await put(tx, COMMENT_EVENT, {"comment": number, "mentioned": people}, app_id=context.app.id)
    return await read_comment(tx, context, form, record, number)


async def edit_comment(
    tx: Tx,
    context: Context,
    principals: Principals,
    form: str,
    record: int,
    number: int,
    given: Mapping[str, object],
) -> dict[str, object]:
    """Says it otherwise; only people who were not mentioned before are told."""
    await open_talk(tx, context, form, record)
    parts = _read(given, frozenset({"body"}))
    found = await _own(tx, context, form, record, number)
    if found["author_id"] != context.principal.person:
        raise Forbidden
    issues = await check_mentions(tx, context, principals, form, record, parts)
    if issues:
        raise Invalid(issues)
    if parts != found["body"]:
        await tx.execute(CHANGE, {**_place(context, form, record), "number": number, "parts": parts})
        new = [person for person in mentioned(parts) if person not in mentioned(found["body"])]
        if new:
            await join(tx, context, form, record, new, "mentioned")
            event = {"comment": number, "mentioned": new, "is_edit": True}
            await put(tx, COMMENT_EVENT, event, app_id=context.app.id)
    return await read_comment(tx, context, form, record, number)


async def remove_comment(
    tx: Tx, context: Context, form: str, record: int, number: int, *, back: bool = False
) -> dict[str, object]:
    """Takes a comment away, or `back` by whoever took it away: its author, or an administrator of the application."""
    await open_talk(tx, context, form, record)
    found = await _own(tx, context, form, record, number, deleted=back)
    me = context.principal.person
    allowed = (found["deleted_by"] if back else found["author_id"]) == me or context.rights.administers
    if not allowed:
        raise Forbidden
    gone, by = (None, None) if back else (context.clock.now, me)
    await tx.execute(REMOVE, {"number": number, "gone": gone, "by": by})
    return await read_comment(tx, context, form, record, number)


async def _own(
    tx: Tx, context: Context, form: str, record: int, number: int, *, deleted: bool = False
) -> Record:
    found = await _find(tx, context, form, record, number)
    if found is None or (found["deleted_at"] is not None) != deleted:
        raise NotFound
    return found


async def _find(tx: Tx, context: Context, form: str, record: int, number: Any) -> Record | None:
    if not 0 < number < 2**63:
        return None
    return await tx.fetchrow(FIND, {**_place(context, form, record), "number": number})
