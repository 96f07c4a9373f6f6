"""A value computed from others of the record."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting
from pydantic import StringConstraints

from engines.definition import Label
from engines.form.computation import FormulaText
from engines.form.field import Field, Group
from engines.form.mentions import ExpressionText


class FormulaField(Field):
    """A total, a margin, a name put together: computed whenever what it reads changes."""

    title: ClassVar[Label] = Label(zh_cn="公式", en="Formula")
    icon: ClassVar[str] = "FunctionOutlined"
    group: ClassVar[Group] = "computed"
    rank: ClassVar[int] = 1
    computed: ClassVar[bool] = True
    can_be_title: ClassVar[bool] = True
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"formula": "quantity * price", "decimals": 2},
            "type": "number",
            "accepts": [["12.50", "12.50"], [None, None]],
            "refuses": [["x", "not_number"]],
            "texts": [["12.5", "12.50"]],
        },
        {
            "settings": {"formula": "name & code"},
            "type": "text",
            "accepts": [["甲", "甲"]],
            "refuses": [[1, "not_text"]],
            "texts": [["甲", "甲"]],
        },
        {
            "settings": {"formula": "signed_on"},
            "type": "date",
            "accepts": [["2026-01-31", "2026-01-31"]],
            "refuses": [["2026-02-31", "no_such_date"]],
            "texts": [["2026/1/31", "2026-01-31"]],
        },
    )

    kind: Literal["formula"] = "formula"
    formula: Annotated[ExpressionText, StringConstraints(min_length=1)]
    decimals: Annotated[int, Setting(ge=0, le=12)] = 2
    """To which a computed number is rounded."""
    computed_public: bool = False
    """Whether it may be read without reading everything that it is computed from."""

    def make_meaning(self) -> None:
        return None

    def computation(self) -> FormulaText:
        return FormulaText(self.formula, "formula")

    def computed_decimals(self) -> int:
        return self.decimals

    def computed_publicly(self) -> bool:
        return self.computed_public
