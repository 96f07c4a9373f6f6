"""Rows of one kind while a step is under way: as they were, and as they become."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

from engines.flow.instance import Numbered

R = TypeVar("R", bound=Numbered)


class Table(Generic[R]):
    """Rows by number, as they were and as they become."""

    __slots__ = ("before", "changed")

    def __init__(self, before: Mapping[int, R]) -> None:
        self.before = before
        self.changed: dict[int, R] = {}

    def __getitem__(self, number: int) -> R:
        found = self.changed.get(number)
        return self.before[number] if found is None else found

    def get(self, number: int | None) -> R | None:
        """The row, if there is one of the number."""
        if number is None:
            return None
        return self.changed.get(number) or self.before.get(number)

    def values(self) -> Iterable[R]:
        """Every row."""
        return self.after().values()

    def put(self, row: R) -> R:
        """Keeps a row."""
        self.changed[row.number] = row
        return row

    def change(self, number: int, **members: Any) -> R:
        """Replaces members of a row."""
        return self.put(replace(self[number], **members))

    def after(self) -> Mapping[int, R]:
        """All rows as they have become."""
        return {**self.before, **self.changed} if self.changed else self.before
