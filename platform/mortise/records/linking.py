"""Which records a record lists: written by the statement that writes the record, and followed on both sides."""

from collections.abc import Iterator, Mapping, Sequence
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


async def lock_listed(
    tx: Tx,
    context: Context,
    form: Form,
    keys: Sequence[str],
    before: Mapping[str, object] | None,
    after: Mapping[str, object],
) -> None:
    """Holds records that are listed from now on, where anything is computed from them: who changes one meanwhile
    waits, and then finds that it is listed. In the order of forms and ids."""
    graph = context.app.schema.graph
    wanted: dict[str, set[int]] = {}
    for key in keys:
        if graph.follow(form.junctions[key].table.name, None):
            ids = set(listed_ids(after, key)) - set(listed_ids(before, key))
            wanted.setdefault(form.lists[key].entity, set()).update(ids)
    for target, ids in sorted(wanted.items()):
        if ids:
            statement = STATEMENTS.get((context.app, target), lambda: _locking(context, target))  # noqa: B023  built at once
            await tx.fetch(statement, {"ids": sorted(ids)})


def _locking(context: Context, form: str) -> sa.Select[Any]:
    table = context.app.schema.forms[form].table
    wanted = table.c.id == sa.any_(sa.bindparam("ids", type_=BIGINTS))
    return sa.select(table.c.id).where(wanted).order_by(table.c.id).with_for_update(key_share=True)
