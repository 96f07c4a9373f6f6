"""The process that reads a file: it is told what to read by its argument, and writes frames to its output.

Run as `python -m mortise.imports.reading.program <JSON>`. It may use so much memory and time and no more, writes no
file, and knows nothing of the database or the network: of what it reads, only texts come out."""

import json
import re
import resource
import struct
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from mortise.imports.reading.faults import seen
from mortise.imports.reading.headings import Merged, guess, labels
from mortise.imports.reading.merged import downwards, spread
from mortise.imports.reading.overlaps import compared
from mortise.imports.reading.profile import ColumnProfile
from mortise.imports.reading.refusal import MOST_COLUMNS, RefusedError
from mortise.imports.reading.text_table import TextTable, open_text
from mortise.imports.reading.workbook import Workbook, open_workbook

MOST_MEMORY: Final = 1 << 30
MOST_SECONDS: Final = 120
HEAD_ROWS: Final = 40
ROWS_AT_ONCE: Final = 5_000

ZIPPED: Final = b"PK\x03\x04"
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SPECIAL: Final = re.compile(r"[\\\t\n\r]")
ESCAPES: Final = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}

Row = tuple[int, list[str]]


def restrict() -> None:
    """Takes from this process what reading a file does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Reads as told."""
    restrict()
    told = json.loads(sys.argv[1])
    out = sys.stdout.buffer
    try:
        if told["task"] == "compare":
            frame(out, b"H", {"overlaps": compare(Path(told["path"]), told["sheets"])})
            return
        table = open_table(Path(told["path"]), told.get("sheet"), told.get("encoding"))
        if told["task"] == "look":
            frame(out, b"H", look(table, told.get("header"), spreads=told.get("spreads", True)))
        else:
            bring(out, table, told.get("header"), spreads=told.get("spreads", True))
    except RefusedError as refused:
        frame(out, b"E", {"code": refused.code, "params": refused.params})
    except MemoryError:
        frame(out, b"E", {"code": "import_unpacks_too_large", "params": {}})
    finally:
        out.flush()


def open_table(path: Path, sheet: str | None, encoding: str | None) -> TextTable | Workbook:
    """The file as a table, by what its first bytes say that it is."""
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise RefusedError("import_empty")
    if head.startswith(ZIPPED):
        return open_workbook(path, sheet, is_zipped=True)
    if head == COMPOUND:
        return open_workbook(path, sheet, is_zipped=False)
    return open_text(path, encoding)


def look(table: TextTable | Workbook, header: int | None, *, spreads: bool) -> Mapping[str, object]:
    """What the table is, its first rows, and what stands in its columns; `spreads` says that what is merged downwards
    counts in each row."""
    rows = table.rows()
    head = list(islice(rows, HEAD_ROWS))
    if not head:
        raise RefusedError("import_empty")
    merged = [each for each in table.merged if each[0] <= head[-1][0]]
    place = guess(head, merged) if header is None else header
    high = downwards(table.merged, place)
    profiles: list[ColumnProfile] = []
    count = 0
    for number, cells in spread(chain(head, rows), high if spreads else ()):
        if number <= place:
            continue
        count += 1
        while len(profiles) < len(cells):
            profiles.append(ColumnProfile())
        for profile, cell in zip(profiles, cells, strict=False):
            profile.add(cell.strip())
    names = named(table, head, place, merged)
    profiles.extend(ColumnProfile() for _ in range(len(names) - len(profiles)))
    return {
        "kind": "workbook" if isinstance(table, Workbook) else "text",
        "encoding": table.encoding,
        "separator": table.separator if isinstance(table, TextTable) else None,
        "sheets": list(table.sheets),
        "blank": list(table.blank) if isinstance(table, Workbook) else [],
        "sheet": table.name if isinstance(table, Workbook) else None,
        "header": place,
        "head": [{"row": number, "cells": [seen(cell)[:300] for cell in cells]} for number, cells in head],
        "merged": len(high),
        "labels": names,
        "columns": [profile.told() for profile in profiles[: len(names)]],
        "total": count,
    }


def compare(path: Path, sheets: Sequence[Mapping[str, Any]]) -> list[dict[str, int]]:
    """Which columns of the named sheets hold what the rows of another one are called."""

    def reading(told: Mapping[str, Any]) -> Callable[[], Iterator[Row]]:
        def rows() -> Iterator[Row]:
            table = open_table(path, told["sheet"], None)
            high = downwards(table.merged, told["header"]) if told["spreads"] else ()
            return (row for row in spread(table.rows(), high) if row[0] > told["header"])

        return rows

    return compared([(reading(told), told["title"]) for told in sheets])


def named(table: TextTable | Workbook, head: Sequence[Row], header: int, merged: Merged) -> list[str]:
    """The columns' names. In a text, what hangs over at the right of the headings is a slip; in a workbook it is a
    column without a name, if something stands in it."""
    names = [seen(name) for name in labels(head, header, merged)]
    if isinstance(table, TextTable) and header > 0:
        names = names[: next((len(cells) for number, cells in head if number == header), 0)]
    below = [cells for number, cells in head if number > header]
    while names and not names[-1] and not any(any(cells[len(names) - 1 :]) for cells in below):
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise RefusedError("import_too_wide", most=MOST_COLUMNS)
    return names


def bring(out: BinaryIO, table: TextTable | Workbook, header: int | None, *, spreads: bool) -> None:
    """The columns' names, then every row below them as COPY reads it."""
    rows = table.rows()
    head = list(islice(rows, HEAD_ROWS))
    if not head:
        raise RefusedError("import_empty")
    merged = [each for each in table.merged if each[0] <= head[-1][0]]
    place = guess(head, merged) if header is None else header
    names = named(table, head, place, merged)
    frame(out, b"H", {"header": place, "labels": names})
    width = len(names)
    high = downwards(table.merged, place) if spreads else ()
    below = (row for row in spread(chain(head, rows), high) if row[0] > place)
    while chunk := list(islice(below, ROWS_AT_ONCE)):
        text = "".join(lines(chunk, width)).encode()
        out.write(struct.pack(">cI", b"R", len(text) + 4))
        out.write(struct.pack(">I", len(chunk)))
        out.write(text)
    frame(out, b"D", {})


def lines(rows: Sequence[Row], width: int) -> Iterator[str]:
    """Rows in the text format of COPY; what stands beyond the last column is refused rather than dropped."""
    for number, cells in rows:
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            raise RefusedError("import_row_too_wide", row=number, columns=width)
        written = [escaped(cell) for cell in cells[:width]]
        written.extend(["\\N"] * (width - len(written)))
        yield f"{number}\t" + "\t".join(written) + "\n"


def escaped(cell: str) -> str:
    """A cell as COPY reads it; one without content is null."""
    text = cell.strip()
    if not text:
        return "\\N"
    if "\0" in text:
        raise RefusedError("import_not_a_table")
    return SPECIAL.sub(lambda found: ESCAPES[found[0]], text) if SPECIAL.search(text) else text


def frame(out: BinaryIO, kind: bytes, content: Mapping[str, object]) -> None:
    """One message: its kind, its length, its content as JSON."""
    text = json.dumps(content, ensure_ascii=False).encode()
    out.write(struct.pack(">cI", kind, len(text)))
    out.write(text)


if __name__ == "__main__":
    main()
