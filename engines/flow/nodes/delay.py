"""The flow waits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.instance import Timer, Visit
from engines.flow.mentions import NodeKey
from engines.flow.node import Exit, Node
from engines.flow.run import Run
from engines.flow.task_node import DATES
from engines.flow.timers import deadline
from engines.flow.timing import Deadline


class DelayNode(Node):
    """Waits for some time, or until so long before or after the date in a field. While that field is blank it waits on;
    when the moment has gone by already, it does not wait."""

    title: ClassVar[Label] = Label(zh_cn="延时", en="Delay")
    icon: ClassVar[str] = "ClockCircleOutlined"
    rank: ClassVar[int] = 8
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"until": {"amount": 2, "unit": "hours"}},
        {"until": {"amount": 3, "field": "signed_on", "side": "before"}},
    )
    is_lasting: ClassVar[bool] = True

    kind: Literal["delay"] = "delay"
    until: Deadline = Deadline()
    next: NodeKey | None = None

    def exits(self) -> Iterable[Exit]:
        return (Exit(self.next or "", "/next"),)

    def paths(self) -> Iterable[tuple[str, str, frozenset[str]]]:
        if self.until.field is not None:
            yield self.until.field, "/until/field", DATES

    def enter(self, run: Run, visit: Visit) -> None:
        if run.is_trial:
            return
        due = deadline(run, visit.entered_at, self.until)
        if due is not None and due <= run.now:
            run.leave(visit, "done")
        elif due is not None:
            timer = Timer(
                number=run.number(),
                visit=visit.number,
                slot=None,
                purpose="delay",
                due_at=due,
                field=self.until.field,
            )
            run.timers.put(timer)
            run.visits.change(visit.number, timers=(timer.number,))

    def dates_changed(self, run: Run, visit: Visit, fields: Collection[str]) -> None:
        if self.until.field in fields:
            run.cancel_timers(visit.timers)
            self.enter(run, visit)
