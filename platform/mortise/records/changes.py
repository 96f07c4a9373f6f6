"""The change log and the event of a write, as parts of the statement that writes."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import CTE, FromClause
from sqlalchemy.dialects.postgresql import JSONB

from mortise.db.statements import prepare
from mortise.db.tables.jobs import outbox
from mortise.db.tables.records import batch, record_change
from mortise.db.transaction import Tx

RECORD_EVENT: Final = "record"
"""The kind of event that tells of a record's change."""
NOTE: Final = "note"
"""In a cause: why, in the words of the person who made the change."""


_NEXT_BATCH: Final = prepare(sa.select(batch.next_value()))


async def next_batch(tx: Tx) -> int:
    """A number for the changes that belong together."""
    return int(str(await tx.fetchval(_NEXT_BATCH)))


def _bind(name: str, column: sa.Column[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=column.type)


def logged(written: FromClause, *, record: str = "id", suffix: str = "") -> tuple[CTE, CTE]:
    """Writes one log row and one event for each row of `written`, which has the record's id and version.

    Values: app_id, form, action, actor, at, batch, cause, old, new; the log's columns stand for themselves."""
    columns = record_change.c
    log = (
        sa.insert(record_change)
        .from_select(
            [
                "app_id",
                "form",
                "record_id",
                "action",
                "actor_id",
                "at",
                "batch_id",
                "cause",
                "old",
                "new",
                "version",
            ],
            sa.select(
                _bind("app_id", columns.app_id),
                _bind("form", columns.form),
                written.c[record],
                _bind("action", columns.action),
                _bind("actor", columns.actor_id),
                _bind("at", columns.at),
                _bind("batch", columns.batch_id),
                _bind("cause", columns.cause),
                _old_of(written),
                _new_of(written),
                written.c.version,
            ),
        )
        .cte(f"logged{suffix}")
    )
    return log, event(written, record=record, suffix=suffix)


def _old_of(written: FromClause) -> sa.ColumnElement[Any]:
    return written.c.log_old if "log_old" in written.c else _bind("old", record_change.c.old)


def _new_of(written: FromClause) -> sa.ColumnElement[Any]:
    return written.c.log_new if "log_new" in written.c else _bind("new", record_change.c.new)


def event(written: FromClause, *, record: str = "id", suffix: str = "") -> CTE:
    """Writes one event for each row of `written`, already done: those who follow live read it, no job is due."""
    payload = sa.func.jsonb_build_object(
        "form",
        sa.cast(sa.bindparam("form", type_=sa.Text()), sa.Text),
        "id",
        written.c[record],
        "version",
        written.c.version,
        "action",
        sa.cast(sa.bindparam("action", type_=sa.Text()), sa.Text),
        type_=JSONB,
    )
    return (
        sa.insert(outbox)
        .from_select(
            ["kind", "app_id", "payload", "created_at", "done_at"],
            sa.select(
                sa.literal_column(f"'{RECORD_EVENT}'", sa.Text),
                _bind("app_id", outbox.c.app_id),
                payload,
                _bind("at", outbox.c.created_at),
                _bind("at", outbox.c.done_at),
            ),
        )
        .cte(f"told{suffix}")
    )


def cause_of(event: Mapping[str, object] | None, reason: str) -> dict[str, object]:
    """Why a change happened, in the log's words: the reason, and what set it off when a person did not. What a person
    noted belongs to the record that it was said of, and to no other that follows."""
    return {"reason": reason, **{key: value for key, value in (event or {}).items() if key != NOTE}}
