"""Forms whose changes flows wait for."""

from functools import lru_cache

from engines.flow.definition import FlowDefinition
from engines.flow.nodes.start import StartNode
from engines.flow.task_node import DATES
from mortise.definitions.published import PublishedApp


def is_automatic(flow: FlowDefinition) -> bool:
    """Whether a flow begins by itself, with a new record or with a change."""
    return any(isinstance(node, StartNode) and (node.on_creation or node.on_change) for node in flow.nodes)


@lru_cache(maxsize=200)
def watched_forms(app: PublishedApp) -> frozenset[str]:
    """The forms by whose changes flows begin, or are due at another moment."""
    return frozenset(
        flow.form
        for flow in app.definition.flows
        if is_automatic(flow) or any(wanted == DATES for node in flow.nodes for *_, wanted in node.paths())
    )


def is_watched(app: PublishedApp, form: str) -> bool:
    """Whether flows wait for changes of a form's records."""
    return form in watched_forms(app)
