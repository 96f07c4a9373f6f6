"""A department of the company."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings import department


class DepartmentField(Field):
    """Where a cost belongs, who is responsible."""

    title: ClassVar[Label] = Label(zh_cn="部门", en="Department")
    icon: ClassVar[str] = "ApartmentOutlined"
    group: ClassVar[Group] = "people"
    rank: ClassVar[int] = 3
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [[3, 3], [{"id": 3}, 3], [None, None]],
            "refuses": [[0, "not_reference"], ["3", "not_reference"], [False, "not_reference"]],
            "texts": [["销售部", 3], ["", None]],
        },
    )

    kind: Literal["department"] = "department"

    def make_meaning(self) -> AnyMeaning:
        return department()
