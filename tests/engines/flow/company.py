"""A small company that answers what the engine asks: people, departments, a calendar, and one record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from engines.expression.clock import Clock
from engines.expression.scope import Entity, Scope
from engines.expression.types import Type, link_to, list_of
from engines.flow.facts import (
    Administrators,
    ChangedSince,
    DepartmentOf,
    Facts,
    GroupMembers,
    HeadsAbove,
    ManagersAbove,
    PositionHolders,
    Question,
    RoleHolders,
    Standing,
    StandingOf,
    Value,
    WorkingMoment,
)

ZONE: Final = ZoneInfo("Asia/Shanghai")
BEGAN: Final = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
"""A Wednesday at 10:00 in Shanghai."""
OPENS, CLOSES = 9, 18

MANAGERS: Final = {1: 2, 2: 3, 3: 4, 5: 3, 6: 5, 7: 5, 8: 4, 9: 8, 10: 2, 11: 2, 12: 2, 13: 99, 99: 4}
"""1 is the initiator, 2 their manager, 3 the director, 4 the general manager; 5 to 7 finance, 8 and 9 legal."""
DEPARTMENTS: Final = {1: 10, 2: 10, 3: 20, 4: 30, 5: 21, 6: 21, 7: 21, 8: 22, 9: 22, 10: 10, 11: 10, 12: 10}
ABOVE: Final = {10: 20, 20: 30, 21: 30, 22: 30, 23: 30}
HEADS: Final = {10: 2, 20: 3, 30: 4, 21: 5, 22: 8}
ROLES: Final = {"finance": (5, 6, 7), "legal": (8, 9), "top": (4,), "empty": (), "mine": (1, 2)}
POSITIONS: Final = {1: (2, 3), 2: (10, 11)}
GROUPS: Final = {1: (5, 8), 2: ()}
ADMINISTRATORS: Final = (90,)
RECORD: Final[Mapping[str, object]] = {
    "amount": Decimal(1000),
    "stage": "draft",
    "note": None,
    "owner": 10,
    "reviewers": (11, 12),
    "department": 21,
    "signed_on": date(2026, 3, 20),
    "called_at": None,
    "lines": (101, 102),
    "account.owner": 12,
    "INITIATOR.id": 1,
    "INITIATOR.department": 10,
}

ACCOUNT: Final = Entity("account", {"owner": Type("person")})
LINE: Final = Entity("line", {"note": Type("text")})
ORDER: Final = Entity(
    "order",
    {
        "amount": Type("number"),
        "stage": Type("text"),
        "note": Type("text"),
        "owner": Type("person"),
        "reviewers": list_of(Type("person")),
        "department": Type("department"),
        "signed_on": Type("date"),
        "called_at": Type("datetime"),
        "account": link_to("account"),
        "lines": list_of(link_to("line")),
    },
)
SCOPE: Final = Scope(
    ORDER,
    {"order": ORDER, "account": ACCOUNT, "line": LINE},
    roots={"INITIATOR": {"id": Type("person"), "department": Type("department")}},
)


@dataclass
class Company:
    """The host's side of a case: what it knows, and how it changes."""

    record: dict[str, object] = field(default_factory=lambda: dict(RECORD))
    roles: dict[str, tuple[int, ...]] = field(default_factory=lambda: dict(ROLES))
    administrators: tuple[int, ...] = ADMINISTRATORS
    agents: dict[int, int] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)
    changed: dict[str, datetime] = field(default_factory=dict)
    now: datetime = BEGAN
    asked: int = 0

    def facts(self, questions: Iterable[Question[Any]] = ()) -> Facts:
        """What the host hands over: the clock, and the answers to some questions."""
        return Facts(Clock(self.now, ZONE), {question: self.answer(question) for question in questions})

    def answer(self, question: Question[Any]) -> object:
        """What the company knows."""
        self.asked += 1
        match question:
            case Value(path):
                return self.record.get(".".join(path))
            case RoleHolders(role):
                return self._here(self.roles[role])
            case PositionHolders(position, department):
                people = POSITIONS[position]
                return self._here(p for p in people if department in {None, DEPARTMENTS[p]})
            case GroupMembers(group):
                return self._here(GROUPS[group])
            case DepartmentOf(person):
                return DEPARTMENTS.get(person)
            case HeadsAbove(department):
                return tuple(HEADS.get(each) for each in climb(ABOVE, department))
            case ManagersAbove(person):
                return tuple(climb(MANAGERS, person))[1:]
            case StandingOf(person):
                return Standing(person not in self.left, self.agents.get(person))
            case Administrators():
                return self._here(self.administrators)
            case WorkingMoment(start, amount, unit, _):
                return working_moment(start, amount, unit)
            case ChangedSince(moment):
                return frozenset(key for key, at in self.changed.items() if at >= moment)
        raise TypeError(f"nobody answers {question}")

    def _here(self, people: Iterable[int]) -> tuple[int, ...]:
        return tuple(person for person in people if person not in self.left)

    def change(self, key: str, value: object) -> None:
        """The record is changed."""
        self.record[key] = value
        self.changed[key] = self.now


def climb(above: Mapping[int, int], start: int) -> Iterable[int]:
    """The start, what stands above it, and so on."""
    current: int | None = start
    while current is not None:
        yield current
        current = above.get(current)


def working_moment(start: datetime, amount: int, unit: str) -> datetime:
    """So much working time later or, below 0, earlier; people work from 9 to 18 on Monday to Friday."""
    local = start.astimezone(ZONE)
    step = timedelta(days=1) if unit == "days" else timedelta(minutes=1)
    left = abs(amount) * (60 if unit == "hours" else 1)
    while left:
        local += step if amount > 0 else -step
        in_hours = unit == "days" or OPENS <= (local - min(step, step * amount)).hour < CLOSES
        left -= local.weekday() < 5 and in_hours
    return local.astimezone(UTC)
