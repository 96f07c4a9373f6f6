"""A workbook of Excel, WPS or LibreOffice as rows of texts: the values that it shows, never its formulas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from mortise.imports.reading.archives import check_archive
from mortise.imports.reading.cell_facts import CellFacts, KnownRow, cell_facts
from mortise.imports.reading.refusal import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, RefusedError

EXACT: Final = 10**15
"""Whole numbers below this are exact in a spreadsheet."""
SMALL: Final = 1_000_000
"""Up to so many bytes all sheets of a workbook are looked into for one."""
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""The stream of a compound file that holds an encrypted workbook."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """One sheet of a workbook, and the names of all of them."""

    sheets: Sequence[str]
    name: str
    sheet: CalamineSheet
    zipped: Path | None = None
    """Where the formats of its cells can be looked up."""
    blank: Sequence[str] = ()
    """Those of its sheets that are known to have no content; of a large file nobody looks into the others."""

    @property
    def encoding(self) -> None:
        """A workbook says itself how its texts are written."""
        return

    @property
    def merged(self) -> Sequence[tuple[int, int, int, int]]:
        """Merged cells: first row, first column, last row, last column, rows counted from 1, columns from 0."""
        return [
            (top + 1, left, bottom + 1, right)
            for (top, left), (bottom, right) in self.sheet.merged_cell_ranges or ()
        ]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Rows with their numbers as the program shows them; those without content are left out."""
        known: Iterator[KnownRow] = iter(()) if self.zipped is None else cell_facts(self.zipped, self.name)
        ahead = next(known, None)
        number = 0
        for number, cells in enumerate(self.sheet.iter_rows(), 1):
            while ahead is not None and ahead[0] < number:
                ahead = next(known, None)
            if ahead is not None and ahead[0] == number:
                texts = texts_of(cells, ahead[1])
            else:
                texts = [text_of(cell) for cell in cells]
            if any(texts):
                yield number, texts
        while ahead is not None:
            # What holds no value at the end of a sheet is not a part of it to its reader.
            if ahead[0] > number and ahead[1].faults:
                if ahead[0] > MOST_ROWS + 1:
                    raise RefusedError("import_too_long", most=MOST_ROWS)
                yield ahead[0], texts_of([], ahead[1])
            ahead = next(known, None)


def open_workbook(path: Path, sheet: str | None, *, is_zipped: bool) -> Workbook:
    """The named sheet, or the first one with content."""
    if is_zipped:
        check_archive(path)
    try:
        book = CalamineWorkbook.from_path(path)
        names = [
            each.name for each in book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet
        ] or book.sheet_names
        if sheet is not None and sheet not in names:
            raise RefusedError("import_no_sheet")
        for name in names if sheet is None else [sheet]:
            found = book.get_sheet_by_name(name)
            if found.end is not None or sheet is not None:
                _fit(found)
                blank = _blank(book, names) if path.stat().st_size <= SMALL else ()
                return Workbook(names, name, found, path if is_zipped else None, blank)
    except PasswordError as locked:
        raise RefusedError("import_locked") from locked
    except CalamineError as broken:
        code = "import_locked" if not is_zipped and is_encrypted(path) else "import_not_a_table"
        raise RefusedError(code) from broken
    raise RefusedError("import_empty")


def _blank(book: CalamineWorkbook, names: Sequence[str]) -> Sequence[str]:
    return [name for name in names if book.get_sheet_by_name(name).end is None]


def is_encrypted(path: Path) -> bool:
    """Whether a compound file holds a package that takes a password to be read ([MS-OFFCRYPTO] 1.3)."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return content.find(ENCRYPTED) >= 0


def _fit(sheet: CalamineSheet) -> None:
    if sheet.end is None:
        raise RefusedError("import_empty")
    row, column = sheet.end
    if column >= MOST_COLUMNS:
        raise RefusedError("import_too_wide", most=MOST_COLUMNS)
    if row > MOST_ROWS:
        raise RefusedError("import_too_long", most=MOST_ROWS)


def texts_of(cells: Sequence[object], known: CellFacts) -> list[str]:
    """A row of which something is known beside its values."""
    texts = [
        percent_of(cell) if place in known.hundredths else text_of(cell) for place, cell in enumerate(cells)
    ]
    texts += [""] * (max(known.faults, default=-1) + 1 - len(texts))
    for place, fault in known.faults.items():
        texts[place] = fault
    return texts


def text_of(value: object) -> str:
    """A cell as a person would write it: fifteen digits of a number, a day without a time of none."""
    if isinstance(value, str):
        return value.strip().replace("\0", "")[:LONGEST_CELL]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("seconds")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return "" if value is None else str(value)


def percent_of(value: object) -> str:
    """The same of a cell that shows hundredths: 0.15 is read as 15 %."""
    text = text_of(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return text
    return f"{Decimal(text).scaleb(2).normalize():f}%"


def _number(value: float) -> str:
    if value == int(value) if abs(value) < EXACT else False:
        return str(int(value))
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text
