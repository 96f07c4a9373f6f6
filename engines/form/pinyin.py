"""Finding a Chinese text by what is typed for it on a keyboard: pinyin, initials, or the beginnings of syllables."""

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from typing import Final

from pypinyin import Style, lazy_pinyin, pinyin

LONGEST: Final = 40
"""Nobody types more of a name in pinyin; a longer text is looked for only as it stands."""

COMMON: Final = (0xB0, 0xD7)
"""The first bytes of the 3,755 most used characters in GB 2312; rarer readings of rarer characters only mislead."""

LONGEST_READING: Final = 6
LETTER_OF_ITS_OWN: Final = "(^|[^a-z])"
REST: Final = "([a-z]* [^a-z] )?"
"""What follows a typed letter in a sort key: nothing, or the rest of its syllable and the character itself."""


def common_letters() -> Iterator[str]:
    """The most used characters."""
    for first in range(COMMON[0], COMMON[1] + 1):
        for second in range(0xA1, 0xFF):
            with suppress(UnicodeDecodeError):
                yield bytes((first, second)).decode("gb2312")


@cache
def other_readings() -> Mapping[str, str]:
    """The readings that a sort key does not use → the characters that have them: 重 is ordered as zhong and found as
    chong too."""
    found: dict[str, str] = {}
    for letter in common_letters():
        used = lazy_pinyin(letter, style=Style.NORMAL)[0]
        for reading in pinyin(letter, style=Style.NORMAL, heteronym=True)[0]:
            if reading != used and reading.isascii():
                found[reading] = found.get(reading, "") + letter
    return found


@cache
def _by_initial() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for reading, letters in other_readings().items():
        found[reading[0]] = "".join(sorted({*found.get(reading[0], ""), *letters}))
    return found


def typed_letters(typed: str) -> str | None:
    """What was typed as a keyboard gives it, letters and figures; None where it cannot be pinyin."""
    text = "".join(unicodedata.normalize("NFKC", typed).lower().split()).replace("'", "")
    if not 0 < len(text) <= LONGEST or not (text.isascii() and text.isalnum()) or text.isdigit():
        return None
    return text


@lru_cache(maxsize=1_000)
def pinyin_pattern(typed: str) -> str | None:
    """The regular expression, as PostgreSQL reads it, by which a sort key (see `sorting`) is known to be of a text that
    is typed so; None where what was typed cannot be pinyin."""
    text = typed_letters(typed)
    return None if text is None else LETTER_OF_ITS_OWN + "".join(_parts(text))


def _parts(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        reading = _reading(text[at : at + LONGEST_READING])
        spelled = "".join(map(_letter, reading or text[at]))
        yield f"({spelled}|[a-z]+ [{other_readings()[reading]}] )" if reading else spelled
        at += len(reading) or 1


def _reading(text: str) -> str:
    """The longest reading beside the usual ones that the text begins with, if any."""
    beginnings = (text[:end] for end in range(len(text), 1, -1))
    return next((part for part in beginnings if part in other_readings()), "")


def _letter(letter: str) -> str:
    others = _by_initial().get(letter)
    return letter + REST if others is None else f"({letter}{REST}|[a-z]+ [{others}] )"
