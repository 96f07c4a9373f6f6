"""Something is done by itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.instance import Visit
from engines.flow.mentions import NodeKey
from engines.flow.node import Exit, Node, NodeText
from engines.flow.run import Run
from engines.issues import Issue, pointer
from engines.rules.action import NamedSource
from engines.rules.actions import AnyAction


class ActNode(Node):
    """Sets fields, makes records, tells people. The flow goes on when that is done, so that later conditions see it."""

    title: ClassVar[Label] = Label(zh_cn="自动执行", en="Act")
    icon: ClassVar[str] = "ThunderboltOutlined"
    rank: ClassVar[int] = 10
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"actions": [{"kind": "set_fields", "fields": [{"field": "stage", "value": '"won"'}]}]},
    )
    is_lasting: ClassVar[bool] = True

    kind: Literal["act"] = "act"
    actions: tuple[AnyAction, ...] = ()
    next: NodeKey | None = None

    def exits(self) -> Iterable[Exit]:
        return (Exit(self.next or "", "/next"),)

    def problems(self) -> Iterable[Issue]:
        if not self.actions:
            yield Issue("flow_no_actions", "/actions")
        for place, action in enumerate(self.actions):
            where = pointer("actions", place)
            if action.is_bare():
                yield Issue("flow_action_empty", where)
            yield from (issue.under(where) for issue in action.problems())

    def named_links(self) -> Iterable[tuple[str, str, str]]:
        for place, action in enumerate(self.actions):
            for field, at, form in action.named_links():
                yield field, pointer("actions", place) + at, form

    def named_sources(self) -> Iterable[NamedSource]:
        for place, action in enumerate(self.actions):
            yield from (each.under(pointer("actions", place)) for each in action.named_sources())

    def texts(self) -> Iterable[NodeText]:
        for place, action in enumerate(self.actions):
            for text in action.texts():
                yield NodeText(
                    f"actions/{place}/{text.name}",
                    f"/actions/{place}{text.pointer}",
                    text.text,
                    text.type,
                    text.field,
                    text.form,
                    text.source,
                )

    def enter(self, run: Run, visit: Visit) -> None:
        if not self.actions:
            run.leave(visit, "done")
            return
        run.act(visit, self.actions, f"{self.key}/actions")
