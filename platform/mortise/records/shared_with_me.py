"""The records of every form that somebody shares with the person asking, as far as the person sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from mortise.access.context import Context
from mortise.access.predicates import with_me
from mortise.db.connections import Record
from mortise.db.statements import StatementCache, prepare
from mortise.db.tables import people
from mortise.db.tables.applications import app
from mortise.db.tables.records import record_share
from mortise.db.transaction import Reader
from mortise.identity.principal import Principal
from mortise.records.projection import localised

STATEMENTS: Final = StatementCache()
MOST: Final = 200
"""How many of an application are answered, the newest first."""

PLACES: Final = prepare(
    sa.select(app.c.id, app.c.key, app.c.published_version, record_share.c.form)
    .distinct()
    .select_from(record_share.join(app, app.c.id == record_share.c.app_id))
    .where(with_me(record_share), app.c.published_version.is_not(None))
    .order_by(app.c.id, record_share.c.form)
)


@dataclass(frozen=True, slots=True)
class SharingApp:
    """An application with the forms of which records are shared with the person."""

    id: int
    version: int
    forms: tuple[str, ...]


async def sharing_apps(reader: Reader, principal: Principal) -> list[SharingApp]:
    """Where anything is shared with the person."""
    found: dict[int, list[Record]] = {}
    for row in await reader.fetch(PLACES, principal.binds()):
        found.setdefault(row["id"], []).append(row)
    return [
        SharingApp(number, rows[0]["published_version"], tuple(row["form"] for row in rows))
        for number, rows in found.items()
    ]


async def shared_with_me(reader: Reader, context: Context, forms: Sequence[str]) -> list[dict[str, Any]]:
    """The application's records that are shared with the person and that they may view, the newest share first: since
    when, by whom, and whether they may change them."""
    there = context.app.schema.forms
    known = tuple(key for key in forms if key in there and "view" in context.rights.form(key).actions)
    if not known:
        return []
    statement = STATEMENTS.get((context.rights, known, context.locale), lambda: _shared(context, known))
    rows = await reader.fetch(statement, context.binds)
    labels = {key: there[key].definition.label.text(context.locale) for key in known}
    app_title = context.app.definition.label.text(context.locale)
    return [
        {
            "app": {"key": context.app.key, "title": app_title},
            "form": {"key": row["form"], "title": labels[row["form"]]},
            "record": {"id": row["id"], "title": row["title"] or ""},
            "may_edit": row["may_edit"],
            "by": None if row["by"] is None else {"id": row["by"], "title": row["by_title"] or ""},
            "at": row["at"],
        }
        for row in rows
    ]


def _shared(context: Context, forms: Sequence[str]) -> sa.Select[Any]:
    every = sa.union_all(*(_of_form(context, key) for key in forms)).subquery("every")
    by = people.person
    return (
        sa.select(every, localised(by, context.locale).label("by_title"))
        .select_from(every.outerjoin(by, by.c.id == every.c.by))
        .order_by(every.c.at.desc(), every.c.form, every.c.id)
        .limit(MOST)
    )


def _of_form(context: Context, key: str) -> sa.Select[Any]:
    rights, share = context.rights.form(key), record_share
    table = rights.form.table
    shared_by = sa.func.array_agg(aggregate_order_by(share.c.shared_by, share.c.shared_at.desc()))
    shares = (
        sa.select(
            share.c.record_id,
            sa.func.max(share.c.shared_at).label("at"),
            sa.func.bool_or(share.c.may_edit).label("may_edit"),
            shared_by.label("by"),
        )
        .where(
            share.c.app_id == sa.literal(context.app.id, sa.BigInteger()),
            share.c.form == sa.literal(key, sa.Text()),
            with_me(share),
        )
        .group_by(share.c.record_id)
        .subquery()
    )
    granted = rights.rows("view", table)
    return (
        sa.select(
            sa.literal(key, sa.Text()).label("form"),
            table.c.id,
            rights.title(table).label("title"),
            shares.c.at,
            shares.c.may_edit,
            shares.c.by[1].label("by"),
        )
        .select_from(shares.join(table, table.c.id == shares.c.record_id))
        .where(table.c.deleted_at.is_(None), sa.false() if granted is None else granted)
    )
