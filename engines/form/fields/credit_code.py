"""The number under which a company or another body is registered."""

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal

from engines.definition import Label
from engines.expression.values import NARROW
from engines.form.field import Field, Group
from engines.form.guess import Guess, readable
from engines.form.meaning import AnyMeaning, Operator
from engines.form.meanings.text import OPERATORS, TextMeaning
from engines.form.operators import normalised
from engines.form.shapes import Shape, string
from engines.issues import Issue

LONGEST: Final = 40
"""Letters that a code may be written with, blanks and hyphens among them."""
LENGTH: Final = 18
LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Figures and letters that GB 32100-2015 uses: none that is taken for another."""
CODE: Final = re.compile(rf"[{LETTERS[1:]}][{LETTERS}]\d{{6}}[{LETTERS}]{{10}}", re.ASCII)
WEIGHTS: Final = tuple(3**place % len(LETTERS) for place in range(LENGTH - 1))
APART: Final = re.compile(r"[\s\-]+")


def plain(text: str) -> str:
    """A code without what people put between its letters."""
    return APART.sub("", text.translate(NARROW)).upper()


def check_letter(code: str) -> str:
    """The last letter that the first 17 ask for."""
    total = sum(LETTERS.index(letter) * weight for letter, weight in zip(code, WEIGHTS, strict=False))
    return LETTERS[-total % len(LETTERS)]


class CreditCodeMeaning(TextMeaning):
    """A unified social credit code, in capital letters and without blanks."""

    def __init__(self) -> None:
        super().__init__(longest=LONGEST, ordered=False)

    def answered(self) -> Shape:
        return string(pattern="^[0-9A-Z]{18}$")

    def accepted(self) -> Shape:
        return string(maxLength=LONGEST)

    def parse(self, raw: object) -> str | Issue | None:
        text = super().parse(raw)
        if text is None or isinstance(text, Issue):
            return text
        code = plain(text)
        if CODE.fullmatch(code) is None:
            return Issue("credit_code_shape", params={"length": len(code)})
        return code if check_letter(code) == code[-1] else Issue("credit_code_check")

    def operators(self) -> Mapping[str, Operator]:
        return COMPARED


COMPARED: Final = normalised(OPERATORS, plain)


class CreditCodeField(Field):
    """A customer's or a supplier's 统一社会信用代码, as contracts and invoices need it; its check is verified."""

    title: ClassVar[Label] = Label(zh_cn="统一社会信用代码", en="Unified social credit code")
    icon: ClassVar[str] = "SafetyCertificateOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 9
    can_be_unique: ClassVar[bool] = True
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                ["91350100M000100Y43", "91350100M000100Y43"],
                ["9135 0100 m000 100y 43", "91350100M000100Y43"],
                ["９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["91350100M000100Y44", "credit_code_check"],
                ["91350010M000100Y43", "credit_code_check"],
                ["91350100M000100Y4", "credit_code_shape"],
                ["91350100M000100YI3", "credit_code_shape"],
                ["9135O100M000100Y43", "credit_code_shape"],
                ["某某有限公司", "credit_code_shape"],
                ["9" * 41, "text_too_long"],
                [913501000001000043, "not_text"],
                [True, "not_text"],
            ],
            "texts": [["91350100m000100y43", "91350100M000100Y43"], ["", None]],
        },
    )

    kind: Literal["credit_code"] = "credit_code"

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        return Guess(0.98 * readable(texts, CreditCodeMeaning()))

    def make_meaning(self) -> AnyMeaning:
        return CreditCodeMeaning()
