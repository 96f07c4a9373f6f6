"""A line between blocks."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.block import Block


class DividerBlock(Block):
    """A line, with a word on it where it has a name."""

    title: ClassVar[Label] = Label(zh_cn="分隔线", en="Divider")
    icon: ClassVar[str] = "LineOutlined"
    rank: ClassVar[int] = 10
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({},)

    kind: Literal["divider"] = "divider"
