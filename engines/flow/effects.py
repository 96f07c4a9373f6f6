"""What follows from a step outside the instance: lines of its history, tasks and messages for people, things to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, TypeAlias

from engines.definition import LOCALES, Locale
from engines.flow.instance import Added, State
from engines.flow.reasons import Reason
from engines.issues import Issue, sentence
from engines.rules.action import Action

What = Literal[
    "submitted",
    "resubmitted",
    "approved",
    "completed",
    "rejected",
    "returned",
    "transferred",
    "delegated",
    "advised_approval",
    "advised_rejection",
    "added_before",
    "added_after",
    "added_beside",
    "removed",
    "reminded",
    "escalated",
    "commented",
    "withdrew",
    "asked_withdrawal",
    "granted_withdrawal",
    "declined_withdrawal",
    "took_back",
    "jumped",
    "ended",
    "replaced",
    "named",
    "retried",
    "migrated",
    "acted",
    "child_ended",
    "copied",
    "passed",
    "empty",
    "nobody_found",
    "stands",
    "stuck",
    "ended_approved",
    "ended_rejected",
    "ended_withdrawn",
    "ended_terminated",
]
"""What happens to a flow, as its history and its messages call it."""

ENDED: Final[Mapping[State, What]] = {
    "approved": "ended_approved",
    "rejected": "ended_rejected",
    "withdrawn": "ended_withdrawn",
    "terminated": "ended_terminated",
}
ADDED: Final[Mapping[Added, What]] = {
    "before": "added_before",
    "after": "added_after",
    "beside": "added_beside",
}
BY_ITSELF: Final[frozenset[What]] = frozenset(
    {"approved", "rejected", "returned", "transferred", "reminded", "replaced"}
)
"""What reads otherwise where no person did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the history: who did what, for whom, when; `actor` is None where it happened by itself, and then
    `reason` says why. `people` are those whom it concerns, `target` the node to which the flow went. `signature` is
    the picture of one by hand."""

    what: What
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
    signature: int | None = None
    reason: Reason | None = None

    def issue(self, called: Mapping[str, str]) -> Issue:
        """What to read the line from; `called` are the names that the host has for `who`, `holder`, `people`, `node`,
        `target`, and for what fills the reason."""
        code = f"flow_entry_{self.what}"
        if self.actor is None and self.what in BY_ITSELF:
            code += "_automatic"
        params: dict[str, str | Mapping[Locale, str]] = dict(called)
        if self.reason is not None:
            why = self.reason.issue(called)
            params["reason"] = {locale: sentence(why, locale)[0] for locale in LOCALES}
        return Issue(code, params=params, severity="warning")

    def for_whom(self, called: Mapping[str, str]) -> Issue | None:
        """That somebody acted for another; None where they acted for themselves."""
        if self.actor is None or self.holder is None or self.what in {"replaced", "escalated"}:
            return None
        return Issue("flow_entry_for", params=dict(called), severity="warning")


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
    """People are reminded of a task: by somebody, who may say something, or because of its time limit."""

    slot: int
    people: tuple[int, ...]
    comment: str = ""
    is_timed: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """People are told what happened."""

    what: What
    people: tuple[int, ...]
    slot: int | None = None
    """The task of which it is told, where it is told of one."""
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
