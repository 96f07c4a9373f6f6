"""Several people of the company."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings import people


class PersonsField(Field):
    """A team, those who take part, those who are to be told."""

    title: ClassVar[Label] = Label(zh_cn="多个人员", en="People")
    icon: ClassVar[str] = "TeamOutlined"
    group: ClassVar[Group] = "people"
    rank: ClassVar[int] = 2
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                [[7], [7]],
                [[{"id": 2**63 - 1, "title": "李娜"}, 7, 7], [2**63 - 1, 7]],
                [[], None],
                [None, None],
                ["", None],
            ],
            "refuses": [
                [7, "not_list"],
                [{"id": 7}, "not_list"],
                [[7, 0], "not_reference"],
                [["7"], "not_reference"],
                [[True], "not_reference"],
                [[7, None], "blank_in_list"],
                [[7] * 501, "list_too_long"],
            ],
            "texts": [
                ["张伟", [7]],
                ["张伟、李娜", [7, 2**63 - 1]],
                ["李娜; 张伟", [2**63 - 1, 7]],
                [" ", None],
            ],
        },
    )

    kind: Literal["persons"] = "persons"

    def make_meaning(self) -> AnyMeaning:
        return people()
