"""Those to whom a person reports."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.expression.types import Type
from engines.flow.approver import PERSON, Approver, Found, Search
from engines.flow.facts import ManagersAbove
from engines.flow.reasons import Reason
from engines.form.mentions import FieldKey


class ManagerChainApprover(Approver):
    """The initiator's superiors (or those of a person in a field): from the first to a level, to the top, or one
    level."""

    title: ClassVar[Label] = Label(zh_cn="上级", en="Superiors")
    icon: ClassVar[str] = "RiseOutlined"
    rank: ClassVar[int] = 3
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {},
        {"first": 1, "last": 3},
        {"last": None, "field": "owner"},
    )

    kind: Literal["manager_chain"] = "manager_chain"
    field: FieldKey | None = None
    """The field that holds the person; the initiator without one."""
    first: Annotated[int, Setting(ge=1, le=50)] = 1
    """The first level that is asked: 1 is the direct superior."""
    last: Annotated[int, Setting(ge=1, le=50)] | None = 1
    """The last level that is asked; the top of the company without one."""

    def find(self, search: Search) -> Iterable[Found]:
        people = (search.initiator,) if self.field is None else search.people_at(self.field)
        for person in people:
            above = search.asking.ask(ManagersAbove(person))[: self.last]
            for level, manager in enumerate(above, 1):
                if level >= self.first:
                    code = "flow_reason_direct_superior" if level == 1 else "flow_reason_superior"
                    yield Found(manager, Reason(code, {"level": level, "person": person}))

    def path(self) -> tuple[str, str, Type] | None:
        return None if self.field is None else (self.field, "/field", PERSON)

    def is_bare(self) -> bool:
        return self.last is not None and self.last < self.first
