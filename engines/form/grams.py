"""The parts of texts by which an index finds them: two letters beginning at each letter, three at a letter of ASCII.

A text that holds a needle has every whole part of the needle, and a part that begins like each shorter one. So the
parts say which texts may hold it, and never leave one out; whether one does hold it is looked at afterwards. The
function `mortise.search_tokens` makes the same parts in PostgreSQL; a test compares them."""

from collections.abc import Iterator
from typing import Final

from engines.expression.values import fold

BLANKS: Final = {ord(blank): " " for blank in "\t\n\r\u00a0"}
MARKS: Final = 255
"""The parts of the first field begin with the next code point, those of the second with the one after it, and so on."""

LONGEST: Final = 4_000
BUDGET: Final = 60_000
"""So many letters of a text, and of all texts of one record, are indexed; a longer text is always looked at."""

MOST_PARTS: Final = 16
"""Parts of a needle that are asked for; more would only be sure of what the look at the text tells."""

Part = tuple[str, bool]
"""A part of a needle, and whether a text may have a longer one that begins so."""


def words_of(text: str) -> list[str]:
    """The text without difference of case and width, cut at its blanks."""
    return fold(text).translate(BLANKS).split(" ")


def length_of_part(first: str) -> int:
    """How many letters the part has that begins with the letter."""
    return 3 if first <= "~" else 2


def parts_of(text: str) -> Iterator[str]:
    """The parts of a text, some of them more than once."""
    for word in words_of(text):
        for at, first in enumerate(word):
            yield word[at : at + length_of_part(first)]


def sought_parts(needle: str) -> list[Part]:
    """The parts that every text has which holds the needle."""
    found: dict[Part, None] = {}
    for word in words_of(needle):
        covered = 0
        for at, first in enumerate(word):
            end = at + length_of_part(first)
            if end <= len(word):
                found[word[at:end], False] = None
                covered = max(covered, end)
            elif covered < len(word):
                found[word[at:], True] = None
                covered = len(word)
    return list(found)[:MOST_PARTS]


def longest_text(texts: int) -> int:
    """How many letters of each of so many texts are indexed."""
    return max(100, min(LONGEST, BUDGET // max(texts, 1)))


def mark_of(place: int) -> str:
    """What the parts of the text at that place, counted from 1, begin with."""
    return chr(MARKS + place)


def text_tokens(place: int, text: str, longest: int) -> set[str]:
    """What the index holds of a text; one that is too long has its mark alone, too."""
    mark = mark_of(place)
    found = {mark + part for part in parts_of(text[:longest])}
    return found | {mark} if len(text) > longest else found


def lexeme(token: str, *, begins: bool = False) -> str:
    """A token as a tsquery writes it."""
    quoted = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*" if begins else f"'{quoted}'"


def text_query(place: int, needle: str, *, long: bool = True) -> str:
    """The tsquery for texts at that place that may hold the needle; `long`: those that are too long among them."""
    mark = mark_of(place)
    parts = " & ".join(lexeme(mark + part, begins=begins) for part, begins in sought_parts(needle))
    return f"({parts}) | {lexeme(mark)}" if long else f"({parts})"
