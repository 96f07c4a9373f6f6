"""Those who are in a position."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.approver import Approver, Found, Search
from engines.flow.facts import PositionHolders
from engines.flow.mentions import PositionId
from engines.flow.reasons import Reason


class PositionApprover(Approver):
    """Everybody in a position: of the whole company, or of the initiator's department."""

    title: ClassVar[Label] = Label(zh_cn="岗位", en="Position")
    icon: ClassVar[str] = "IdcardOutlined"
    rank: ClassVar[int] = 6
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"position": 3},
        {"position": 3, "within": "department"},
    )

    kind: Literal["position"] = "position"
    position: PositionId
    within: Literal["company", "department"] = "company"
    """Where: in the whole company, or in the initiator's main department."""

    def find(self, search: Search) -> Iterable[Found]:
        department = None
        if self.within == "department":
            department = search.department(search.initiator)
            if department is None:
                return ()
        reason = Reason("flow_reason_position", {"position": self.position})
        people = search.asking.ask(PositionHolders(self.position, department))
        return (Found(person, reason) for person in people)
