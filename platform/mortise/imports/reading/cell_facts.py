"""What the reader of workbooks does not tell of cells: which numbers are shown in hundredths, 0.15 where people read
15 %, and which cells are blank to it because they hold an error value or a formula without a result.

Both are looked up here, in step with its rows. Workbooks of the binary formats do not come here: of their cells only
the values are known."""

import re
import zipfile
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

from mortise.imports.reading.faults import LONGEST, failed, uncalculated
from mortise.imports.reading.refusal import MOST_COLUMNS, RefusedError

BUILT_IN: Final = frozenset({9, 10})
"""The numbers of the formats 0% and 0.00%, which no workbook writes down."""
ASIDE: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What a format shows as it stands."""
BLOCK: Final = 1 << 16

Attributes = Mapping[str, str]
LACKS_VALUE: Final = rb"(?:\s*<(?:\w+:)?v\s*(?:/>|></(?:\w+:)?v>))?\s*</(?:\w+:)?c>"
UNCALCULATED: Final = (re.compile(rb"f>" + LACKS_VALUE), re.compile(rb"/>" + LACKS_VALUE))
"""A cell that ends behind its formula, which may be written as an element without content."""
FAILED: Final = (b't="e"', b"t='e'")
OVERLAP: Final = 64
"""What stands across the end of a block is looked at with the next one."""


@dataclass
class CellFacts:
    """Cells of a row, by columns counted from 0: those whose numbers it shows in hundredths, and the texts of those
    without a value."""

    hundredths: set[int] = field(default_factory=set)
    faults: dict[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.hundredths) or bool(self.faults)


KnownRow = tuple[int, CellFacts]
"""A row, counted from 1, and what is known of its cells."""


def cell_facts(path: Path, sheet: str) -> Iterator[KnownRow]:
    """The rows with such cells, in their order."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                styles = _percent_styles(archive) if "xl/styles.xml" in names else frozenset()
                part = _part_of(archive, sheet)
                if part is not None and part in names and (styles or _may_be_faulty(archive, part)):
                    yield from _walk(archive, part, _SheetReader(styles))
            elif "content.xml" in names:
                yield from _walk(archive, "content.xml", _TableReader(sheet))
    except (expat.ExpatError, zipfile.BadZipFile, ValueError) as broken:
        raise RefusedError("import_not_a_table") from broken


def _may_be_faulty(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether the part looks as if cells of it held no value: in most all do, and to walk through one takes long."""
    before = b""
    with archive.open(part) as file:
        for block in _blocks(file):
            text = before + block
            if any(sign in text for sign in FAILED) or any(sign.search(text) for sign in UNCALCULATED):
                return True
            before = block[-OVERLAP:]
    return False


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
        self.rows: deque[Iterator[KnownRow]] = deque()

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text inside of the element that began last."""


def _walk(archive: zipfile.ZipFile, part: str, reader: _Reader) -> Iterator[KnownRow]:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, given: reader.start(_bare(name), given)
    parser.EndElementHandler = lambda name: reader.end(_bare(name))
    parser.CharacterDataHandler = reader.text
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
        self.found = CellFacts()
        self.kind: str | None = None
        self.texts: dict[str, str] = {}
        """What stands in the elements of the cell at hand, by their names."""
        self.inside: str | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            place = attributes.get("r")
            self.column = self.column + 1 if place is None else _column(place)
            self.kind = attributes.get("t")
            self.texts = {}
            if attributes.get("s") in self.styles:
                self.found.hundredths.add(self.column)
        elif name in {"f", "v"}:
            self.inside = name
            self.texts[name] = ""
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = -1

    def text(self, text: str) -> None:
        if self.inside is not None and len(self.texts[self.inside]) < LONGEST:
            self.texts[self.inside] += text

    def end(self, name: str) -> None:
        if name == self.inside:
            self.inside = None
        elif name == "c":
            fault = self._fault()
            if fault is not None and self.column < MOST_COLUMNS:
                self.found.faults[self.column] = fault
        elif name == "row" and self.found:
            self.rows.append(iter([(self.row, self.found)]))
            self.found = CellFacts()

    def _fault(self) -> str | None:
        """Why the cell has no value, where it should have one. A formula may come to an empty text, and says so."""
        value = self.texts.get("v")
        if self.kind == "e":
            return failed(value or "")
        if "f" not in self.texts or value or (value is not None and self.kind == "str"):
            return None
        return uncalculated(self.texts["f"])


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
        self.found = CellFacts()
        self.cells = range(0)
        """The columns of the cell at hand, where it holds no value."""
        self.formula: str | None = None
        self.shown = ""
        self.is_aside = False
        """Whether it is in a note on a cell."""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self.is_inside = attributes.get("table:name") == self.sheet
        elif not self.is_inside:
            return
        elif name == "annotation":
            self.is_aside = True
        elif name == "table-row":
            self.times = int(attributes.get("table:number-rows-repeated", "1"))
            self.column = 0
        elif name in {"table-cell", "covered-table-cell"}:
            end = self.column + int(attributes.get("table:number-columns-repeated", "1"))
            cells = range(self.column, min(end, MOST_COLUMNS))
            kind, self.formula = attributes.get("office:value-type"), attributes.get("table:formula")
            if kind == "percentage":
                self.found.hundredths.update(cells)
            is_failed = attributes.get("calcext:value-type") == "error"
            self.cells = cells if is_failed or (kind is None and self.formula is not None) else range(0)
            self.formula = None if is_failed else self.formula
            self.shown = ""
            self.column = end

    def text(self, text: str) -> None:
        if self.cells and not self.is_aside and len(self.shown) < LONGEST:
            self.shown += text

    def end(self, name: str) -> None:
        if name == "table":
            self.is_inside = False
        elif name == "annotation":
            self.is_aside = False
        elif name in {"table-cell", "covered-table-cell"} and self.cells:
            fault = (
                failed(self.shown) if self.formula is None else uncalculated(self.formula.partition("=")[2])
            )
            self.found.faults.update(dict.fromkeys(self.cells, fault))
            self.cells = range(0)
        elif name == "table-row" and self.is_inside:
            first, self.row = self.row + 1, self.row + self.times
            if self.found:
                self.rows.append(_alike(first, self.row, self.found))
                self.found = CellFacts()


def _alike(first: int, last: int, found: CellFacts) -> Iterator[KnownRow]:
    """Rows that a sheet writes once; never all of them at once, since there may be millions."""
    return ((number, found) for number in range(first, last + 1))
