"""What follows from a step outside the instance: lines of its history, tasks and messages for people, things to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from engines.flow.instance import State
from engines.flow.reasons import Reason
from engines.rules.action import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the history: who did what, for whom, when; `actor` is None where it happened by itself, and then
    `reason` says why. `people` are those whom it concerns, `target` the node to which the flow went."""

    what: str
    at: datetime
    actor: int | None = None
    holder: int | None = None
    node: str | None = None
    visit: int | None = None
    slot: int | None = None
    people: tuple[int, ...] = ()
    target: str | None = None
    comment: str = ""
    files: tuple[int, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """A task that somebody has from now on; an agent, too, is told."""

    slot: int
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """Somebody is to know of the record."""

    slot: int
    person: int


@dataclass(frozen=True, slots=True)
class Reminded:
    """People are reminded of a task."""

    slot: int
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """People are told what happened: `what` is like that of an Entry."""

    what: str
    people: tuple[int, ...]
    visit: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An action to carry out, with the values of its expressions by name. (visit, place, attempt) is its key in the
    instance: it is carried out once. A visit that waits for its actions goes on by the command `acted`; those without a
    visit undo or follow the whole flow, and nothing waits for them."""

    visit: int | None
    place: int
    attempt: int
    action: Action
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SubProcessStarted:
    """A flow to begin over each of the records."""

    visit: int
    flow: str
    records: tuple[int, ...]
    initiator: int
    is_awaited: bool


@dataclass(frozen=True, slots=True)
class SubProcessesCancelled:
    """The flows that the visit began over the records are to be terminated."""

    visit: int
    records: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The instance has ended."""

    state: State


@dataclass(frozen=True, slots=True)
class Alerted:
    """Something stops the flow, or went otherwise than it should; those who look after it are told."""

    code: str
    visit: int | None
    people: tuple[int, ...] = ()


Effect: TypeAlias = (
    Entry
    | Assigned
    | Copied
    | Reminded
    | Told
    | Act
    | SubProcessStarted
    | SubProcessesCancelled
    | Finished
    | Alerted
)
