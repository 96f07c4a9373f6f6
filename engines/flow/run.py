"""A step under way: the rows of an instance as they become, what follows from them, and the ways of tokens."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, Protocol

from engines.flow.approver import Chooser
from engines.flow.effects import (
    ENDED,
    Act,
    Alerted,
    Effect,
    Entry,
    Finished,
    SubProcessesCancelled,
    Told,
    What,
)
from engines.flow.facts import Asking, ChangedSince, Unanswered, Value
from engines.flow.formula import Formula
from engines.flow.instance import Instance, Resubmission, SlotState, State, Token, Visit
from engines.flow.policies import Policies
from engines.flow.reasons import Reason
from engines.flow.table import Table
from engines.rules.action import Action

MOST_NODES: Final = 200
"""How many nodes one step may enter: a circle in which everything passes by itself ends here."""

UNSEEN: Final = "flow_unseen"
"""What stops a trial for whoever may not read what a node depends on."""

OPEN_STATES: Final[frozenset[SlotState]] = frozenset({"waiting", "open", "held"})
"""States of a slot whose say is still to come."""


class Station(Protocol):
    """What a run asks of a node."""

    @property
    def key(self) -> str:
        """Its key in the flow."""

    @property
    def begins(self) -> bool:
        """Whether flows begin here."""

    @property
    def waits_for_people(self) -> bool:
        """Whether a flow never passes without somebody doing something."""

    @property
    def is_lasting(self) -> bool:
        """Whether what was done here can stand after a return that goes straight back."""

    @property
    def splits(self) -> bool:
        """Whether branches begin here that go on side by side."""

    def meeting(self) -> str | None:
        """Where the branches that begin here meet."""

    def added_branches(self, born: Collection[str | None]) -> Iterable[tuple[str, str]]:
        """The branches, each with its first node, that should have begun here besides those."""

    def onward(self, outcome: str | None) -> str:
        """Where the flow goes after an outcome."""

    def sees(self, fields: Iterable[str]) -> bool:
        """Whether somebody here may see one of the fields."""

    def enter(self, run: "Run", visit: Visit) -> None:
        """What happens when a token comes here; raises Unanswered."""

    def dates_changed(self, run: "Run", visit: Visit, fields: Collection[str]) -> None:
        """What is due by one of the fields is due at another moment; raises Unanswered."""

    def child_ended(self, run: "Run", visit: Visit, record: int, *, is_approved: bool) -> None:
        """A flow that was begun here over a record has ended."""


class Route(Protocol):
    """What a run asks of a flow."""

    @property
    def version(self) -> int:
        """Its version."""

    @property
    def nodes(self) -> Mapping[str, Station]:
        """The nodes by key."""

    @property
    def policies(self) -> Policies:
        """What holds for the flow as a whole."""

    @property
    def beginning(self) -> str:
        """The node where it begins."""

    def around(self, node: str) -> frozenset[str]:
        """The nodes that split within whose branches a node stands."""

    @property
    def formulas(self) -> Mapping[str, Formula]:
        """Its expressions by the name of their place."""


class Run:
    """One command being carried out. What it changes is kept apart from the instance, which never changes."""

    def __init__(
        self,
        route: Route,
        instance: Instance,
        asking: Asking,
        actor: int | None,
        *,
        is_trial: bool = False,
        barred: Collection[str] = (),
    ) -> None:
        self.route = route
        self.instance = instance
        self.asking = asking
        self.actor = actor
        self.is_trial = is_trial
        """Whether nothing is kept, so that nothing is ever due."""
        self.barred = barred
        """Nodes at which a trial does nothing, since what they do is not for whoever looks."""
        self.tokens = Table(instance.tokens)
        self.visits = Table(instance.visits)
        self.slots = Table(instance.slots)
        self.votes = Table(instance.votes)
        self.timers = Table(instance.timers)
        self.effects: list[Effect] = []
        self.choosers: frozenset[Chooser] = frozenset()
        """Who could choose people with this very command."""
        self._last = instance.last
        self._queue: deque[tuple[int, str, int | None]] = deque()
        self._entered = 0

    @property
    def now(self) -> datetime:
        """The moment of the command."""
        return self.asking.clock.now

    def number(self) -> int:
        """The next number of the instance."""
        self._last += 1
        return self._last

    def head(self, **members: object) -> None:
        """Replaces members of the instance's own row."""
        self.instance = replace(self.instance, **members)  # type: ignore[arg-type]  # checked by every caller's test

    def station(self, visit: Visit) -> Station | None:
        """The node of a visit; None where this version of the flow has it no more."""
        return self.route.nodes.get(visit.node)

    def log(self, what: What, visit: Visit | None = None, **members: Any) -> None:
        """A line of the history, by whoever gave the command."""
        place = {} if visit is None else {"node": visit.node, "visit": visit.number}
        self.effects.append(Entry(**{"what": what, "at": self.now, "actor": self.actor, **place, **members}))

    def evaluate(self, name: str) -> object:
        """The value of one of the flow's expressions over the record; raises Unanswered."""
        formula = self.route.formulas[name]
        questions = {path: Value(path) for path in formula.reads}
        self.asking.expect(questions.values())
        values = {".".join(path): self.asking.ask(question) for path, question in questions.items()}
        return formula.evaluate(values, self.asking.clock)

    def enter(self, token: int, node: str, previous: int | None) -> None:
        """Lets a token go to a node, as soon as what is done now is done."""
        self._queue.append((token, node, previous))

    def proceed(self) -> None:
        """Lets every token go as far as it can; questions of all of them are noted together."""
        is_held = False
        while self._queue:
            token, node, previous = self._queue.popleft()
            try:
                self._come(token, node, previous)
            except Unanswered:
                is_held = True
        if is_held:
            raise Unanswered

    def _come(self, number: int, key: str, previous: int | None) -> None:
        token = self.tokens[number]
        if token.parent is not None:
            split = self.visits[self._visit_of(token.parent)]
            if self.route.nodes[split.node].meeting() == key:
                self.tokens.change(number, state="arrived", visit=previous)
                self.meet(token.parent)
                return
        self._entered += 1
        station = self.route.nodes[key]
        kept = None if token.direct is None or not station.is_lasting else self._kept(token.direct, key)
        if kept is not None:
            stands = self.visits.change(kept, state="done", previous=previous, token=number, kept_for=None)
            self.tokens.change(number, visit=kept)
            self.log("stands", stands, actor=None)
            self.enter(number, station.onward(stands.outcome), kept)
            return
        visit = self.open_visit(number, key, previous)
        if self._entered > MOST_NODES:
            self.stick(visit, "flow_circle")
            return
        if key in self.barred:
            self.stick(visit, UNSEEN)
            return
        station.enter(self, visit)

    def _visit_of(self, token: int) -> int:
        visit = self.tokens[token].visit
        if visit is None:
            raise ValueError(f"token {token} has split and stands nowhere")
        return visit

    def _kept(self, begun: int, node: str) -> int | None:
        kept = [
            visit.number
            for visit in self.visits.values()
            if visit.state == "kept" and visit.kept_for == begun and visit.node == node
        ]
        return max(kept, default=None)

    def open_visit(
        self,
        token: int,
        node: str,
        previous: int | None,
        returned: Resubmission | None = None,
        source: str | None = None,
    ) -> Visit:
        """A fresh visit, with the token at it; `returned` and `source` are of one that a return begins, from a node."""
        visit = Visit(
            number=self.number(),
            token=token,
            node=node,
            previous=previous,
            entered_at=self.now,
            returned_at=None if returned is None else self.now,
            resubmission=returned,
            returned_from=source,
        )
        self.tokens.change(token, state="live", visit=visit.number)
        return self.visits.put(visit)

    def leave(self, visit: Visit, outcome: str | None = None) -> None:
        """Ends a visit and lets its token go on."""
        visit = self.visits.change(
            visit.number, state="done", outcome=outcome, left_at=self.now, incident=None
        )
        if visit.resubmission == "direct" and visit.returned_at is not None:
            self._straighten(visit, visit.returned_at)
        self.enter(visit.token, self.route.nodes[visit.node].onward(outcome), visit.number)

    def _straighten(self, begun: Visit, returned_at: datetime) -> None:
        """What was kept for a return straight back stands only where nobody there could see what has changed."""
        changed = self.asking.ask(ChangedSince(returned_at))
        for visit in list(self.visits.values()):
            station = self.station(visit)
            if visit.kept_for == begun.number and (station is None or station.sees(changed)):
                self.visits.change(visit.number, state="void", kept_for=None)
                self.void_votes({visit.number})
        self.tokens.change(begun.token, direct=begun.number)

    def arrive_straight(self, visit: Visit) -> None:
        """The way straight back ends with whoever returned the flow."""
        direct = self.tokens[visit.token].direct
        if direct is not None and self.visits[direct].returned_from == visit.node:
            self.tokens.change(visit.token, direct=None)

    def split(self, visit: Visit, branches: Iterable[tuple[str, str]]) -> None:
        """Begins branches, each with its key and its first node."""
        parent = self.tokens.change(visit.token, state="split")
        born = []
        for branch, target in branches:
            token = self.tokens.put(
                Token(number=self.number(), parent=parent.number, branch=branch, direct=parent.direct)
            )
            born.append(token.number)
            self.enter(token.number, target, visit.number)
        self.visits.change(visit.number, born=tuple(born))

    def meet(self, parent: int) -> None:
        """Goes on with one token when no branch is under way any more."""
        split = self.visits[self._visit_of(parent)]
        branches = [self.tokens[number] for number in split.born]
        if any(branch.state in {"live", "split"} for branch in branches):
            return
        has_arrived = False
        for branch in branches:
            if branch.state == "arrived":
                has_arrived = True
                self.tokens.change(branch.number, state="ended")
        self.visits.change(split.number, state="done", left_at=self.now)
        meeting = self.route.nodes[split.node].meeting()
        if has_arrived and meeting is not None:
            self.tokens.change(parent, state="live")
            self.enter(parent, meeting, split.number)
        else:
            self.end(parent, "approved")

    def end(self, token: int, outcome: State) -> None:
        """A token goes no further; with the last one the instance ends."""
        ended = self.tokens.change(token, state="ended")
        if ended.parent is None:
            self.finish(outcome)
        else:
            self.meet(ended.parent)

    def finish(self, state: State) -> None:
        """The instance ends; what is still under way ends with it."""
        self._queue.clear()
        for visit in list(self.visits.values()):
            if visit.state == "open":
                self.close(visit, "done" if state == "approved" else "void")
        for token in list(self.tokens.values()):
            if token.state not in {"ended", "cancelled"}:
                self.tokens.change(token.number, state="ended" if token.parent is None else "cancelled")
        self.head(state=state, ended_at=self.now, withdrawal_asked_at=None)
        self.log(ENDED[state])
        self.effects.append(Finished(state))
        if self.actor != self.instance.initiator:
            self.effects.append(Told(ENDED[state], (self.instance.initiator,)))
        if state in {"withdrawn", "rejected"}:
            is_withdrawn = state == "withdrawn"
            actions = self.route.policies.on_withdrawal if is_withdrawn else self.route.policies.on_rejection
            self.act(None, actions, f"policies/on_{'withdrawal' if is_withdrawn else 'rejection'}")

    def act(self, visit: Visit | None, actions: Iterable[Action], name: str) -> None:
        """What is to be done, with the values of its expressions; raises Unanswered."""
        for place, action in enumerate(actions):
            values = {text.name: self.evaluate(f"{name}/{place}/{text.name}") for text in action.texts()}
            number, attempt = (None, self.number()) if visit is None else (visit.number, visit.attempt)
            self.effects.append(Act(number, place, attempt, action, values))

    def close(self, visit: Visit, state: SlotState) -> None:
        """Ends an open visit from outside: its tasks, its timers, and the sub-processes that it waits for."""
        self.close_slots(visit, state)
        self.cancel_timers(visit.timers)
        if visit.awaiting:
            self.effects.append(SubProcessesCancelled(visit.number, visit.awaiting))
        self.visits.change(
            visit.number,
            state="done" if state == "done" else "void",
            left_at=self.now,
            awaiting=(),
            incident=None,
        )

    def close_slots(self, visit: Visit, state: SlotState) -> None:
        """Ends the tasks of a visit that are not decided."""
        for number in self.visits[visit.number].slots:
            slot = self.slots[number]
            if slot.state in OPEN_STATES:
                self.cancel_timers(slot.timers)
                self.slots.change(number, state=state, version=slot.version + 1)

    def cancel_timers(self, numbers: Iterable[int]) -> None:
        """Those that have not fired never will."""
        for number in numbers:
            if self.timers[number].state == "waiting":
                self.timers.change(number, state="cancelled")

    def void_votes(self, visits: set[int]) -> None:
        """Decisions of the visits count no more."""
        for vote in list(self.votes.values()):
            if vote.visit in visits and not vote.void:
                self.votes.change(vote.number, void=True)

    def stick(self, visit: Visit, code: str) -> None:
        """Stops the flow here until somebody who looks after it helps."""
        self.visits.change(visit.number, incident=code)
        self.log("stuck", visit, actor=None, reason=Reason(code))
        self.effects.append(Alerted(code, visit.number))

    def result(self, command: str) -> Instance:
        """The instance as it has become."""
        return replace(
            self.instance,
            last=self._last,
            tokens=self.tokens.after(),
            visits=self.visits.after(),
            slots=self.slots.after(),
            votes=self.votes.after(),
            timers=self.timers.after(),
            commands=self.instance.commands | {command},
        )
