"""What is said of a cell of a workbook that holds no value, wherever a file is brought in."""

from engines.issues import Issue
from mortise.imports.reading.faults import is_faulty, seen


def fault_of(text: str) -> Issue | None:
    """What is wrong with the cell, if it holds an error value or a formula that nobody calculated."""
    if not is_faulty(text):
        return None
    given = seen(text)
    if given.startswith("="):
        return Issue("import_not_calculated")
    return Issue("import_error_value", params={"given": given})
