"""Cells that are merged downwards: a workbook keeps what they show in their first row alone, people read it in all."""

from collections.abc import Iterator

from mortise.imports.reading.headings import Merged

Row = tuple[int, list[str]]


def downwards(merged: Merged, header: int) -> Merged:
    """The merged cells below the headings that are more than one row high."""
    return [each for each in merged if each[0] > header and each[2] > each[0]]


def spread(rows: Iterator[Row], merged: Merged) -> Iterator[Row]:
    """The rows with what such a cell shows in each of its rows; of one that is several columns wide, in its first."""
    begins: dict[int, list[tuple[int, int]]] = {}
    for top, left, bottom, _ in merged:
        begins.setdefault(top, []).append((left, bottom))
    if not begins:
        yield from rows
        return
    under_way: dict[int, tuple[int, str]] = {}
    for number, cells in rows:
        if under_way:
            under_way = {left: each for left, each in under_way.items() if each[0] >= number}
            for left, (_, text) in under_way.items():
                put(cells, left, text)
        for left, bottom in begins.get(number, ()):
            if left < len(cells) and cells[left]:
                under_way[left] = bottom, cells[left]
        yield number, cells


def put(cells: list[str], column: int, text: str) -> None:
    """Writes a cell that shows nothing of its own."""
    cells.extend([""] * (column + 1 - len(cells)))
    cells[column] = cells[column] or text
