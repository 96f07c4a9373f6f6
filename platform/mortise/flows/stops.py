"""The nodes of a way as people read them: who gets it, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engines.definition import Locale
from engines.flow.node import Node
from engines.flow.preview import Stop
from engines.flow.reasons import Reason
from engines.flow.task_node import TaskNode
from engines.issues import Issue
from mortise.access.context import Context
from mortise.flows.listing import words
from mortise.flows.naming import (
    PERSON,
    Called,
    branch_name,
    called,
    node_name,
    reason_numbers,
)
from mortise.flows.scene import Scene

Json = dict[str, object]


def stop_names(stops: Sequence[Stop]) -> Iterable[tuple[str, int]]:
    """What is named on a way."""
    for stop in stops:
        for each in stop.people:
            yield PERSON, each.person
            if each.agent is not None:
                yield PERSON, each.agent
        yield from reason_numbers(each.reason for each in stop.people)


def stop_json(stop: Stop, scene: Scene, found: Called, locale: Locale) -> Json:
    """A node of a way: who, and why."""
    node = scene.flow.nodes[stop.node]
    return {
        "node": {"key": stop.node, "title": node_name(scene.flow, stop.node, locale)},
        "kind": node.kind,
        "branches": [{"key": key, "title": branch_name(scene.flow, key, locale)} for key in stop.branches],
        "when": stop.when,
        "asks": _asks(node),
        "order": stop.order,
        "chooser": stop.chooser,
        "problem": None if stop.problem is None else words(Issue(stop.problem), locale),
        "people": [
            {
                "id": each.person,
                "title": found.get((PERSON, each.person), ""),
                "agent": None
                if each.agent is None
                else {"id": each.agent, "title": found.get((PERSON, each.agent), "")},
                "reason": reason_text(each.reason, scene.context, scene, found, locale),
                "passes": each.passes,
                "waits": each.waits,
            }
            for each in stop.people
        ],
    }


def _asks(node: Node) -> str | None:
    """What a node wants of its people: to decide, to fill in, or to read."""
    if isinstance(node, TaskNode):
        return "deciding" if node.may_reject else "filling"
    return "reading" if tuple(node.sources()) else None


def reason_text(reason: Reason, context: Context, scene: Scene | None, found: Called, locale: Locale) -> str:
    """Why somebody is asked, in words; the context may be of work that another person caused, in their language."""
    told = {} if scene is None else called(reason.params, found, replace(context, locale=locale), scene.flow)
    return words(reason.issue(told), locale)
