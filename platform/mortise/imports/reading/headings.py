"""Where a table's headings stand, and what each column is called."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

Merged = Sequence[tuple[int, int, int, int]]
"""First row, first column, last row, last column."""
Rows = Sequence[tuple[int, Sequence[str]]]

LOOKED_AT: Final = 12
FIGURES: Final = re.compile(r"[\d.,:/%¥￥$€£()+\- ]+|true|false")


def guess(rows: Rows, merged: Merged) -> int:
    """The number of the row that names the columns: the first that is nearly as wide as the table, all in words."""
    if not rows:
        return 0
    width = max(_filled(cells) for _, cells in rows)
    for number, cells in rows[:LOOKED_AT]:
        words = [cell.strip() for cell in cells if cell.strip()]
        if len(words) * 10 < width * 6 or any(FIGURES.fullmatch(word) for word in words):
            continue
        return _below(number, merged, width)
    return rows[0][0]


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _below(number: int, merged: Merged, width: int) -> int:
    """The last row of headings that stand in two storeys."""
    last = number
    for top, left, bottom, right in merged:
        if top == number and 0 < right - left < width - 1:
            last = max(last, bottom + 1)
        elif top == number and right == left:
            last = max(last, bottom)
    return last


def labels(rows: Rows, header: int, merged: Merged) -> list[str]:
    """What the columns are called: the heading, with the one above it that spans several columns. Without a row of
    headings (0), the letters of the spreadsheet."""
    if header == 0:
        width = max((len(cells) for _, cells in rows), default=0)
        return [letters(column) for column in range(width)]
    cells = {number: list(row) for number, row in rows}
    own = cells.get(header, [])
    width = max(len(own), max((len(row) for number, row in cells.items() if number > header), default=0))
    return [_label(cells, header, column, merged, width) for column in range(width)]


def _label(cells: Mapping[int, Sequence[str]], header: int, column: int, merged: Merged, width: int) -> str:
    parts = [_text(cells, header, column, merged)]
    spans = [each for each in merged if each[2] + 1 == header and 0 < each[3] - each[1] < width - 1]
    for top, left, _, right in spans:
        if left <= column <= right:
            parts.insert(0, _text(cells, top, left, ()))
    if spans and not any(part.strip() for part in parts):
        # Headings in two storeys, of which a column uses the upper one alone.
        parts = [_text(cells, header - 1, column, merged)]
    return " ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def _text(cells: Mapping[int, Sequence[str]], row: int, column: int, merged: Merged) -> str:
    for top, left, bottom, right in merged:
        if top <= row <= bottom and left <= column <= right:
            row, column = top, left
            break
    found = cells.get(row, ())
    return found[column] if column < len(found) else ""


def letters(column: int) -> str:
    """The name that a spreadsheet gives to a column: A, B, …, Z, AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
