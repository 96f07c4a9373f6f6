"""A table written as text: values between commas, semicolons, tabs or bars, quoted where they hold such."""

import csv
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from mortise.imports.reading.encodings import chosen, detect, shown
from mortise.imports.reading.refusal import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, RefusedError

SEPARATORS: Final = ",;\t|"
LOOKED_AT: Final = 65_536
LINES: Final = 20

csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL * 4))


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text file as rows of cells."""

    path: Path
    codec: str
    separator: str

    @property
    def encoding(self) -> str:
        """The encoding as people choose it."""
        return shown(self.codec)

    @property
    def sheets(self) -> Sequence[str]:
        """A text is one table."""
        return ()

    @property
    def merged(self) -> Sequence[tuple[int, int, int, int]]:
        """Nothing is merged in a text."""
        return ()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Rows with their numbers as a spreadsheet shows them; those without content are left out."""
        with self.path.open(encoding=self.codec, newline="") as text:
            yield from _numbered(text, self.separator)


def open_text(path: Path, encoding: str | None) -> TextTable:
    """The file in the encoding that was chosen, or in the one that it seems to have."""
    codec = chosen(path, encoding) if encoding else detect(path)
    with path.open(encoding=codec, newline="") as text:
        head = text.read(LOOKED_AT)
    if "\0" in head:
        raise RefusedError("import_not_a_table")
    return TextTable(path, codec, _separator(head))


def _separator(head: str) -> str:
    """The separator that cuts the first lines into the same count of cells, the more the better."""

    def worth(mark: str) -> tuple[float, int]:
        lines = head.splitlines() if len(head) < LOOKED_AT else head.splitlines()[:-1]
        widths: list[int] = []
        try:
            rows = itertools.islice(csv.reader(lines, delimiter=mark), LINES)
            widths.extend(len(row) for row in rows if any(cell.strip() for cell in row))
        except csv.Error:
            return 0, 0
        if not widths or widths[0] < 2:
            return 0, 0
        return widths.count(widths[0]) / len(widths), widths[0]

    return max(SEPARATORS, key=worth)


def _numbered(text: TextIO, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text, delimiter=separator, strict=True)
    for number in itertools.count(1):
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise RefusedError("import_not_csv", row=number) from error
        if cells is None:
            return
        if number > MOST_ROWS + 1:
            raise RefusedError("import_too_long", most=MOST_ROWS)
        if any(cell.strip() for cell in cells):
            while len(cells) > MOST_COLUMNS and not cells[-1].strip():
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                raise RefusedError("import_too_wide", most=MOST_COLUMNS)
            yield number, cells
