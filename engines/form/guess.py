"""What a column of texts from elsewhere says of the kind of field it would fill."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engines.form.meaning import NO_NAMES, AnyMeaning
from engines.issues import Issue

SAMPLE: Final = 500
"""Texts, evenly spaced, that are read; whoever brings the column in checks every one of them."""
ENOUGH: Final = 0.9
"""The share of texts that must be readable: a column has a few slips, and a slip is shown where it stands."""


@dataclass(frozen=True, slots=True)
class Guess:
    """How sure one can be, from 0 to 1, and the settings with which the field would take the texts in."""

    certainty: float
    settings: Mapping[str, object] = field(default_factory=dict)


NO_GUESS: Final = Guess(0.0)


def sample(texts: Sequence[str]) -> Sequence[str]:
    """Some of the texts, from everywhere in the column."""
    return texts[:: -(-len(texts) // SAMPLE)] if len(texts) > SAMPLE else texts


def share(texts: Sequence[str], fits: Callable[[str], object]) -> float:
    """Which part of the sample fits, from 0 to 1; 0 when too little of it does."""
    looked_at = sample(texts)
    counts = Counter(looked_at)
    part = sum(count for text, count in counts.items() if fits(text)) / len(looked_at) if looked_at else 0.0
    return part if part >= ENOUGH else 0.0


def readable(texts: Sequence[str], meaning: AnyMeaning) -> float:
    """Which part of the sample a field of this meaning would take from a spreadsheet's cells."""

    def fits(text: str) -> bool:
        value = meaning.parse_text(text, NO_NAMES)
        return value is not None and not isinstance(value, Issue)

    return share(texts, fits)
