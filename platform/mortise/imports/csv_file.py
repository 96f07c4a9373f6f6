"""A CSV file as people's programs write it: in UTF-8 or GB18030, with commas, semicolons or tabs."""

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from engines.issues import Issue

ENCODINGS: Final = ("utf-8-sig", "gb18030")
"""UTF-8 with or without its mark; else what Excel in China writes."""
SEPARATORS: Final = ",;\t"
MOST_COLUMNS: Final = 500
LONGEST_CELL: Final = 200_000
MOST_ROWS: Final = 500_000

csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL * 4))

Row = tuple[int, list[str]]
"""A line's number as a spreadsheet shows it (the header is 1), and its cells."""


class UnreadableError(Exception):
    """The file cannot be read as a table; the issue says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code)
        self.issue = issue


def encoding_of(path: Path) -> str:
    """The first of our encodings that reads the whole file."""
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as text:
                while text.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnreadableError(Issue("import_encoding"))


def read(path: Path) -> tuple[list[str], Iterator[Row]]:
    """The header's cells and the rows below it, blank lines left out; rows are read as they are asked for."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as text:
        separator = _separator(text.readline())
    rows = _rows(path, encoding, separator)
    header = next(rows, None)
    if header is None:
        raise UnreadableError(Issue("import_empty"))
    columns = [cell.strip() for cell in header[1]]
    if len(columns) > MOST_COLUMNS:
        raise UnreadableError(Issue("import_too_wide", params={"most": MOST_COLUMNS}))
    return columns, _fitted(rows, len(columns))


def _separator(first_line: str) -> str:
    return max(SEPARATORS, key=first_line.count)


def _rows(path: Path, encoding: str, separator: str) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as text:
        yield from _numbered(text, separator)


def _numbered(text: TextIO, separator: str) -> Iterator[Row]:
    reader = csv.reader(text, delimiter=separator, strict=True)
    for number in itertools.count(1):
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableError(Issue("import_not_csv", params={"row": number})) from error
        if cells is None:
            return
        if number > MOST_ROWS + 1:
            raise UnreadableError(Issue("import_too_long", params={"most": MOST_ROWS}))
        if any(cell.strip() for cell in cells):
            yield number, cells


def _fitted(rows: Iterator[Row], width: int) -> Iterator[Row]:
    """Rows as wide as the header; what stands beyond it is refused rather than dropped."""
    for number, cells in rows:
        if any(cell.strip() for cell in cells[width:]):
            raise UnreadableError(Issue("import_row_too_wide", params={"row": number, "columns": width}))
        yield number, [*cells[:width], *[""] * (width - len(cells))]
