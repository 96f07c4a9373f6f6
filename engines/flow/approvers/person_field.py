"""People who stand in a field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.expression.types import Type
from engines.flow.approver import PERSON, Approver, Found, Search, Whose
from engines.flow.reasons import Reason
from engines.form.mentions import FieldKey


class PersonFieldApprover(Approver):
    """Whoever stands in a field of the record, their superior, or the head of their department."""

    title: ClassVar[Label] = Label(zh_cn="表单中的人员", en="Person in a field")
    icon: ClassVar[str] = "FormOutlined"
    rank: ClassVar[int] = 5
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"field": "owner"},
        {"field": "owner", "take": "superior"},
    )

    kind: Literal["person_field"] = "person_field"
    field: FieldKey
    take: Whose = "person"

    def find(self, search: Search) -> Iterable[Found]:
        for person in search.people_at(self.field):
            found = search.whose(person, self.take)
            if found is not None:
                yield Found(found, Reason(f"flow_reason_field_{self.take}", {"field": self.field}))

    def path(self) -> tuple[str, str, Type] | None:
        return self.field, "/field", PERSON
