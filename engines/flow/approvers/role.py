"""Those who hold a role of the application."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.approver import Approver, Found, Search
from engines.flow.facts import RoleHolders
from engines.flow.reasons import Reason
from engines.form.mentions import RoleKey


class RoleApprover(Approver):
    """Everybody who holds a role of this application."""

    title: ClassVar[Label] = Label(zh_cn="角色", en="Role")
    icon: ClassVar[str] = "TeamOutlined"
    rank: ClassVar[int] = 2
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"role": "finance"},)

    kind: Literal["role"] = "role"
    role: RoleKey

    def find(self, search: Search) -> Iterable[Found]:
        reason = Reason("flow_reason_role", {"role": self.role})
        return (Found(person, reason) for person in search.asking.ask(RoleHolders(self.role)))
