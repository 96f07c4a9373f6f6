"""The state of a running flow: an instance with its tokens, visits, slots, votes and timers, each of them a row.

Numbers count up within one instance, over all kinds of rows; moments are aware. Rows are never changed, only
replaced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal, TypeAlias

from engines.flow.reasons import Reason

State = Literal["running", "approved", "rejected", "withdrawn", "terminated"]
TokenState = Literal["live", "split", "arrived", "ended", "cancelled"]
VisitState = Literal["open", "done", "kept", "void"]
SlotState = Literal[
    "waiting",
    "open",
    "held",
    "approved",
    "rejected",
    "passed",
    "done",
    "returned",
    "removed",
    "void",
    "copied",
]
Added = Literal["before", "after", "beside"]
Order = Literal["together", "one_by_one"]
Verb = Literal["approved", "rejected", "returned"]
Resubmission = Literal["rerun", "direct"]
Purpose = Literal["reminder", "escalation", "final", "delay"]
TimerState = Literal["waiting", "fired", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Where the flow stands. `live`: at `visit`; `split`: its branches, the tokens whose `parent` it is, are under way;
    `arrived`: waits for the other branches where they meet. `direct` is the visit after which it goes straight back to
    whoever returned the flow, passing over what still stands."""

    number: int
    state: TokenState = "live"
    parent: int | None = None
    branch: str | None = None
    visit: int | None = None
    direct: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A node entered once by one token; `previous` is the visit before, and for the one where branches meet, that of
    the split. `kept`: done before a return, and standing again once the flow passes. `incident` is the code of what
    stops it."""

    number: int
    token: int
    node: str
    previous: int | None
    state: VisitState = "open"
    outcome: str | None = None
    entered_at: datetime
    left_at: datetime | None = None
    slots: tuple[int, ...] = ()
    born: tuple[int, ...] = ()
    """Tokens of the branches that begin here."""
    timers: tuple[int, ...] = ()
    """Timers of the visit itself; those of slots stand there."""
    awaiting: tuple[int, ...] = ()
    """Records whose sub-processes have not ended."""
    incident: str | None = None
    returned_at: datetime | None = None
    """Of a visit that a return began: when; the return went straight back afterwards where `resubmission` says so."""
    resubmission: Resubmission | None = None
    returned_from: str | None = None
    """The node from which it was returned."""
    kept_for: int | None = None
    """Of a kept visit: the visit that the return began."""
    attempt: int = 1
    """How often its actions were begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A task of one person. `owner` is whose say it is; `person` has it now: another one while it is delegated. `agent`
    may act for an absent owner. `version` counts changes of holder and state, so that nobody acts on what they saw
    before.

    `added` and `adder` are of a signer whom the holder of another slot asked in; `asked`, `asked_order` and
    `asked_rule` are of that other slot."""

    number: int
    visit: int
    person: int
    owner: int
    agent: int | None = None
    state: SlotState = "waiting"
    groups: tuple[str, ...] = ()
    weight: Decimal = Decimal(1)
    reason: Reason
    passes: Reason | None = None
    """Why it counts as approved though nobody decided it."""
    added: Added | None = None
    adder: int | None = None
    asked: tuple[int, ...] = ()
    asked_order: Order = "together"
    asked_rule: Literal["all", "any"] = "all"
    version: int = 1
    opened_at: datetime | None = None
    due_at: datetime | None = None
    reminded_at: datetime | None = None
    timers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What was decided about a slot: by `actor` (None: by the system, for the reason in `automatic`), for `holder`. A
    void vote stays in the history and never counts again."""

    number: int
    visit: int
    slot: int
    verdict: Verb
    actor: int | None
    holder: int
    at: datetime
    comment: str = ""
    automatic: str | None = None
    files: tuple[int, ...] = ()
    signature: int | None = None
    void: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Something due: a reminder, an escalation or the final action of a slot, or the end of a delay. `field` is the
    date field that it hangs on, `place` which of the node's reminders it is."""

    number: int
    visit: int
    slot: int | None
    purpose: Purpose
    due_at: datetime
    place: int = 0
    field: str | None = None
    state: TimerState = "waiting"


Numbered: TypeAlias = Token | Visit | Slot | Vote | Timer
"""Whatever belongs to an instance and has a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A flow that runs, or ran, over one record. `last` is the highest number given; `chosen` are the people chosen for
    nodes; `commands` are the ids of the commands that were carried out."""

    flow: str
    version: int
    record: int
    initiator: int
    state: State = "running"
    began_at: datetime
    ended_at: datetime | None = None
    last: int = 0
    chosen: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    withdrawal_asked_at: datetime | None = None
    tokens: Mapping[int, Token] = field(default_factory=dict)
    visits: Mapping[int, Visit] = field(default_factory=dict)
    slots: Mapping[int, Slot] = field(default_factory=dict)
    votes: Mapping[int, Vote] = field(default_factory=dict)
    timers: Mapping[int, Timer] = field(default_factory=dict)
    commands: frozenset[str] = frozenset()

    def live_visits(self) -> tuple[Visit, ...]:
        """The visits at which it stands."""
        return tuple(
            self.visits[token.visit]
            for token in self.tokens.values()
            if token.state == "live" and token.visit is not None and self.visits[token.visit].state == "open"
        )

    def open_slots(self) -> tuple[Slot, ...]:
        """The tasks that people have now."""
        return tuple(
            self.slots[number]
            for visit in self.live_visits()
            for number in visit.slots
            if self.slots[number].state == "open"
        )
