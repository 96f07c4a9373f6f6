"""The statements that write notifications. What was not read yet is told once: more of the same joins it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, array, insert

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.discussions import OF_COMMENT, OF_MANY, OF_RECORD, comment, notification
from mortise.db.tables.jobs import is_open, outbox
from mortise.db.tables.schema import MOMENT, TEXT
from mortise.db.transaction import Tx
from mortise.records.changes import RECORD_EVENT

Line = Mapping[str, object]

BIGINTS: Final = ARRAY(sa.BigInteger())
APP: Final = sa.bindparam("app", type_=sa.BigInteger())
FORM: Final = sa.bindparam("form", type_=sa.Text())
CARRIED: Final = 10_000

_WAITING: Final = (
    sa.select(outbox.c.id)
    .where(
        outbox.c.kind == sa.literal_column(f"'{RECORD_EVENT}'", sa.Text),
        is_open(outbox),
        outbox.c.lease_until.is_(None),
    )
    .order_by(outbox.c.available_at, outbox.c.id)
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
    .cte("waiting")
)
TAKE: Final = prepare(
    sa.update(outbox)
    .values(done_at=sa.func.now())
    .where(outbox.c.id == _WAITING.c.id)
    .returning(outbox.c.app_id, outbox.c.payload)
)
"""Takes the events of records that nobody is at work on."""

FIND_COMMENT: Final = prepare(
    sa.select(
        comment.c.id,
        comment.c.app_id,
        comment.c.form,
        comment.c.record_id,
        comment.c.author_id,
        comment.c.created_at,
    ).where(comment.c.id == sa.bindparam("comment", type_=sa.BigInteger()), comment.c.deleted_at.is_(None))
)


def _lines(*columns: sa.ColumnClause[Any]) -> sa.TableValuedAlias:
    return (
        sa.func.jsonb_to_recordset(sa.cast(sa.bindparam("lines", type_=sa.Text()), JSONB))
        .table_valued(
            sa.column("person_id", sa.BigInteger),
            sa.column("kind", TEXT),
            sa.column("actors", BIGINTS),
            sa.column("fields", ARRAY(TEXT)),
            sa.column("at", MOMENT),
            sa.column("content", JSONB),
            *columns,
        )
        .render_derived(name="line", with_types=True)
    )


def _united(
    column: sa.Column[Any], added: sa.ColumnElement[Any], most: int = CARRIED
) -> sa.ColumnElement[Any]:
    """Both lists as one, each member once."""
    both = sa.func.unnest(column.op("||")(added))
    member = both.table_valued(sa.column("one", column.type), name="member").render_derived()
    some = sa.select(member.c.one).distinct().order_by(member.c.one).limit(most)
    return sa.func.array(some.scalar_subquery())


def _telling(about: sa.Column[Any], where: sa.ColumnElement[bool], *key: sa.Column[Any]) -> sa.Insert:
    line = _lines(sa.column(about.name, about.type))
    columns = notification.c
    given = {
        "person_id": line.c.person_id,
        "kind": line.c.kind,
        "app_id": APP,
        "form": FORM,
        about.name: line.c[about.name],
        "actors": line.c.actors,
        "fields": line.c.fields,
        "content": line.c.content,
        "at": line.c.at,
    }
    # A fixed order, so that two workers never wait for each other.
    chosen = sa.select(*given.values()).order_by(line.c.person_id, line.c.kind, line.c[about.name])
    making = insert(notification).from_select(list(given), chosen)
    joined: dict[str, Any] = {
        "at": sa.func.greatest(columns.at, making.excluded.at),
        "actors": _united(columns.actors, making.excluded.actors),
        "fields": _united(columns.fields, making.excluded.fields),
        "content": making.excluded.content,
    }
    if about.name == columns.records.name:
        joined[about.name] = _united(about, making.excluded[about.name])
    return making.on_conflict_do_update(index_elements=list(key), index_where=where, set_=joined)


_PLACE: Final = (notification.c.person_id, notification.c.app_id, notification.c.form)
TELL_RECORDS: Final = prepare(
    _telling(notification.c.record_id, OF_RECORD, *_PLACE, notification.c.record_id, notification.c.kind)
)
TELL_MANY: Final = prepare(_telling(notification.c.records, OF_MANY, *_PLACE, notification.c.kind))


def _of_comment() -> sa.Insert:
    people = (
        sa.func.unnest(sa.bindparam("people", type_=BIGINTS), sa.bindparam("kinds", type_=ARRAY(sa.Text())))
        .table_valued(sa.column("person", sa.BigInteger), sa.column("kind", sa.Text), name="told")
        .render_derived()
    )
    author = sa.bindparam("author", type_=sa.BigInteger())
    given: dict[str, Any] = {
        "person_id": people.c.person,
        "kind": people.c.kind,
        "app_id": APP,
        "form": FORM,
        "record_id": sa.bindparam("record", type_=sa.BigInteger()),
        "comment_id": sa.bindparam("comment", type_=sa.BigInteger()),
        "actors": array([author], type_=sa.BigInteger()),
        "at": sa.func.now(),
    }
    making = insert(notification).from_select(list(given), sa.select(*given.values()))
    # Whoever was told of the comment and is mentioned in it later is told anew.
    return making.on_conflict_do_update(
        index_elements=[notification.c.comment_id, notification.c.person_id],
        index_where=OF_COMMENT,
        set_={"kind": making.excluded.kind, "at": making.excluded.at, "read_at": None},
    )


TELL_OF_COMMENT: Final = prepare(_of_comment())


async def tell_of_records(tx: Tx, app: int, form: str, lines: Sequence[Line]) -> None:
    """Tells people of one record each."""
    if lines:
        await tx.execute(TELL_RECORDS, {"app": app, "form": form, "lines": orjson.dumps(lines).decode()})


async def tell_many(tx: Tx, app: int, form: str, lines: Sequence[Line]) -> None:
    """Tells people of many records at once."""
    if lines:
        await tx.execute(TELL_MANY, {"app": app, "form": form, "lines": orjson.dumps(lines).decode()})


async def tell_of_comment(tx: Tx, row: Record, people: Sequence[tuple[int, str]]) -> None:
    """Tells people of a comment, each with the kind of news that it is to them."""
    if people:
        values = {
            "app": row["app_id"],
            "form": row["form"],
            "record": row["record_id"],
            "comment": row["id"],
            "author": row["author_id"],
            "people": [person for person, _ in people],
            "kinds": [kind for _, kind in people],
        }
        await tx.execute(TELL_OF_COMMENT, values)
