"""The rows of a file with which something is wrong, to be looked at and to be given back with the reasons."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from rustpy_xlsxwriter import write_worksheet

from engines.definition import Locale
from mortise.db.statements import Statement
from mortise.db.transaction import Reader
from mortise.errors import NotFound
from mortise.imports.batches import Batch, shown
from mortise.imports.reading.faults import seen
from mortise.imports.staging import CellTable, IssueTable

PAGE: Final = 50
MOST_GIVEN: Final = 200_000
REASON: Final[Mapping[Locale, str]] = {"zh-CN": "错误原因", "en": "What is wrong"}
ROW: Final[Mapping[Locale, str]] = {"zh-CN": "原文件行号", "en": "Row in the file"}
COMMANDS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for a formula when a text file has it at the beginning of a cell."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row as it stands in the file, and its issues in words."""

    row: int
    cells: Sequence[str | None]
    issues: Sequence[Mapping[str, object]]

    @property
    def reason(self) -> str:
        """All reasons in one text."""
        said = []
        for issue in self.issues:
            place = f"{issue['column']}: " if issue["column"] else ""
            said.append(f"{place}{issue['message']}")
        return "\n".join(dict.fromkeys(said))


async def read_bad_rows(
    reader: Reader, batch: Batch, locale: Locale, after: int = 0, limit: int = PAGE
) -> list[BadRow]:
    """The next bad rows behind row `after`; NotFound where none are kept."""
    headers: Sequence[str] = batch.outcome.get("headers", ())
    if not batch.outcome.get("bad"):
        raise NotFound
    cells, issues = CellTable(batch.id, len(headers)).table, IssueTable(batch.id).table
    there = sa.func.to_regclass(sa.literal(f'{issues.schema}."{issues.name}"', sa.Text()))
    if await reader.fetchval(Statement(sa.select(there))) is None:
        raise NotFound
    told = sa.func.jsonb_agg(issues.c.issue).label("told")
    select = (
        sa.select(cells, told)
        .join(issues, issues.c.row == cells.c.row)
        .where(cells.c.row > after)
        .group_by(cells.c.row)
        .order_by(cells.c.row)
        .limit(limit)
    )
    return [
        BadRow(
            row["row"],
            [cell and seen(cell) for cell in list(row)[1:-1]],
            [shown(issue, locale) for issue in row["told"]],
        )
        for row in await reader.fetch(Statement(select))
    ]


def headings(batch: Batch, locale: Locale) -> list[str]:
    """The file's own headings, and those of what is added; a workbook wants them all different."""
    names: list[str] = []
    for name in (*batch.outcome["headers"], ROW[locale], REASON[locale]):
        free, number = name or " ", 1
        while free in names:
            number += 1
            free = f"{name} ({number})" if name else " " * number
        names.append(free)
    return names


def workbook(names: Sequence[str], rows: Sequence[BadRow]) -> bytes:
    """The rows as an Excel file. Every cell is a text: nothing of it is a formula."""

    def records() -> Iterator[dict[str, Any]]:
        for row in rows:
            yield dict(zip(names, (*(cell or "" for cell in row.cells), row.row, row.reason), strict=True))

    out = io.BytesIO()
    write_worksheet(records(), out, sheet_name="Mortise", bold_headers=True, freeze_row=1)
    return out.getvalue()


def text_file(names: Sequence[str], rows: Sequence[BadRow]) -> bytes:
    """The rows as CSV; what a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(name) for name in names])
    for row in rows:
        writer.writerow([*(harmless(cell or "") for cell in row.cells), row.row, harmless(row.reason)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def harmless(text: str) -> str:
    """A text that no spreadsheet carries out; a number stays a number."""
    if not text.startswith(COMMANDS) or text.lstrip("+-").replace(".", "", 1).isdecimal():
        return text
    return f"'{text}"
