"""Which field a column probably fills: by its word, by its pinyin, or by a heading that is nearly the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz

from engines.definition import LOCALES
from engines.form.field import Field
from mortise.imports.matching import plain

Confidence = Literal["exact", "likely", "none"]
ALIKE: Final = 80.0
"""From which likeness, of 100, a heading is taken for a field's name."""
SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The field that a column probably fills."""

    field: str | None
    confidence: Confidence


NOTHING: Final = Suggestion(None, "none")


def suggest(columns: Sequence[str], fields: Mapping[str, Field]) -> list[Suggestion]:
    """A suggestion for each column; no field is given to two, and the surest go first."""
    names = {key: list(dict.fromkeys(_names(key, field))) for key, field in fields.items()}
    rated = sorted(
        (
            (_likeness(plain(column), known), -place, key)
            for place, column in enumerate(columns)
            if plain(column)
            for key, known in names.items()
        ),
        key=lambda each: (-each[0], -each[1]),
    )
    found: dict[int, Suggestion] = {}
    given: set[str] = set()
    for likeness, minus_place, key in rated:
        if likeness < ALIKE or key in given or -minus_place in found:
            continue
        given.add(key)
        found[-minus_place] = Suggestion(key, "exact" if likeness == 100 else "likely")
    return [found.get(place, NOTHING) for place in range(len(columns))]


def _names(key: str, field: Field) -> Iterator[str]:
    yield plain(key)
    for locale in LOCALES:
        name = plain(field.label.text(locale))
        if name:
            yield name


def _likeness(column: str, names: Sequence[str]) -> float:
    """How alike the heading is to the nearest of a field's names."""
    if column in names:
        return 100.0
    return max((_alike(column, name) for name in names), default=0.0)


def _alike(column: str, name: str) -> float:
    if min(len(column), len(name)) < SHORTEST:
        return 0.0
    if _spelt(column) == _spelt(name):
        return 95.0
    short, long = sorted((column, name), key=len)
    if short in long and len(short) * 2 >= len(long):
        return 90.0
    return min(fuzz.ratio(column, name), 89.0)


def _spelt(name: str) -> str:
    return "".join(lazy_pinyin(name))
