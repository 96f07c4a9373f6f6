"""An amount as a contract writes it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.computation import FormulaText
from engines.form.field import Field, Group
from engines.form.mentions import FieldKey


class CapitalsField(Field):
    """An amount in Chinese capitals, as contracts, receipts and cheques need it: it follows the amount by itself."""

    title: ClassVar[Label] = Label(zh_cn="大写金额", en="Amount in Chinese capitals")
    icon: ClassVar[str] = "PayCircleOutlined"
    group: ClassVar[Group] = "number"
    rank: ClassVar[int] = 5
    computed: ClassVar[bool] = True
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"amount": "total"},
            "type": "text",
            "accepts": [["壹佰元整", "壹佰元整"], [None, None]],
            "refuses": [[100, "not_text"]],
            "texts": [["壹佰元整", "壹佰元整"], ["", None]],
        },
    )

    kind: Literal["capitals"] = "capitals"
    amount: FieldKey
    """The field of this record whose amount is written; of money, its worth in the company's currency."""
    currency: bool = False
    """Whether 人民币 stands before it."""
    computed_public: bool = False
    """Whether it may be read without reading the amount."""

    def make_meaning(self) -> None:
        return None

    def computation(self) -> FormulaText:
        written = f"RMBCAP({self.amount})"
        if self.currency:
            written = f'IF(ISBLANK({self.amount}), BLANK(), "人民币" & {written})'
        return FormulaText(written, "amount")

    def computed_publicly(self) -> bool:
        return self.computed_public
