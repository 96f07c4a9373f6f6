"""The tables of an application's forms as SQLAlchemy metadata, and the indexes and references they have."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import DDLCompiler
from sqlalchemy.types import TypeEngine

from engines.expression.types import TEXT
from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.form.meanings.text import TEXT_COLUMN
from engines.form.system import LINKED, PARENT, POSITION

LONGEST_NAME: Final = 63
"""Bytes of a name in PostgreSQL."""
MOMENT: Final = sa.DateTime(timezone=True)
FILLED: Final = 90
"""Percent of a page that new records fill: a change then finds room beside what it changes, and where it touches no
indexed column PostgreSQL has no index to write."""


class MakeTable(sa.schema.CreateTable):
    """Makes a table whose pages leave room for changes."""


@compiles(MakeTable)
def _make_table(statement: MakeTable, compiler: DDLCompiler, **_: object) -> str:
    made: str = compiler.visit_create_table(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
    return f"{made.rstrip()} WITH (fillfactor = {FILLED})"


def schema_name(app: str) -> str:
    """The database schema of an application."""
    return f"app_{app}"


def bounded_name(*parts: str) -> str:
    """A name that PostgreSQL can hold, the same for the same parts."""
    name = "__".join(parts)
    if len(name) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:10]
    return f"{name[: LONGEST_NAME - 11]}_{digest}"


@dataclass(frozen=True)
class Index:
    """An index of a table. `field` is the field for whose sake a unique one exists; `rows` limits what it holds."""

    name: str
    table: sa.Table
    columns: tuple[ColumnElement[Any], ...]
    using: Literal["btree", "gin"] = "btree"
    field: str | None = None
    rows: ColumnElement[bool] | None = None

    @property
    def unique(self) -> bool:
        """Whether two records cannot have the same."""
        return self.field is not None

    @property
    def definition(self) -> str:
        """The index as text, by which a change of it is seen."""
        parts = [str(column.compile(compile_kwargs={"literal_binds": True})) for column in self.columns]
        rows = "" if self.rows is None else str(self.rows.compile(compile_kwargs={"literal_binds": True}))
        return f"{self.using}({','.join(parts)}) unique={self.unique} where {rows}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key of a field: `target` is "form:<key>", "person" or "department". One that `is_tree` leads to no
    record from which its own is reached."""

    name: str
    column: str
    field: str
    target: str
    is_tree: bool = False


def physical_columns(field: Field) -> Iterator[tuple[str, TypeEngine[Any]]]:
    """Names and types of the columns that keep a field."""
    for column in field.columns():
        yield field.key + column.suffix, column.type


def record_table(metadata: sa.MetaData, app: str, key: str, fields: Mapping[str, Field]) -> sa.Table:
    """The table of a form's records."""
    return sa.Table(
        key,
        metadata,
        sa.Column("id", sa.BigInteger, sa.Identity(always=False), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("title", TEXT_COLUMN),
        sa.Column("title__sort", TEXT_COLUMN),
        sa.Column("owner", sa.BigInteger),
        sa.Column("department", sa.BigInteger),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("created_by", sa.BigInteger),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("updated_by", sa.BigInteger),
        sa.Column("deleted_at", MOMENT),
        sa.Column("definition_version", sa.Integer),
        *(sa.Column(name, kind) for field in fields.values() for name, kind in physical_columns(field)),
        schema=schema_name(app),
        quote=True,
    )


def row_table(metadata: sa.MetaData, app: str, key: str, form: str, fields: Mapping[str, Field]) -> sa.Table:
    """The table of a sub-table's rows."""
    columns = (sa.Column(name, kind) for field in fields.values() for name, kind in physical_columns(field))
    return _table_below(metadata, app, key, form, columns)


def junction_table(metadata: sa.MetaData, app: str, key: str, form: str) -> sa.Table:
    """The table that joins records of `form` to those that one of its fields links to, in their order."""
    return _table_below(metadata, app, key, form, [sa.Column(LINKED, sa.BigInteger, nullable=False)])


def _table_below(
    metadata: sa.MetaData, app: str, key: str, form: str, own: Iterable[sa.Column[Any]]
) -> sa.Table:
    """A table whose rows belong to records of `form`, in an order."""
    parent = sa.ForeignKey(
        f"{schema_name(app)}.{form}.id", ondelete="CASCADE", name=bounded_name("fk", key, PARENT)
    )
    return sa.Table(
        key,
        metadata,
        sa.Column("id", sa.BigInteger, sa.Identity(always=False), primary_key=True),
        sa.Column(PARENT, sa.BigInteger, parent, nullable=False),
        sa.Column(POSITION, sa.Integer, nullable=False),
        *own,
        schema=schema_name(app),
        quote=True,
    )


def is_unique(field: Field) -> bool:
    """Whether no two records may have the same value."""
    return (field.unique and field.can_be_unique) or field.numbering() is not None


def field_indexes(table: sa.Table, field: Field) -> Iterator[Index]:
    """The indexes that a field asks for."""
    if is_unique(field) and field.stored:
        column: ColumnElement[Any] = table.c[field.key]
        filled: ColumnElement[bool] = column.is_not(None)
        if field.value_type().name == TEXT.name:
            column = sa.func.btrim(column)
            filled = column != sa.literal_column("''")
        alive = sa.and_(table.c.deleted_at.is_(None), filled) if "deleted_at" in table.c else filled
        yield Index(bounded_name("uq", table.name, field.key), table, (column,), field=field.key, rows=alive)
    for stored in field.columns():
        if stored.index is not None:
            name = bounded_name("ix", table.name, field.key + stored.suffix)
            using: Literal["btree", "gin"] = "gin" if stored.index == "gin" else "btree"
            yield Index(name, table, (table.c[field.key + stored.suffix],), using)


def record_indexes(table: sa.Table, form: FormDefinition, fields: Mapping[str, Field]) -> Mapping[str, Index]:
    """The indexes of a form's table by name: what lists are ordered and restricted by, and what fields ask for."""
    found = [
        Index(bounded_name("ix", table.name, "title"), table, (table.c["title__sort"], table.c.id)),
        Index(bounded_name("ix", table.name, "owner"), table, (table.c.owner,)),
        Index(bounded_name("ix", table.name, "department"), table, (table.c.department,)),
    ]
    first = fields.get(form.sort[0].field) if form.sort else None
    if first is not None and first.stored:
        (column, *rest) = first.sort_columns(table)
        if not rest and isinstance(column, sa.Column):
            found.append(
                Index(bounded_name("ix", table.name, first.key, "order"), table, (column, table.c.id))
            )
    for field in fields.values():
        found += field_indexes(table, field)
    return {index.name: index for index in found}


def row_indexes(table: sa.Table, fields: Mapping[str, Field]) -> Mapping[str, Index]:
    """The indexes of a sub-table by name."""
    found = [Index(bounded_name("ix", table.name, PARENT), table, (table.c[PARENT], table.c[POSITION]))]
    for field in fields.values():
        found += field_indexes(table, field)
    return {index.name: index for index in found}


def junction_indexes(table: sa.Table, field: str) -> Mapping[str, Index]:
    """The indexes that find from either side; a record is linked once."""
    once, back = bounded_name("uq", table.name, LINKED), bounded_name("ix", table.name, LINKED)
    return {
        once: Index(once, table, (table.c[PARENT], table.c[LINKED]), field=field),
        back: Index(back, table, (table.c[LINKED],)),
    }


def junction_references(table: sa.Table, field: str, target: str) -> Mapping[str, Reference]:
    """The foreign key of what is linked."""
    name = bounded_name("fk", table.name, LINKED)
    return {name: Reference(name, LINKED, field, f"form:{target}")}


def references(table: sa.Table, fields: Mapping[str, Field]) -> Mapping[str, Reference]:
    """The foreign keys of fields by name."""
    found = [
        Reference(
            bounded_name("fk", table.name, field.key + column.suffix),
            field.key + column.suffix,
            field.key,
            column.references,
            is_tree=(end := field.link()) is not None and end.is_tree,
        )
        for field in fields.values()
        for column in field.columns()
        if column.references is not None and not field.computed
    ]
    return {reference.name: reference for reference in found}
