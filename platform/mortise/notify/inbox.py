"""What a person is shown of their notifications: each is read under the rights that the person has at that moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, array

from engines.definition import Locale
from engines.expression.types import PERSON
from engines.flow.definition import FlowDefinition
from engines.form.system import SYSTEM_LABELS
from mortise.access.context import Context
from mortise.access.rights import FormRights
from mortise.db.connections import Record
from mortise.db.statements import StatementCache, prepare
from mortise.db.tables.applications import app
from mortise.db.tables.discussions import comment, notification
from mortise.db.transaction import Reader
from mortise.definitions.walk import called_part
from mortise.discussions.body import mentioned, shown_body
from mortise.records.access import Door
from mortise.records.readable import readable_anywhere
from mortise.records.selection import is_read
from mortise.records.titles import read_titles

STATEMENTS: Final = StatementCache()
MOST_COUNTED: Final = 100
EXCERPT: Final = 200
ME: Final = sa.bindparam("me", type_=sa.BigInteger())
KEYS: Final = ARRAY(sa.Text())
OWN: Final = ("owner", "department")
"""System columns whose changes are told."""

NAMED: Final = prepare(
    sa.select(app.c.id, app.c.key, app.c.published_version, notification.c.form)
    .distinct()
    .select_from(notification.join(app, app.c.id == notification.c.app_id))
    .where(notification.c.person_id == ME, app.c.published_version.is_not(None))
    .order_by(app.c.id, notification.c.form)
)


@dataclass(frozen=True, slots=True)
class Place:
    """An application of which the person has notifications, with the forms that these are about."""

    id: int
    key: str
    version: int
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class After:
    """Where a page ended."""

    at: datetime
    id: int


async def places(reader: Reader, person: int) -> list[Place]:
    """Where the person's notifications lead to."""
    found: dict[int, list[Record]] = {}
    for row in await reader.fetch(NAMED, {"me": person}):
        found.setdefault(row["id"], []).append(row)
    return [
        Place(number, rows[0]["key"], rows[0]["published_version"], tuple(row["form"] for row in rows))
        for number, rows in found.items()
    ]


async def read_page(
    reader: Reader, context: Context, forms: Iterable[str], limit: int, after: After | None, *, unread: bool
) -> list[dict[str, object]]:
    """The notifications of one application's forms, the newest first; one more than `limit` tells of more."""
    known = _known(context, forms)
    if not known:
        return []
    statement = STATEMENTS.get(
        (context.rights, known, unread, context.locale), lambda: _page(context, known, unread=unread)
    )
    values = {
        **context.binds,
        "app": context.app.id,
        "after_at": None if after is None else after.at,
        "after_id": None if after is None else after.id,
        "limit": limit + 1,
    }
    rows = await reader.fetch(statement, values)
    return [_shown(context, row) for row in rows]


async def count_unread(reader: Reader, context: Context, forms: Iterable[str]) -> int:
    """How many of them are unread and the person's to read, counted up to a hundred."""
    known = _known(context, forms)
    if not known:
        return 0
    statement = STATEMENTS.get((context.rights, known, "count"), lambda: _count(context, known))
    return int(str(await reader.fetchval(statement, {**context.binds, "app": context.app.id})))


def _known(context: Context, forms: Iterable[str]) -> tuple[str, ...]:
    """The forms that the person may still view records of."""
    there = context.app.schema.forms
    return tuple(key for key in forms if key in there and "view" in context.rights.form(key).actions)


def _every(context: Context, forms: Sequence[str], *, unread: bool) -> sa.Subquery:
    parts = []
    for key in forms:
        rights = context.rights.form(key)
        parts += [_of_record(context, rights, unread=unread), _of_many(context, rights, unread=unread)]
    return sa.union_all(*parts).subquery("every")


def _count(context: Context, forms: Sequence[str]) -> sa.Select[Any]:
    some = sa.select(_every(context, forms, unread=True).c.id).limit(MOST_COUNTED).subquery("some")
    return sa.select(sa.func.count()).select_from(some)


def _page(context: Context, forms: Sequence[str], *, unread: bool) -> sa.Select[Any]:
    every = _every(context, forms, unread=unread)
    at = sa.bindparam("after_at", type_=sa.DateTime(timezone=True))
    number = sa.bindparam("after_id", type_=sa.BigInteger())
    return (
        sa.select(every)
        .where(sa.or_(at.is_(None), sa.tuple_(every.c.at, every.c.id) < sa.tuple_(at, number)))
        .order_by(every.c.at.desc(), every.c.id.desc())
        .limit(sa.bindparam("limit", type_=sa.BigInteger()))
    )


def _mine(key: str, *, unread: bool) -> sa.ColumnElement[bool]:
    columns = notification.c
    return sa.and_(
        columns.person_id == ME,
        columns.app_id == sa.bindparam("app", type_=sa.BigInteger()),
        columns.form == sa.literal(key, sa.Text()),
        columns.read_at.is_(None) if unread else sa.true(),
    )


def _columns(**more: sa.ColumnElement[Any]) -> list[sa.ColumnElement[Any]]:
    columns = notification.c
    own = (
        columns.id,
        columns.form,
        columns.kind,
        columns.at,
        columns.read_at,
        columns.actors,
        columns.fields,
    )
    return [*own, *(value.label(name) for name, value in more.items())]


def _is_there(table: sa.Table) -> sa.ColumnElement[bool]:
    """A deletion is told of as long as the record is deleted, anything else as long as it is not."""
    return (notification.c.kind == "deletion") == table.c.deleted_at.is_not(None)


def _of_record(context: Context, rights: FormRights, *, unread: bool) -> sa.Select[Any]:
    """About one record: where it may be viewed and, of a change, one of the changed fields read."""
    table, columns = rights.form.table, notification.c
    always, conditional = _readable(rights)
    sometimes = [sa.case((condition, sa.literal(key, sa.Text()))) for key, condition in conditional.items()]
    read = sa.cast(array(sometimes, type_=sa.Text()) if sometimes else sa.literal("{}"), KEYS)
    readable = sa.literal(sorted(always), KEYS).op("||")(sa.func.array_remove(read, sa.null(), type_=KEYS))
    tells = sa.or_(columns.kind != "change", columns.fields.op("&&")(readable))
    is_said = sa.or_(
        columns.comment_id.is_(None), sa.and_(comment.c.id.is_not(None), comment.c.deleted_at.is_(None))
    )
    granted = rights.rows("view", table)
    return (
        sa.select(
            *_columns(
                record_id=columns.record_id,
                title=rights.title(table),
                count=sa.literal_column("1", sa.BigInteger),
                readable=readable,
                comment_id=columns.comment_id,
                body=comment.c.body,
                content=columns.content,
            )
        )
        .select_from(
            notification.join(table, table.c.id == columns.record_id).outerjoin(
                comment, comment.c.id == columns.comment_id
            )
        )
        .where(
            _mine(rights.form.key, unread=unread),
            sa.false() if granted is None else granted,
            _is_there(table),
            tells,
            is_said,
        )
    )


def _of_many(context: Context, rights: FormRights, *, unread: bool) -> sa.Select[Any]:
    """About many records: as many of them as may be viewed, and fields that may be read on every record."""
    table, columns = rights.form.table, notification.c
    always, _ = _readable(rights)
    readable = sa.literal(sorted(always), KEYS)
    granted = rights.rows("view", table)
    count = (
        sa.select(sa.func.count())
        .select_from(table)
        .where(
            table.c.id == sa.any_(columns.records),
            sa.false() if granted is None else granted,
            _is_there(table),
        )
        .correlate(notification)
        .scalar_subquery()
    )
    counted = (
        sa.select(
            *_columns(
                record_id=sa.cast(sa.null(), sa.BigInteger),
                title=sa.cast(sa.null(), sa.Text),
                count=count,
                readable=readable,
                comment_id=sa.cast(sa.null(), sa.BigInteger),
                body=sa.cast(sa.null(), comment.c.body.type),
                content=columns.content,
            )
        )
        .where(
            _mine(rights.form.key, unread=unread),
            columns.records.is_not(None),
            sa.or_(columns.kind != "change", columns.fields.op("&&")(readable)),
        )
        .subquery()
    )
    return sa.select(counted).where(counted.c.count > 0)


def _readable(rights: FormRights) -> tuple[frozenset[str], Mapping[str, sa.ColumnElement[bool]]]:
    """The fields that may be read on every viewed record, and the others with their condition."""
    always, conditional = set(), {}
    own = [key for key in OWN if is_read(rights, key)]
    for key in (*own, *sorted(readable_anywhere(Door(rights.form, rights)))):
        condition = rights.filter_condition(key, rights.form.table)
        if condition is None:
            always.add(key)
        elif "." not in key:
            conditional[key] = condition
    return frozenset(key for key in always if "." not in key), conditional


# What is shown ----------------------------------------------------------------------------------------------------


def _shown(context: Context, row: Record) -> dict[str, object]:
    form = context.app.schema.forms[row["form"]]
    labels = {key: form.fields[key].label for key in form.fields} | dict(SYSTEM_LABELS)
    told = [key for key in (*OWN, *form.fields) if key in row["fields"] and key in row["readable"]]
    record = None
    if row["record_id"] is not None:
        record = {"id": row["record_id"], "title": row["title"] or ""}
    return {
        "id": row["id"],
        "kind": row["kind"],
        "at": row["at"],
        "is_read": row["read_at"] is not None,
        "app": {"key": context.app.key, "title": context.app.definition.label.text(context.locale)},
        "form": {"key": form.key, "title": form.definition.label.text(context.locale)},
        "record": record,
        "count": row["count"],
        "actors": list(row["actors"]),
        "fields": [{"key": key, "title": labels[key].text(context.locale)} for key in told]
        if row["kind"] == "change"
        else [],
        "flow": None if row["content"] is None else _of_flow(context, row["content"]),
        "comment": None if row["comment_id"] is None else {"id": row["comment_id"], "body": row["body"]},
    }


def _of_flow(context: Context, content: Mapping[str, Any]) -> dict[str, object]:
    """Which flow and which task a notification is about, what happened, and what its author or somebody wrote."""
    flow = next((each for each in context.app.definition.flows if each.key == content["flow"]), None)
    subject, text = (_in_language(content.get(name) or {}, context.locale) for name in ("subject", "text"))
    return {
        "key": content["flow"],
        "title": content["flow"] if flow is None else flow.label.text(context.locale),
        "instance": content["instance"],
        "task": content["task"],
        "node": None if flow is None else _node_title(flow, content.get("node"), context.locale),
        "due_at": content.get("due_at"),
        "what": content["what"],
        "subject": subject,
        "text": text or content["comment"],
    }


def _node_title(flow: FlowDefinition, key: str | None, locale: Locale) -> str | None:
    node = next((each for each in flow.nodes if each.key == key), None)
    named = None if node is None else called_part(node)
    return None if named is None else named[locale]


def _in_language(texts: Mapping[str, str], locale: str) -> str:
    return texts.get(locale) or next(filter(None, texts.values()), "")


async def people_named(
    reader: Reader, context: Context, items: Iterable[Mapping[str, Any]]
) -> Mapping[int, str]:
    """Everybody whom some notifications name, with their names."""
    named: set[int] = set()
    for item in items:
        named.update(item["actors"])
        if item["comment"]:
            named.update(mentioned(item["comment"]["body"]))
    titles = await read_titles(reader, context, [(PERSON.name, number) for number in named])
    return {number: title for (_, number), title in titles.items()}


def with_names(items: Iterable[dict[str, Any]], names: Mapping[int, str]) -> None:
    """Gives everybody their name, and of what was said the beginning."""
    for item in items:
        item["actors"] = [{"id": number, "title": names.get(number, "")} for number in item["actors"]]
        if item["comment"]:
            item["comment"]["body"] = _beginning(shown_body(item["comment"]["body"], names))


def _beginning(parts: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    left = EXCERPT
    shown: list[dict[str, object]] = []
    for part in parts:
        if left <= 0:
            break
        text = part.get("text")
        shown.append({"text": text[:left]} if isinstance(text, str) else part)
        left -= len(text) if isinstance(text, str) else 1
    return shown
