"""How many records or rows there are."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.computation import RollupOf
from engines.form.field import Field, Group
from engines.form.mentions import SourceCondition, SourceKey


class CountField(Field):
    """How many lines an order has, how many open deals a customer, how many people take part."""

    title: ClassVar[Label] = Label(zh_cn="计数", en="Count")
    icon: ClassVar[str] = "FieldBinaryOutlined"
    group: ClassVar[Group] = "computed"
    rank: ClassVar[int] = 3
    computed: ClassVar[bool] = True
    in_rows: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"source": "lines"},
            "type": "number",
            "accepts": [[3, 3], ["3", 3], [None, None]],
            "refuses": [["x", "not_number"], ["1.5", "too_many_decimals"]],
            "texts": [["3", 3], ["", None]],
        },
    )

    kind: Literal["count"] = "count"
    source: SourceKey
    """Links of this form, a sub-table, or the key under which another form's link names what links here."""
    filter: SourceCondition = ""
    """Which of them count: a condition over them."""
    computed_public: bool = False
    """Whether it may be read without reading everything that it is computed from."""

    def make_meaning(self) -> None:
        return None

    def computation(self) -> RollupOf:
        return RollupOf(self.source, None, "count", self.filter)

    def computed_decimals(self) -> int:
        return 0

    def computed_publicly(self) -> bool:
        return self.computed_public
