"""The steps by which tables become those of another version; each carries out its own part of a migration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as member
from typing import Any, ClassVar, Final, Literal, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.ddl import ExecutableDDLElement
from sqlalchemy.types import TypeEngine

from engines.form.circles import unwatched, watched
from engines.form.field import Field
from engines.form.tables import Index, MakeTable, Reference

Consequence = Literal["metadata", "online", "backfill", "destructive"]
"""What a step means for a running system: nothing that anybody notices; work beside the readers and writers; values
to be filled in; something that goes out of sight."""

PARKED: Final = "__parked_"

DIALECT: Final = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves dialects untyped


class Operations(Protocol):
    """The operations of Alembic that steps use."""

    def create_table(self, table_name: str, *columns: Any, schema: str | None = None) -> Any:
        """Creates a table."""

    def rename_table(self, old_table_name: str, new_table_name: str, *, schema: str | None = None) -> Any:
        """Renames a table."""

    def add_column(self, table_name: str, column: sa.Column[Any], *, schema: str | None = None) -> Any:
        """Adds a column."""

    def alter_column(
        self,
        table_name: str,
        column_name: str,
        *,
        new_column_name: str | None = None,
        schema: str | None = None,
    ) -> Any:
        """Renames a column."""

    def drop_constraint(
        self, constraint_name: str, table_name: str, type_: str | None = None, *, schema: str | None = None
    ) -> Any:
        """Drops a constraint."""

    def execute(self, sqltext: ExecutableDDLElement | str) -> Any:
        """Runs any other statement."""


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return DIALECT.identifier_preparer.quote_identifier(name)


def parked_name(column: str, key: str, version: int) -> str:
    """Where a column of the field `key` is kept: amount__currency → amount__parked_3__currency."""
    return f"{key}{PARKED}{version}{column.removeprefix(key)}"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A part of a plan. `field` is the field it is about, by key, if it is about one."""

    consequence: ClassVar[Consequence] = "metadata"
    is_data: ClassVar[bool] = False
    """Whether the step fills in values, which the host does in batches, instead of changing tables."""

    schema: str
    table: str
    field: str | None = None

    def operate(self, op: Operations) -> None:
        """Changes the tables."""


@dataclass(frozen=True, kw_only=True)
class CreateSchema(Step):
    """The schema of an application that has none yet."""

    def operate(self, op: Operations) -> None:
        op.execute(sa.schema.CreateSchema(self.schema, if_not_exists=True))


@dataclass(frozen=True, kw_only=True)
class CreateTable(Step):
    """A new table, without the indexes and references that follow as steps of their own."""

    definition: sa.Table

    def operate(self, op: Operations) -> None:
        op.execute(MakeTable(self.definition))


@dataclass(frozen=True, kw_only=True)
class ParkTable(Step):
    """A form or sub-table that is no more: its table is kept under another name."""

    consequence: ClassVar[Consequence] = "destructive"

    name: str

    def operate(self, op: Operations) -> None:
        op.rename_table(self.table, self.name, schema=self.schema)


@dataclass(frozen=True, kw_only=True)
class UnparkTable(Step):
    """A parked table that comes back."""

    name: str

    def operate(self, op: Operations) -> None:
        op.rename_table(self.name, self.table, schema=self.schema)


@dataclass(frozen=True, kw_only=True)
class AddColumns(Step):
    """Columns of a new field; they begin blank, which touches no row."""

    columns: Mapping[str, TypeEngine[Any]]

    def operate(self, op: Operations) -> None:
        for name, kind in self.columns.items():
            op.add_column(self.table, sa.Column(name, kind), schema=self.schema)


@dataclass(frozen=True, kw_only=True)
class ParkColumns(Step):
    """A field that is no more: its columns are kept under other names (old → new)."""

    consequence: ClassVar[Consequence] = "destructive"

    names: Mapping[str, str]

    def operate(self, op: Operations) -> None:
        for old, new in self.names.items():
            op.alter_column(self.table, old, new_column_name=new, schema=self.schema)


@dataclass(frozen=True, kw_only=True)
class UnparkColumns(Step):
    """A field that comes back with its values (parked → own names)."""

    names: Mapping[str, str]

    def operate(self, op: Operations) -> None:
        for old, new in self.names.items():
            op.alter_column(self.table, old, new_column_name=new, schema=self.schema)


@dataclass(frozen=True, kw_only=True)
class AddIndex(Step):
    """A new index. `concurrently` is for tables that are being read and written meanwhile."""

    consequence: ClassVar[Consequence] = "online"

    index: Index

    def ddl(self, *, concurrently: bool) -> ExecutableDDLElement:
        """The statement; a concurrent one stands outside of any transaction."""
        made = sa.Index(
            self.index.name,
            *self.index.columns,
            unique=self.index.unique,
            postgresql_using=self.index.using,
            postgresql_where=self.index.rows,
            postgresql_concurrently=concurrently,
            _table=self.index.table,
        )
        statement = sa.schema.CreateIndex(made)
        self.index.table.indexes.discard(made)
        return statement

    def operate(self, op: Operations) -> None:
        op.execute(self.ddl(concurrently=False))


@dataclass(frozen=True, kw_only=True)
class DropIndex(Step):
    """An index that nobody asks for any more."""

    name: str

    def operate(self, op: Operations) -> None:
        op.execute(f"DROP INDEX IF EXISTS {quoted(self.schema)}.{quoted(self.name)}")


@dataclass(frozen=True, kw_only=True)
class AddReference(Step):
    """A foreign key: it holds for new rows at once; `validate` then looks at the old ones without a long lock."""

    consequence: ClassVar[Consequence] = "online"

    reference: Reference
    target_schema: str
    target_table: str

    def operate(self, op: Operations) -> None:
        op.execute(
            f"ALTER TABLE {quoted(self.schema)}.{quoted(self.table)} ADD CONSTRAINT {quoted(self.reference.name)} "
            f"FOREIGN KEY ({quoted(self.reference.column)}) "
            f"REFERENCES {quoted(self.target_schema)}.{quoted(self.target_table)} (id) NOT VALID"
        )
        if self.reference.is_tree:
            for statement in watched(self.schema, self.table, self.reference.column, self.reference.name):
                op.execute(statement)

    def validate(self, op: Operations) -> None:
        """Looks at the rows that were there before."""
        op.execute(
            f"ALTER TABLE {quoted(self.schema)}.{quoted(self.table)} "
            f"VALIDATE CONSTRAINT {quoted(self.reference.name)}"
        )


@dataclass(frozen=True, kw_only=True)
class DropReference(Step):
    """A foreign key of a field that leads there no more."""

    name: str
    is_tree: bool = False

    def operate(self, op: Operations) -> None:
        op.drop_constraint(self.name, self.table, schema=self.schema)
        if self.is_tree and self.field is not None:
            op.execute(unwatched(self.schema, self.table, self.field))


@dataclass(frozen=True, kw_only=True)
class Fill(Step):
    """Computed fields whose values must be computed for every row: `Recomputation.fill`, batch by batch."""

    consequence: ClassVar[Consequence] = "backfill"
    is_data: ClassVar[bool] = True

    keys: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Convert(Step):
    """A field that became one of another kind: its values are read as people write them. What cannot be read so
    stays in the parked columns (own name → parked), which `comes_back` when an earlier version parked them.

    `returning` are columns in which the field held values of its new kind once; a row whose value still says what
    was made of them has them back as they were."""

    consequence: ClassVar[Consequence] = "backfill"
    is_data: ClassVar[bool] = True

    before: Field
    after: Field
    parked: Mapping[str, str]
    comes_back: bool = False
    returning: Mapping[str, str] = member(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FillOrder(Step):
    """A text that can be ordered by now, but was not before: its sort keys are written for every row."""

    consequence: ClassVar[Consequence] = "backfill"
    is_data: ClassVar[bool] = True
