"""Joins the records of an import to those that fields of theirs list, as the log's values tell: all by one statement
for each field."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import JSONB

from engines.form.system import LINKED, PARENT, POSITION
from mortise.access.context import Context
from mortise.db.statements import Statement
from mortise.db.transaction import Tx
from mortise.imports.staging import RecordTable
from mortise.records.access import Door
from mortise.records.dependents import Touched
from mortise.records.linking import Relisted, lock_listed


async def join(tx: Tx, context: Context, door: Door, records: RecordTable) -> list[Touched]:
    """Makes the written records list what they shall; the joins that changed, told by the records at both ends."""
    touched = []
    for key, pairs in door.form.junctions.items():
        ends = await tx.fetch(Statement(_joining(records.table, key, pairs.table)))
        if ends:
            linked = tuple({row[LINKED] for row in ends})
            await lock_listed(tx, context, door.form, key, [Relisted(0, None, {key: linked})])
            left = {PARENT: {row[PARENT] for row in ends}, LINKED: linked}
            touched.append(Touched(pairs.table.name, (), None, left))
    return touched


def _joining(records: sa.Table, key: str, pairs: sa.Table) -> sa.Select[Any]:
    new, old = (
        _listed(records, records.c.log_new[key], "new"),
        _listed(records, records.c.log_old[key], "old"),
    )

    def same(side: sa.CTE) -> ColumnElement[bool]:
        return sa.and_(pairs.c.parent == side.c.parent, pairs.c.linked == side.c.linked)

    both = (pairs.c.parent, pairs.c.linked)
    missing = sa.select(new.c.parent, new.c.place, new.c.linked).where(~sa.exists().where(same(new)))
    added = sa.insert(pairs).from_select([PARENT, POSITION, LINKED], missing).returning(*both).cte("added")
    moving = sa.update(pairs).values(position=new.c.place).where(same(new), pairs.c.position != new.c.place)
    moved = moving.returning(*both).cte("moved")
    kept = sa.exists().where(new.c.parent == old.c.parent, new.c.linked == old.c.linked)
    removed = sa.delete(pairs).where(same(old), ~kept).returning(*both).cte("removed")
    return sa.union_all(*(sa.select(part.c.parent, part.c.linked) for part in (added, moved, removed)))  # type: ignore[return-value]  # a compound is fetched alike


def _listed(records: sa.Table, value: ColumnElement[Any], name: str) -> sa.CTE:
    """What the records list in a value of the log: which record, at which place, which other."""
    items = sa.case((sa.func.jsonb_typeof(value) == "array", value), else_=sa.literal([], JSONB))
    listed = (
        sa.func.jsonb_array_elements_text(items)
        .table_valued(sa.column("id", sa.Text), with_ordinality="place")
        .render_derived()
    )
    return (
        sa.select(
            records.c.id.label(PARENT),
            sa.cast(listed.c.place - 1, sa.Integer).label("place"),
            sa.cast(listed.c.id, sa.BigInteger).label(LINKED),
        )
        .select_from(records.join(listed, sa.true()))
        .cte(name)
    )
