"""Several departments of the company."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings import departments


class DepartmentsField(Field):
    """Who shares a cost, whom a notice is for."""

    title: ClassVar[Label] = Label(zh_cn="多个部门", en="Departments")
    icon: ClassVar[str] = "ClusterOutlined"
    group: ClassVar[Group] = "people"
    rank: ClassVar[int] = 4
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [[[3], [3]], [[{"id": 3}, 3], [3]], [[], None], [None, None]],
            "refuses": [[3, "not_list"], [[0], "not_reference"], [["3"], "not_reference"]],
            "texts": [["销售部", [3]], ["销售部，销售部", [3]], ["", None]],
        },
    )

    kind: Literal["departments"] = "departments"

    def make_meaning(self) -> AnyMeaning:
        return departments()
