"""Which kinds of field a column of texts may fill, the likeliest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engines.form.fields import FIELD_KINDS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind that would take the column in, how sure one can be, and the settings that fit."""

    kind: str
    certainty: float
    settings: Mapping[str, object]


def infer(texts: Iterable[str]) -> tuple[Candidate, ...]:
    """What the column may be; nothing when it is blank throughout. Give the whole column where you have it: options
    and decimals are taken from all of it."""
    written = [stripped for text in texts if (stripped := text.strip())]
    if not written:
        return ()
    guesses = ((kind, found.guess(written)) for kind, found in FIELD_KINDS.items())
    candidates = [
        Candidate(kind, guess.certainty, guess.settings) for kind, guess in guesses if guess.certainty > 0
    ]
    return tuple(sorted(candidates, key=lambda candidate: -candidate.certainty))
