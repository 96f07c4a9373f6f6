"""Where a file's cells wait until all of them are known to be right: unlogged tables that live as long as an import.

A crash empties or leaves them; whoever takes the import up again begins by dropping them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from mortise.db.statements import DIALECT, Statement
from mortise.db.tables.schema import SCHEMA
from mortise.db.transaction import Reader, Tx
from mortise.imports.csv_file import Row

CHUNK: Final = 2000


class CellTable:
    """The cells of a file as they are written in it, a column of texts per column that is brought in."""

    def __init__(self, number: int, columns: Iterable[int]) -> None:
        self.columns = tuple(columns)
        self.table = sa.Table(
            f"import_{number}_cells",
            sa.MetaData(),
            sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
            *(sa.Column(f"c{column}", sa.Text(collation="C")) for column in self.columns),
            schema=SCHEMA,
            prefixes=["UNLOGGED"],
        )

    async def make(self, tx: Tx) -> None:
        """Makes the table anew."""
        await remake(tx, self.table)

    async def add(self, tx: Tx, rows: Sequence[Row]) -> None:
        """Adds cells by COPY."""
        names = ["row", *(f"c{column}" for column in self.columns)]
        records = [
            (number, *(cells[column].strip() or None for column in self.columns)) for number, cells in rows
        ]
        await tx.copy(SCHEMA, self.table.name, names, records)

    def distinct(self, column: int) -> sa.Select[Any]:
        """The different texts of a column."""
        cell = self.table.c[f"c{column}"]
        return sa.select(cell.label("text")).where(cell.is_not(None)).distinct()

    async def chunk(self, reader: Reader, after: int) -> list[tuple[int, list[str | None]]]:
        """The next rows behind row `after`, in the file's order."""
        rows = await reader.fetch(self._chunk(), {"after": after, "limit": CHUNK})
        return [(row[0], list(row)[1:]) for row in rows]

    def _chunk(self) -> Statement:
        table = self.table
        return Statement(
            sa.select(table)
            .where(table.c.row > sa.bindparam("after", type_=sa.Integer()))
            .order_by(table.c.row)
            .limit(sa.bindparam("limit", type_=sa.Integer()))
        )


class RecordTable:
    """The records that the cells make: physical columns of the form's table, and the log's new values."""

    def __init__(self, number: int, target: sa.Table, columns: Iterable[str]) -> None:
        self.columns = tuple(columns)
        self.target = target
        self.table = sa.Table(
            f"import_{number}_records",
            sa.MetaData(),
            sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("log_new", sa.dialects.postgresql.JSONB),
            # Every column of a record, so that what is asked of records can be asked of these.
            *(sa.Column(column.name, column.type) for column in target.columns),
            schema=SCHEMA,
            prefixes=["UNLOGGED"],
        )

    async def make(self, tx: Tx) -> None:
        """Makes the table anew."""
        await remake(tx, self.table)

    async def add(self, tx: Tx, rows: Sequence[tuple[int, object, Mapping[str, object]]]) -> None:
        """Adds records by COPY: row, new values for the log, physical columns."""
        names = ["row", "log_new", *self.columns]
        records = [(number, log, *(values[name] for name in self.columns)) for number, log, values in rows]
        await tx.copy(SCHEMA, self.table.name, names, records)


async def remake(tx: Tx, table: sa.Table) -> None:
    """Drops the table if it is there, and makes it."""
    await drop(tx, table)
    await tx.run(str(sa.schema.CreateTable(table).compile(dialect=DIALECT)))


async def drop(tx: Tx, table: sa.Table) -> None:
    """Drops the table if it is there."""
    await tx.run(str(sa.schema.DropTable(table, if_exists=True).compile(dialect=DIALECT)))
