"""Who may begin a flow by hand."""

from engines.flow.definition import FlowDefinition
from engines.flow.nodes.start import StartNode
from mortise.access.rights import AppRights


def start_of(flow: FlowDefinition) -> StartNode | None:
    """Where a flow begins."""
    return next((node for node in flow.nodes if isinstance(node, StartNode)), None)


def may_begin(rights: AppRights, flow: FlowDefinition) -> bool:
    """Whether the flow may be begun over some record that is seen: by whom it names, or by whoever may change records
    of its form."""
    start, form = start_of(flow), rights.forms.get(flow.form)
    if start is None or form is None or not start.by_hand:
        return False
    if start.roles and not rights.administers:
        return any(role.key in start.roles for role in rights.roles)
    return "edit" in form.actions
