"""A figure over the rows of a sub-table, or over the records that link here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.computation import RollupOf
from engines.form.field import Field, Group
from engines.form.mentions import SourceCondition, SourceField, SourceKey
from engines.issues import Issue


class RollupField(Field):
    """How many, how much in all, the latest: counted over lines or over linked records."""

    title: ClassVar[Label] = Label(zh_cn="汇总", en="Rollup")
    icon: ClassVar[str] = "CalculatorOutlined"
    group: ClassVar[Group] = "computed"
    rank: ClassVar[int] = 2
    computed: ClassVar[bool] = True
    in_rows: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"source": "lines", "field": "amount", "aggregate": "sum", "decimals": 2},
            "type": "number",
            "accepts": [["12.50", "12.50"], [None, None]],
            "refuses": [["x", "not_number"]],
            "texts": [["12.5", "12.50"]],
        },
        {
            "settings": {"source": "visits", "field": "held_on", "aggregate": "maximum"},
            "type": "date",
            "accepts": [["2026-01-31", "2026-01-31"]],
            "refuses": [["2026-02-31", "no_such_date"]],
            "texts": [["2026/1/31", "2026-01-31"]],
        },
    )

    kind: Literal["rollup"] = "rollup"
    source: SourceKey
    """A sub-table of this form, or the key under which another form's link names the records that link here."""
    field: SourceField | None = None
    """The field of those rows; counting needs none."""
    aggregate: Literal["count", "sum", "average", "minimum", "maximum"]
    filter: SourceCondition = ""
    """Which rows count: a condition over them."""
    decimals: Annotated[int, Setting(ge=0, le=12)] = 2
    computed_public: bool = False
    """Whether it may be read without reading everything that it is computed from."""

    def make_meaning(self) -> None:
        return None

    def computation(self) -> RollupOf:
        return RollupOf(self.source, self.field, self.aggregate, self.filter)

    def computed_decimals(self) -> int:
        return 0 if self.aggregate == "count" else self.decimals

    def computed_publicly(self) -> bool:
        return self.computed_public

    def check_settings(self) -> Iterable[Issue]:
        if self.field is None and self.aggregate != "count":
            yield Issue("rollup_needs_field", "/field")
