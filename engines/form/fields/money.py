"""An amount of money in one of several currencies."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field as Setting
from pydantic import StringConstraints
from sqlalchemy import ColumnElement, Text, case, cast, func
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Label, Locale
from engines.expression.clock import Clock
from engines.expression.types import NUMBER
from engines.form.facts import Facts
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable
from engines.form.meaning import AnyMeaning, Meaning, Names, Operator, StoredColumn
from engines.form.meanings.number import (
    EXACT,
    NUMBER_COLUMN,
    OPERATORS,
    NumberMeaning,
    decimals_of,
    written_number,
)
from engines.form.meanings.text import TEXT_COLUMN
from engines.form.shapes import ANYTHING, EMPTY, NULL, Shape, either, members, one_of_words, or_null, string
from engines.form.wording import given
from engines.issues import Issue

MEMBERS: Final = frozenset({"amount", "currency", "base"})
YUAN: Final = ("CNY", "JPY")
SIGNS: Final[Mapping[str, Sequence[str]]] = {
    "¥": YUAN,
    "￥": YUAN,
    "$": ("USD", "HKD", "TWD", "MOP", "SGD", "AUD", "CAD", "NZD"),
    "€": ("EUR",),
    "£": ("GBP",),
}
CODE: Final = re.compile(r"([A-Z]{3})?\s*([^A-Z]*\d[^A-Z]*?)\s*([A-Z]{3})?")
"""An amount with its currency before or behind it."""
MARKED: Final = 0.5
"""The share of amounts that must bear a currency for the column to be money rather than numbers."""

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code."""


def _currency_of(text: str, known: Sequence[str] = ()) -> str | None:
    """The currency that stands with a written amount; where a sign means several, the first of those known."""
    match = CODE.fullmatch(text)
    if match is None:
        return None
    meant = SIGNS.get(text.lstrip("-(+")[:1], ())
    sign = next((currency for currency in meant if currency in known), meant[0] if meant else None)
    return match[1] or match[3] or sign


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in its currency, and its worth in the company's own at the time of writing."""

    amount: Decimal
    currency: str
    base: Decimal | None = None


class MoneyMeaning(Meaning[Money]):
    """Amount, currency and base amount; expressions, filters and aggregates see the base amount."""

    type = NUMBER

    def __init__(self, number: NumberMeaning, currencies: Sequence[str]) -> None:
        self.number = number
        self.currencies = currencies

    def columns(self) -> tuple[StoredColumn, ...]:
        return (
            StoredColumn("", NUMBER_COLUMN),
            StoredColumn("__currency", TEXT_COLUMN),
            StoredColumn("__base", NUMBER_COLUMN),
        )

    def column(self, table: FromClause, key: str) -> ColumnElement[Any]:
        return table.c[f"{key}__base"]

    def written(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """An amount as text with its decimals."""
        return cast(func.round(column, self.number.decimals), Text)

    def shown(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        return self.written(column)

    def output(self, table: FromClause, key: str) -> ColumnElement[Any]:
        whole = func.jsonb_build_object(
            "amount",
            self.written(table.c[key]),
            "currency",
            table.c[f"{key}__currency"],
            "base",
            self.written(table.c[f"{key}__base"]),
        )
        return case((table.c[key].is_not(None), whole))

    def answered(self) -> Shape:
        # Without a minor unit it still leaves as text.
        amount = string(pattern=r"^-?[0-9]+(\.[0-9]+)?$")
        own = {"amount": amount, "currency": one_of_words(self.currencies), "base": or_null(amount)}
        return members(own, tuple(own))

    def accepted(self) -> Shape:
        amount = either(self.number.accepted(), EMPTY, NULL)
        own = {"amount": amount, "currency": one_of_words(self.currencies), "base": ANYTHING}
        return either(self.number.accepted(), members(own))

    def parse(self, raw: object) -> Money | Issue | None:
        currency: object = self.currencies[0]
        if isinstance(raw, Mapping):
            if not raw.keys() <= MEMBERS:
                return Issue("not_money")
            currency = raw.get("currency", currency)
            raw = raw.get("amount")
        amount = self.number.parse(raw)
        if amount is None or isinstance(amount, Issue):
            return amount
        if not isinstance(currency, str) or currency not in self.currencies:
            known = {"currency": given(currency), "known": ", ".join(self.currencies)}
            return Issue("currency_unknown", params=known)
        return Money(amount, currency)

    def parse_text(self, text: str, names: Names) -> Money | Issue | None:
        written = text.strip()
        for currency in self.currencies:
            if written.startswith(currency) or written.endswith(currency):
                written = written.removeprefix(currency).removesuffix(currency)
                return self.parse({"amount": written_number(written), "currency": currency})
        amount = written_number(written)
        marked = _currency_of(written, self.currencies)
        return self.parse({"amount": amount, "currency": marked} if marked else amount)

    def check(self, value: Money) -> Issue | None:
        return self.number.check(value.amount)

    def settle(self, value: Money, before: Money | None, clock: Clock, facts: Facts) -> Money | Issue:
        if before is not None and (before.amount, before.currency) == (value.amount, value.currency):
            return before
        if value.currency == facts.base_currency:
            return replace(value, base=value.amount)
        rate = facts.rates.get(value.currency)
        if rate is None:
            return Issue("rate_unknown", params={"currency": value.currency, "base": facts.base_currency})
        base = self.number.from_expression(EXACT.multiply(value.amount, rate))
        return Issue("number_too_large") if base is None else replace(value, base=base)

    def to_json(self, value: Money) -> object:
        decimals = self.number.decimals
        return {
            "amount": f"{value.amount:.{decimals}f}",
            "currency": value.currency,
            "base": None if value.base is None else f"{value.base:.{decimals}f}",
        }

    def to_columns(self, key: str, value: Money | None) -> dict[str, object]:
        if value is None:
            return {key: None, f"{key}__currency": None, f"{key}__base": None}
        return {key: value.amount, f"{key}__currency": value.currency, f"{key}__base": value.base}

    def from_columns(self, key: str, row: Mapping[str, Any]) -> Money | None:
        amount = row[key]
        return None if amount is None else Money(amount, row[f"{key}__currency"], row[f"{key}__base"])

    def to_expression(self, value: Money) -> object:
        return value.base

    def from_expression(self, value: Decimal) -> Money | None:
        amount = self.number.from_expression(value)
        return None if amount is None else Money(amount, self.currencies[0])

    def show(self, value: Money, locale: Locale, names: Names) -> str:
        amount = f"{value.amount:,.{self.number.decimals}f}"
        return amount if value.currency == self.currencies[0] else f"{value.currency} {amount}"

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS

    def aggregates(self) -> tuple[str, ...]:
        return self.number.aggregates()


class MoneyField(Field):
    """A price, a budget, a contract's worth; amounts in other currencies are also kept in the company's own."""

    title: ClassVar[Label] = Label(zh_cn="金额", en="Money")
    icon: ClassVar[str] = "MoneyCollectOutlined"
    group: ClassVar[Group] = "number"
    rank: ClassVar[int] = 2
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"currencies": ["CNY", "USD"], "minimum": "0"},
            "accepts": [
                ["12", {"amount": "12.00", "currency": "CNY", "base": "12.00"}],
                [12.5, {"amount": "12.50", "currency": "CNY", "base": "12.50"}],
                [
                    {"amount": "3", "currency": "CNY", "base": "99"},
                    {"amount": "3.00", "currency": "CNY", "base": "3.00"},
                ],
                [
                    {"amount": 2, "currency": "USD"},
                    {"amount": "2.00", "currency": "USD", "base": "14.20"},
                ],
                [{"amount": None, "currency": "USD"}, None],
                ["", None],
                [None, None],
            ],
            "refuses": [
                [{"amount": "1", "currency": "XXX"}, "currency_unknown"],
                [{"amount": "1", "currency": 5}, "currency_unknown"],
                [{"amount": "1", "sum": "2"}, "not_money"],
                ["1.005", "too_many_decimals"],
                ["-1", "number_below_minimum"],
                [True, "not_number"],
                ["x", "not_number"],
                ["9" * 30, "number_too_large"],
            ],
            "texts": [
                ["￥1,234.5", {"amount": "1234.50", "currency": "CNY", "base": "1234.50"}],
                ["$2", {"amount": "2.00", "currency": "USD", "base": "14.20"}],
                ["USD 2", {"amount": "2.00", "currency": "USD", "base": "14.20"}],
                ["3.5万", {"amount": "35000.00", "currency": "CNY", "base": "35000.00"}],
            ],
        },
    )

    kind: Literal["money"] = "money"
    currencies: Annotated[tuple[Currency, ...], Setting(min_length=1, max_length=200)] = ("CNY",)
    """Those that can be chosen, the usual one first."""
    decimals: Annotated[int, Setting(ge=1, le=6)] = 2
    minimum: Decimal | None = None
    maximum: Decimal | None = None

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Numbers of which most bear the sign or the code of a currency."""
        found = Counter(filter(None, map(_currency_of, texts)))
        if found.total() < MARKED * len(texts):
            return NO_GUESS
        currencies = [currency for currency, _ in found.most_common(200)]
        bare = (CODE.sub(r"\2", text) for text in texts)
        decimals = min(max(2, *map(decimals_of, map(written_number, bare))), 6)
        meaning = MoneyMeaning(NumberMeaning(decimals=decimals), currencies)
        return Guess(0.85 * readable(texts, meaning), {"currencies": currencies, "decimals": decimals})

    def make_meaning(self) -> AnyMeaning:
        number = NumberMeaning(decimals=self.decimals, minimum=self.minimum, maximum=self.maximum)
        return MoneyMeaning(number, self.currencies)

    def check_settings(self) -> Iterable[Issue]:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            yield Issue("range_reversed", "/minimum")
        if len(set(self.currencies)) < len(self.currencies):
            yield Issue("duplicate_currency", "/currencies")
