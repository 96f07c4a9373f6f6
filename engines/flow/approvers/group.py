"""The members of a group."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.approver import Approver, Found, Search
from engines.flow.facts import GroupMembers
from engines.flow.mentions import GroupId
from engines.flow.reasons import Reason


class GroupApprover(Approver):
    """Every member of a group of people."""

    title: ClassVar[Label] = Label(zh_cn="用户组", en="Group")
    icon: ClassVar[str] = "UsergroupAddOutlined"
    rank: ClassVar[int] = 7
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"members_of": 2},)

    kind: Literal["group"] = "group"
    members_of: GroupId

    def find(self, search: Search) -> Iterable[Found]:
        reason = Reason("flow_reason_group", {"group": self.members_of})
        return (Found(person, reason) for person in search.asking.ask(GroupMembers(self.members_of)))
