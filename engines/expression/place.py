"""Where in the author's text a problem is."""

from engines.expression.syntax import Span


def at(text: str, span: Span) -> dict[str, int]:
    """Offset, length, line and column (both from 1) of a part of the text."""
    line_start = text.rfind("\n", 0, span.start) + 1
    return {
        "offset": span.start,
        "length": max(span.end - span.start, 0),
        "line": text.count("\n", 0, span.start) + 1,
        "column": span.start - line_start + 1,
    }
