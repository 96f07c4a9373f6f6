"""Where a text holds what was searched for, shown in short."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engines.expression.values import fold

BEFORE: Final = 20
LONGEST: Final = 120
"""So many letters stand before the first place, and in all."""
LEFT_OUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text, and whether it is what was searched for."""

    text: str
    is_hit: bool


def excerpt(text: str, needle: str) -> tuple[Stretch, ...] | None:
    """The text around the first place that holds the needle, without regard to case and width, every such place in it
    told apart; None where none holds it."""
    sought = fold(needle)
    first = fold(text).find(sought) if sought else -1
    if first < 0:
        return None
    start = 0 if len(text) <= LONGEST else max(0, first - BEFORE)
    shown = text[start : start + max(LONGEST, len(needle) + BEFORE)]
    cut = [LEFT_OUT if start else "", LEFT_OUT if start + len(shown) < len(text) else ""]
    stretches = list(_stretches(" ".join(shown.splitlines()) if "\n" in shown else shown, sought))
    return tuple(
        stretch
        for stretch in (Stretch(cut[0], is_hit=False), *stretches, Stretch(cut[1], is_hit=False))
        if stretch.text
    )


def _stretches(text: str, sought: str) -> Iterator[Stretch]:
    folded, at = fold(text), 0
    while (hit := folded.find(sought, at)) >= 0:
        yield Stretch(text[at:hit], is_hit=False)
        at = hit + len(sought)
        yield Stretch(text[hit:at], is_hit=True)
    yield Stretch(text[at:], is_hit=False)
