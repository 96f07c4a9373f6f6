"""The number of a document by which a person is known to the authorities."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field as Setting
from sqlalchemy import ColumnElement, case, func

from engines.definition import LOCALES, Label, Locale
from engines.expression.clock import Clock
from engines.form.facts import Facts
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable
from engines.form.meaning import AnyMeaning, Operator
from engines.form.meanings.text import OPERATORS, TextMeaning
from engines.form.operators import normalised
from engines.issues import Issue

Document = Literal["identity_card", "passport", "hk_macau_permit", "taiwan_permit"]

LONGEST: Final = 30
CARD: Final = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
"""A resident's identity card, a residence permit of people from Hong Kong, Macau and Taiwan, and that of foreigners."""
PROVINCES: Final = frozenset(
    map(
        str,
        (
            *range(11, 16),
            *range(21, 24),
            *range(31, 38),
            *range(41, 47),
            *range(50, 55),
            *range(61, 66),
            71,
            81,
            82,
            83,
        ),
    )
)
"""The first two figures that are given out: provinces, and 81 to 83 for residence permits."""
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS: Final = "10X98765432"
FOREIGNERS: Final = "9"
"""Their permits begin with it, and the province follows."""
EARLIEST: Final = date(1880, 1, 1)
OTHERS: Final[Mapping[Document, re.Pattern[str]]] = {
    "passport": re.compile(r"(?=[A-Z]*\d)[A-Z0-9]{6,9}", re.ASCII),
    "hk_macau_permit": re.compile(r"[HM]\d{8}(\d{2})?|C[A-Z0-9]\d{7}|W\d{8}", re.ASCII),
    "taiwan_permit": re.compile(r"\d{8}|\d{10}[A-Z]?|[LT]\d{8}", re.ASCII),
}
NAMES: Final[Mapping[Document, Label]] = {
    "identity_card": Label(zh_cn="居民身份证", en="identity card"),
    "passport": Label(zh_cn="护照", en="passport"),
    "hk_macau_permit": Label(zh_cn="港澳通行证", en="Hong Kong or Macau permit"),
    "taiwan_permit": Label(zh_cn="台湾通行证", en="Taiwan permit"),
}
WRITTEN: Final = re.compile(r"[\s\-()（）]+")
PRINTED: Final = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")


def plain(text: str) -> str:
    """A number without what people put between its figures."""
    return WRITTEN.sub("", text.translate(PRINTED)).upper()


def check_digit(number: str) -> str:
    """The last figure that the first 17 of a card ask for."""
    return CHECKS[sum(int(figure) * weight for figure, weight in zip(number, WEIGHTS, strict=False)) % 11]


def born(number: str) -> date | None:
    """The birthday in a card's number; None when the calendar has no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def card_issue(number: str) -> Issue | None:
    """What is wrong with the number of a card, as far as no clock is needed."""
    if CARD.fullmatch(number) is None:
        return Issue("identity_card_shape", params={"length": len(number)})
    if check_digit(number) != number[-1]:
        return Issue("identity_card_check")
    birthday = born(number)
    if birthday is None or birthday < EARLIEST:
        return Issue("identity_card_birthday")
    area = number[1:3] if number[0] == FOREIGNERS else number[:2]
    return None if area in PROVINCES else Issue("identity_card_area", params={"area": area})


class IdentityMeaning(TextMeaning):
    """A number of one of the documents, in capital letters and without blanks."""

    def __init__(self, documents: Sequence[Document]) -> None:
        super().__init__(longest=LONGEST, ordered=False)
        self.documents = documents

    def parse(self, raw: object) -> str | Issue | None:
        text = super().parse(raw)
        if text is None or isinstance(text, Issue):
            return text
        number = plain(text)
        problem: Issue | None = None
        for document in self.documents:
            if document in OTHERS:
                if OTHERS[document].fullmatch(number):
                    return number
            else:
                problem = card_issue(number)
                if problem is None:
                    return number
        if problem is not None and (len(self.documents) == 1 or CARD.fullmatch(number)):
            return problem
        return Issue("not_identity_document", params={"documents": self.listed()})

    def listed(self) -> Mapping[Locale, str]:
        """The documents that are taken, as people know them."""
        return {
            locale: ("、" if locale == "zh-CN" else ", ").join(
                NAMES[document].text(locale) for document in self.documents
            )
            for locale in LOCALES
        }

    def settle(self, value: str, before: str | None, clock: Clock, facts: Facts) -> str | Issue:
        """Nobody is born after today."""
        birthday = born(value) if CARD.fullmatch(value) else None
        late = birthday is not None and birthday > clock.today and value != before
        return Issue("identity_card_birthday") if late else value

    def mask(self, shown: ColumnElement[Any]) -> ColumnElement[Any]:
        """Of a card the province's and the last figures, never the birthday; of others the ends."""
        card = func.left(shown, 3) + "***********" + func.right(shown, 4)
        return case(
            (func.char_length(shown) >= 15, card), else_=func.left(shown, 1) + "*****" + func.right(shown, 2)
        )

    def operators(self) -> Mapping[str, Operator]:
        return COMPARED


COMPARED: Final = normalised(OPERATORS, plain)


class IdentityDocumentField(Field):
    """An identity card, a passport or a permit. The check digit and the birthday in a card's number are verified."""

    title: ClassVar[Label] = Label(zh_cn="证件号码", en="Identity document")
    icon: ClassVar[str] = "IdcardOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 8
    can_be_unique: ClassVar[bool] = True
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                ["11010519491231002X", "11010519491231002X"],
                ["110105 19491231 002x", "11010519491231002X"],
                ["911840199001021235", "911840199001021235"],
                ["１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["110105194912310021", "identity_card_check"],
                ["990105194912310023", "identity_card_area"],
                ["11010519491231002", "identity_card_shape"],
                ["01010519491231002X", "identity_card_shape"],
                ["110105194913310021", "identity_card_birthday"],
                ["110105202902290018", "identity_card_birthday"],
                ["110105187012310029", "identity_card_birthday"],
                ["110105209912310029", "identity_card_birthday"],
                ["160105194912310029", "identity_card_area"],
                ["E12345678", "identity_card_shape"],
                ["1" * 31, "text_too_long"],
                [110105194912310020, "not_text"],
                [True, "not_text"],
            ],
            "texts": [["11010519491231002x", "11010519491231002X"], ["", None]],
        },
        {
            "settings": {"documents": ["identity_card", "passport", "hk_macau_permit", "taiwan_permit"]},
            "accepts": [
                ["E12345678", "E12345678"],
                ["ea1234567", "EA1234567"],
                ["H12345678", "H12345678"],
                ["C12345678", "C12345678"],
                ["1234567890 (B)", "1234567890B"],
                ["11010519491231002X", "11010519491231002X"],
            ],
            "refuses": [
                ["110105194912310021", "identity_card_check"],
                ["ABCDEFG", "not_identity_document"],
                ["123", "not_identity_document"],
            ],
            "texts": [],
        },
        {
            "settings": {"documents": ["taiwan_permit"]},
            "accepts": [["12345678", "12345678"], ["L12345678", "L12345678"]],
            "refuses": [["H12345678", "not_identity_document"]],
            "texts": [],
        },
    )

    kind: Literal["identity_document"] = "identity_document"
    documents: Annotated[tuple[Document, ...], Setting(min_length=1, max_length=4)] = ("identity_card",)
    """Which documents are taken."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Numbers of identity cards; those of other documents might be anything."""
        if not all(len(plain(text)) in {17, 18, 19} for text in texts[:10]):
            return NO_GUESS
        return Guess(0.98 * readable(texts, IdentityMeaning(("identity_card",))))

    def make_meaning(self) -> AnyMeaning:
        return IdentityMeaning(self.documents)

    def check_settings(self) -> Iterable[Issue]:
        if len(set(self.documents)) < len(self.documents):
            yield Issue("document_twice", "/documents")
