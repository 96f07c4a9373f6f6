"""Which records a record lists: written by the statement that writes the record, and followed on both sides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement
from sqlalchemy.dialects.postgresql import ARRAY

from engines.form.compiled import Form, SubTable
from engines.form.submit import Submission
from engines.form.system import LINKED, PARENT
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Tx
from mortise.records.dependents import Touched

STATEMENTS: Final = StatementCache()
BIGINTS: Final = ARRAY(sa.BigInteger())


def listed_binds(key: str) -> tuple[str, str]:
    """The names under which a statement takes the ids that a field lists from now on, and those that it no longer
    does."""
    return f"listed_{key}", f"unlisted_{key}"


@dataclass(frozen=True, slots=True)
class Relisted:
    """A record with what it listed before, and the values that it has from now on."""

    id: int
    before: Mapping[str, object] | None
    after: Mapping[str, object]


def replace_links(pairs: SubTable, parent: ColumnElement[int], *, new_parent: bool) -> Iterator[CTE]:
    """The parts of a statement that make a field list other records. What it lists without showing it, deleted
    records, stays and returns with them."""
    table, key = pairs.table, pairs.key
    now, gone = listed_binds(key)
    given = (
        sa.func.unnest(sa.bindparam(now, type_=BIGINTS))
        .table_valued(sa.column("id", sa.BigInteger), with_ordinality="place")
        .render_derived()
    )
    names = sa.select(given.c.id, sa.cast(given.c.place - 1, sa.Integer).label("place")).cte(f"given_{key}")
    added = sa.select(parent.label(PARENT), names.c.place, names.c.id)
    if not new_parent:
        there = sa.exists().where(table.c.parent == parent, table.c.linked == names.c.id)
        added = added.where(~there)
    yield names
    yield sa.insert(table).from_select([PARENT, "position", LINKED], added).cte(f"added_{key}")
    if new_parent:
        return
    moved = (table.c.parent == parent, table.c.linked == names.c.id, table.c.position != names.c.place)
    yield sa.update(table).values(position=names.c.place).where(*moved).cte(f"moved_{key}")
    no_longer = table.c.linked == sa.any_(sa.bindparam(gone, type_=BIGINTS))
    yield sa.delete(table).where(table.c.parent == parent, no_longer).cte(f"removed_{key}")


def changed_links(form: Form, before: Mapping[str, object] | None, submission: Submission) -> tuple[str, ...]:
    """The fields that list other records than before, or the same in another order."""
    values = submission.values
    return tuple(
        key for key in form.junctions if key in values and (before is not None or values[key] is not None)
    )


def listed_ids(values: Mapping[str, object] | None, key: str) -> Sequence[int]:
    """The ids that a field lists."""
    ids = None if values is None else values.get(key)
    return ids if isinstance(ids, tuple) else ()


def link_values(
    keys: Sequence[str], before: Mapping[str, object] | None, after: Mapping[str, object]
) -> dict[str, object]:
    """What the parts of the statement take."""
    values: dict[str, object] = {}
    for key in keys:
        now, gone = listed_binds(key)
        ids = listed_ids(after, key)
        values[now] = list(ids)
        if before is not None:
            values[gone] = sorted(set(listed_ids(before, key)) - set(ids))
    return values


def touched_links(
    form: Form,
    keys: Sequence[str],
    before: Mapping[str, object] | None,
    after: Mapping[str, object],
    number: int = 0,
) -> list[Touched]:
    """The joins that changed, told by the records at both of their ends."""
    found = []
    for key in keys:
        ends = set(listed_ids(before, key)) ^ set(listed_ids(after, key))
        left = {PARENT: {number}, LINKED: ends}
        found.append(Touched(form.junctions[key].table.name, (), None, left))
    return found


async def relink(tx: Tx, context: Context, form: Form, records: Sequence[Relisted]) -> list[Touched]:
    """Makes many records list others, by one statement for each field; the joins that changed."""
    touched = []
    for key in form.junctions:
        changed = [
            each
            for each in records
            if key in each.after and listed_ids(each.before, key) != listed_ids(each.after, key)
        ]
        if not changed:
            continue
        await lock_listed(tx, context, form, key, changed)
        places: list[tuple[int, int, int]] = []
        ends: set[int] = set()
        for each in changed:
            now = listed_ids(each.after, key)
            ends |= set(listed_ids(each.before, key)) ^ set(now)
            places += ((each.id, number, place) for place, number in enumerate(now))
        parents, linked, positions = zip(*places, strict=True) if places else ((), (), ())
        gone = [
            (each.id, number)
            for each in changed
            for number in sorted({*listed_ids(each.before, key)} - {*listed_ids(each.after, key)})
        ]
        values = {
            "parents": parents,
            "listed": linked,
            "places": positions,
            "left_parents": [parent for parent, _ in gone],
            "left_listed": [number for _, number in gone],
        }
        pairs = form.junctions[key]
        statement = STATEMENTS.get((context.app, form.key, key), lambda: _relinking(pairs))  # noqa: B023  built at once
        await tx.fetch(statement, {name: list(found) for name, found in values.items()})
        left = {PARENT: {each.id for each in changed}, LINKED: ends}
        touched.append(Touched(pairs.table.name, (), None, left))
    return touched


def _relinking(pairs: SubTable) -> sa.Select[Any]:
    table = pairs.table
    names = ("parent", "linked", "place")
    given = _unnested("given", dict(zip(names, ("parents", "listed", "places"), strict=True)))
    gone = _unnested("gone", dict(zip(names, ("left_parents", "left_listed"), strict=False)))
    there = sa.exists().where(table.c.parent == given.c.parent, table.c.linked == given.c.linked)
    place = sa.cast(given.c.place, sa.Integer)
    missing = sa.select(given.c.parent, place.label("place"), given.c.linked).where(~there)
    added = sa.insert(table).from_select([PARENT, "position", LINKED], missing).cte("added")
    moved = (table.c.parent == given.c.parent, table.c.linked == given.c.linked, table.c.position != place)
    changed = sa.update(table).values(position=place).where(*moved).cte("moved")
    no_longer = (table.c.parent == gone.c.parent, table.c.linked == gone.c.linked)
    removed = sa.delete(table).where(*no_longer).cte("removed")
    return sa.select(sa.literal_column("1")).add_cte(added, changed, removed)


def _unnested(name: str, binds: Mapping[str, str]) -> sa.CTE:
    """Lists of numbers as a table."""
    columns = [sa.column(column, sa.BigInteger) for column in binds]
    lists = (sa.bindparam(bind, type_=BIGINTS) for bind in binds.values())
    return (
        sa.select(*columns)
        .select_from(sa.func.unnest(*lists).table_valued(*columns).render_derived())
        .cte(name)
    )


async def lock_listed(tx: Tx, context: Context, form: Form, key: str, records: Iterable[Relisted]) -> None:
    """Holds records that a field lists from now on, where anything is computed from them: who changes one meanwhile
    waits, and then finds that it is listed. In the order of their ids."""
    if not context.app.schema.graph.follow(form.junctions[key].table.name, None):
        return
    ids = {
        number
        for each in records
        for number in {*listed_ids(each.after, key)} - {*listed_ids(each.before, key)}
    }
    target = form.lists[key].entity
    if ids:
        statement = STATEMENTS.get((context.app, target), lambda: _locking(context, target))
        await tx.fetch(statement, {"ids": sorted(ids)})


def _locking(context: Context, form: str) -> sa.Select[Any]:
    table = context.app.schema.forms[form].table
    wanted = table.c.id == sa.any_(sa.bindparam("ids", type_=BIGINTS))
    return sa.select(table.c.id).where(wanted).order_by(table.c.id).with_for_update(key_share=True)
