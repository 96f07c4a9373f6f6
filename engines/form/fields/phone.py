"""A telephone number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Final, Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType
from pydantic import StringConstraints
from sqlalchemy import ColumnElement, case, func

from engines.definition import Label, Locale
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable, sample
from engines.form.meaning import AnyMeaning, Names, Operator
from engines.form.meanings.text import OPERATORS, TextMeaning
from engines.form.operators import normalised
from engines.form.wording import given
from engines.issues import Issue

LONGEST: Final = 40
HOME: Final = "CN"
EXTENSION: Final = ";ext="
INNER: Final = re.compile(
    r"(?:\s*(?:转|轉|分机|分機|ext\.?|x|#)\s*|(?<=\d{7})\s*-\s*)(\d{1,6})$", re.IGNORECASE
)
"""How people write the number behind a company's own: 021-58881234-805, 转 805."""
MOBILE: Final = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
MASK: Final = r"^\+86(1\d{2})\d{4}(\d{4})$"
PUNCTUATION: Final = re.compile(r"[\s().\-]+")

Accepts = Literal["any", "mobile", "landline"]


def searched(text: str) -> str:
    """Part of a number as it stands in what is kept: without punctuation and the zero before an area."""
    plain = PUNCTUATION.sub("", text)
    digits = plain.removeprefix("+")
    return (plain.lstrip("0") or plain) if digits.isdigit() else text


COMPARED: Final = {
    **OPERATORS,
    **{
        key: operator
        for key, operator in normalised(OPERATORS, searched).items()
        if key in {"contains", "not_contains"}
    },
}


class PhoneMeaning(TextMeaning):
    """A number in international form, with an extension where it has one: +862158881234;ext=805."""

    def __init__(self, region: str = HOME, accepts: Accepts = "any") -> None:
        super().__init__(longest=LONGEST, ordered=False)
        self.region = region
        self.accepts = accepts
        self.compared = {**COMPARED, **self.exact()}

    def exact(self) -> Mapping[str, Operator]:
        """The operators that compare whole numbers, however they are written."""
        wanted = {"is", "is_not", "any_of", "none_of"}
        return {key: operator for key, operator in normalised(OPERATORS, self.kept).items() if key in wanted}

    def kept(self, text: str) -> str:
        """The number as it is kept, or the text where it is none."""
        number = self.number_of(text)
        return text if number is None else _kept(number)

    def number_of(self, text: str) -> PhoneNumber | None:
        """The number that a person wrote; None when nobody can be called by it."""
        written = text if EXTENSION in text else INNER.sub(rf"{EXTENSION}\1", text)
        try:
            number = phonenumbers.parse(written, self.region)
        except NumberParseException:
            return None
        return number if phonenumbers.is_valid_number(number) else None

    def parse(self, raw: object) -> str | Issue | None:
        text = super().parse(raw)
        if text is None or isinstance(text, Issue):
            return text
        number = self.number_of(text)
        if number is None:
            return Issue("not_phone", params={"given": given(text)})
        if self.accepts != "any":
            mobile = phonenumbers.number_type(number) in MOBILE
            if mobile != (self.accepts == "mobile"):
                return Issue(f"phone_not_{self.accepts}", params={"given": given(text)})
        return _kept(number)

    def show(self, value: str, locale: Locale, names: Names) -> str:
        number = phonenumbers.parse(value, self.region)
        at_home = phonenumbers.region_code_for_number(number) == self.region
        form = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, form)

    def mask(self, shown: ColumnElement[Any]) -> ColumnElement[Any]:
        """A Chinese mobile number as 138****1234, others by their last two figures."""
        mobile = func.regexp_replace(shown, MASK, r"\1****\2")
        return case((shown.regexp_match(MASK), mobile), else_="****" + func.right(shown, 2))

    def operators(self) -> Mapping[str, Operator]:
        return self.compared


def _kept(number: PhoneNumber) -> str:
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{written}{EXTENSION}{number.extension}" if number.extension else written


class PhoneField(Field):
    """A mobile or a landline, with its extension; written in any way, kept in one, so that it can be dialled."""

    title: ClassVar[Label] = Label(zh_cn="电话", en="Phone")
    icon: ClassVar[str] = "PhoneOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 3
    can_be_unique: ClassVar[bool] = True
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                ["138 0013 8000", "+8613800138000"],
                ["１３８００１３８０００", "+8613800138000"],
                ["+86 138-0013-8000", "+8613800138000"],
                ["021-58881234", "+862158881234"],
                ["021-58881234-805", "+862158881234;ext=805"],
                ["(0755) 8888 1234 转 12", "+8675588881234;ext=12"],
                ["400-820-8820", "+864008208820"],
                ["+1 650 253 0000", "+16502530000"],
                ["00852 2345 6789", "+85223456789"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["1380013800", "not_phone"],
                ["12345678901", "not_phone"],
                ["call me", "not_phone"],
                ["13800138000, 13900139000", "not_phone"],
                ["1" * 41, "text_too_long"],
                [13800138000, "not_text"],
                [True, "not_text"],
            ],
            "texts": [
                ["13800138000", "+8613800138000"],
                ["021 5888 1234 ext. 805", "+862158881234;ext=805"],
                ["", None],
            ],
        },
        {
            "settings": {"accepts": "mobile"},
            "accepts": [["13800138000", "+8613800138000"]],
            "refuses": [["021-58881234", "phone_not_mobile"]],
            "texts": [],
        },
        {
            "settings": {"accepts": "landline", "region": "GB"},
            "accepts": [["020 7031 3000", "+442070313000"]],
            "refuses": [["07400 123456", "phone_not_landline"], ["13800138000", "not_phone"]],
            "texts": [],
        },
    )

    kind: Literal["phone"] = "phone"
    region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = HOME
    """The country of numbers that name none, by its two letters."""
    accepts: Accepts = "any"
    """Whether only mobile numbers, or only landlines, are taken."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Numbers that can be called, and that are not plainly amounts."""
        if any("." in text.partition("ext")[0] or "," in text for text in sample(texts)):
            return NO_GUESS
        return Guess(0.93 * readable(texts, PhoneMeaning()))

    def make_meaning(self) -> AnyMeaning:
        return PhoneMeaning(self.region, self.accepts)

    def check_settings(self) -> Iterable[Issue]:
        if self.region not in phonenumbers.SUPPORTED_REGIONS:
            yield Issue("region_unknown", "/region", {"region": self.region})
