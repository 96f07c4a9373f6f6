"""People whom the author names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.approver import Approver, Found, Search
from engines.flow.mentions import PersonId
from engines.flow.reasons import Reason


class PeopleApprover(Approver):
    """The people named here, in their order."""

    title: ClassVar[Label] = Label(zh_cn="指定成员", en="Named people")
    icon: ClassVar[str] = "UserOutlined"
    rank: ClassVar[int] = 1
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"people": [7, 8]},)

    kind: Literal["people"] = "people"
    people: tuple[PersonId, ...] = ()

    def find(self, search: Search) -> Iterable[Found]:
        return (Found(person, Reason("flow_reason_named")) for person in self.people)

    def named_people(self) -> Iterable[tuple[int, str]]:
        return ((person, f"/people/{place}") for place, person in enumerate(self.people))

    def is_bare(self) -> bool:
        return not self.people
