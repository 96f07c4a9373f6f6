"""Random expressions that make sense, with random values for what they read."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from engines.expression.check import Checked
from engines.expression.function import Function, Parameter, Variable
from engines.expression.functions import FUNCTIONS
from engines.expression.tree import Read, walk
from engines.expression.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DURATION,
    NUMBER,
    PERSON,
    TEXT,
    TIME,
    Type,
    Value,
    choice_of,
    element_of,
    is_list,
    list_of,
)
from engines.expression.values import tidy

SOURCE: Final = choice_of(["web", "fair"])
SINGLES: Final = (TEXT, NUMBER, BOOLEAN, DATE, DATETIME, TIME, DURATION, SOURCE, PERSON)
FIELDS: Final[dict[Type, tuple[str, ...]]] = {
    TEXT: ("name", "note", "account.name", "PARAM.greeting"),
    NUMBER: ("amount", "cost", "rate", "account.size", "PARAM.limit"),
    BOOLEAN: ("urgent", "closed", "OLD.urgent"),
    DATE: ("signed_on", "due_on", "account.since"),
    DATETIME: ("created_at", "due_at"),
    TIME: ("opens", "shuts"),
    DURATION: ("length", "spent"),
    SOURCE: ("source", "OLD.source"),
    PERSON: ("owner", "helper", "ME", "account.owner"),
    list_of(TEXT): ("lines.product",),
    list_of(NUMBER): ("lines.price", "lines.quantity"),
    list_of(BOOLEAN): ("lines.done",),
    list_of(DATE): ("lines.due", "account.visits.day"),
    list_of(DATETIME): ("lines.at",),
    list_of(DURATION): ("lines.length",),
    list_of(PERSON): ("team",),
}
LITERALS: Final[dict[Type, tuple[str, ...]]] = {
    TEXT: (
        '"a"',
        '"中文"',
        '"Ａb ß"',
        '" "',
        '"1,234.5"',
        '"2026-02-30"',
        '"2024/2/29"',
        '"12%"',
        '"😀é"',
        '""',
    ),
    NUMBER: ("0", "1", "-1", "2", "0.5", "-2.5", "12", "100", "0.000000000001", "99999999999999999999999999"),
    BOOLEAN: ("TRUE", "FALSE"),
    DATE: ("TODAY()", "DATE(2024, 2, 29)", "DATE(2026, 12, 31)", "DATE(1, 1, 1)", "DATE(9999, 12, 31)"),
    DATETIME: ("NOW()", "DATETIME(DATE(2024, 2, 29))"),
    TIME: ("TIME(0, 0)", "TIME(23, 59, 59)"),
    DURATION: ("HOURS(1)", "MINUTES(-90)", "SECONDS(0.5)"),
    SOURCE: ('"web"', '"fair"'),
}
PATTERNS: Final = {
    NUMBER: ("0", "0.00", "#,##0.0", "¥#,##0.00", "0.0%"),
    DATE: ("YYYY-MM-DD", "YY年M月D日", "D/M"),
    DATETIME: ("YYYY-MM-DD hh:mm:ss", "h:m", "M-D hh:mm", 'YYYY"T"'),
}
NUMBERS: Final = (
    "0", "1", "-1", "2", "3", "0.5", "-0.5", "2.5", "-2.5", "7.000000000001", "0.000000000001", "1.005", "123456.789",
    "-99999999999999999999999999.999999999999", "99999999999999999999999999.999999999999", "10000000000000", "31",
)  # fmt: skip
TEXTS: Final = (
    "a", "A", "abc", "Abc ABC", "中文", "ＡＢＣ１２３", " a  b ", "ß", "İstanbul", "Σίσυφος", "😀x", "é", "1", "-2.50",
    "1,234", "5%", "2026-01-31", "2026年2月29日", "１２", "a@b.cn", "%_\\", "'\"", "｡", "　全角　", "ǅ",
)  # fmt: skip


class Writer:
    """Writes expressions with a given source of chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def expression(self, kind: Type, depth: int) -> str:
        """Text of an expression of the type."""
        leaves = [*FIELDS.get(kind, ()), *LITERALS.get(kind, ())]
        if not leaves or (depth > 1 and self.chance.random() < 0.85):
            function = self.chance.choice(giving(kind))
            return self.application(function, kind, depth - 1)
        return self.chance.choice(leaves)

    def application(self, function: Function, kind: Type, depth: int) -> str:
        """A function applied to expressions, so that it gives the type."""
        bound: dict[Variable, Type] = {}
        if isinstance(function.result, Variable):
            bound[function.result] = element_of(kind) if function.gives_list else kind
        count = len(function.parameters) - sum(
            parameter.optional and self.chance.random() < 0.5 for parameter in function.parameters
        )
        if function.repeat:
            fixed = len(function.parameters) - function.repeat
            count = fixed + function.repeat * self.chance.randint(1, 2)
            count += function.last is not None and self.chance.random() < 0.7
        parameters = function.parameters_for(count) or ()
        arguments = [self.argument(function, parameter, bound, depth) for parameter in parameters]
        if not function.name[0].isalpha():
            return (
                f"({function.name}{arguments[0]})"
                if len(arguments) == 1
                else f"({f' {function.name} '.join(arguments)})"
            )
        return f"{function.name}({', '.join(arguments)})"

    def argument(
        self, function: Function, parameter: Parameter, bound: dict[Variable, Type], depth: int
    ) -> str:
        """An argument that suits a parameter."""
        if parameter.literal:
            first = function.parameters[0].type
            patterns = PATTERNS[first] if isinstance(first, Type) else ()
            return '"' + self.chance.choice([text for text in patterns if '"' not in text]) + '"'
        kind = parameter.type
        if isinstance(kind, Variable):
            if kind not in bound:
                listed = any(each.many for each in function.parameters if each.type == kind)
                among = [
                    single
                    for single in SINGLES
                    if (kind.among is None or single.name in kind.among)
                    and (not listed or list_of(single) in FIELDS)
                ]
                bound[kind] = self.chance.choice(among)
            kind = bound[kind]
        if kind.options is not None and kind != SOURCE:
            return f'"{self.chance.choice(sorted(kind.options))}"'
        if parameter.prints and self.chance.random() < 0.5:
            kind = self.chance.choice([NUMBER, DATE, DATETIME, TEXT if parameter.many else SOURCE])
        several = list_of(kind)
        if parameter.many or (parameter.spread and several in FIELDS and self.chance.random() < 0.5):
            return self.expression(several, depth)
        return self.expression(kind, depth)


def giving(kind: Type) -> Sequence[Function]:
    """The functions that can give the type."""
    return [
        function
        for function in FUNCTIONS.values()
        if not function.hidden and function.expand is None and can_give(function, kind)
    ]


def can_give(function: Function, kind: Type) -> bool:
    """Whether some arguments make the function give the type."""
    single = element_of(kind)
    if function.gives_list != is_list(kind) and not isinstance(function.result, Variable):
        return False
    if isinstance(function.result, Variable):
        if function.gives_list:
            return is_list(kind) and kind in FIELDS
        needs_list = any(
            parameter.many and parameter.type == function.result for parameter in function.parameters
        )
        among = function.result.among
        return (among is None or kind.name in among) and (not needs_list or list_of(single) in FIELDS)
    return function.result == kind


def random_text(chance: Random, depth: int = 4) -> str:
    """An expression of any type."""
    return Writer(chance).expression(chance.choice([*SINGLES, list_of(NUMBER), list_of(TEXT)]), depth)


def random_value(chance: Random, kind: Type) -> Value:
    """A value of the type; often blank, often at a boundary."""
    if chance.random() < 0.25:
        return None
    if kind.of is not None:
        return tuple(random_value(chance, kind.of) for _ in range(chance.randint(1, 4)))
    match kind.name:
        case "number" | "duration":
            return Decimal(chance.choice(NUMBERS)) if chance.random() < 0.8 else decimal(chance)
        case "boolean":
            return chance.random() < 0.5
        case "date":
            return day(chance)
        case "datetime":
            seconds = chance.randrange(-600_000_000, 4_000_000_000)
            return datetime.fromtimestamp(0, UTC) + timedelta(
                seconds=seconds, microseconds=chance.choice([0, 1, 500_000])
            )
        case "time":
            return time(chance.randrange(24), chance.randrange(60), chance.randrange(60))
        case "person" | "department" | "link":
            return chance.choice([1, 7, 12])
        case "choice":
            return chance.choice(sorted(kind.options or ()))
        case _:
            return chance.choice(TEXTS)


def decimal(chance: Random) -> Decimal | None:
    """A number with up to twelve decimals."""
    return tidy(Decimal(chance.randrange(-(10**18), 10**18)).scaleb(-chance.randrange(13)))


def day(chance: Random) -> date:
    """A date: the ends of time, the ends of months, or any."""
    edges = (date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29), date(2026, 1, 31), date(2026, 2, 16))
    return (
        chance.choice(edges)
        if chance.random() < 0.4
        else date.fromordinal(chance.randrange(700_000, 760_000))
    )


def random_values(chance: Random, expression: Checked) -> dict[str, Value]:
    """Values for everything that the expression reads."""
    reads = sorted(
        {node for node in walk(expression.tree) if isinstance(node, Read)}, key=lambda node: node.path
    )
    values: dict[str, Value] = {}
    for node in reads:
        value = random_value(chance, node.type)
        values[".".join(node.path)] = 7 if value is None and node.filled else value
    return values
