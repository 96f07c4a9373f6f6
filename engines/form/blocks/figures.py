"""The figures that say how things stand."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Self

from engines.definition import Label
from engines.form.block import Block, Fit, Reader
from engines.form.listing import stands_in_a_cell
from engines.form.mentions import FieldKey


class FiguresBlock(Block):
    """A few values, large and side by side: amounts, counts, days, a level."""

    title: ClassVar[Label] = Label(zh_cn="关键数据", en="Key figures")
    icon: ClassVar[str] = "DashboardOutlined"
    rank: ClassVar[int] = 2
    fits: ClassVar[Mapping[str, Fit]] = {"fields": stands_in_a_cell}
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"fields": ["name", "stage"]},)

    kind: Literal["figures"] = "figures"
    fields: tuple[FieldKey, ...] = ()

    def is_bare(self) -> bool:
        return not self.fields

    def cut(self, reader: Reader) -> Self | None:
        shown = reader.seen(self.fields)
        return self.model_copy(update={"fields": shown}) if shown else None
