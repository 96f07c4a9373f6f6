"""Everything that is stored and follows from something else, compared with what a computation from scratch gives."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from engines.form.schema import Schema
from engines.form.sorting import sort_key
from engines.form.system import TITLE
from mortise.db.statements import Statement
from mortise.db.transaction import Reader

Wrong = tuple[str, str, int, object, object]
"""A table, a field, a row, what is stored, and what should be."""


def everything(schema: Schema) -> Statement:
    """Every computed column whose value is another from scratch, of all rows, by one statement."""
    parts = []
    for table, key in schema.graph.order:
        found = schema.recomputation.verify(table, key).subquery()
        parts.append(
            sa.select(
                sa.literal(table).label("table"),
                sa.literal(key).label("key"),
                found.c.id,
                sa.cast(found.c.stored, sa.Text).label("stored"),
                sa.cast(found.c.computed, sa.Text).label("computed"),
            )
        )
    return Statement(sa.union_all(*parts))


async def wrong_values(
    reader: Reader, schema: Schema, statement: Statement, binds: Mapping[str, object]
) -> Sequence[Wrong]:
    """Computed values that are not what they should be."""
    rows = await reader.fetch(statement, {**binds, "after": 0, "most": 5})
    return [(row["table"], row["key"], row["id"], row["stored"], row["computed"]) for row in rows]


async def wrong_orders(reader: Reader, schema: Schema) -> Sequence[Wrong]:
    """Texts whose sort key, and records whose title, is not that of what stands there."""
    found: list[Wrong] = []
    for name, source in schema.sources.items():
        table = source.table
        sorted_by = [
            column.name.removesuffix("__sort") for column in table.c if column.name.endswith("__sort")
        ]
        titled = schema.forms[name].definition.title_field if name in schema.forms else None
        if not sorted_by:
            continue
        for row in await reader.fetch(Statement(sa.select(table))):
            for key in sorted_by:
                right = None if row[key] is None else sort_key(row[key])
                if row[f"{key}__sort"] != right:
                    found.append((name, f"{key}__sort", row["id"], row[f"{key}__sort"], right))
            if titled is not None and row[TITLE] != row[titled]:
                found.append((name, TITLE, row["id"], row[TITLE], row[titled]))
    return found


async def wrong_departments(
    reader: Reader, schema: Schema, departments: Mapping[int, Any]
) -> Sequence[Wrong]:
    """Records whose department is not their owner's."""
    found: list[Wrong] = []
    for name, form in schema.forms.items():
        table = form.table
        for row in await reader.fetch(Statement(sa.select(table.c.id, table.c.owner, table.c.department))):
            right = departments[row["owner"]]
            if row["department"] != right:
                found.append((name, "department", row["id"], row["department"], right))
    return found
