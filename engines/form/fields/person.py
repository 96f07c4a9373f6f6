"""A person of the company."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings import person


class PersonField(Field):
    """Somebody in charge, taking part, asked to approve."""

    title: ClassVar[Label] = Label(zh_cn="人员", en="Person")
    icon: ClassVar[str] = "UserOutlined"
    group: ClassVar[Group] = "people"
    rank: ClassVar[int] = 1
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [[7, 7], [{"id": 7, "title": "张伟"}, 7], [2**63 - 1, 2**63 - 1], [None, None]],
            "refuses": [
                [0, "not_reference"],
                [-1, "not_reference"],
                [2**63, "not_reference"],
                [True, "not_reference"],
                ["7", "not_reference"],
                [1.0, "not_reference"],
                [{"id": "7"}, "not_reference"],
            ],
            "texts": [["张伟", 7], ["", None]],
        },
    )

    kind: Literal["person"] = "person"
    scope: Literal["all", "departments"] = "all"
    """Whom the picker offers: everybody, or those of one's own departments."""

    def make_meaning(self) -> AnyMeaning:
        return person()
