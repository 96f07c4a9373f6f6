"""Which numbers of a workbook are shown in hundredths: 0.15 in a cell that people read as 15 %.

The reader of workbooks gives numbers without their formats, so the formats are looked up here, in step with its rows.
Workbooks of the old binary format do not come here: of their cells only the numbers are known."""

import re
import zipfile
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

from mortise.imports.reading.refusal import MOST_COLUMNS, RefusedError

BUILT_IN: Final = frozenset({9, 10})
"""The numbers of the formats 0% and 0.00%, which no workbook writes down."""
ASIDE: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What a format shows as it stands."""
BLOCK: Final = 1 << 16

Attributes = Mapping[str, str]
PercentRow = tuple[int, frozenset[int]]
"""A row, counted from 1, and the columns, counted from 0, whose numbers it shows in hundredths."""


def percentages(path: Path, sheet: str) -> Iterator[PercentRow]:
    """The rows with such cells, in their order."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names and "xl/styles.xml" in names:
                styles = _percent_styles(archive)
                part = _part_of(archive, sheet) if styles else None
                if part in names and part is not None:
                    yield from _walk(archive, part, _SheetReader(styles))
            elif "content.xml" in names:
                yield from _walk(archive, "content.xml", _TableReader(sheet))
    except (expat.ExpatError, zipfile.BadZipFile, ValueError) as broken:
        raise RefusedError("import_not_a_table") from broken


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The styles of cells that show hundredths, as cells name them."""
    reader = _StyleReader()
    for _ in _walk(archive, "xl/styles.xml", reader):
        pass
    return frozenset(
        str(place)
        for place, number in enumerate(reader.used)
        if number in BUILT_IN or "%" in ASIDE.sub("", reader.codes.get(number, ""))
    )


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the archive that holds a sheet."""
    book, links = _Elements("sheet"), _Elements("Relationship")
    for part, reader in (("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", links)):
        for _ in _walk(archive, part, reader):
            pass
    link = next((each.get("id") for each in book.found if each.get("name") == sheet), None)
    target = next((each.get("Target", "") for each in links.found if each.get("Id") == link), None)
    if target is None:
        return None
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class _Reader:
    """Looks at the elements of one part; rows that are complete wait in `rows`."""

    def __init__(self) -> None:
        self.rows: deque[Iterator[PercentRow]] = deque()

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


def _walk(archive: zipfile.ZipFile, part: str, reader: _Reader) -> Iterator[PercentRow]:
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, given: reader.start(_bare(name), given)
    parser.EndElementHandler = lambda name: reader.end(_bare(name))
    with archive.open(part) as file:
        for block in _blocks(file):
            parser.Parse(block, not block)
            while reader.rows:
                yield from reader.rows.popleft()


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block
    yield b""


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


class _Elements(_Reader):
    """The attributes of every element of one name, without their prefixes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.found: list[Attributes] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == self.name:
            self.found.append({_bare(key): value for key, value in attributes.items()})


class _StyleReader(_Reader):
    """The formats that a workbook writes down, and the number of the format of each style of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[int, str] = {}
        self.used: list[int] = []
        self.is_inside = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "cellXfs":
            self.is_inside = True
        elif name == "xf" and self.is_inside:
            self.used.append(int(attributes.get("numFmtId", "0")))
        elif name == "numFmt":
            self.codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.is_inside = False


class _SheetReader(_Reader):
    """The cells of a sheet of Excel, which name their style; cells and rows may leave out where they stand."""

    def __init__(self, styles: frozenset[str]) -> None:
        super().__init__()
        self.styles = styles
        self.row = 0
        self.column = -1
        self.found: set[int] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            place = attributes.get("r")
            self.column = self.column + 1 if place is None else _column(place)
            if attributes.get("s") in self.styles:
                self.found.add(self.column)
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = -1

    def end(self, name: str) -> None:
        if name == "row" and self.found:
            self.rows.append(iter([(self.row, frozenset(self.found))]))
            self.found = set()


def _column(place: str) -> int:
    number = 0
    for letter in place:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number - 1


class _TableReader(_Reader):
    """The cells of a sheet of LibreOffice, which say of themselves what they hold and how often they come again."""

    def __init__(self, sheet: str) -> None:
        super().__init__()
        self.sheet = sheet
        self.is_inside = False
        self.row = 0
        self.times = 1
        self.column = 0
        self.found: set[int] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self.is_inside = attributes.get("table:name") == self.sheet
        elif not self.is_inside:
            return
        elif name == "table-row":
            self.times = int(attributes.get("table:number-rows-repeated", "1"))
            self.column = 0
        elif name in {"table-cell", "covered-table-cell"}:
            end = self.column + int(attributes.get("table:number-columns-repeated", "1"))
            if attributes.get("office:value-type") == "percentage":
                self.found.update(range(self.column, min(end, MOST_COLUMNS)))
            self.column = end

    def end(self, name: str) -> None:
        if name == "table":
            self.is_inside = False
        elif name == "table-row" and self.is_inside:
            first, self.row = self.row + 1, self.row + self.times
            if self.found:
                self.rows.append(_alike(first, self.row, frozenset(self.found)))
                self.found = set()


def _alike(first: int, last: int, columns: frozenset[int]) -> Iterator[PercentRow]:
    """Rows that a sheet writes once; never all of them at once, since there may be millions."""
    return ((number, columns) for number in range(first, last + 1))
