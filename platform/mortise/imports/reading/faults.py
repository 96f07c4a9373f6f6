"""Cells of a workbook that hold no value: error values such as #N/A, and formulas that nobody has calculated.

Their text is what the cell shows, or the formula, behind a mark that no other text has."""

from typing import Final

MARK: Final = "\ufdd0"
"""No character: programs keep it for themselves, and do not exchange it."""
LONGEST: Final = 200
UNNAMED: Final = "#VALUE!"


def failed(error: str) -> str:
    """The text of a cell with an error value."""
    return MARK + (error.strip()[:LONGEST] or UNNAMED)


def uncalculated(formula: str) -> str:
    """The text of a cell with a formula that has no result."""
    return f"{MARK}={formula.strip().removeprefix('=')[:LONGEST]}"


def is_faulty(text: str) -> bool:
    """Whether the text is that of a cell without a value."""
    return text.startswith(MARK)


def seen(text: str) -> str:
    """The text as people see it."""
    return text.replace(MARK, "")
