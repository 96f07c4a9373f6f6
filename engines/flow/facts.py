"""What the engine asks of its host: questions about people, the record and the working calendar, and their answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar, cast

from engines.expression.clock import Clock
from engines.expression.scope import Path

Answer_co = TypeVar("Answer_co", covariant=True)

Unit = Literal["minutes", "hours", "days"]


@dataclass(frozen=True, slots=True)
class Question(Generic[Answer_co]):
    """Something that only the host knows; the parameter is the type of its answer."""


@dataclass(frozen=True, slots=True)
class Value(Question[object]):
    """What an expression reads at a path of the flow's record, or below INITIATOR or PARAM."""

    path: Path


@dataclass(frozen=True, slots=True)
class RoleHolders(Question[tuple[int, ...]]):
    """Active people who hold a role of the application."""

    role: str


@dataclass(frozen=True, slots=True)
class PositionHolders(Question[tuple[int, ...]]):
    """Active people in a position: in any department, or in one."""

    position: int
    department: int | None = None


@dataclass(frozen=True, slots=True)
class GroupMembers(Question[tuple[int, ...]]):
    """Active members of a group."""

    group: int


@dataclass(frozen=True, slots=True)
class DepartmentOf(Question[int | None]):
    """The main department of a person."""

    person: int


@dataclass(frozen=True, slots=True)
class HeadsAbove(Question[tuple[int | None, ...]]):
    """The heads of a department and of those above it, the nearest first; None where there is no head."""

    department: int


@dataclass(frozen=True, slots=True)
class ManagersAbove(Question[tuple[int, ...]]):
    """To whom a person reports, to whom that one reports, and so on to the top."""

    person: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a person works here, and who acts for them while they are away."""

    active: bool = True
    agent: int | None = None


@dataclass(frozen=True, slots=True)
class StandingOf(Question[Standing]):
    """The standing of a person now, with the agent for this flow."""

    person: int


@dataclass(frozen=True, slots=True)
class Administrators(Question[tuple[int, ...]]):
    """Active people who look after this flow."""


@dataclass(frozen=True, slots=True)
class WorkingMoment(Question[datetime]):
    """The moment that is so much working time after (or, below 0, before) another, by a person's calendar."""

    start: datetime
    amount: int
    unit: Unit
    person: int | None = None


@dataclass(frozen=True, slots=True)
class ChangedSince(Question[frozenset[str]]):
    """The record's fields that differ from what they were at a moment, and those changed and changed back."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Need:
    """Questions that must be answered before the engine can go on; ask the same again with the answers."""

    questions: frozenset[Question[Any]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the host knows at the moment of a command: the clock, and the answers to what was asked."""

    clock: Clock
    answers: Mapping[Question[Any], object] = field(default_factory=dict)


class Unanswered(Exception):
    """A question that has no answer yet; it is noted, and nothing of the step is kept."""


class Asking:
    """The answers at hand, and the questions that turned out to lack one."""

    def __init__(self, facts: Facts) -> None:
        self.clock = facts.clock
        self.missing: set[Question[Any]] = set()
        self._answers = facts.answers

    def ask(self, question: Question[Answer_co]) -> Answer_co:
        """The answer; raises Unanswered."""
        try:
            return cast("Answer_co", self._answers[question])
        except KeyError:
            self.missing.add(question)
            raise Unanswered from None

    def expect(self, questions: Iterable[Question[Any]]) -> None:
        """Notes all that have no answer, so that they are asked for together; raises Unanswered."""
        missing = [question for question in questions if question not in self._answers]
        if missing:
            self.missing.update(missing)
            raise Unanswered
