"""Sending the flow back to a node that was passed, from wherever it stands."""

from collections.abc import Mapping

from engines.flow.instance import Resubmission, Visit
from engines.flow.run import Run, Station
from engines.flow.undoing import descendants, undo


def path(visits: Mapping[int, Visit], visit: Visit) -> list[Visit]:
    """The visits through which the token of a visit came to it, the latest first. What happened inside branches that
    have met since is no part of it."""
    found = []
    number = visit.previous
    while number is not None:
        found.append(visits[number])
        number = found[-1].previous
    return found


def targets(nodes: Mapping[str, Station], visits: Mapping[int, Visit], visit: Visit) -> tuple[Visit, ...]:
    """The visits to which the flow can be sent back from one: of people who decided, and the start; each node once, the
    latest first."""
    found: dict[str, Visit] = {}
    for each in path(visits, visit):
        node = nodes.get(each.node)
        if node is None or each.state != "done" or each.node == visit.node:
            continue
        if node.waits_for_people or node.begins:
            found.setdefault(each.node, each)
    return tuple(found.values())


def send_back(run: Run, target: Visit, resubmission: Resubmission, source: str) -> None:
    """Undoes what came after a visit (with every branch that began since) and enters its node anew, with fresh tasks
    for everybody there; raises Unanswered."""
    gone = descendants(run, target.number)
    fresh = run.open_visit(target.token, target.node, target.previous, resubmission, source)
    undo(run, gone, fresh.number if resubmission == "direct" else None)
    run.visits.change(target.number, state="void", kept_for=None)
    run.void_votes({target.number})
    run.tokens.change(target.token, direct=None)
    run.route.nodes[target.node].enter(run, fresh)


def beginning(run: Run, visit: Visit) -> Visit:
    """The visit of the node at which the flow began."""
    whole = path(run.visits.after(), visit)
    return whole[-1] if whole else visit
