"""People are told something."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final, Literal

from engines.definition import Label
from engines.expression.types import PERSON, list_of
from engines.form.mentions import ExpressionText, RoleKey
from engines.rules.action import Action, ActionText

PEOPLE: Final = "people"


class NotifyAction(Action):
    """Sends a message about the record to people whom it names, and to those who hold a role."""

    title: ClassVar[Label] = Label(zh_cn="发送通知", en="Notify")
    icon: ClassVar[str] = "BellOutlined"
    rank: ClassVar[int] = 4
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"people": "owner", "subject": {"zh-CN": "已通过", "en": "Approved"}},
        {"roles": ["finance"], "subject": {"zh-CN": "请付款", "en": "Please pay"}},
    )

    kind: Literal["notify"] = "notify"
    people: ExpressionText = ""
    roles: tuple[RoleKey, ...] = ()
    subject: Label = Label()
    text: Label = Label()

    def texts(self) -> Iterable[ActionText]:
        if self.people:
            yield ActionText(PEOPLE, "/people", self.people, type=list_of(PERSON))

    def is_bare(self) -> bool:
        return not (self.people or self.roles)
