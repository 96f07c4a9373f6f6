"""The one statement of a look: what became visible in the change log and in the outbox since the last look, whose
proofs still hold, and where rights and versions stand, all of one snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, JSONB

from mortise.db.statements import prepare
from mortise.db.tables import applications
from mortise.db.tables import people as tables
from mortise.db.tables.jobs import outbox
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader
from mortise.identity.resolution import IDLE
from mortise.jobs.telling import TOLD
from mortise.live.position import Mark

RECORD: Final = "record"
"""The kind of an entry that tells of changes of records."""

MOST: Final = 5_000
"""Transactions that one look tells apart; after more of them, everybody reads again."""

NOWHERE: Final = Mark(2**62)
"""Beyond every transaction: a first look finds nothing, and learns where the next one begins."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """What streams were opened with."""

    sessions: frozenset[bytes]
    tokens: frozenset[int]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one transaction did: to records of one form in one way, or the news that it has for some people.

    An import names its records by its batch alone."""

    transaction: int
    kind: str
    app_id: int | None
    at: datetime
    form: str
    action: str
    batch: int | None
    news: Mapping[str, Any] | None
    ids: Sequence[int | None]
    versions: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found. `entries` is None when that was too much to be told."""

    mark: Mark
    epoch: int
    proofs: Proofs
    versions: Mapping[int, tuple[str, int]]
    """Key and published version of each application."""
    entries: Sequence[Entry] | None


def number(value: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """A transaction's number as an integer."""
    return sa.cast(sa.cast(value, sa.Text), sa.BigInteger)


def looking() -> sa.Select[Any]:
    """The statement. A row is new when its transaction began after the last snapshot, or was open in it; a bound on
    both sides lets the index on the transaction serve, and keeps out rows that were restored from another cluster."""
    snapshot = sa.func.pg_current_snapshot()
    end = number(sa.func.pg_snapshot_xmax(snapshot))
    since, open_then = (
        sa.bindparam("since", type_=sa.BigInteger),
        sa.bindparam("open", type_=ARRAY(sa.BigInteger)),
    )

    def is_new(told_in: sa.ColumnElement[Any]) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
        began = sa.and_(told_in >= since, told_in < sa.select(end).scalar_subquery())
        return began, told_in == sa.any_(open_then)

    new = sa.union_all(
        *(changes().where(each) for each in is_new(record_change.c.told_in)),
        *(events().where(each) for each in is_new(outbox.c.told_in)),
    ).cte("new")
    return sa.select(
        end.label("since"),
        sa.func.array(sa.select(number(sa.func.pg_snapshot_xip(snapshot))).scalar_subquery()).label("open"),
        sa.select(tables.epoch.c.rights).where(tables.epoch.c.id == 1).scalar_subquery().label("epoch"),
        versions().label("versions"),
        sessions().label("sessions"),
        tokens().label("tokens"),
        entries(new).label("entries"),
    )


def changes() -> sa.Select[Any]:
    """The changes of records that are told, as the log has them."""
    change = record_change.c
    return sa.select(
        change.told_in,
        sa.literal_column(f"'{RECORD}'", sa.Text).label("kind"),
        change.app_id,
        change.at.label("created_at"),
        change.form,
        change.action,
        sa.cast(sa.null(), sa.BigInteger).label("batch"),
        sa.cast(sa.null(), JSONB).label("news"),
        change.record_id,
        change.version,
    )


def events() -> sa.Select[Any]:
    """The news for people, and the imports, whose records the log does not tell one by one."""
    payload = outbox.c.payload
    batch = sa.cast(payload["batch"].astext, sa.BigInteger)
    is_news = outbox.c.kind == sa.literal_column(f"'{TOLD}'")
    is_import = sa.and_(outbox.c.kind == sa.literal_column(f"'{RECORD}'"), batch.is_not(None))
    return sa.select(
        outbox.c.told_in,
        outbox.c.kind,
        outbox.c.app_id,
        outbox.c.created_at,
        payload["form"].astext.label("form"),
        payload["action"].astext.label("action"),
        batch.label("batch"),
        sa.case((is_news, payload)).label("news"),
        sa.cast(sa.null(), sa.BigInteger).label("record_id"),
        sa.cast(sa.null(), sa.Integer).label("version"),
    ).where(sa.or_(is_news, is_import))


def entries(new: sa.CTE) -> sa.ScalarSelect[Any]:
    """The new rows by transaction, so that what one of them did to thousands of records is one entry."""
    by = [
        new.c[name] for name in ("told_in", "kind", "app_id", "created_at", "form", "action", "batch", "news")
    ]
    grouped = (
        sa.select(
            *by,
            sa.func.array_agg(new.c.record_id).label("ids"),
            sa.func.array_agg(new.c.version).label("versions"),
        )
        .group_by(*by)
        .order_by(new.c.told_in)
        .limit(MOST + 1)
        .subquery("entry")
    )
    return sa.select(
        sa.func.jsonb_agg(sa.func.to_jsonb(grouped.table_valued()), type_=JSONB)
    ).scalar_subquery()


def versions() -> sa.ScalarSelect[Any]:
    """Key and published version of every application."""
    app = applications.app
    told = sa.func.jsonb_build_array(app.c.key, app.c.published_version)
    return (
        sa.select(sa.func.jsonb_object_agg(sa.cast(app.c.id, sa.Text), told, type_=JSONB))
        .where(app.c.published_version.is_not(None))
        .scalar_subquery()
    )


def sessions() -> sa.ColumnElement[Any]:
    """Which of the sessions still hold. Streams alone keep none alive."""
    session = tables.session
    return sa.func.array(
        sa.select(session.c.token_hash)
        .join(tables.person, sa.and_(tables.person.c.id == session.c.person_id, tables.person.c.active))
        .where(
            session.c.token_hash == sa.any_(sa.bindparam("sessions", type_=ARRAY(BYTEA))),
            session.c.expires_at > sa.func.now(),
            session.c.last_seen_at > sa.func.now() - IDLE,
        )
        .scalar_subquery()
    )


def tokens() -> sa.ColumnElement[Any]:
    """Which of the API tokens still hold."""
    token = tables.api_token
    return sa.func.array(
        sa.select(token.c.id)
        .join(tables.person, sa.and_(tables.person.c.id == token.c.person_id, tables.person.c.active))
        .where(
            token.c.id == sa.any_(sa.bindparam("tokens", type_=ARRAY(sa.BigInteger))),
            token.c.expires_at > sa.func.now(),
            token.c.revoked_at.is_(None),
        )
        .scalar_subquery()
    )


LOOK: Final = prepare(looking())


async def look(reader: Reader, mark: Mark, proofs: Proofs) -> Look:
    """What was committed since the mark, and what holds now."""
    values = {
        "since": mark.since,
        "open": list(mark.open),
        "sessions": list(proofs.sessions),
        "tokens": list(proofs.tokens),
    }
    row = await reader.fetchrow(LOOK, values)
    if row is None:
        raise LookupError("a look without an answer")
    found = row["entries"] or []
    return Look(
        Mark(row["since"], tuple(row["open"])),
        row["epoch"],
        Proofs(frozenset(row["sessions"]), frozenset(row["tokens"])),
        {int(app): (key, version) for app, (key, version) in (row["versions"] or {}).items()},
        None if len(found) > MOST else list(read_entries(found)),
    )


def read_entries(found: Iterable[Mapping[str, Any]]) -> Iterable[Entry]:
    """The entries of a look's document."""
    for each in found:
        yield Entry(
            each["told_in"],
            each["kind"],
            each["app_id"],
            datetime.fromisoformat(each["created_at"]),
            each["form"] or "",
            each["action"] or "",
            each["batch"],
            each["news"],
            each["ids"],
            each["versions"],
        )
