"""Rows of one kind while a step is under way: as they were, and as they become."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Generic, TypeAlias, TypeVar

from engines.flow.instance import Numbered, Slot, Timer, Token, Visit, Vote

R = TypeVar("R", bound=Numbered)

Reader: TypeAlias = Callable[[Any], object]
Writer: TypeAlias = Callable[[Any, object], None]


class Table(Generic[R]):
    """Rows by number. What is changed is kept apart, so that a step costs what it changes."""

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
        return self.put(changed(self[number], members))

    def after(self) -> Mapping[int, R]:
        """All rows as they have become."""
        return {**self.before, **self.changed} if self.changed else self.before


WRITERS: Final[Mapping[type[object], Mapping[str, tuple[Reader, Writer]]]] = {
    kind: {
        name: (descriptor.__get__, descriptor.__set__)
        for name, descriptor in ((name, getattr(kind, name)) for name in kind.__slots__)
    }
    for kind in (Token, Visit, Slot, Vote, Timer)
}
"""How each member of each kind of row is read and written."""


def changed(row: R, members: Mapping[str, object]) -> R:
    """A copy of a frozen row with other members. `dataclasses.replace` does the same in twice the time, and a step is
    little else."""
    writers = WRITERS[type(row)]
    if not writers.keys() >= members.keys():
        raise TypeError(f"{type(row).__name__} has no {sorted(members.keys() - writers.keys())}")
    copied = object.__new__(type(row))
    for name, (read, write) in writers.items():
        write(copied, members[name] if name in members else read(row))
    return copied
