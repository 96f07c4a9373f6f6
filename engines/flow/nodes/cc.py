"""People are let know."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.approver import Approver
from engines.flow.approvers import AnyApprover
from engines.flow.effects import Copied
from engines.flow.instance import Slot, Visit
from engines.flow.mentions import NodeKey
from engines.flow.node import Exit, Node, NodeText
from engines.flow.run import Run
from engines.flow.sources import candidates, named_people, paths, texts
from engines.issues import Issue, pointer


class CcNode(Node):
    """People may read the record and are told of it, each once while the flow runs; nobody waits for them."""

    title: ClassVar[Label] = Label(zh_cn="抄送", en="Copy to")
    icon: ClassVar[str] = "SendOutlined"
    rank: ClassVar[int] = 4
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"people": [{"kind": "role", "role": "finance"}]},)
    is_lasting: ClassVar[bool] = True

    kind: Literal["cc"] = "cc"
    people: tuple[AnyApprover, ...] = ()
    next: NodeKey | None = None

    def exits(self) -> Iterable[Exit]:
        return (Exit(self.next or "", "/next"),)

    def problems(self) -> Iterable[Issue]:
        if not self.people:
            yield Issue("flow_nobody_told", "/people")
        for place, source in enumerate(self.people):
            if source.is_bare():
                yield Issue("flow_source_empty", pointer("people", place))

    def sources(self) -> Iterable[Approver]:
        return self.people

    def named_people(self) -> Iterable[tuple[int, str]]:
        return named_people(self.people, "people")

    def texts(self) -> Iterable[NodeText]:
        return texts(self.people, "people")

    def paths(self) -> Iterable[tuple[str, str, frozenset[str]]]:
        return paths(self.people, "people")

    def enter(self, run: Run, visit: Visit) -> None:
        known = {slot.person for slot in run.slots.values() if slot.state == "copied"}
        numbers = []
        for who in candidates(run, self.key, "people", self.people):
            if who.person in known:
                continue
            number = run.number()
            slot = Slot(
                number=number,
                visit=visit.number,
                person=who.person,
                owner=who.person,
                state="copied",
                reason=who.reason,
                opened_at=run.now,
            )
            numbers.append(run.slots.put(slot).number)
            run.effects.append(Copied(number, who.person))
        if numbers:
            people = tuple(run.slots[number].person for number in numbers)
            run.log("copied", visit, actor=None, people=people)
        visit = run.visits.change(visit.number, slots=tuple(numbers))
        run.leave(visit, "done")
