"""Everything that a form asks."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.block import Block


class DetailsBlock(Block):
    """All fields of the record, in the sections in which the form lays them out."""

    title: ClassVar[Label] = Label(zh_cn="全部字段", en="All fields")
    icon: ClassVar[str] = "ProfileOutlined"
    rank: ClassVar[int] = 0
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({},)

    kind: Literal["details"] = "details"
