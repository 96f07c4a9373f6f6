"""Waking the workers of this process, so that they need not wait for their next look."""

from collections.abc import Callable
from typing import Final

WAKERS: Final[set[Callable[[], None]]] = set()


def wake() -> None:
    """Tells every worker of this process that there may be work."""
    for call in tuple(WAKERS):
        call()
