"""The parts of a title's pinyin by which an index finds it: each syllable, and the initials of each two neighbours.

Which titles may be meant by what was typed is asked by every way to cut it into beginnings of syllables; whether one is
meant, `pinyin.pinyin_pattern` tells of its sort key."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import Final

from pypinyin import Style, lazy_pinyin

from engines.form.grams import lexeme
from engines.form.pinyin import common_letters, other_readings, typed_letters

SYLLABLE: Final = "~"
INITIALS: Final = "^"
UNIT: Final = re.compile("([a-z]+)(?: ([^a-z]) )?")
LETTERS: Final = re.compile("[a-z]+")
TELLING: Final = 3
"""Letters of a beginning that few syllables share."""
ENOUGH: Final = 2
"""Pairs of initials that few titles have."""
MOST_PIECES: Final = 3
"""Into so many pieces letters are cut that may be one syllable or several."""


@cache
def readings_by_letter() -> dict[str, str]:
    """Characters with the readings that a sort key does not use, joined by blanks."""
    found: dict[str, list[str]] = {}
    for reading, letters in sorted(other_readings().items()):
        for letter in letters:
            found.setdefault(letter, []).append(reading)
    return {letter: " ".join(readings) for letter, readings in sorted(found.items())}


def pinyin_tokens(sort_key: str) -> set[str]:
    """What the index holds of a title's sort key; nothing where it has only letters of ASCII."""
    if sort_key.isascii():
        return set()
    units = [
        [unit, *readings_by_letter().get(letter or "", "").split()] for unit, letter in UNIT.findall(sort_key)
    ]
    syllables = {SYLLABLE + spelled for unit in units for spelled in unit}
    initials = {
        INITIALS + first[0] + second[0]
        for before, after in pairwise(units)
        for first, second in product(before, after)
    }
    return syllables | initials


@cache
def beginnings() -> frozenset[str]:
    """Everything that a syllable can begin with."""
    syllables = {*other_readings()}
    for letter in common_letters():
        syllables.update(lazy_pinyin(letter, style=Style.NORMAL))
    return frozenset(syllable[:end] for syllable in syllables for end in range(1, len(syllable) + 1))


@cache
def neighbours() -> frozenset[str]:
    """Two letters that stand side by side in a syllable."""
    return frozenset(first + second for each in beginnings() for first, second in pairwise(each))


@lru_cache(maxsize=1_000)
def pinyin_query(typed: str) -> str | None:
    """The tsquery for titles that may be meant by what was typed; None where it cannot be pinyin."""
    text = typed_letters(typed)
    if text is None:
        return None
    return " & ".join(f"({_run(letters)})" for letters in LETTERS.findall(text))


def _run(letters: str) -> str:
    """Letters without a figure between them. They are either beginnings of syllables throughout, or have a part that no
    syllable has, such as letters of a Latin name before a Chinese one."""
    pieces = list(_chunks(letters))
    followed = [*(piece[0] for piece in pieces[1:]), ""]
    told = list(zip(pieces, followed, strict=True))
    if len(told) > 1:
        # What stands before tells its initial already, and to ask for more takes longer than to look at the few titles.
        told.pop()
    regular = " & ".join(f"({_chunk(*pair)})" for pair in told)
    irregular = (
        lexeme(SYLLABLE + letters[at:end], begins=True)
        for at in range(len(letters))
        if (end := _irregular_end(letters, at)) is not None
    )
    return " | ".join([f"({regular})", *dict.fromkeys(irregular)])


def _irregular_end(letters: str, at: int) -> int | None:
    """Where letters first are what no syllable begins with."""
    ends = range(at + 1, len(letters) + 1)
    return next((end for end in ends if letters[at:end] not in beginnings()), None)


def _chunks(letters: str) -> Iterator[str]:
    """The letters cut where no syllable can hold both neighbours."""
    start = 0
    for at, (first, second) in enumerate(pairwise(letters), 1):
        if first + second not in neighbours():
            yield letters[start:at]
            start = at
    yield letters[start:]


def _chunk(letters: str, following: str) -> str:
    """Letters that may be one beginning of a syllable or several; `following` is the initial of the next syllable."""
    ways = {
        frozenset(_tokens(pieces, following if "".join(pieces) == letters else ""))
        for pieces in _cuts(letters, MOST_PIECES)
    }
    least = [way for way in ways if not any(other < way for other in ways)]
    if not least:
        return lexeme(SYLLABLE + letters, begins=True)
    return " | ".join(sorted(f"({' & '.join(sorted(way))})" for way in least))


def _cuts(letters: str, most: int) -> Iterator[list[str]]:
    """The ways to cut letters into beginnings of syllables. Of what is behind so many pieces only the initial is
    told."""
    if most == 0:
        yield [letters[0]]
        return
    if letters in beginnings():
        yield [letters]
    for end in range(1, len(letters)):
        if {letters[:end], letters[end]} <= beginnings():
            for rest in _cuts(letters[end:], most - 1):
                yield [letters[:end], *rest]


def _tokens(pieces: Sequence[str], following: str) -> Iterator[str]:
    """What titles have that are meant by such pieces. Two pairs of initials tell enough: whatever begins like a piece
    takes longer to gather."""
    initials = [*(piece[0] for piece in pieces), *following]
    pairs = [INITIALS + first + second for first, second in pairwise(initials)]
    yield from map(lexeme, pairs)
    if len(pairs) < ENOUGH:
        for piece in pieces:
            if len(piece) >= TELLING or not pairs:
                yield lexeme(SYLLABLE + piece, begins=True)
