"""People's names as others type them: folded, in pinyin, and by initials."""

import unicodedata
from itertools import product
from typing import Final

from pypinyin import Style, pinyin

MOST_READINGS: Final = 8
"""A name of several characters with several readings each is found by the first few combinations."""


def folded(text: str) -> str:
    """The text without differences of case and width."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def readings(name: str) -> str:
    """Everything that a search for the name may contain besides the name: pinyin and initials, by blanks."""
    characters = folded(name)
    syllables = pinyin(characters, style=Style.NORMAL, heteronym=True)
    found: dict[str, None] = {}
    for number, combination in enumerate(product(*syllables)):
        if number == MOST_READINGS:
            break
        found["".join(combination).replace(" ", "")] = None
        found["".join(syllable[:1] for syllable in combination).replace(" ", "")] = None
    words = characters.split()
    if len(words) > 1:
        found["".join(word[:1] for word in words)] = None
    return " ".join(reading for reading in found if reading and reading != characters)
