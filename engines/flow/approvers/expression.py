"""People whom an expression gives."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.approver import Approver, Found, Search, people_of
from engines.flow.reasons import Reason
from engines.form.mentions import ExpressionText


class ExpressionApprover(Approver):
    """Whoever an expression over the record names: a person, or several."""

    title: ClassVar[Label] = Label(zh_cn="公式", en="Expression")
    icon: ClassVar[str] = "FunctionOutlined"
    rank: ClassVar[int] = 10
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"people": "account.owner"},)

    kind: Literal["expression"] = "expression"
    people: ExpressionText

    def find(self, search: Search) -> Iterable[Found]:
        return (Found(person, Reason("flow_reason_expression")) for person in people_of(search.evaluate()))

    def expression(self) -> tuple[str, str] | None:
        return self.people, "/people"

    def is_bare(self) -> bool:
        return not self.people.strip()
