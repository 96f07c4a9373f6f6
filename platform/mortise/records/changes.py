"""The change log of a write, and the job of telling others of it, as parts of the statement that writes."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import CTE, FromClause
from sqlalchemy.dialects.postgresql import JSONB

from engines.form.compiled import Form
from mortise.db.statements import prepare
from mortise.db.tables.discussions import follower
from mortise.db.tables.jobs import outbox
from mortise.db.tables.records import batch, record_change
from mortise.db.transaction import Tx

RECORD_EVENT: Final = "record"
"""The kind of job that tells those whom a record's change concerns."""
WATCHED_EVENT: Final = "record.watched"
"""The kind of job that tells of changes of a form's records, for flows that begin or are due by them. It is put by the
statement that writes them."""
NOTE: Final = "note"
"""In a cause: why, in the words of the person who made the change."""
BUTTON: Final = "button"
"""In a cause: the button that was pressed, by its key."""
SHARED: Final = "shared"
"""In a cause: with whom the record is shared, or no longer, each by kind and number, and whether they may change it."""


_THIS_TRANSACTION: Final = sa.cast(sa.cast(sa.func.pg_current_xact_id(), sa.Text), sa.BigInteger)

_NEXT_BATCH: Final = prepare(sa.select(batch.next_value()))


async def next_batch(tx: Tx) -> int:
    """A number for the changes that belong together."""
    return int(str(await tx.fetchval(_NEXT_BATCH)))


def _bind(name: str, column: sa.Column[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=column.type)


def linking(form: Form) -> tuple[str, ...]:
    """The fields that lead to other records, to one or to several."""
    return tuple(key for key, field in form.fields.items() if field.link() is not None)


def unlinked(old: sa.ColumnElement[Any], links: Collection[str]) -> sa.ColumnElement[Any]:
    """Those of the old values that led to other records; null where none did."""
    keys = [sa.literal(key, sa.Text()) for key in sorted(links)]
    members = [part for key in keys for part in (key, sa.cast(old, JSONB).op("->")(key))]
    held = sa.func.jsonb_strip_nulls(sa.func.jsonb_build_object(*members))
    return sa.func.nullif(held, sa.literal_column("'{}'::jsonb", JSONB), type_=JSONB)


def logged(
    written: FromClause,
    *,
    record: str = "id",
    suffix: str = "",
    is_told: bool = True,
    is_watched: bool = False,
    links: Collection[str] = (),
) -> tuple[CTE, ...]:
    """Writes one log row for each row of `written`, which has the record's id and version; those who look at records
    live read it. Where the change may concern somebody else than its actor (`is_told`), it puts a job for each record
    that does; `written` has the owner then, and who made it. Of a form that `is_watched` one job tells of all. `links`
    are the fields among those that may have changed that lead to other records.

    Values: app_id, form, action, actor, at, batch, cause, old, new; the log's columns stand for themselves."""
    columns = record_change.c
    values: dict[str, sa.ColumnElement[Any]] = {
        "app_id": _bind("app_id", columns.app_id),
        "form": _bind("form", columns.form),
        "record_id": written.c[record],
        "action": _bind("action", columns.action),
        "actor_id": _bind("actor", columns.actor_id),
        "at": _bind("at", columns.at),
        "batch_id": _bind("batch", columns.batch_id),
        "cause": _bind("cause", columns.cause),
        "old": _old_of(written),
        "new": _new_of(written),
        "version": written.c.version,
        "told_in": _THIS_TRANSACTION,
    }
    if links:
        values["unlinked"] = unlinked(_old_of(written), links)
    log = (
        sa.insert(record_change).from_select(list(values), sa.select(*values.values())).cte(f"logged{suffix}")
    )
    told = (_telling(written, record, suffix),) if is_told else ()
    return (log, *told, *((_watching(written, record, suffix),) if is_watched else ()))


def _old_of(written: FromClause) -> sa.ColumnElement[Any]:
    return written.c.log_old if "log_old" in written.c else _bind("old", record_change.c.old)


def _new_of(written: FromClause) -> sa.ColumnElement[Any]:
    return written.c.log_new if "log_new" in written.c else _bind("new", record_change.c.new)


def _telling(written: FromClause, record: str, suffix: str) -> CTE:
    """Puts a job for each row of `written` that concerns somebody else than the actor."""
    told = _job(
        RECORD_EVENT,
        id=written.c[record],
        version=written.c.version,
        action=sa.cast(sa.bindparam("action", type_=sa.Text()), sa.Text),
    )
    return _put(told.where(_concerns_others(written, record)), f"told{suffix}")


def _watching(written: FromClause, record: str, suffix: str) -> CTE:
    """Puts one job that tells of all rows of `written`."""
    each = sa.func.jsonb_build_array(written.c[record], written.c.version)
    told = _job(WATCHED_EVENT, records=sa.func.jsonb_agg(each))
    return _put(told.select_from(written).having(sa.func.count() > 0), f"watched{suffix}")


def _job(kind: str, **payload: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """The columns of a job about records of the form at hand."""
    form = sa.cast(sa.bindparam("form", type_=sa.Text()), sa.Text)
    members = [part for name, value in payload.items() for part in (name, value)]
    return sa.select(
        sa.literal_column(f"'{kind}'", sa.Text),
        _bind("app_id", outbox.c.app_id),
        sa.func.jsonb_build_object("form", form, *members, type_=JSONB),
        _bind("at", outbox.c.created_at),
    )


def _put(jobs: sa.Select[Any], name: str) -> CTE:
    """Puts the jobs."""
    return sa.insert(outbox).from_select(["kind", "app_id", "payload", "created_at"], jobs).cte(name)


def _concerns_others(written: FromClause, record: str) -> sa.ColumnElement[bool]:
    """Whether the record has, had or gets an owner, was made by, or is followed by somebody else than the actor."""
    actor = _bind("actor", record_change.c.actor_id)
    former = sa.cast(_old_of(written).op("->>")(sa.literal_column("'owner'")), sa.BigInteger)
    people = (written.c.owner, written.c.created_by, former)
    return sa.or_(
        *(sa.func.coalesce(person, actor).is_distinct_from(actor) for person in people),
        sa.exists().where(
            follower.c.app_id == _bind("app_id", follower.c.app_id),
            follower.c.form == _bind("form", follower.c.form),
            follower.c.record_id == written.c[record],
            follower.c.person_id.is_distinct_from(actor),
            ~follower.c.muted,
        ),
    )


def cause_of(event: Mapping[str, object] | None, reason: str) -> dict[str, object]:
    """Why a change happened, in the log's words: the reason, and what set it off when a person did not. What a person
    noted belongs to the record that it was said of, and to no other that follows."""
    return {"reason": reason, **{key: value for key, value in (event or {}).items() if key != NOTE}}
