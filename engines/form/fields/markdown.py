"""A text with marks for its layout."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable, sample
from engines.form.meaning import AnyMeaning
from engines.form.meanings.text import TextMeaning

LONGEST: Final = 100_000
MARKS: Final = re.compile(
    r"^#{1,6} \S|^ {0,3}[-*+] \S|^ {0,3}\d{1,3}\. \S|^> ?\S|^```|^\|.*\|$|\*\*[^*\n]+\*\*|\[[^\]\n]+\]\(https?:",
    re.MULTILINE,
)
"""A heading, a list, a quotation, code, a table, emphasis or a link."""


class MarkdownField(Field):
    """Release notes, instructions, knowledge: written plainly, with # for headings and - for lists, read laid out."""

    title: ClassVar[Label] = Label(zh_cn="Markdown", en="Markdown")
    icon: ClassVar[str] = "FileMarkdownOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 11
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"max_length": 40},
            "accepts": [
                ["# 标题\r\n\r\n- 一\r\n- 二", "# 标题\n\n- 一\n- 二"],
                ["    indented", "    indented"],
                ["<script>x</script>", "<script>x</script>"],
                ["\n \n", None],
                [None, None],
            ],
            "refuses": [["x" * 41, "text_too_long"], ["\0", "text_holds_nul"], [1.5, "not_text"]],
            "texts": [["**a**\nb", "**a**\nb"]],
        },
    )

    kind: Literal["markdown"] = "markdown"
    max_length: Annotated[int, Setting(ge=1, le=1_000_000)] = LONGEST
    rows: Annotated[int, Setting(ge=2, le=40)] = 8
    """Lines that the form shows before it scrolls."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Texts of several lines, most of which have marks."""
        looked_at = sample(texts)
        marked = sum("\n" in text and bool(MARKS.search(text)) for text in looked_at)
        if marked * 2 <= len(looked_at):
            return NO_GUESS
        return Guess(0.7 * readable(texts, TextMeaning(longest=LONGEST, lines=True)))

    def make_meaning(self) -> AnyMeaning:
        return TextMeaning(longest=self.max_length, lines=True, ordered=False)
