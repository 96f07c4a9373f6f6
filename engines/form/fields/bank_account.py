"""The number of an account at a bank."""

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal

from sqlalchemy import ColumnElement, func

from engines.definition import Label, Locale
from engines.expression.values import NARROW
from engines.form.field import Field, Group
from engines.form.guess import Guess, share
from engines.form.meaning import AnyMeaning, Names, Operator
from engines.form.meanings.text import OPERATORS, TextMeaning
from engines.form.operators import normalised
from engines.form.shapes import Shape, string
from engines.issues import Issue

LONGEST: Final = 60
"""Letters that a number may be written with, blanks and hyphens among them."""
ACCOUNT: Final = re.compile(r"(?=.*\d)[0-9A-Z]{6,34}", re.ASCII)
CARD: Final = re.compile(r"\d{12,19}", re.ASCII)
PRINTED_CARD: Final = re.compile(r"\d{16,19}", re.ASCII)
APART: Final = re.compile(r"[\s\-.]+")
GROUP: Final = 4
SHOWN: Final = 4
"""Figures at the end by which people know an account."""


def plain(text: str) -> str:
    """A number without what people put between its figures."""
    return APART.sub("", text.translate(NARROW)).upper()


def is_card(number: str) -> bool:
    """Whether the last figure of a card's number is the one that the others ask for."""
    figures = [int(figure) for figure in reversed(number)]
    doubled = [figure * 2 - (9 if figure > 4 else 0) for figure in figures[1::2]]
    return (sum(figures[::2]) + sum(doubled)) % 10 == 0


class AccountMeaning(TextMeaning):
    """A number of an account, in capital letters and without blanks; of a `card`, only figures that add up."""

    def __init__(self, *, card: bool = False) -> None:
        super().__init__(longest=LONGEST, ordered=False)
        self.card = card

    def answered(self) -> Shape:
        return string(pattern="^[0-9]{12,19}$" if self.card else "^[0-9A-Z]{6,34}$")

    def accepted(self) -> Shape:
        return string(maxLength=LONGEST)

    def parse(self, raw: object) -> str | Issue | None:
        text = super().parse(raw)
        if text is None or isinstance(text, Issue):
            return text
        number = plain(text)
        if self.card:
            if CARD.fullmatch(number) is None:
                return Issue("bank_card_shape")
            return number if is_card(number) else Issue("bank_card_check")
        return number if ACCOUNT.fullmatch(number) else Issue("not_bank_account")

    def mask(self, shown: ColumnElement[str]) -> ColumnElement[str]:
        """The last figures, and never how many there are before them."""
        return "********" + func.right(shown, SHOWN)

    def show(self, value: str, locale: Locale, names: Names) -> str:
        """In groups, so that a spreadsheet takes it for a text and keeps every figure."""
        return " ".join(value[place : place + GROUP] for place in range(0, len(value), GROUP))

    def operators(self) -> Mapping[str, Operator]:
        return COMPARED


COMPARED: Final = normalised(OPERATORS, plain)


class BankAccountField(Field):
    """Where a supplier is paid, where expenses go to: an account's number, or a card's, whose check digit is verified.
    It is read in groups, and masked but for its end."""

    title: ClassVar[Label] = Label(zh_cn="银行账号", en="Bank account")
    icon: ClassVar[str] = "CreditCardOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 10
    can_be_unique: ClassVar[bool] = True
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                ["1100 1019 5000 5602 0121", "11001019500056020121"],
                ["571-9053-1921-0802", "571905319210802"],
                ["gb33bukb20201555555555", "GB33BUKB20201555555555"],
                ["１２３４５６", "123456"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["12345", "not_bank_account"],
                ["1" * 35, "not_bank_account"],
                ["ABCDEFGH", "not_bank_account"],
                ["工行 12345678", "not_bank_account"],
                ["1" * 61, "text_too_long"],
                [6222021234567890, "not_text"],
                [True, "not_text"],
            ],
            "texts": [[" 1100 1019 5000 5602 0121 ", "11001019500056020121"], ["", None]],
        },
        {
            "settings": {"card": True},
            "accepts": [["4111 1111 1111 1111", "4111111111111111"]],
            "refuses": [
                ["4111111111111112", "bank_card_check"],
                ["4111 1111 111", "bank_card_shape"],
                ["GB33BUKB20201555555555", "bank_card_shape"],
            ],
            "texts": [],
        },
    )

    kind: Literal["bank_account"] = "bank_account"
    card: bool = False
    """Only numbers of cards, whose last figure is verified."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Numbers of cards; those of other accounts might be anything."""

        def fits(text: str) -> bool:
            number = plain(text)
            return PRINTED_CARD.fullmatch(number) is not None and is_card(number)

        return Guess(0.92 * share(texts, fits), {"card": True})

    def make_meaning(self) -> AnyMeaning:
        return AccountMeaning(card=self.card)
