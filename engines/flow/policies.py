"""What holds for a flow as a whole."""

from typing import Literal

from engines.definition import Definition
from engines.rules.actions import AnyAction


class Policies(Definition):
    """How a flow treats its initiator and those who meet it several times."""

    repeated: Literal["ask", "consecutive", "anywhere"] = "ask"
    """Whether someone who approved before is asked again: always, not at the next node, or at no later node."""
    withdrawal: Literal["before_decision", "on_request", "anytime"] = "before_decision"
    """Until when the initiator may withdraw; `on_request` afterwards asks those who have it now."""
    take_back: bool = True
    """Whether an approver may take an approval back while nobody after them has decided."""
    resubmission: bool = True
    """Whether the initiator may submit again what was rejected or withdrawn."""
    on_withdrawal: tuple[AnyAction, ...] = ()
    """What undoes, when the flow is withdrawn, what was done when it began."""
    on_rejection: tuple[AnyAction, ...] = ()
