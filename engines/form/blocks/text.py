"""Words that the author of a page says."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.block import Block
from engines.form.mentions import SHOWN


class TextBlock(Block):
    """A note in Markdown, the same on every record: what to mind, whom to ask, where to read on."""

    title: ClassVar[Label] = Label(zh_cn="说明文字", en="Text")
    icon: ClassVar[str] = "AlignLeftOutlined"
    rank: ClassVar[int] = 8
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"text": {"zh-CN": "**先**看合同", "en": "Read the contract **first**"}},
    )

    kind: Literal["text"] = "text"
    text: Annotated[Label, Setting(json_schema_extra={SHOWN: "long_label"})] = Label()

    def is_bare(self) -> bool:
        return not (self.text.zh_cn.strip() or self.text.en.strip())
