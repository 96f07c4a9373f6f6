"""Holds the records that a save computes from, so that nobody changes them before the save is committed: who comes
later finds the new record and computes it again."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.expression.scope import Path
from engines.form.compiled import Form
from engines.form.facts import Question
from engines.form.schema import Schema
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Tx

STATEMENTS: Final = StatementCache()


@lru_cache(maxsize=500)
def stored_reads(schema: Schema, form: str) -> frozenset[tuple[str, Path]]:
    """What stored formulas of a form and of its rows read of other records."""
    own = {form, *(sub.table.name for sub in schema.forms[form].sub_tables.values())}
    found: set[tuple[str, Path]] = set()
    for (table, _), checked in schema.computed.items():
        if table in own:
            leads = schema.sources[table].leads
            found.update(
                (leads[path[0]], path[1:]) for path in checked.reads if len(path) > 1 and path[0] in leads
            )
    return frozenset(found)


async def lock_sources(tx: Tx, context: Context, form: Form, questions: Iterable[Question]) -> None:
    """Locks the records along the paths in question, a link at a time, always in the order of forms and ids."""
    schema = context.app.schema
    stored = stored_reads(schema, form.key)
    ways: dict[tuple[str, Path], set[int]] = {}
    for question in questions:
        if (question.entity, question.path) in stored:
            ways.setdefault((question.entity, question.path), set()).add(question.id)
    while ways:
        following: dict[tuple[str, Path], set[int]] = {}
        for entity in sorted({entity for entity, _ in ways}):
            own = {path: ids for (source, path), ids in ways.items() if source == entity}
            links = schema.sources[entity].leads
            steps = sorted({path[0] for path in own if len(path) > 1 and path[0] in links})
            rows = await _lock(tx, context, form, entity, steps, set().union(*own.values()))
            for path, ids in own.items():
                if path[0] in steps:
                    reached = {rows[number][path[0]] for number in ids if number in rows} - {None}
                    if reached:
                        following.setdefault((links[path[0]], path[1:]), set()).update(reached)
        ways = following


async def _lock(
    tx: Tx, context: Context, form: Form, entity: str, links: Collection[str], ids: Collection[int]
) -> Mapping[int, Mapping[str, Any]]:
    table = context.app.schema.sources[entity].table
    # What the save itself will compute there must not wait for somebody who reads as well.
    writes = any(step.table == entity for step in context.app.schema.graph.follow(form.key, None))

    def build() -> sa.Select[Any]:
        wanted = sa.bindparam("ids", type_=ARRAY(sa.BigInteger()))
        return (
            sa.select(table.c.id, *(table.c[link] for link in links))
            .where(table.c.id == sa.any_(wanted))
            .order_by(table.c.id)
            .with_for_update(read=not writes, key_share=writes)
        )

    statement = STATEMENTS.get((context.app, entity, tuple(links), writes), build)
    return {row["id"]: row for row in await tx.fetch(statement, {"ids": sorted(ids)})}  # type: ignore[misc]  # a Record answers by name
