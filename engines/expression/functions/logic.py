"""Functions that decide."""

import ast
from collections.abc import Sequence
from typing import Final

from sqlalchemy import and_, case, false, func, not_, or_, true

from engines.expression.function import Function, Parameter, PythonNames, Sql, SqlWriter, Variable, words
from engines.expression.python_code import constant, is_blank, is_filled, keep, truth
from engines.expression.tree import Call
from engines.expression.types import BLANK, BOOLEAN

ANYTHING: Final = Variable(None)
ONE: Final = Variable()
KEY: Final = Variable(compares=True)
CONDITION: Final = Parameter(words("条件", "condition"), BOOLEAN)
CONDITIONS: Final = Parameter(words("条件", "condition"), BOOLEAN)


def python_if(names: PythonNames, node: Call, arguments: Sequence[ast.expr]) -> ast.expr:
    """Pairs of condition and value, then perhaps what holds otherwise: IF and IFS."""
    otherwise: ast.expr = arguments[-1] if len(arguments) % 2 else constant(None)
    for position in range(len(arguments) // 2 * 2 - 2, -1, -2):
        otherwise = ast.IfExp(arguments[position], arguments[position + 1], otherwise)
    return otherwise


def sql_if(writer: SqlWriter, node: Call) -> Sql:
    """The same as one CASE."""
    parts = node.arguments
    pairs = [
        (writer.condition(parts[position]), writer.value(parts[position + 1]))
        for position in range(0, len(parts) - 1, 2)
    ]
    return case(*pairs, else_=writer.value(parts[-1]) if len(parts) % 2 else None)


IF = Function(
    name="IF",
    help=words(
        "条件成立时取第一个值，否则取第二个（省略则为空）",
        "The first value where the condition holds, otherwise the second (blank when left out)",
    ),
    example='IF(amount > 100000, "A", "B")',
    parameters=(
        CONDITION,
        Parameter(words("成立时", "then"), ANYTHING),
        Parameter(words("否则", "otherwise"), ANYTHING, optional=True),
    ),
    result=ANYTHING,
    inline=python_if,
    sql_form=sql_if,
    own_blank=True,
    settled=True,
)
IFS = Function(
    name="IFS",
    help=words(
        "第一个成立的条件后面的值；都不成立时取最后单独的一个值，没有则为空",
        "The value behind the first condition that holds; a last value alone holds otherwise, or blank",
    ),
    example='IFS(score >= 80, "A", score >= 60, "B", "C")',
    parameters=(CONDITION, Parameter(words("值", "value"), ANYTHING)),
    repeat=2,
    last=Parameter(words("否则", "otherwise"), ANYTHING),
    result=ANYTHING,
    inline=python_if,
    sql_form=sql_if,
    own_blank=True,
    settled=True,
)


def python_switch(names: PythonNames, node: Call, arguments: Sequence[ast.expr]) -> ast.expr:
    """A chain of comparisons with one value."""
    kept, again = keep(names, arguments[0])
    rest = arguments[1:]
    chosen: ast.expr = rest[-1] if len(rest) % 2 else constant(None)
    for position in range(len(rest) // 2 * 2 - 2, -1, -2):
        matches = ast.Compare(again, [ast.Eq()], [rest[position]])
        chosen = ast.IfExp(matches, rest[position + 1], chosen)
    default = rest[-1] if len(rest) % 2 else constant(None)
    return ast.IfExp(is_blank(kept), default, chosen)


def sql_switch(writer: SqlWriter, node: Call) -> Sql:
    """The simple form of CASE, which computes its value once."""
    subject, *rest = node.arguments
    pairs = [
        (writer.value(rest[position]), writer.value(rest[position + 1]))
        for position in range(0, len(rest) - 1, 2)
    ]
    return case(*pairs, value=writer.value(subject), else_=writer.value(rest[-1]) if len(rest) % 2 else None)


SWITCH = Function(
    name="SWITCH",
    help=words(
        "与第一个值相等的键后面的值；都不等或为空时取最后单独的一个值",
        "The value behind the key that equals the first; a last value alone where none does or it is blank",
    ),
    example='SWITCH(stage, "quote", 0.5, "won", 1, 0)',
    parameters=(
        Parameter(words("值", "value"), KEY),
        Parameter(words("键", "key"), KEY),
        Parameter(words("结果", "result"), ANYTHING),
    ),
    repeat=2,
    last=Parameter(words("否则", "otherwise"), ANYTHING),
    result=ANYTHING,
    inline=python_switch,
    sql_form=sql_switch,
    own_blank=True,
    settled=True,
)


def python_all(names: PythonNames, node: Call, arguments: Sequence[ast.expr]) -> ast.expr:
    """All of them; a blank is false."""
    tests = [truth(names, part, value) for part, value in zip(node.arguments, arguments, strict=True)]
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)


def python_any(names: PythonNames, node: Call, arguments: Sequence[ast.expr]) -> ast.expr:
    """Any of them; a blank is false."""
    tests = [truth(names, part, value) for part, value in zip(node.arguments, arguments, strict=True)]
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)


def certain(writer: SqlWriter, node: Call) -> Sql:
    """A condition as a value: never NULL."""
    return func.coalesce(writer.condition(node), false())


def certain_not(writer: SqlWriter, node: Call) -> Sql:
    """True where the condition is false or NULL."""
    part = node.arguments[0]
    return not_(writer.value(part)) if writer.filled(part) else writer.condition(part).is_not(true())


AND = Function(
    name="AND",
    help=words("所有条件都成立；空算作否", "Whether all hold; a blank does not"),
    example='AND(amount > 100000, stage = "quote")',
    parameters=(CONDITIONS,),
    repeat=1,
    result=BOOLEAN,
    inline=python_all,
    sql_form=certain,
    sql_condition=lambda writer, node: and_(*map(writer.condition, node.arguments)),
    own_blank=True,
    settled=True,
    filled="yes",
)
OR = Function(
    name="OR",
    help=words("至少一个条件成立；空算作否", "Whether one holds at least; a blank does not"),
    example='OR(stage = "won", stage = "lost")',
    parameters=(CONDITIONS,),
    repeat=1,
    result=BOOLEAN,
    inline=python_any,
    sql_form=certain,
    sql_condition=lambda writer, node: or_(*map(writer.condition, node.arguments)),
    own_blank=True,
    settled=True,
    filled="yes",
)
NOT = Function(
    name="NOT",
    help=words("条件不成立；空算作否，所以结果为是", "Whether the condition does not hold; a blank does not"),
    example="NOT(urgent)",
    parameters=(CONDITION,),
    result=BOOLEAN,
    inline=lambda names, node, arguments: ast.UnaryOp(ast.Not(), arguments[0]),
    sql_form=certain_not,
    sql_condition=certain_not,
    own_blank=True,
    settled=True,
    filled="yes",
)


def is_empty(values: Sequence[object] | None) -> bool:
    """Whether a list holds nothing but blanks."""
    return values is None or all(value is None for value in values)


ISBLANK = Function(
    name="ISBLANK",
    help=words("是否为空", "Whether it is blank"),
    example="ISBLANK(signed_on)",
    parameters=(Parameter(words("值", "value"), ONE),),
    result=BOOLEAN,
    inline=lambda names, node, arguments: is_blank(arguments[0]),
    sql_form=lambda writer, node: writer.value(node.arguments[0]).is_(None),
    own_blank=True,
    settled=True,
    filled="yes",
)
ISBLANK_LIST = Function(
    name="ISBLANK",
    key="ISBLANK list",
    help=words("列表是否为空或只有空值", "Whether a list holds nothing, or blanks only"),
    example="ISBLANK(tags)",
    parameters=(Parameter(words("列表", "list"), ONE, many=True),),
    result=BOOLEAN,
    python=is_empty,
    sql=lambda values: func.mortise.count(values) == 0,
    own_blank=True,
    settled=True,
    filled="yes",
)


def python_first_filled(names: PythonNames, node: Call, arguments: Sequence[ast.expr]) -> ast.expr:
    """The first that is not blank, the others never computed."""
    chosen = arguments[-1]
    for value in reversed(arguments[:-1]):
        kept, again = keep(names, value)
        chosen = ast.IfExp(is_filled(kept), again, chosen)
    return chosen


IFBLANK = Function(
    name="IFBLANK",
    help=words("第一个不为空的值", "The first value that is not blank"),
    example="IFBLANK(discount, 0)",
    parameters=(Parameter(words("值", "value"), ONE), Parameter(words("替代值", "instead"), ONE)),
    repeat=1,
    result=ONE,
    inline=python_first_filled,
    sql=func.coalesce,
    own_blank=True,
    settled=True,
    filled="like last",
)
EMPTY = Function(
    name="BLANK",
    help=words("空", "Nothing: no value"),
    example="IF(amount > 0, amount, BLANK())",
    result=BLANK,
    python=lambda: None,
    own_blank=True,
    settled=True,
)
