"""A field of linked records, shown here."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.computation import LookupOf
from engines.form.field import Field, Group
from engines.form.mentions import SourceField, SourceKey


class LookupField(Field):
    """The customer's industry on an order, the phone numbers of all who take part: kept up to date by itself."""

    title: ClassVar[Label] = Label(zh_cn="引用字段", en="Lookup")
    icon: ClassVar[str] = "EyeOutlined"
    group: ClassVar[Group] = "link"
    rank: ClassVar[int] = 4
    computed: ClassVar[bool] = True
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"source": "customer", "field": "name"},
            "type": "text",
            "accepts": [["大华", "大华"], [None, None]],
            "refuses": [[1, "not_text"]],
            "texts": [["大华", "大华"]],
        },
    )

    kind: Literal["lookup"] = "lookup"
    source: SourceKey
    """A link of this form, its links to several, or the key under which another form's link names what links here."""
    field: SourceField
    """The field of the linked record."""
    computed_public: bool = False
    """Whether it may be read without reading everything that it is computed from."""

    def make_meaning(self) -> None:
        return None

    def computation(self) -> LookupOf:
        return LookupOf(f"{self.source}.{self.field}", "field")

    def computed_decimals(self) -> int:
        return 2

    def computed_publicly(self) -> bool:
        return self.computed_public
