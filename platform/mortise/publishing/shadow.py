"""The columns of a version that is being prepared: filled beside those that people work with, under other names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from engines.form.schema import Schema, compile_schema
from engines.form.steps import AddColumns, Convert, Fill, Step, UnparkColumns, quoted
from mortise.db.statements import DIALECT
from mortise.definitions.scope import ME, parameter_types
from mortise.publishing.plan import Plan

NEXT: Final = "__next"
"""What the name of a column ends in until the switch gives it its own."""
ORDER: Final = "__sort"


@dataclass(frozen=True, slots=True)
class NextColumn:
    """A column of the coming version: its table, its own name, and what PostgreSQL keeps in it. One that `replaces`
    stands in the place of a column that people read until the switch."""

    schema: str
    table: str
    name: str
    type: Any
    replaces: bool

    @property
    def hidden(self) -> str:
        """Its name until the switch."""
        return self.name + NEXT


def next_columns(plan: Plan) -> Iterator[NextColumn]:
    """Every column that is made ready: those of new fields, and those whose values are computed otherwise."""
    added: set[tuple[str, str]] = set()
    for step in plan.tables.steps:
        if isinstance(step, AddColumns) and plan.is_old(step.table):
            for name, kind in step.columns.items():
                added.add((step.table, name))
                yield NextColumn(step.schema, step.table, name, kind, replaces=False)
    for step in plan.tables.steps:
        if isinstance(step, Fill):
            columns = plan.schema.sources[step.table].table.c
            names = [name for key in step.keys for name in (key, key + ORDER) if name in columns]
            for name in names:
                if (step.table, name) not in added:
                    yield NextColumn(step.schema, step.table, name, columns[name].type, replaces=True)


def shadow_schema(plan: Plan) -> Schema:
    """The coming version's forms, whose statements read and write the hidden columns.

    It is compiled anew and belongs to one preparation alone, so that its columns may be renamed."""
    definition = plan.definition
    schema, _ = compile_schema(definition.key, definition.working_forms, parameter_types(definition), ME)
    if schema is None:
        raise ValueError("a planned application no longer compiles")
    for column in next_columns(plan):
        rename(schema, column.table, column.name, column.hidden)
    for step in plan.tables.steps:
        if isinstance(step, UnparkColumns):
            for parked, name in step.names.items():
                rename(schema, step.table, name, parked)
    return schema


def rename(schema: Schema, table: str, name: str, other: str) -> None:
    """Lets a column be known by its key and written by another name."""
    schema.sources[table].table.c[name].name = sa.sql.quoted_name(other, quote=True)


def shadow_step(step: Step) -> Step:
    """The step as it is done before the switch: what is to be parked still has its own name."""
    if isinstance(step, Convert) and not step.comes_back:
        return replace(step, parked={name: name for name in step.parked})
    return step


def add_statement(column: NextColumn) -> str:
    """Adds a hidden column, which touches no row."""
    kind = column.type.compile(dialect=DIALECT)
    table = f"{quoted(column.schema)}.{quoted(column.table)}"
    return f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {quoted(column.hidden)} {kind}"


def drop_statement(column: NextColumn) -> str:
    """Takes a hidden column away."""
    table = f"{quoted(column.schema)}.{quoted(column.table)}"
    return f"ALTER TABLE IF EXISTS {table} DROP COLUMN IF EXISTS {quoted(column.hidden)}"


def place_statements(column: NextColumn) -> Iterator[str]:
    """Puts a hidden column in its place."""
    table = f"{quoted(column.schema)}.{quoted(column.table)}"
    if column.replaces:
        yield f"ALTER TABLE {table} DROP COLUMN {quoted(column.name)}"
    yield f"ALTER TABLE {table} RENAME COLUMN {quoted(column.hidden)} TO {quoted(column.name)}"
