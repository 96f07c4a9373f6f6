"""Whom a change or a comment concerns: owner, maker and followers of the record, but for whoever did it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import FromClause
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from engines.form.schema import Form
from mortise.db.statements import Statement, StatementCache
from mortise.db.tables.discussions import follower
from mortise.db.tables.people import person
from mortise.db.tables.records import record_change
from mortise.discussions.followers import made_by_hand

STATEMENTS: Final = StatementCache()
BIGINTS: Final = ARRAY(sa.BigInteger())
APP: Final = sa.bindparam("app", type_=sa.BigInteger())
FORM: Final = sa.bindparam("form", type_=sa.Text())
MAKING: Final = ("create", "import")
DELETION: Final = "delete"
TOLD: Final = (*MAKING, DELETION, "update")
"""What people are told of; what only follows from a change elsewhere is not among it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A form with the number of its application."""

    app: int
    form: Form


def of_changes(source: Source) -> Statement:
    """Who is to be told what of the changes bound as ids and versions, or as batches and their moments."""
    return _kept("changes", source, _of_changes)


def of_comment(source: Source) -> Statement:
    """Who is to be told of a comment on the record bound as `id` by `actor`."""
    return _kept("comment", source, _of_comment)


def _kept(name: str, source: Source, build: Callable[[sa.Table], sa.Select[Any]]) -> Statement:
    return STATEMENTS.get((name, source.form), lambda: build(source.form.table))


def _of_comment(table: sa.Table) -> sa.Select[Any]:
    actor = sa.bindparam("actor", type_=sa.BigInteger())
    number = sa.bindparam("id", type_=sa.BigInteger())
    happened = (
        sa.select(table.c.id.label("record_id"), sa.cast(sa.null(), sa.BigInteger).label("former"))
        .where(table.c.id == number)
        .cte("happened")
    )
    concerned = _concerned(happened, table)
    return (
        sa.select(concerned.c.person_id)
        .distinct()
        .select_from(concerned.join(person, sa.and_(person.c.id == concerned.c.person_id, person.c.active)))
        .where(concerned.c.person_id != actor)
    )


def _of_changes(table: sa.Table) -> sa.Select[Any]:
    happened = _happened(table).cte("happened")
    concerned = _concerned(happened, table)
    is_new_owner = sa.and_(
        concerned.c.person_id == happened.c.owner, happened.c.owner.is_distinct_from(happened.c.former)
    )
    kind = sa.case(
        (happened.c.action == DELETION, sa.literal("deletion")),
        (is_new_owner, sa.literal("assignment")),
        else_=sa.literal("change"),
    )
    is_told = sa.or_(happened.c.action != sa.all_(sa.literal(list(MAKING), ARRAY(sa.Text()))), is_new_owner)
    each = (
        sa.select(
            concerned.c.person_id,
            kind.label("kind"),
            happened.c.record_id,
            happened.c.actor_id,
            happened.c.at,
            happened.c.old,
            happened.c.new,
        )
        .select_from(
            concerned.join(happened, happened.c.record_id == concerned.c.record_id).join(
                person, sa.and_(person.c.id == concerned.c.person_id, person.c.active)
            )
        )
        .where(concerned.c.person_id.is_distinct_from(happened.c.actor_id), is_told)
        .cte("each")
    )
    empty = sa.cast(sa.literal("{}"), JSONB)
    key = (
        sa.func.jsonb_object_keys(
            sa.func.coalesce(each.c.old, empty).op("||")(sa.func.coalesce(each.c.new, empty))
        )
        .table_valued(sa.column("key", sa.Text), name="member")
        .render_derived()
    )
    group = (each.c.person_id, each.c.kind, each.c.record_id)
    return (
        sa.select(
            *group,
            sa.func.array_agg(each.c.actor_id.distinct()).label("actors"),
            sa.func.coalesce(
                sa.func.array_agg(key.c.key.distinct()).filter(key.c.key.is_not(None)),
                sa.cast(sa.literal("{}"), ARRAY(sa.Text())),
            ).label("fields"),
            sa.func.max(each.c.at).label("at"),
        )
        .select_from(each.outerjoin(key, sa.true()))
        .group_by(*group)
        .order_by(*group)
    )


def _happened(table: sa.Table) -> sa.Select[Any]:
    """The log of what happened, with the owner before and after where that changed."""
    change = record_change.c
    given = (
        sa.func.unnest(sa.bindparam("ids", type_=BIGINTS), sa.bindparam("versions", type_=BIGINTS))
        .table_valued(sa.column("id", sa.BigInteger), sa.column("version", sa.BigInteger), name="given")
        .render_derived()
    )
    moments = sa.bindparam("moments", type_=ARRAY(sa.DateTime(timezone=True)))
    batches = sa.bindparam("batches", type_=BIGINTS)
    columns = (change.record_id, change.actor_id, change.at, change.action, change.old, change.new)
    of_form = (
        change.app_id == APP,
        change.form == FORM,
        change.action == sa.any_(sa.literal(list(TOLD), ARRAY(sa.Text()))),
    )
    found = sa.union_all(
        sa.select(*columns)
        .select_from(
            sa.join(
                record_change,
                given,
                sa.and_(change.record_id == given.c.id, change.version == given.c.version),
            )
        )
        .where(*of_form),
        sa.select(*columns).where(
            *of_form, change.at == sa.any_(moments), change.batch_id == sa.any_(batches)
        ),
    ).subquery("found")
    former = sa.cast(found.c.old["owner"].astext, sa.BigInteger)
    made = found.c.action == sa.any_(sa.literal(list(MAKING), ARRAY(sa.Text())))
    return (
        sa.select(
            found,
            former.label("former"),
            sa.case((made, table.c.owner), else_=sa.cast(found.c.new["owner"].astext, sa.BigInteger)).label(
                "owner"
            ),
        )
        .select_from(found.join(table, table.c.id == found.c.record_id))
        # Of what was made only its owner is told, so that what people make for themselves concerns nobody.
        .where(sa.or_(~made, table.c.owner.is_distinct_from(found.c.actor_id)))
    )


def _concerned(happened: FromClause, table: sa.Table) -> sa.Subquery:
    """Each record with everybody whom it concerns, as they stand now; a former owner is told of the loss."""
    record = happened.c.record_id
    there = happened.join(table, table.c.id == record)
    left = sa.exists().where(
        follower.c.app_id == APP,
        follower.c.form == FORM,
        follower.c.record_id == table.c.id,
        follower.c.muted,
    )
    following = (
        sa.select(record, follower.c.person_id)
        .select_from(happened.join(follower, follower.c.record_id == record))
        .where(follower.c.app_id == APP, follower.c.form == FORM, ~follower.c.muted)
    )
    owning = (
        sa.select(record, table.c.owner)
        .select_from(there)
        .where(table.c.owner.is_not(None), ~left.where(follower.c.person_id == table.c.owner))
    )
    making = (
        sa.select(record, table.c.created_by)
        .select_from(there)
        .where(
            table.c.created_by.is_not(None),
            ~left.where(follower.c.person_id == table.c.created_by),
            made_by_hand(table.c.id, APP, FORM),
        )
    )
    former = sa.select(record, happened.c.former).where(happened.c.former.is_not(None))
    return sa.union(following, owning, making, former).subquery("concerned")
