"""Which field a column probably fills: by its word, by its pinyin, or by a heading that is nearly the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz

from engines.form.field import Field
from mortise.imports.matching import plain
from mortise.imports.owners import OWNER_FIELD, names_of

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
    names = {key: _names(key, field) for key, field in fields.items()}
    rated = sorted(
        (
            (_rate(fields[key], plain(column), known), -place, key)
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


def _names(key: str, field: Field) -> list[str]:
    return [name for name in dict.fromkeys(map(plain, names_of(key, field))) if name]


def _rate(field: Field, column: str, names: Sequence[str]) -> float:
    """How surely the heading names the field. Of what is only like the owner's name most is something else, such as
    their telephone; but a customer's owner is the owner."""
    if field is not OWNER_FIELD:
        return _likeness(column, names)
    return 100.0 if column in names else 90.0 if column.endswith(tuple(names)) else 0.0


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
