"""Who would get a record, step by step, and why: a trial run in which everybody approves and nothing is kept."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from engines.expression.scope import Path
from engines.flow.approver import Chooser
from engines.flow.deciding import choosers
from engines.flow.facts import Asking, Facts, Need, Unanswered
from engines.flow.flow import Flow
from engines.flow.instance import Instance, Order, Token, Visit
from engines.flow.node import Node
from engines.flow.reasons import Reason
from engines.flow.run import OPEN_STATES, UNSEEN, Run
from engines.flow.slots import GONE, node_of
from engines.flow.step import NOBODY


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who would be asked, with the agent who may act for them; `passes` where they need not decide, `waits`
    where their turn has not come yet."""

    person: int
    agent: int | None
    reason: Reason
    passes: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A node to which the flow would come. `branches` are the keys of those around it, the outermost first. `chooser`
    is whoever has yet to choose its people; `problem` the code of what would stop it. `when` is `now` where it
    stands."""

    node: str
    branches: tuple[str, ...]
    when: Literal["now", "later"]
    people: tuple[Asked, ...] = ()
    order: Order | None = None
    chooser: Chooser | None = None
    problem: str | None = None


def preview(
    flow: Flow,
    initiator: int,
    record: int,
    facts: Facts,
    chosen: Mapping[str, tuple[int, ...]] = NOBODY,
    unseen: Collection[str] = (),
) -> tuple[Stop, ...] | Need:
    """The way of a flow that the initiator would begin over a record with the values that the facts give. Of the
    `unseen` nodes it is not told whom they ask, nor which way they take: there the way ends."""
    instance = Instance(
        flow=flow.key,
        version=flow.version,
        record=record,
        initiator=initiator,
        began_at=facts.clock.now,
        chosen=chosen,
    )
    run = Run(flow, instance, Asking(facts), None, is_trial=True, barred=unseen)
    token = run.tokens.put(Token(number=run.number()))
    run.enter(token.number, flow.beginning, None)
    return _way(run, flow)


def remaining(
    flow: Flow, instance: Instance, facts: Facts, unseen: Collection[str] = ()
) -> tuple[Stop, ...] | Need:
    """The way that a running flow still has before it, from where it stands; `unseen` as before it begins."""
    if instance.state != "running":
        return ()
    return _way(Run(flow, instance, Asking(facts), None, is_trial=True, barred=unseen), flow)


def unseen_nodes(flow: Flow, is_read: Callable[[Path], bool]) -> frozenset[str]:
    """The nodes that choose their way or their people by what somebody may not read."""
    return frozenset(
        key
        for key, node in flow.nodes.items()
        if _decides(node) and not all(map(is_read, _reads(flow, node)))
    )


def read_by(flow: Flow) -> frozenset[Path]:
    """What of its record a flow reads to choose its ways and its people."""
    paths = (path for node in flow.nodes.values() if _decides(node) for path in _reads(flow, node))
    return frozenset(path for path in paths if not path[0].isupper())


def _decides(node: Node) -> bool:
    return bool(tuple(node.sources())) or len(tuple(node.exits())) > 1


def _reads(flow: Flow, node: Node) -> Iterable[Path]:
    for text in node.texts():
        yield from flow.formulas[f"{node.key}/{text.name}"].reads
    for source in node.sources():
        path = source.path()
        if path is not None:
            yield tuple(path[0].split("."))


def _way(run: Run, flow: Flow) -> tuple[Stop, ...] | Need:
    last = run.instance.last
    stops: dict[int, Stop] = {}
    try:
        run.proceed()
        while run.instance.state == "running":
            waiting = [visit for visit in _open(run) if visit.number not in stops]
            if not waiting:
                break
            for visit in waiting:
                stops[visit.number] = _stop(run, flow, visit, is_now=visit.number <= last)
            for visit in waiting:
                if not _comes_again(run, visit, last) and not _ends(flow, visit):
                    _pass(run, visit)
            run.proceed()
    except Unanswered:
        return Need(frozenset(run.asking.missing))
    for visit in run.visits.values():
        if visit.number > last and visit.number not in stops and visit.outcome != "submitted":
            stops[visit.number] = _stop(run, flow, visit, is_now=False)
    return tuple(stop for _, stop in sorted(stops.items()))


def _ends(flow: Flow, visit: Visit) -> bool:
    """Whether nothing is told of what follows."""
    asks_nobody = not tuple(flow.nodes[visit.node].sources())
    return visit.incident == "flow_circle" or (visit.incident == UNSEEN and asks_nobody)


def _open(run: Run) -> list[Visit]:
    """Where the flow stands in the trial."""
    found = []
    for token in run.tokens.values():
        visit = run.visits.get(token.visit)
        if token.state == "live" and visit is not None and visit.state == "open":
            found.append(visit)
    return found


def _comes_again(run: Run, visit: Visit, last: int) -> bool:
    """Whether the trial was at the node before: as nothing changes, it would go round for ever."""
    return any(
        other.node == visit.node and last < other.number < visit.number and other.token == visit.token
        for other in run.visits.values()
    )


def _pass(run: Run, visit: Visit) -> None:
    for number in visit.slots:
        if run.slots[number].state in OPEN_STATES:
            run.slots.change(number, state="approved")
    run.leave(run.visits[visit.number], "approved")


def _stop(run: Run, flow: Flow, visit: Visit, *, is_now: bool) -> Stop:
    slots = [run.slots[number] for number in visit.slots]
    people = tuple(
        Asked(slot.person, slot.agent, slot.reason, slot.state == "passed", slot.state == "waiting")
        for slot in slots
        if slot.state not in GONE
    )
    node = node_of(run, visit)
    is_chosen = visit.node in run.instance.chosen
    missing = frozenset() if is_chosen else choosers(flow.nodes[visit.node])
    return Stop(
        visit.node,
        _branches(run, visit),
        "now" if is_now else "later",
        people,
        None if node is None else node.order,
        min(missing, default=None),
        visit.incident,
    )


def _branches(run: Run, visit: Visit) -> tuple[str, ...]:
    found: list[str] = []
    token = run.tokens[visit.token]
    while token.parent is not None:
        found.append(token.branch or "")
        token = run.tokens[token.parent]
    return tuple(reversed(found))
