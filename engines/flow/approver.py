"""What a source of approvers is: a way to find the people who are asked. Each kind is one module of
`engines/flow/approvers`."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Definition, Label
from engines.expression.types import DEPARTMENT, PERSON, Type
from engines.flow.facts import Asking, DepartmentOf, HeadsAbove, ManagersAbove, Value
from engines.flow.mentions import ApproverGroup
from engines.flow.reasons import Reason

Chooser = Literal["initiator", "previous"]
Whose = Literal["person", "superior", "department_head"]


class Unchosen(Exception):
    """A choice of people that was due with this very command and is missing."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person who is asked, and why."""

    person: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Search:
    """What a source may use: questions to the host, the initiator, what was chosen for the node, and the value of the
    source's own expression."""

    asking: Asking
    initiator: int
    chosen: Callable[[Chooser], Sequence[int]]
    evaluate: Callable[[], object]

    def superior(self, person: int, level: int = 1) -> int | None:
        """The one so many steps above in the reporting line."""
        above = self.asking.ask(ManagersAbove(person))
        return above[level - 1] if len(above) >= level else None

    def department(self, person: int) -> int | None:
        """The main department of a person."""
        return self.asking.ask(DepartmentOf(person))

    def head(self, department: int | None, level: int = 0) -> int | None:
        """The head of a department, or of the one so many levels above it."""
        heads = () if department is None else self.asking.ask(HeadsAbove(department))
        return heads[level] if len(heads) > level else None

    def people_at(self, path: str) -> tuple[int, ...]:
        """The people that stand in a field."""
        return people_of(self.asking.ask(Value(tuple(path.split(".")))))

    def whose(self, person: int, take: Whose) -> int | None:
        """The person, or who stands above them."""
        if take == "superior":
            return self.superior(person)
        return person if take == "person" else self.head(self.department(person))


def people_of(value: object) -> tuple[int, ...]:
    """A person or several, as a tuple without blanks."""
    several = value if isinstance(value, tuple | list) else (value,)
    return tuple(each for each in several if isinstance(each, int))


class Approver(Definition, ABC):
    """Where approvers come from. Several sources of a node give their people together, each person once."""

    title: ClassVar[Label]
    """The kind's name in the palette."""
    icon: ClassVar[str]
    rank: ClassVar[int]
    """Its place in the palette, the most used one first."""
    examples: ClassVar[Sequence[Mapping[str, object]]]
    """Settings that make sense."""
    chooser: ClassVar[Chooser | None] = None
    """Who chooses the people while the flow runs."""

    kind: str
    group: ApproverGroup | None = None
    """What the people count for where one of each group must approve."""
    weight: Annotated[Decimal, Setting(gt=0, le=1_000_000)] = Decimal(1)
    """What the approval of each of them weighs where weights are added up."""

    @abstractmethod
    def find(self, search: Search) -> Iterable[Found]:
        """The people, in the order in which they are asked one by one; raises Unanswered."""

    def named_people(self) -> Iterable[tuple[int, str]]:
        """People whom the definition itself names, each with its pointer from the source."""
        return ()

    def path(self) -> tuple[str, str, Type] | None:
        """A path of the record that it reads: the path, its pointer, and the type of one value."""
        return None

    def expression(self) -> tuple[str, str] | None:
        """An expression that gives people: the author's text and its pointer."""
        return None

    def is_bare(self) -> bool:
        """Whether it can never find anybody."""
        return False


__all__ = [
    "DEPARTMENT",
    "PERSON",
    "Approver",
    "Chooser",
    "Found",
    "Search",
    "Unchosen",
    "Whose",
    "people_of",
]
