"""Says a checked expression in words: `amount > 100000` as "金额大于 100,000" and "Amount is greater than 100,000"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Protocol, get_args

from engines.definition import LOCALES, Locale
from engines.expression.check import Checked
from engines.expression.function import Words, words
from engines.expression.functions import FUNCTIONS
from engines.expression.phrases import (
    BLANKNESS,
    BRACKETS,
    CLAUSES,
    DENIED,
    IN_TIME,
    LISTED,
    ONE_OF,
    PHRASES,
    QUOTES,
    UNITS,
    Binding,
    Phrase,
    claim,
)
from engines.expression.scope import Path
from engines.expression.tree import Call, Literal, Node, Read, walk
from engines.expression.types import (
    BOOLEAN,
    CHOICE,
    DATE,
    DATETIME,
    RECORD_NAMES,
    TIME,
    Type,
    element_of,
)

FIRMNESS: Final = {binding: firmness for firmness, binding in enumerate(get_args(Binding))}
WITHIN: Final[dict[Binding, Binding]] = {
    "loose": "or",
    "or": "compared",
    "and": "compared",
    "compared": "sum",
    "sum": "product",
    "product": "tight",
    "tight": "tight",
}
"""How firm a part of a phrase must be to stand without brackets."""

TIMELY: Final = frozenset({DATE.name, DATETIME.name, TIME.name})
YES: Final = words("是", "yes")
NO: Final = words("否", "no")
IS_YES: Final = claim("{0}为“是”", "{0} is yes")
IS_NO: Final = claim("{0}为“否”", "{0} is no")
ALWAYS: Final = words("总是成立", "always")
NEVER: Final = words("从不成立", "never")
WHEN: Final = words("{0}时为{1}", "{1} if {0}")
CASE: Final = words("{0}是{1}时为{2}", "{2} where {0} is {1}")
ELSE: Final = words("否则为{0}", "otherwise {0}")
NOTHING: Final = words("空", "blank")

WIDE: Final = "\u3001-\u30ff\u3400-\u9fff\uff00-\uffef“”"
BETWEEN_WIDE: Final = re.compile(rf"(?<=[{WIDE}]) (?=[{WIDE}])|(?<=）) | (?=（)")
WIDE_THEN_NARROW: Final = re.compile(
    r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u3400-\u9fff])"
)


class Vocabulary(Protocol):
    """What people call the things that an expression names."""

    def path(self, path: Path) -> Words:
        """A field, one behind a link, or what belongs to a root."""
        ...

    def option(self, path: Path | None, key: str) -> Words:
        """An option of the field at the path; without one, of whichever field has it."""
        ...

    def row(self, kind: Type) -> Words:
        """A certain person, department or record, which is written as a number."""
        ...


def sentence_of(checked: Checked, vocabulary: Vocabulary) -> Words:
    """The expression in both languages: of a condition when it holds, of anything else what it gives."""
    is_condition = checked.type == BOOLEAN
    found = {}
    for locale in LOCALES:
        writer = _Writer(locale, vocabulary)
        node = checked.tree
        text = writer.condition(node, "loose") if is_condition else writer.part(node, "loose")
        found[locale] = tidy(text) if locale == "zh-CN" else text
    return found


def tidy(text: str) -> str:
    """Chinese text with spaces where narrow letters and digits meet wide ones, and nowhere else."""
    return WIDE_THEN_NARROW.sub(" ", BETWEEN_WIDE.sub("", text))


class _Writer:
    """Says nodes in one language."""

    def __init__(self, locale: Locale, vocabulary: Vocabulary) -> None:
        self.locale = locale
        self.vocabulary = vocabulary

    def condition(self, node: Node, within: Binding) -> str:
        """A node where something is to hold."""
        match node:
            case Literal():
                return (ALWAYS if node.value is True else NEVER)[self.locale]
            case Read():
                return self.filled_in(IS_YES, [self.part(node, "sum")], within)
            case Call():
                return self.part(node, within)

    def part(self, node: Node, within: Binding, near: Path | None = None) -> str:
        """A node as a part of a phrase; `near` is the choice whose options it may be about."""
        match node:
            case Literal():
                return self.literal(node, near)
            case Read():
                return self.vocabulary.path(node.path)[self.locale]
            case Call():
                return self.call(node, within, near)

    def literal(self, node: Literal, near: Path | None) -> str:
        """A value that the author wrote."""
        value = node.value
        if value is None:
            return NOTHING[self.locale]
        if isinstance(value, bool):
            return (YES if value else NO)[self.locale]
        if node.type.name in RECORD_NAMES:
            return self.vocabulary.row(node.type)[self.locale]
        if isinstance(value, Decimal):
            return f"{value:,f}"
        if node.type.name == CHOICE.name:
            return self.vocabulary.option(near, str(value))[self.locale]
        opening, closing = QUOTES[self.locale]
        return f"{opening}{value}{closing}"

    def call(self, node: Call, within: Binding, near: Path | None) -> str:
        """A function with its arguments."""
        arguments = node.arguments
        near = choice_of(arguments) or near
        name = FUNCTIONS[node.function].name
        if name in {"IFS", "SWITCH"}:
            return self.bracketed(self.cases(node, near), "loose", within)
        if name == "NOT":
            return self.denied(arguments[0], within, near)
        if name in UNITS and isinstance(arguments[-1], Literal):
            return self.with_unit(name, node, within, near)
        if written := written_date(node):
            return written
        phrase = PHRASES[node.function]
        if name in BLANKNESS and (blank := beside_blank(arguments)):
            return self.filled_in(BLANKNESS[name], [self.part(blank, "sum")], within)
        if name in IN_TIME and arguments[0].type.name in TIMELY:
            phrase = IN_TIME[name]
        return self.filled_in(phrase, self.parts(node, phrase, near), within, is_rest=name in ONE_OF)

    def parts(self, node: Call, phrase: Phrase, near: Path | None) -> list[str]:
        """The arguments, as firm as the phrase needs them."""
        firm: Binding = "sum" if phrase.joined is LISTED else WITHIN[phrase.binding]
        name = FUNCTIONS[node.function].name
        if name in {"AND", "OR"}:
            return [self.condition(argument, firm) for argument in node.arguments]
        if name == "IF":
            condition, *values = node.arguments
            return [self.condition(condition, firm), *(self.part(value, firm, near) for value in values)]
        if phrase.binding in {"sum", "product"} and len(node.arguments) == 2:
            first, second = node.arguments
            return [self.part(first, phrase.binding, near), self.part(second, firm, near)]
        return [self.part(argument, firm, near) for argument in node.arguments]

    def denied(self, node: Node, within: Binding, near: Path | None) -> str:
        """The opposite of a condition."""
        if isinstance(node, Read):
            return self.filled_in(IS_NO, [self.part(node, "sum")], within)
        if isinstance(node, Call) and node.function in DENIED:
            opposite = Call(DENIED[node.function], node.arguments, node.type)
            if opposite.function in FUNCTIONS:
                return self.call(opposite, within, near)
            phrase = PHRASES[opposite.function]
            return self.filled_in(phrase, self.parts(node, phrase, near), within)
        return self.filled_in(PHRASES["NOT"], [self.condition(node, "tight")], within)

    def cases(self, node: Call, near: Path | None) -> str:
        """One value after another, each with when it is the one."""
        arguments = list(node.arguments)
        said: list[str] = []
        subject = None
        if FUNCTIONS[node.function].name == "SWITCH":
            subject = self.part(arguments.pop(0), "sum", near)
        otherwise = arguments.pop() if len(arguments) % 2 else None
        for test, value in zip(arguments[::2], arguments[1::2], strict=True):
            given = self.part(value, "or", near)
            if subject is None:
                said.append(WHEN[self.locale].format(self.condition(test, "or"), given))
            else:
                said.append(CASE[self.locale].format(subject, self.part(test, "sum", near), given))
        if otherwise is not None:
            said.append(ELSE[self.locale].format(self.part(otherwise, "or", near)))
        return CLAUSES[self.locale].join(said)

    def with_unit(self, name: str, node: Call, within: Binding, near: Path | None) -> str:
        """A function whose last argument is a written unit, which has a name of its own."""
        phrase = PHRASES[node.function]
        unit = node.arguments[-1]
        written = str(unit.value).upper() if isinstance(unit, Literal) else ""
        firm = WITHIN[phrase.binding]
        said = [self.part(argument, firm, near) for argument in node.arguments[:-1]]
        named = UNITS[name].get(written)
        return self.filled_in(
            phrase, [*said, NOTHING[self.locale] if named is None else named[self.locale]], within
        )

    def filled_in(
        self, phrase: Phrase, parts: Sequence[str], within: Binding, *, is_rest: bool = False
    ) -> str:
        """The phrase around its parts, in brackets where it would fall apart."""
        says = (phrase.fewer or {}).get(len(parts), phrase.says)[self.locale]
        joined = LISTED if phrase.joined is None else phrase.joined
        rest = joined[self.locale].join(parts[1:]) if is_rest else ""
        text = says.format(*parts, all=joined[self.locale].join(parts), rest=rest)
        is_alone = phrase.joined is not None and len(parts) == 1 and says == "{all}"
        return text if is_alone else self.bracketed(text, phrase.binding, within)

    def bracketed(self, text: str, binding: Binding, within: Binding) -> str:
        """The text, in brackets where its place needs something firmer."""
        if FIRMNESS[binding] >= FIRMNESS[within]:
            return text
        opening, closing = BRACKETS[self.locale]
        return f"{opening}{text}{closing}"


def choice_of(arguments: Sequence[Node]) -> Path | None:
    """The choice that is read among some arguments, if there is one."""
    for argument in arguments:
        for node in walk(argument):
            if isinstance(node, Read) and element_of(node.type).name == CHOICE.name:
                return node.path
    return None


def beside_blank(arguments: Sequence[Node]) -> Node | None:
    """What is compared with nothing."""
    first, second = arguments
    if isinstance(second, Literal) and second.value is None:
        return first
    return second if isinstance(first, Literal) and first.value is None else None


def written_date(node: Call) -> str | None:
    """A date that is written out: DATE(2026, 1, 31)."""
    if FUNCTIONS[node.function].name != "DATE":
        return None
    numbers = [argument.value for argument in node.arguments if isinstance(argument, Literal)]
    if len(numbers) != 3 or not all(
        isinstance(number, Decimal) and number == int(number) for number in numbers
    ):
        return None
    year, month, day = (int(number) for number in numbers if isinstance(number, Decimal))
    return f"{year:04}-{month:02}-{day:02}"
