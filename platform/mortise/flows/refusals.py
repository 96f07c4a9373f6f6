"""Why something is not done with a flow."""

from mortise.errors import Conflict, UserError


class Refused(Conflict):
    """The flow does not allow this now; the issue says why, who was first, and when."""

    code = "flow_refused"


class FlowUnreadable(Conflict):
    """The version of the flow cannot run over the forms as they are now."""

    code = "flow_unreadable"


class AlreadyRunning(Conflict):
    """The record is under way in this flow."""

    code = "flow_already_running"


class ConditionUnmet(UserError):
    """The record does not meet what the flow asks before it begins."""

    code = "flow_condition_unmet"
    status = 422
