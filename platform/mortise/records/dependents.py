"""Brings computed values of other records up to date after a write, and logs what became of them."""

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from engines.form.compiled import Form, SubTable
from engines.form.computed import ComputedChange, Request, Rows
from engines.form.facts import Question
from engines.form.schema import Schema
from engines.form.system import PARENT
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import StatementCache, prepare
from mortise.db.transaction import Tx
from mortise.records.changes import cause_of, logged
from mortise.records.source_locks import lock_sources, stored_reads

COMPUTED: Final = "computed"
STATEMENTS: Final = StatementCache()
BIGINTS: Final = ARRAY(sa.BigInteger())


@dataclass(frozen=True, slots=True)
class Touched:
    """Rows of a table that were written: in the fields `changed`, or as a whole (None: made, deleted or returned).
    `left` are the ids that they led to before, by link field or `parent`."""

    table: str
    ids: Sequence[int]
    changed: Collection[str] | None
    left: Mapping[str, Collection[int]] = field(default_factory=dict)


def follows(context: Context, touched: Iterable[Touched]) -> bool:
    """Whether anything is computed from what was written."""
    graph = context.app.schema.graph
    return any(graph.follow(each.table, each.changed) for each in touched)


def follows_new(context: Context, form: str, values: Mapping[str, object]) -> bool:
    """Whether anything is computed from a new record: nothing names it yet, so only what it names itself counts."""
    return any(
        not origin.route[0].up and values.get(origin.route[0].column) is not None
        for step in context.app.schema.graph.follow(form, None)
        for origin in step.origins
        if origin.table == form and origin.route
    )


async def recompute(tx: Tx, context: Context, touched: Iterable[Touched]) -> frozenset[str]:
    """Computes again whatever follows from what was written; the tables in which something changed."""
    schema = context.app.schema
    work = schema.recomputation
    changes: dict[tuple[str, int, str], ComputedChange] = {}
    for each in touched:
        if not (each.ids or each.left) or not schema.graph.follow(each.table, each.changed):
            continue
        follow = work.follow(each.table, each.ids, each.changed, each.left)
        for change in await _carried(tx, context, follow):
            place = change.table, change.id, change.field
            first = changes.get(place, change)
            changes[place] = ComputedChange(*place, first.old, change.new)
    real = [change for change in changes.values() if change.old != change.new]
    await _log(tx, context, real)
    return frozenset(change.table for change in real)


async def settle(tx: Tx, context: Context, form: Form, ids: Sequence[int]) -> None:
    """Computes again what records compute from others that they lead to, and holds these until the end: for records
    that were made ready before the transaction began, while others could still write."""
    schema = context.app.schema
    stored = stored_reads(schema, form.key)
    if not stored or not ids:
        return
    links = sorted(key for key in form.leads if key in form.table.c)
    if not links:
        return
    statement = STATEMENTS.get(("leads", context.app, form.key), lambda: _leading(form, links))
    questions = {
        Question(entity, row["id"], path)
        for row in await tx.fetch(statement, {"ids": list(ids)})
        for entity, path in stored
        if form.leads[row["link"]] == entity
    }
    await lock_sources(tx, context, form, questions)
    changes: list[ComputedChange] = []
    for key in _reading_others(schema, form.key):
        changes += await _carried(tx, context, schema.recomputation.fill(form.key, (key,), ids))
    await _log(tx, context, changes)


def _leading(form: Form, links: Sequence[str]) -> Any:
    table = form.table
    own = table.c.id == sa.any_(sa.bindparam("ids", type_=BIGINTS))
    return sa.union_all(
        *(
            sa.select(sa.literal(key).label("link"), table.c[key].label("id"))
            .distinct()
            .where(own, table.c[key].is_not(None))
            for key in links
        )
    )


def _reading_others(schema: Schema, form: str) -> Sequence[str]:
    """The computed fields of a form that read other records by its links, and those that read these in turn, each
    behind what it reads."""
    found: dict[str, None] = {}
    for table, key in schema.graph.order:
        checked = schema.computed.get((table, key))
        if table == form and checked is not None and key in schema.forms[form].table.c:
            leads = schema.forms[form].leads
            if any(path[0] in found or (len(path) > 1 and path[0] in leads) for path in checked.reads):
                found[key] = None
    return tuple(found)


async def _carried(
    tx: Tx, context: Context, asking: Generator[Request, Rows, tuple[ComputedChange, ...]]
) -> tuple[ComputedChange, ...]:
    """Runs what the engine asks for; the changes that came of it."""
    try:
        request = next(asking)
        while True:
            request = asking.send(await _run(tx, context, request))  # type: ignore[arg-type]  # a Record answers by name
    except StopIteration as stopped:
        changes: tuple[ComputedChange, ...] = stopped.value
        return changes


async def _run(tx: Tx, context: Context, request: Request) -> list[Record]:
    statement = STATEMENTS.get((context.app, request.key), lambda: request.statement)
    return await tx.fetch(statement, {**context.binds, **request.values})


async def _log(tx: Tx, context: Context, changes: Sequence[ComputedChange]) -> None:
    """One log row and one event for each record with changed values, by one statement per form."""
    sources = context.app.schema.sources
    by_form: dict[str, dict[int, dict[str, tuple[object, object]]]] = {}
    rows: dict[str, list[ComputedChange]] = {}
    for change in changes:
        source = sources[change.table]
        if isinstance(source, SubTable):
            rows.setdefault(change.table, []).append(change)
        else:
            record = by_form.setdefault(change.table, {}).setdefault(change.id, {})
            record[change.field] = (
                _json(source, change.field, change.old),
                _json(source, change.field, change.new),
            )
    for table, found in rows.items():
        source = sources[table]
        if isinstance(source, SubTable):
            await _gather(tx, context, source, found, by_form.setdefault(source.form, {}))
    for form, records in sorted(by_form.items()):
        await _log_form(tx, context, form, records)


def _json(source: Form | SubTable, key: str, value: object) -> object:
    field = source.fields.get(key)
    return value if field is None or value is None else field.to_json(value)


async def _gather(
    tx: Tx,
    context: Context,
    sub: SubTable,
    changes: Sequence[ComputedChange],
    records: dict[int, dict[str, tuple[object, object]]],
) -> None:
    """Changes of rows told as changes of their record: each row with its id and what changed in it."""
    statement = STATEMENTS.get(
        ("parents", context.app, sub.table.name),
        lambda: sa.select(sub.table.c.id, sub.table.c[PARENT]).where(
            sub.table.c.id == sa.any_(sa.bindparam("ids", type_=BIGINTS))
        ),
    )
    found = await tx.fetch(statement, {"ids": sorted({change.id for change in changes})})
    parents = {row["id"]: row[PARENT] for row in found}
    old: dict[int, dict[int, dict[str, object]]] = {}
    new: dict[int, dict[int, dict[str, object]]] = {}
    for change in changes:
        parent = parents[change.id]
        for side, value in ((old, change.old), (new, change.new)):
            row = side.setdefault(parent, {}).setdefault(change.id, {"id": change.id})
            row[change.field] = _json(sub, change.field, value)
    for parent, rows in old.items():
        records.setdefault(parent, {})[sub.key] = list(rows.values()), list(new[parent].values())


def _logging() -> sa.Select[Any]:
    given = (
        sa.func.unnest(
            sa.bindparam("ids", type_=BIGINTS),
            sa.bindparam("olds", type_=ARRAY(JSONB)),
            sa.bindparam("news", type_=ARRAY(JSONB)),
        )
        .table_valued(
            sa.column("id", sa.BigInteger),
            sa.column("log_old", JSONB),
            sa.column("log_new", JSONB),
        )
        .render_derived()
    )
    written = sa.select(
        given.c.id, given.c.log_old, given.c.log_new, sa.cast(sa.null(), sa.Integer).label("version")
    ).cte("written")
    return sa.select(sa.func.count()).select_from(written).add_cte(*logged(written, is_told=False))


LOG: Final = prepare(_logging())


async def _log_form(
    tx: Tx, context: Context, form: str, records: Mapping[int, Mapping[str, tuple[object, object]]]
) -> None:
    values = {
        "app_id": context.app.id,
        "form": form,
        "action": COMPUTED,
        "actor": context.principal.person,
        "at": context.clock.now,
        "batch": None,
        "cause": cause_of(context.cause, COMPUTED),
        "ids": list(records),
        "olds": [{key: pair[0] for key, pair in record.items()} for record in records.values()],
        "news": [{key: pair[1] for key, pair in record.items()} for record in records.values()],
    }
    await tx.fetch(LOG, values)
