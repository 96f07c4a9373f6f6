"""Python's collector looks for cycles each time some hundred objects were made, and from time to time at all that the
process holds. Rows by the thousands are no cycles: while they come and go, it looks less often."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

RARELY: Final = 100_000
"""So many new objects are made before it looks: what others of the process leave behind meanwhile stays little."""

_usual: Final[list[tuple[int, int, int]]] = []
"""What to go back to, once for each import under way."""


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """A block of one import's rows; the last of several at once goes back to what was usual."""
    _usual.append(_usual[0] if _usual else gc.get_threshold())
    gc.set_threshold(RARELY, *_usual[0][1:])
    try:
        yield
    finally:
        usual = _usual.pop()
        if not _usual:
            gc.set_threshold(*usual)
