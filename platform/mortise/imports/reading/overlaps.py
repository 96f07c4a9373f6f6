"""Which columns of a workbook's sheets hold what the rows of another sheet are called."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mortise.imports.reading.faults import is_faulty
from mortise.imports.reading.refusal import MOST_COLUMNS

MOST_TITLES: Final = 500_000
"""So many different titles of a sheet are looked for; in one with more nothing is found."""

Rows = Iterator[tuple[int, Sequence[str]]]


@dataclass
class Titles:
    """What the rows of a sheet are called, and how many of them bear a title."""

    texts: set[str] = field(default_factory=set)
    rows: int = 0


@dataclass
class Matches:
    """How many cells of a column hold something, and how many of them one of another sheet's titles; `titles` are the
    different ones among these."""

    filled: int = 0
    matched: int = 0
    titles: set[str] = field(default_factory=set)


def titles_of(rows: Rows, place: int) -> Titles:
    """The titles of a sheet whose rows are called by the column at that place."""
    found = Titles()
    for _, cells in rows:
        text = cells[place].strip() if place < len(cells) else ""
        if text and not is_faulty(text):
            found.rows += 1
            found.texts.add(text)
        if len(found.texts) > MOST_TITLES:
            return Titles()
    return found


def overlaps(rows: Rows, titles: Mapping[int, Titles]) -> dict[tuple[int, int], Matches]:
    """By column and by sheet of `titles`: how many cells hold one of them."""
    found: dict[tuple[int, int], Matches] = {}
    for _, cells in rows:
        for place, cell in enumerate(cells[:MOST_COLUMNS]):
            text = cell.strip()
            if not text or is_faulty(text):
                continue
            for sheet, known in titles.items():
                matches = found.setdefault((place, sheet), Matches())
                matches.filled += 1
                if text in known.texts:
                    matches.matched += 1
                    matches.titles.add(text)
    return found


def compared(sheets: Sequence[tuple[Callable[[], Rows], int | None]]) -> list[dict[str, int]]:
    """Every column that holds titles of another sheet, of sheets each given by a way to read its rows and the place of
    the column that names them."""
    titles = {
        number: titles_of(read(), place) for number, (read, place) in enumerate(sheets) if place is not None
    }
    found: list[dict[str, int]] = []
    for number, (read, _) in enumerate(sheets):
        others = {other: each for other, each in titles.items() if other != number and each.texts}
        if not others:
            continue
        for (place, other), matches in overlaps(read(), others).items():
            if matches.matched:
                found.append(
                    {
                        "sheet": number,
                        "place": place,
                        "target": other,
                        "filled": matches.filled,
                        "matched": matches.matched,
                        "different": len(matches.titles),
                        "titles": len(others[other].texts),
                        "titled": others[other].rows,
                    }
                )
    return found
