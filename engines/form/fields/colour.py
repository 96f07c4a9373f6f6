"""A colour."""

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal

from engines.definition import Label
from engines.expression.types import TEXT
from engines.form.field import Field, Group
from engines.form.guess import Guess, share
from engines.form.meaning import AnyMeaning, Operator
from engines.form.meanings.text import TextMeaning
from engines.form.operators import BLANKS, equality, normalised, table
from engines.form.shapes import Shape, string
from engines.form.wording import given
from engines.issues import Issue

LONGEST: Final = 7
WRITTEN: Final = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.ASCII | re.IGNORECASE)
"""A colour as style sheets write it; the short form doubles each figure."""


def colour_of(written: str) -> str | None:
    """The colour in the one way in which it is kept; None when it is none."""
    found = WRITTEN.fullmatch(written.strip())
    if found is None:
        return None
    figures = found[1].lower()
    return "#" + (figures if len(figures) == LONGEST - 1 else "".join(figure * 2 for figure in figures))


class ColourMeaning(TextMeaning):
    """A colour of the screen, by its parts of red, green and blue."""

    def __init__(self) -> None:
        super().__init__(longest=LONGEST, ordered=False)

    def answered(self) -> Shape:
        return string(pattern="^#[0-9a-f]{6}$")

    def accepted(self) -> Shape:
        return string(pattern="^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")

    def parse(self, raw: object) -> str | Issue | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str):
            return Issue("not_text")
        found = colour_of(raw)
        return Issue("not_colour", params={"given": given(raw)}) if found is None and raw.strip() else found

    def operators(self) -> Mapping[str, Operator]:
        own = table((*equality(TEXT), *BLANKS))
        return normalised(own, lambda written: colour_of(written) or written)


class ColourField(Field):
    """The colour of a product, of a brand, of whatever is told apart by it."""

    title: ClassVar[Label] = Label(zh_cn="颜色", en="Colour")
    icon: ClassVar[str] = "BgColorsOutlined"
    group: ClassVar[Group] = "choice"
    rank: ClassVar[int] = 6
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                ["#1F6F5C", "#1f6f5c"],
                ["1f6f5c", "#1f6f5c"],
                ["#0af", "#00aaff"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["green", "not_colour"],
                ["#12345", "not_colour"],
                ["#1f6f5c80", "not_colour"],
                ["#12345g", "not_colour"],
                ["＃１２３４５６", "not_colour"],
                ["url(x)", "not_colour"],
                [0x1F6F5C, "not_text"],
                [[31, 111, 92], "not_text"],
            ],
            "texts": [[" #1F6F5C ", "#1f6f5c"], ["FFF", "#ffffff"], ["", None]],
        },
    )

    kind: Literal["colour"] = "colour"

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Colours with their sign; without it they may be numbers or words."""
        return Guess(0.96 * share(texts, lambda text: text.startswith("#") and colour_of(text)))

    def make_meaning(self) -> AnyMeaning:
        return ColourMeaning()
