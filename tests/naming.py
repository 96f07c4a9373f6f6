"""Many small examples in one test, which names the one that fails: a test for each costs more than what it tests."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest

T = TypeVar("T")


@contextmanager
def about(*names: object) -> Iterator[None]:
    """What goes wrong within says what it is about."""
    try:
        yield
    except BaseException as failed:
        failed.add_note(f"about {', '.join(map(str, names))}")
        raise


def together(examples: Iterable[tuple[str, T]]) -> list[Any]:
    """The examples of each group as the one argument of a test, which is named for the group."""
    groups: dict[str, list[T]] = {}
    for group, example in examples:
        groups.setdefault(group, []).append(example)
    return [pytest.param(found, id=group) for group, found in groups.items()]
