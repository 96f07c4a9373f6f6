"""Another field, as a code for scanners."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.computation import FormulaText
from engines.form.field import Field, Group
from engines.form.mentions import FieldKey


class BarcodeField(Field):
    """The number of an asset, of a delivery, of a batch, or an address put together by a formula: on the screen and on
    paper as a QR code or a bar code that a telephone or a scanner reads."""

    title: ClassVar[Label] = Label(zh_cn="二维码 / 条码", en="QR code / bar code")
    icon: ClassVar[str] = "QrcodeOutlined"
    group: ClassVar[Group] = "file"
    rank: ClassVar[int] = 4
    computed: ClassVar[bool] = True
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"source": "number"},
            "type": "text",
            "accepts": [["AS-2026-001", "AS-2026-001"], [None, None]],
            "refuses": [[1, "not_text"]],
            "texts": [["AS-2026-001", "AS-2026-001"], ["", None]],
        },
    )

    kind: Literal["barcode"] = "barcode"
    source: FieldKey
    """The field of this record whose value is encoded."""
    shape: Literal["qr", "code128"] = "qr"
    """A QR code holds any text; a bar code figures and Latin letters only, and is read by the simplest scanners."""
    computed_public: bool = False
    """Whether it may be read without reading the field that it shows."""

    def make_meaning(self) -> None:
        return None

    def computation(self) -> FormulaText:
        return FormulaText(f'{self.source} & ""', "source")

    def computed_publicly(self) -> bool:
        return self.computed_public
