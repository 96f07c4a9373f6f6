"""The initiator chooses."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.approver import Approver, Chooser, Found, Search
from engines.flow.reasons import Reason


class InitiatorChoiceApprover(Approver):
    """Whoever the initiator chooses when the flow begins."""

    title: ClassVar[Label] = Label(zh_cn="发起人自选", en="Initiator's choice")
    icon: ClassVar[str] = "SelectOutlined"
    rank: ClassVar[int] = 8
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({},)
    chooser: ClassVar[Chooser | None] = "initiator"

    kind: Literal["initiator_choice"] = "initiator_choice"

    def find(self, search: Search) -> Iterable[Found]:
        reason = Reason("flow_reason_chosen_initiator")
        return (Found(person, reason) for person in search.chosen("initiator"))
