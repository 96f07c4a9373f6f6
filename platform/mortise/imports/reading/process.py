"""Starts the process that reads a file, and takes what it tells."""

import asyncio
import json
import re
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from engines.issues import Issue

PROGRAM: Final = "mortise.imports.reading.program"
LOOK_SECONDS: Final = 60.0
FRAME_SECONDS: Final = 120.0
LONGEST_FRAME: Final = 256 << 20
FRAME_HEAD: Final = struct.Struct(">cI")
COUNT: Final = struct.Struct(">I")
BLANK: Final = "\\N"
ESCAPED: Final = re.compile(r"\\(.)")
MEANT: Final = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


class UnreadableError(Exception):
    """The file cannot be read as a table; the issue says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code)
        self.issue = issue


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and how a person wants it to be read: which sheet, in which encoding, with headings in which row
    (counted from 1; 0: it has none). What is None is found out."""

    path: Path
    sheet: str | None = None
    encoding: str | None = None
    header: int | None = None
    spreads: bool = True
    """Whether a cell that is merged downwards counts in each of its rows."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows of a file in the text format of COPY: the row's number, then each column."""

    count: int
    text: bytes

    def rows(self, places: Sequence[int]) -> list[tuple[int, list[str | None]]]:
        """Each row's number, and its cells at the given places; a cell without content is None."""
        found = []
        for line in self.text.decode().split("\n")[:-1]:
            number, *cells = line.split("\t")
            if "\\" in line:
                found.append((int(number), [_unescaped(cells[place]) for place in places]))
            else:
                found.append((int(number), [cells[place] for place in places]))
        return found


def _unescaped(cell: str) -> str | None:
    if cell == BLANK:
        return None
    return ESCAPED.sub(lambda found: MEANT[found[1]], cell) if "\\" in cell else cell


@dataclass
class Reading:
    """A file under way: its columns' names, then its rows, chunk by chunk."""

    columns: list[str]
    header: int
    _process: Process

    async def chunks(self) -> AsyncIterator[Chunk]:
        """Every row below the headings."""
        while True:
            kind, content = await _frame(self._process)
            if kind == b"D":
                return
            if kind != b"R":
                raise _died()
            yield Chunk(COUNT.unpack(content[:4])[0], content[4:])


async def look(source: Source) -> dict[str, Any]:
    """What a file is: its sheets, encoding, headings, first rows and what stands in its columns."""
    async with _running("look", source) as process:
        async with asyncio.timeout(LOOK_SECONDS):
            return _told(*await _frame(process))


async def compare(path: Path, sheets: Sequence[Mapping[str, object]]) -> list[Mapping[str, int]]:
    """Which columns of a workbook's sheets hold titles of another one: each sheet with its name, the row of its
    headings and the place of the column that names its rows."""
    async with _running("compare", Source(path), sheets) as process:
        told = _told(*await _frame(process))
    found: list[Mapping[str, int]] = told["overlaps"]
    return found


@asynccontextmanager
async def opened(source: Source) -> AsyncIterator[Reading]:
    """The file while it is read; the process ends with the block."""
    async with _running("bring", source) as process:
        told = _told(*await _frame(process))
        yield Reading(list(told["labels"]), int(told["header"]), process)


@asynccontextmanager
async def _running(
    task: str, source: Source, sheets: Sequence[Mapping[str, object]] = ()
) -> AsyncIterator[Process]:
    told = {
        "task": task,
        "path": str(source.path),
        "sheet": source.sheet,
        "encoding": source.encoding,
        "header": source.header,
        "spreads": source.spreads,
        "sheets": list(sheets),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-m",
        PROGRAM,
        json.dumps(told),
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=DEVNULL,
        env={},
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _frame(process: Process) -> tuple[bytes, bytes]:
    if process.stdout is None:
        raise LookupError("the process has an output")
    try:
        async with asyncio.timeout(FRAME_SECONDS):
            kind, length = FRAME_HEAD.unpack(await process.stdout.readexactly(FRAME_HEAD.size))
            if length > LONGEST_FRAME:
                raise _died()
            content = await process.stdout.readexactly(length)
    except (asyncio.IncompleteReadError, TimeoutError) as broken:
        raise _died() from broken
    if kind == b"E":
        raise _refused(content)
    return kind, content


def _told(kind: bytes, content: bytes) -> dict[str, Any]:
    if kind != b"H":
        raise _died()
    told: dict[str, Any] = orjson.loads(content)
    return told


def _refused(content: bytes) -> UnreadableError:
    told: Mapping[str, Any] = orjson.loads(content)
    return UnreadableError(Issue(str(told["code"]), params=dict(told["params"])))


def _died() -> UnreadableError:
    """The process ended without a word: the file asked for more memory or time than reading a table takes."""
    return UnreadableError(Issue("import_reader_died"))
