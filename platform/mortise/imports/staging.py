"""Where a file's cells wait until all of them are known to be right: unlogged tables that live as long as an import.

A crash empties or leaves them; whoever takes the import up again begins by making them anew."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, REGCLASS

from mortise.db.statements import DIALECT, Statement, StatementCache
from mortise.db.tables.schema import SCHEMA
from mortise.db.transaction import Reader, Tx
from mortise.imports.plans import Correction
from mortise.imports.reading.faults import seen
from mortise.imports.reading.process import Chunk

CHUNK: Final = 2000
PARTS: Final = ("cells", "records", "issues")


class CellTable:
    """The cells of a file as they are written in it: a column of texts for each of its columns, and behind them for
    each field that is filled alike in every row."""

    def __init__(self, number: int, given: int, added: int = 0) -> None:
        self.given = given
        self.width = given + added
        self.table = sa.Table(
            f"import_{number}_cells",
            sa.MetaData(),
            sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
            *(sa.Column(f"c{column}", sa.Text(collation="C")) for column in range(self.width)),
            schema=SCHEMA,
            prefixes=["UNLOGGED"],
        )

    async def make(self, tx: Tx) -> None:
        """Makes the table anew."""
        await remake(tx, self.table)

    async def add(self, tx: Tx, chunk: Chunk) -> None:
        """Adds rows by COPY."""
        names = ["row", *(f"c{column}" for column in range(self.given))]
        await tx.copy_text(SCHEMA, self.table.name, names, chunk.text)

    async def fill(self, tx: Tx, texts: Sequence[str]) -> None:
        """Writes the columns behind the file's own, each with one text; a blank one stays blank."""
        filled = {self.given + place: plain_text(text) for place, text in enumerate(texts)}
        values = {f"text_{column}": text for column, text in filled.items() if text}
        written = {
            f"c{column}": sa.bindparam(f"text_{column}", type_=sa.Text())
            for column, text in filled.items()
            if text
        }
        if written:
            await tx.execute(Statement(sa.update(self.table).values(written)), values)

    async def correct(self, tx: Tx, corrections: Iterable[Correction]) -> None:
        """Writes cells anew, with one statement for each column; what is written blank is blank."""
        table = self.table
        columns: dict[int, dict[int, str]] = {}
        for each in corrections:
            if each.column < self.width:
                columns.setdefault(each.column, {})[each.row] = plain_text(each.text)
        for column, texts in sorted(columns.items()):
            given = (
                sa.func.unnest(
                    sa.bindparam("rows", type_=ARRAY(sa.Integer)), sa.bindparam("texts", type_=ARRAY(sa.Text))
                )
                .table_valued(sa.column("row", sa.Integer), sa.column("text", sa.Text))
                .render_derived(name="given")
            )
            written = (
                sa.update(table)
                .values({f"c{column}": sa.func.nullif(given.c.text, sa.literal_column("''"))})
                .where(table.c.row == given.c.row)
            )
            await tx.execute(Statement(written), {"rows": list(texts), "texts": list(texts.values())})

    async def keep(self, tx: Tx, wrong: "IssueTable") -> None:
        """Keeps the rows with issues alone, in a table anew: they are few, and to take all others out takes longer."""
        kept, every = (f'{SCHEMA}."{self.table.name}{ending}"' for ending in ("", "_all"))
        await tx.run(f'ALTER TABLE {kept} RENAME TO "{self.table.name}_all"')
        await tx.run(f"CREATE UNLOGGED TABLE {kept} (LIKE {every} INCLUDING ALL)")
        rows = f'(SELECT row FROM {SCHEMA}."{wrong.table.name}")'  # noqa: S608  own names
        await tx.run(f"INSERT INTO {kept} SELECT * FROM {every} WHERE row IN {rows}")  # noqa: S608  own names
        await tx.run(f"DROP TABLE {every}")

    def distinct(self, column: int) -> sa.Select[Any]:
        """The different texts of a column."""
        cell = self.table.c[f"c{column}"]
        return sa.select(cell.label("text")).where(cell.is_not(None)).distinct()

    async def chunk(
        self, reader: Reader, after: int, places: Sequence[int]
    ) -> list[tuple[int, list[str | None]]]:
        """The next rows behind row `after`, in the file's order, with the columns that stand at `places`."""
        table = self.table
        statement = Statement(
            sa.select(table.c.row, *(table.c[f"c{place}"] for place in places))
            .where(table.c.row > sa.bindparam("after", type_=sa.Integer()))
            .order_by(table.c.row)
            .limit(sa.bindparam("limit", type_=sa.Integer()))
        )
        rows = await reader.fetch(statement, {"after": after, "limit": CHUNK})
        return [(row[0], list(row)[1:]) for row in rows]


class RecordTable:
    """The records that the cells make: physical columns of the form's table, and what the log tells.

    A record that is there already bears its id and the version that was read; `changed` are the columns to write.
    `stamps` are the columns that every new record has alike: the table knows them, and no row brings them along."""

    def __init__(
        self,
        number: int,
        target: sa.Table,
        part: str = "records",
        stamps: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        self.target = target
        self.columns = tuple(
            column.name for column in target.columns if column.name not in {"id", "version", "deleted_at"}
        )
        self.statements = StatementCache()
        self._stamps = stamps
        self.table = sa.Table(
            f"import_{number}_{part}",
            sa.MetaData(),
            sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("is_new", sa.Boolean, server_default=sa.true()),
            sa.Column("changed", ARRAY(sa.Text)),
            sa.Column("log_old", JSONB),
            sa.Column("log_new", JSONB),
            # Every column of a record, so that what is asked of records can be asked of these.
            *(
                sa.Column(column.name, column.type, server_default=_literal(column, stamps.get(column.name)))
                for column in target.columns
            ),
            schema=SCHEMA,
            prefixes=["UNLOGGED"],
        )

    async def make(self, tx: Tx) -> None:
        """Makes the table anew."""
        await remake(tx, self.table)

    async def add(self, tx: Tx, rows: Sequence["Staged"]) -> None:
        """Adds records by COPY, new ones with the ids that they will have. Columns that are blank in all of them, or
        alike, take no part: a form has many more than a file fills."""
        ids = iter(await self._next_ids(tx, sum(is_new for _, is_new, *_ in rows)))
        filled = set().union(*(values for *_, values in rows))
        if all(is_new for _, is_new, *_ in rows):
            columns = [name for name in self.columns if name in filled]
            names = ["row", "log_new", "id", *columns]
            found: list[tuple[object, ...]] = [
                (row, new, next(ids), *map(values.get, columns)) for row, _, _, _, new, _, _, values in rows
            ]
        else:
            columns = [name for name in self.columns if name in filled or name in self._stamps]
            names = ["row", "is_new", "changed", "log_old", "log_new", "id", "version", *columns]
            found = [
                (row, True, *told, next(ids), version, *map({**self._stamps, **values}.get, columns))
                if is_new
                else (row, False, *told, number, version, *map(values.get, columns))
                for row, is_new, *told, number, version, values in rows
            ]
        await tx.copy(SCHEMA, self.table.name, names, found)

    async def _next_ids(self, tx: Tx, count: int) -> list[int]:
        rows = await tx.fetch(self.statements.get("ids", self._numbering), {"count": count})
        return [row["id"] for row in rows]

    def _numbering(self) -> sa.Select[Any]:
        target = sa.literal(f'"{self.target.schema}"."{self.target.name}"', sa.Text())
        sequence = sa.func.pg_get_serial_sequence(target, sa.literal("id", sa.Text()))
        each = sa.func.generate_series(1, sa.bindparam("count", type_=sa.Integer())).table_valued("place")
        number = sa.func.nextval(sa.cast(sequence, REGCLASS)).label("id")
        return sa.select(number).select_from(each)


def _literal(column: sa.Column[Any], value: object) -> sa.BindParameter[Any] | None:
    return None if value is None else sa.literal(value, column.type)


Staged = tuple[int, bool, Sequence[str] | None, object, object, int | None, int | None, Mapping[str, object]]
"""Row, whether it is new, columns to write, what the log tells, id and version, physical columns."""


class IssueTable:
    """What is wrong with the cells, one row for each issue."""

    def __init__(self, number: int) -> None:
        self.table = sa.Table(
            f"import_{number}_issues",
            sa.MetaData(),
            sa.Column("row", sa.Integer, index=False),
            sa.Column("issue", JSONB),
            schema=SCHEMA,
            prefixes=["UNLOGGED"],
        )

    async def make(self, tx: Tx) -> None:
        """Makes the table anew."""
        await remake(tx, self.table)

    async def add(self, tx: Tx, issues: Sequence[tuple[int, Mapping[str, object]]]) -> None:
        """Adds issues by COPY."""
        await tx.copy(SCHEMA, self.table.name, ["row", "issue"], issues)

    async def first(self, reader: Reader, most: int) -> list[dict[str, object]]:
        """The first issues, in the file's order."""
        table = self.table
        statement = Statement(
            sa.select(table.c.issue).order_by(table.c.row, sa.literal_column("ctid")).limit(most)
        )
        return [row["issue"] for row in await reader.fetch(statement)]

    async def counts(self, reader: Reader) -> tuple[int, int]:
        """How many issues, and on how many rows."""
        row = self.table.c.row
        found = await reader.fetchrow(
            Statement(sa.select(sa.func.count(), sa.func.count(row.distinct())).select_from(self.table))
        )
        return (0, 0) if found is None else (found[0], found[1])


def plain_text(text: str) -> str:
    """A text as a cell holds it that a person wrote."""
    return seen(text).replace("\0", "").strip()


async def remake(tx: Tx, table: sa.Table) -> None:
    """Drops the table if it is there, and makes it."""
    await drop(tx, table)
    await tx.run(str(sa.schema.CreateTable(table).compile(dialect=DIALECT)))


async def drop(tx: Tx, table: sa.Table) -> None:
    """Drops the table if it is there."""
    await tx.run(str(sa.schema.DropTable(table, if_exists=True).compile(dialect=DIALECT)))


async def drop_parts(tx: Tx, number: int, *parts: str) -> None:
    """Drops what waits for an import."""
    for part in parts:
        await drop(tx, sa.Table(f"import_{number}_{part}", sa.MetaData(), schema=SCHEMA))
