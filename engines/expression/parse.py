"""From an author's text to the untyped tree, or to the issue at the character where it breaks."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from engines.expression.place import at
from engines.expression.syntax import Application, Constant, Name, Span, Syntax, application
from engines.issues import Issue

DEEPEST: Final = 64
MOST_NODES: Final = 5_000
MOST_TOKENS: Final = 4 * MOST_NODES
LONGEST: Final = 1_000_000

SIGNS: Final = str.maketrans("＝＜＞＆＋－−＊／×÷≤≥≠％", "=<>&+--*/*/≤≥≠%")
COMPARISONS: Final = {"≤": "<=", "≥": ">=", "≠": "<>"}
DIGITS: Final = str.maketrans("０１２３４５６７８９．", "0123456789.")
LETTERS: Final = str.maketrans(
    {
        code: chr(code - 0xFEE0)
        for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), *range(0xFF10, 0xFF1A))
    }
    | {0xFF3F: "_"}
)
HUNDRED: Final = Decimal(100)

MEANT: Final = (
    ("==", "="),
    ("!=", "<>"),
    ("&&", "AND(…, …)"),
    ("||", "OR(…, …)"),
    ("!", "NOT(…)"),
    ("'", '"…"'),
    ("‘", '"…"'),
    ("；", "，"),
    (";", ","),
    ("^", "POWER(…, …)"),
)
"""Signs of other languages, and what ours has instead."""


def span_of(token: Token) -> Span:
    """Where a token stands."""
    return Span(token.start_pos or 0, token.end_pos or 0)


def sign_of(token: Token) -> str:
    """The operator that a token writes."""
    sign = token.translate(SIGNS)
    return COMPARISONS.get(sign, sign)


class Builder(Transformer[Token, Syntax]):
    """Builds the tree while the text is read, so that depth costs no recursion."""

    def start(self, parts: list[Token | Syntax]) -> Syntax:
        """The whole, without the sign of equality that spreadsheet users begin with."""
        return _operands(parts)[-1]

    def number(self, parts: list[Token]) -> Syntax:
        """A number as written."""
        return Constant(Decimal(parts[0].translate(DIGITS)), span_of(parts[0]))

    def text(self, parts: list[Token]) -> Syntax:
        """A text without its quotes; a doubled closing quote stands for one."""
        closing = parts[0][-1]
        return Constant(parts[0][1:-1].replace(closing * 2, closing), span_of(parts[0]))

    def path(self, parts: list[Token]) -> Syntax:
        """A name, or several joined by dots."""
        names = tuple(part.translate(LETTERS) for part in parts if part.type == "NAME")
        return Name(names, Span(parts[0].start_pos or 0, parts[-1].end_pos or 0))

    def call(self, parts: list[Token | Syntax]) -> Syntax:
        """A function and its arguments."""
        name, closing = _token(parts[0]), _token(parts[-1])
        whole = Span(name.start_pos or 0, closing.end_pos or 0)
        return application(name.translate(LETTERS).upper(), _operands(parts), whole, span_of(name))

    def group(self, parts: list[Token | Syntax]) -> Syntax:
        """What parentheses hold."""
        return _operands(parts)[0]

    def unary(self, parts: list[Token | Syntax]) -> Syntax:
        """A sign before its operand; a number written with a sign stays a number."""
        sign = _token(parts[0])
        operand = _operands(parts)[0]
        whole = Span(sign.start_pos or 0, operand.span.end)
        if sign_of(sign) == "+":
            return operand
        if isinstance(operand, Constant) and isinstance(operand.value, Decimal):
            return Constant(operand.value.copy_negate() if operand.value else operand.value, whole)
        return application("-", (operand,), whole, span_of(sign))

    def percent(self, parts: list[Token | Syntax]) -> Syntax:
        """A hundredth of the operand."""
        operand = _operands(parts)[0]
        sign = _token(parts[1])
        whole = Span(operand.span.start, sign.end_pos or 0)
        return application("/", (operand, Constant(HUNDRED, span_of(sign))), whole, span_of(sign))

    def binary(self, parts: list[Token | Syntax]) -> Syntax:
        """Two operands and the sign between them."""
        first, second = _operands(parts)
        sign = _token(parts[1])
        return application(
            sign_of(sign), (first, second), Span(first.span.start, second.span.end), span_of(sign)
        )


def _token(part: Token | Syntax) -> Token:
    if isinstance(part, Token):
        return part
    raise TypeError(part)


def _operands(parts: list[Token | Syntax]) -> list[Syntax]:
    return [part for part in parts if isinstance(part, (Constant, Name, Application))]


PARSER: Final = Lark(
    (Path(__file__).parent / "grammar.lark").read_text("utf-8"),
    parser="lalr",
    transformer=Builder(),
    maybe_placeholders=False,
)


class _TooLargeError(Exception):
    """More tokens than any expression within bounds has."""


def parse(text: str) -> Syntax | Issue:
    """The tree that `text` reads as, or the first place where it stops making sense."""
    if len(text) > LONGEST:
        return Issue("expression.too_large", params={"most": MOST_NODES})
    if not text.strip():
        return Issue("expression.empty", params=at(text, Span(0, 0)))
    try:
        tree = _read(text)
    except _TooLargeError:
        return Issue("expression.too_large", params={"most": MOST_NODES})
    except UnexpectedInput as problem:
        return _syntax_issue(text, problem)
    if tree.depth > DEEPEST:
        return Issue("expression.too_deep", params={"most": DEEPEST})
    if tree.size > MOST_NODES:
        return Issue("expression.too_large", params={"most": MOST_NODES})
    return tree


def _read(text: str) -> Syntax:
    reader = PARSER.parse_interactive(text)
    for count, _ in enumerate(reader.iter_parse()):
        if count > MOST_TOKENS:
            raise _TooLargeError
    return _operands([reader.feed_eof()])[0]  # type: ignore[no-untyped-call]  # lark leaves it untyped


UNCLOSED: Final = re.compile(r"[\"“＂]")


def _syntax_issue(text: str, problem: UnexpectedInput) -> Issue:
    """What breaks at a character, in the words of somebody who does not know grammars."""
    if isinstance(problem, UnexpectedToken) and problem.token.type == "$END":
        return Issue("expression.unfinished", params=at(text, Span(len(text.rstrip()), len(text))))
    start = problem.pos_in_stream if isinstance(problem, UnexpectedCharacters) else None
    if start is None:
        start = getattr(problem, "pos_in_stream", None) or 0
    for wrong, right in MEANT:
        for offset in (start, start - 1):
            if offset >= 0 and text.startswith(wrong, offset) and len(wrong) > start - offset:
                place = at(text, Span(offset, offset + len(wrong)))
                return Issue("expression.foreign_sign", params={**place, "found": wrong, "suggestion": right})
    if UNCLOSED.match(text, start):
        return Issue("expression.unclosed_text", params=at(text, Span(start, len(text))))
    found = str(problem.token) if isinstance(problem, UnexpectedToken) else text[start]
    return Issue("expression.syntax", params={**at(text, Span(start, start + len(found))), "found": found})
