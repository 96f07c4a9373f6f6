"""The order in which people expect texts: without case and width, Chinese by pinyin."""

import unicodedata
from functools import lru_cache
from typing import Final

from pypinyin import Style, lazy_pinyin

LONGEST: Final = 100
"""Only the beginning of a text orders it, so that the key fits into an index."""


@lru_cache(maxsize=30_000)
def _part(letter: str) -> str:
    """A letter's part of the key: a Chinese character after its reading, so that one reading stands together."""
    reading = lazy_pinyin(letter, style=Style.NORMAL, errors="ignore")
    return f"{reading[0]} {letter} " if reading else letter


def sort_key(text: str) -> str:
    """The text by which a column is ordered; computing it again gives the same."""
    if text.isascii():
        return text[:LONGEST].lower()
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()[:LONGEST]
    return "".join(map(_part, folded))
