"""The approver before chooses."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.approver import Approver, Chooser, Found, Search
from engines.flow.reasons import Reason


class PreviousChoiceApprover(Approver):
    """Whoever the approver before chooses while approving."""

    title: ClassVar[Label] = Label(zh_cn="上一审批人指定", en="Previous approver's choice")
    icon: ClassVar[str] = "UserSwitchOutlined"
    rank: ClassVar[int] = 9
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({},)
    chooser: ClassVar[Chooser | None] = "previous"

    kind: Literal["previous_choice"] = "previous_choice"

    def find(self, search: Search) -> Iterable[Found]:
        reason = Reason("flow_reason_chosen_previous")
        return (Found(person, reason) for person in search.chosen("previous"))
