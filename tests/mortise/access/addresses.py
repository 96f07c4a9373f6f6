"""Which addresses of the server are held against brute force, and by which comparison."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Comparing = TypeVar("Comparing", bound=Callable[[Any], Iterator[str]])

ADDRESSES = "addresses"


def holds(*addresses: str) -> Callable[[Comparing], Comparing]:
    """Marks a comparison with the doors that it goes through. What is marked is compared, without being named again."""

    def mark(comparing: Comparing) -> Comparing:
        setattr(comparing, ADDRESSES, addresses)
        return comparing

    return mark


def comparisons(kind: type) -> Iterator[str]:
    """The names of what a class itself compares."""
    return (name for name, member in vars(kind).items() if hasattr(member, ADDRESSES))


def held(kinds: Iterable[type]) -> set[str]:
    """Every address that some of these classes go through."""
    return {
        address for kind in kinds for name in comparisons(kind) for address in getattr(kind, name).addresses
    }
