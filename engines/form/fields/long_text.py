"""A text of several lines."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import Guess, readable
from engines.form.meaning import AnyMeaning
from engines.form.meanings.text import TextMeaning

LONGEST: Final = 100_000
PROSE: Final = 120
"""Letters that hardly fit on one line of a form."""


class LongTextField(Field):
    """Paragraphs: a description, minutes, a note."""

    title: ClassVar[Label] = Label(zh_cn="多行文本", en="Long text")
    icon: ClassVar[str] = "AlignLeftOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 2
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"max_length": 20},
            "accepts": [
                ["第一行\r\n第二行", "第一行\n第二行"],
                ["  indented", "  indented"],
                ["\n \n", None],
                [None, None],
            ],
            "refuses": [["x" * 21, "text_too_long"], ["\0", "text_holds_nul"], [1.5, "not_text"]],
            "texts": [["a\nb", "a\nb"]],
        },
    )

    kind: Literal["long_text"] = "long_text"
    max_length: Annotated[int, Setting(ge=1, le=1_000_000)] = LONGEST
    rows: Annotated[int, Setting(ge=1, le=40)] = 4
    """Lines that the form shows before it scrolls."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        prose = any("\n" in text or len(text) > PROSE for text in texts)
        return Guess((0.6 if prose else 0.3) * readable(texts, TextMeaning(longest=LONGEST, lines=True)))

    def make_meaning(self) -> AnyMeaning:
        return TextMeaning(longest=self.max_length, lines=True, ordered=False)
