"""How a file is to be brought in: which column fills which field, and what becomes of records that it names."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from mortise.imports.reading.process import Source
from mortise.imports.reading.refusal import LONGEST_CELL, MOST_COLUMNS

Mode = Literal["create", "update", "both"]
"""Whether rows make records, change those that bear the same key, or do the one or the other."""
WhenBad = Literal["stop", "skip", "ask"]
"""Of a file with bad rows: nothing is brought in, or the good rows are, or its person is asked first."""


MOST_CORRECTIONS: Final = 5_000


class Correction(BaseModel):
    """A cell that its person wrote anew: the row as the file numbers it, the column's place, the text that counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: int = Field(ge=1, le=2**31 - 1)
    column: int = Field(ge=0, lt=MOST_COLUMNS)
    text: str = Field(max_length=LONGEST_CELL)


class Filling(BaseModel):
    """A field for which the file has no column, and the text that counts as its cell in every row; a blank one is
    there to be corrected row by row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str = Field(max_length=40)
    text: str = Field("", max_length=LONGEST_CELL)


class Plan(BaseModel):
    """What a person decided about a file. `columns` are field keys by the columns' places; `names` are field keys by
    their headings; with neither, headings find their fields themselves. For whoever may hand over records, `owner` is
    among the keys: the person whose a new record is, or to whom one that is there goes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: tuple[str | None, ...] | None = Field(None, max_length=500)
    names: Mapping[str, str | None] | None = None
    sheet: str | None = Field(None, max_length=255)
    encoding: str | None = Field(None, max_length=40)
    header: int | None = Field(None, ge=0, le=40)
    spreads: bool = True
    """Whether a cell of a workbook that is merged downwards counts in each of its rows."""
    filled: tuple[Filling, ...] = Field((), max_length=50)
    """Fields that are filled alike in every row: their cells stand behind those of the file."""
    mode: Mode = "create"
    key: str | None = Field(None, max_length=40)
    create_linked: tuple[str, ...] = Field((), max_length=50)
    """Link fields for which records that are missing are made, with the cell as their title."""
    when_bad: WhenBad = "stop"
    corrections: tuple[Correction, ...] = Field((), max_length=MOST_CORRECTIONS)
    """Cells that count as they are written here; of one that is written twice, the later text."""

    def corrected(self, corrections: Iterable[Correction]) -> "Plan":
        """The same with more cells written anew."""
        cells = {(each.row, each.column): each for each in (*self.corrections, *corrections)}
        return self.model_copy(update={"corrections": tuple(cells.values())})

    def reads_as(self, other: "Plan") -> bool:
        """Whether both read the file alike, so that what had a place in the other has the same one here."""
        before = [each.field for each in other.filled]
        return (
            self.sheet,
            self.encoding,
            self.header,
            self.spreads,
            [each.field for each in self.filled][: len(before)],
        ) == (
            other.sheet,
            other.encoding,
            other.header,
            other.spreads,
            before,
        )

    def source(self, path: Path) -> Source:
        """The file as it is to be read."""
        return Source(path, self.sheet, self.encoding, self.header, self.spreads)
