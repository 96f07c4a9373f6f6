"""The head of a department."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.expression.types import Type
from engines.flow.approver import DEPARTMENT, Approver, Found, Search
from engines.flow.facts import Value
from engines.flow.mentions import DepartmentId
from engines.flow.reasons import Reason
from engines.form.mentions import FieldKey

WORDS: Final = {0: "flow_reason_own_head", 1: "flow_reason_next_head"}
"""The sentences of the levels that have a name of their own."""


class DepartmentHeadApprover(Approver):
    """The head of the initiator's department, of one that stands in a field, or of a named one; or of a department
    above."""

    title: ClassVar[Label] = Label(zh_cn="部门负责人", en="Head of department")
    icon: ClassVar[str] = "ApartmentOutlined"
    rank: ClassVar[int] = 4
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {},
        {"field": "department", "level": 1},
        {"department": 4},
    )

    kind: Literal["department_head"] = "department_head"
    field: FieldKey | None = None
    """The field that holds the department; the initiator's main department without one."""
    department: DepartmentId | None = None
    level: Annotated[int, Setting(ge=0, le=20)] = 0
    """How many departments above: 0 is the department itself."""

    def find(self, search: Search) -> Iterable[Found]:
        department = self.department
        if department is None and self.field is not None:
            value = search.asking.ask(Value((self.field,)))
            department = value if isinstance(value, int) else None
        elif department is None:
            department = search.department(search.initiator)
        head = search.head(department, self.level)
        if head is not None and department is not None:
            code = WORDS.get(self.level, "flow_reason_head")
            yield Found(head, Reason(code, {"department": department, "level": self.level}))

    def path(self) -> tuple[str, str, Type] | None:
        return None if self.field is None else (self.field, "/field", DEPARTMENT)
