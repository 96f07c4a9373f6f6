"""A text with headings, lists and emphasis."""

import html
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Annotated, Any, ClassVar, Final, Literal

import nh3
from pydantic import Field as Setting
from sqlalchemy import ColumnElement, literal_column
from sqlalchemy import Text as SqlText
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Label, Locale
from engines.expression.types import TEXT
from engines.form.field import Field, Group
from engines.form.guess import Guess, share
from engines.form.meaning import AnyMeaning, Meaning, Names, Operator, StoredColumn
from engines.form.meanings.text import TEXT_COLUMN, unwritable
from engines.form.operators import BLANKS, TEXT_SEARCH, table
from engines.form.shapes import Shape, string
from engines.issues import Issue

LONGEST: Final = 200_000
"""Letters of the document with its marks."""
BLOCKS: Final = frozenset({"p", "h1", "h2", "h3", "ul", "ol", "li", "blockquote", "pre", "hr"})
MARKS: Final = frozenset({"strong", "em", "u", "s", "code", "a", "br"})
SAME: Final = (("b", "strong"), ("i", "em"), ("strike", "s"), ("del", "s"), ("div", "p"))
"""Marks of other programs, and ours for them."""
CLEANER: Final = nh3.Cleaner(
    tags=set(BLOCKS | MARKS | {other for other, _ in SAME}),
    clean_content_tags={"script", "style", "template", "iframe", "object", "svg", "math", "title"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel="noopener noreferrer",
)
"""What is not on this list is no part of a document: no style, no script, no picture from elsewhere."""
OPERATORS: Final = table((*TEXT_SEARCH[:2], *BLANKS))


def clean(document: str) -> str:
    """The document with nothing in it but what is allowed."""
    cleaned = CLEANER.clean(document)
    for other, ours in SAME:
        cleaned = cleaned.replace(f"<{other}>", f"<{ours}>").replace(f"</{other}>", f"</{ours}>")
    return cleaned


class _Reader(HTMLParser):
    """Reads a clean document as plain text, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "br":
            self.handle_data("\n")
        elif tag in BLOCKS:
            self.end_line()
            if tag == "p":
                self.line = []

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        self.line = [*(self.line or ()), data]

    def end_line(self) -> None:
        """What was gathered is a line of its own."""
        if self.line is not None:
            self.lines.append("".join(self.line))
        self.line = None


def text_of(document: str) -> str:
    """What a clean document says, without its marks."""
    reader = _Reader()
    reader.feed(document)
    reader.close()
    reader.end_line()
    return "\n".join(reader.lines).replace("\u00a0", " ").strip()


def document_of(text: str) -> str:
    """A document of plain lines."""
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.splitlines())


class RichTextMeaning(Meaning[str]):
    """A clean document of HTML, and beside it what it says, which filters, searches and expressions read."""

    type = TEXT

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", TEXT_COLUMN), StoredColumn("__text", TEXT_COLUMN))

    def column(self, table: FromClause, key: str) -> ColumnElement[Any]:
        return table.c[f"{key}__text"]

    def output(self, table: FromClause, key: str) -> ColumnElement[Any]:
        return table.c[key]

    def mask(self, shown: ColumnElement[Any]) -> ColumnElement[Any]:
        return literal_column("'•••'", SqlText)

    def answered(self) -> Shape:
        return string(contentMediaType="text/html")

    def accepted(self) -> Shape:
        return string(contentMediaType="text/html", maxLength=LONGEST)

    def parse(self, raw: object) -> str | Issue | None:
        if raw is None:
            return None
        if not isinstance(raw, str):
            return Issue("not_text")
        if len(raw) > LONGEST:
            return Issue("text_too_long", params={"maximum": LONGEST, "length": len(raw)})
        problem = unwritable(raw)
        if problem is not None:
            return problem
        cleaned = clean(raw).strip()
        if not cleaned.startswith(tuple(f"<{tag}>" for tag in BLOCKS)):
            cleaned = f"<p>{cleaned}</p>"
        text = text_of(cleaned)
        if len(text) > self.longest:
            return Issue("text_too_long", params={"maximum": self.longest, "length": len(text)})
        return cleaned if text else None

    def parse_text(self, text: str, names: Names) -> str | Issue | None:
        """A cell holds plain text: a less-than sign in it is one."""
        return self.parse(document_of(text.strip()))

    def to_columns(self, key: str, value: str | None) -> dict[str, object]:
        return {key: value, f"{key}__text": None if value is None else text_of(value)}

    def to_expression(self, value: str) -> object:
        return text_of(value)

    def from_expression(self, value: str) -> str | None:
        document = self.parse(document_of(value))
        return None if isinstance(document, Issue) else document

    def show(self, value: str, locale: Locale, names: Names) -> str:
        return text_of(value)

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS

    def aggregates(self) -> tuple[str, ...]:
        return ("count",)


class RichTextField(Field):
    """Minutes, instructions, an offer's text: with headings, lists, links and emphasis."""

    title: ClassVar[Label] = Label(zh_cn="富文本", en="Rich text")
    icon: ClassVar[str] = "FileWordOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 7
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"max_length": 20},
            "accepts": [
                ["<p>甲</p><p>乙 &lt; 丙</p>", "<p>甲</p><p>乙 &lt; 丙</p>"],
                ["plain", "<p>plain</p>"],
                ["<p>a</p><p></p><p>b</p>", "<p>a</p><p></p><p>b</p>"],
                ["<p>x<script>alert(1)</script></p>", "<p>x</p>"],
                ["<div>x</div>", "<p>x</p>"],
                ['<p onclick="alert(1)" style="color:red">x</p>', "<p>x</p>"],
                ["<p>x<img src=x onerror=alert(1)></p>", "<p>x</p>"],
                ["<svg><script>alert(1)</script></svg><p>x</p>", "<p>x</p>"],
                ["<p></p>", None],
                ["<p>&nbsp;</p>", None],
                ["  ", None],
                ["", None],
                [None, None],
            ],
            "refuses": [
                ["<p>" + "x" * 21 + "</p>", "text_too_long"],
                ["<p>" * 70_000, "text_too_long"],
                ["\0", "text_holds_nul"],
                ["\ud800", "text_not_unicode"],
                [5, "not_text"],
                [["x"], "not_text"],
            ],
            "texts": [["甲\n乙", "<p>甲</p><p>乙</p>"], ["a < b", "<p>a &lt; b</p>"], ["", None]],
        },
    )

    kind: Literal["rich_text"] = "rich_text"
    max_length: Annotated[int, Setting(ge=1, le=100_000)] = 50_000
    """Letters, without counting the marks."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Text with the marks of HTML."""
        return Guess(0.65 * share(texts, lambda text: text.startswith("<") and "</" in text))

    def make_meaning(self) -> AnyMeaning:
        return RichTextMeaning(self.max_length)
