"""A line of a table of people: what it says, what that changes, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engines.issues import Issue
from mortise.imports.organisation.columns import Column
from mortise.imports.organisation.standing import KnownPerson, KnownRole, Path

State = Literal["bad", "new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell."""

    column: Column
    value: str
    issue: Issue


@dataclass(frozen=True, slots=True)
class Change:
    """What a cell changes, as people read it; blank is nothing."""

    column: Column
    before: str
    after: str


@dataclass(slots=True)
class Line:
    """A line and what is found out about it, bit by bit."""

    number: int
    cells: Mapping[Column, str]
    """Those with something in them."""
    login: str = ""
    person: KnownPerson | None = None
    """Who is there already."""
    department: Path | None = None
    position: str | None = None
    """Folded."""
    manager: str | None = None
    """The folded login of the superior."""
    heads: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)
    """As they are written, by folded name."""
    roles: tuple[KnownRole, ...] = ()
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: Column, code: str, **params: str | int) -> None:
        """Something is wrong with a cell."""
        value = self.cells.get(column, "")
        self.problems.append(Problem(column, value, Issue(code, params={"given": value, **params})))

    def change(self, column: Column, before: str, after: str) -> None:
        """A cell changes something."""
        if before != after:
            self.changes.append(Change(column, before, after))

    @property
    def state(self) -> State:
        """What becomes of the line."""
        if self.problems:
            return "bad"
        if self.person is None:
            return "new"
        return "changed" if self.changes else "unchanged"
