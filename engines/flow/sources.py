"""The people whom the sources of a node find, each once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engines.flow.approver import Approver, Chooser, Found, Search, Unchosen
from engines.flow.facts import Unanswered
from engines.flow.node import NodeText
from engines.flow.reasons import Reason
from engines.flow.refusals import refuse
from engines.flow.run import Run


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is to be asked; `agent` acts for them; `passes` says why they need not decide themselves."""

    person: int
    reason: Reason
    groups: tuple[str, ...] = ()
    weight: Decimal = Decimal(1)
    agent: int | None = None
    passes: Reason | None = None


def candidates(run: Run, node: str, member: str, sources: Sequence[Approver]) -> list[Candidate]:
    """Everybody whom the sources find; `member` is where they stand in the node. Raises Unanswered when all sources
    have asked what they need."""
    found: list[Candidate] = []
    is_held = False
    for place, source in enumerate(sources):
        groups = () if source.group is None else (source.group,)
        try:
            people = _found(run, node, f"{node}/{member}/{place}", source)
        except Unanswered:
            is_held = True
            continue
        found += (Candidate(each.person, each.reason, groups, source.weight) for each in people)
    if is_held:
        raise Unanswered
    return united(found)


def _found(run: Run, node: str, formula: str, source: Approver) -> list[Found]:
    def chosen(who: Chooser) -> Sequence[int]:
        people = run.instance.chosen.get(node, ())
        if not people and who in run.choosers:
            raise Unchosen
        return people

    search = Search(run.asking, run.instance.initiator, chosen, lambda: run.evaluate(formula))
    try:
        return list(source.find(search))
    except Unchosen:
        refuse("flow_choose_people", node=node)


def united(people: Iterable[Candidate]) -> list[Candidate]:
    """Each person once, with every group that they stand for."""
    found: dict[int, Candidate] = {}
    for each in people:
        first = found.get(each.person)
        if first is None:
            found[each.person] = each
        elif each.groups != first.groups:
            groups = tuple(dict.fromkeys((*first.groups, *each.groups)))
            found[each.person] = replace(first, groups=groups)
    return list(found.values())


def named_people(sources: Sequence[Approver], member: str) -> Iterable[tuple[int, str]]:
    """People whom the sources name, each with the pointer from the node."""
    for place, source in enumerate(sources):
        for person, where in source.named_people():
            yield person, f"/{member}/{place}{where}"


def texts(sources: Sequence[Approver], member: str) -> Iterable[NodeText]:
    """The expressions of the sources."""
    for place, source in enumerate(sources):
        written = source.expression()
        if written is not None:
            text, where = written
            yield NodeText(f"{member}/{place}", f"/{member}/{place}{where}", text)


def paths(sources: Sequence[Approver], member: str) -> Iterable[tuple[str, str, frozenset[str]]]:
    """The paths that the sources read, each with its pointer from the node and the types that do."""
    for place, source in enumerate(sources):
        read = source.path()
        if read is not None:
            path, where, kind = read
            yield path, f"/{member}/{place}{where}", frozenset({kind.name})
