"""An address for electronic mail."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Final, Literal

from email_validator import EmailNotValidError, validate_email
from pydantic import Field as Setting
from pydantic import StringConstraints
from sqlalchemy import ColumnElement, func

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import Guess, readable
from engines.form.meaning import AnyMeaning, Operator
from engines.form.meanings.text import OPERATORS, TextMeaning
from engines.form.operators import normalised
from engines.form.shapes import Shape, string
from engines.form.wording import given
from engines.issues import Issue

LONGEST: Final = 254
MASK: Final = "^(.(?=[^@]))?[^@]*@"
"""The first letter of the name, unless it is the whole name."""
COMPARED: Final = normalised(OPERATORS, lambda text: text.strip().lower())

Domain = Annotated[str, StringConstraints(pattern=r"^[^@\s.]+(\.[^@\s.]+)+$", max_length=253)]


def address_of(written: str) -> str | None:
    """The address in the one way in which it is kept; None when it is none. No network is asked."""
    try:
        found = validate_email(written, check_deliverability=False)
    except EmailNotValidError:
        return None
    return found.normalized.lower()


class EmailMeaning(TextMeaning):
    """An address in small letters, of one of the domains when any are named."""

    def __init__(self, domains: Sequence[str] = ()) -> None:
        super().__init__(longest=LONGEST, ordered=False)
        self.domains = frozenset(domain.lower() for domain in domains)

    def answered(self) -> Shape:
        return string(format="idn-email")

    def parse(self, raw: object) -> str | Issue | None:
        text = super().parse(raw.strip().removeprefix("mailto:") if isinstance(raw, str) else raw)
        if text is None or isinstance(text, Issue):
            return text
        address = address_of(text)
        if address is None:
            return Issue("not_email", params={"given": given(text)})
        if self.domains and address.rpartition("@")[2] not in self.domains:
            return Issue("email_domain", params={"domains": ", ".join(sorted(self.domains))})
        return address

    def mask(self, shown: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.regexp_replace(shown, MASK, r"\1***@")

    def operators(self) -> Mapping[str, Operator]:
        return COMPARED


class EmailField(Field):
    """Where to write to. Small and capital letters are the same address."""

    title: ClassVar[Label] = Label(zh_cn="邮箱", en="E-mail")
    icon: ClassVar[str] = "MailOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 4
    can_be_unique: ClassVar[bool] = True
    can_be_title: ClassVar[bool] = True
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                ["Zhang.Wei@Example.COM", "zhang.wei@example.com"],
                ["  a+b@mail.example.com ", "a+b@mail.example.com"],
                ["mailto:a@example.com", "a@example.com"],
                ["张伟@例子.中国", "张伟@例子.中国"],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["a@b", "not_email"],
                ["a@corp.local", "not_email"],
                ["a@x..com", "not_email"],
                ["a b@example.com", "not_email"],
                ["a@[1.2.3.4]", "not_email"],
                ["Zhang <a@example.com>", "not_email"],
                ["a@example.com, b@example.com", "not_email"],
                ["a\0@example.com", "text_holds_nul"],
                ["x" * 250 + "@example.com", "text_too_long"],
                [5, "not_text"],
                [["a@example.com"], "not_text"],
            ],
            "texts": [["A@Example.com ", "a@example.com"], ["", None]],
        },
        {
            "settings": {"domains": ["Example.com"]},
            "accepts": [["a@EXAMPLE.com", "a@example.com"]],
            "refuses": [["a@example.org", "email_domain"]],
            "texts": [],
        },
    )

    kind: Literal["email"] = "email"
    domains: Annotated[tuple[Domain, ...], Setting(max_length=50)] = ()
    """Only addresses of these domains, e.g. the company's own; all when empty."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        return Guess(0.97 * readable(texts, EmailMeaning()))

    def make_meaning(self) -> AnyMeaning:
        return EmailMeaning(self.domains)

    def check_settings(self) -> Iterable[Issue]:
        if len({domain.lower() for domain in self.domains}) < len(self.domains):
            yield Issue("domain_twice", "/domains")
