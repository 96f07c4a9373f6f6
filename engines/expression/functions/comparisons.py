"""Comparisons: signs that give a truth value, never blank."""

import ast
from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import and_, collate, func, or_
from sqlalchemy import true as sql_true

from engines.expression.function import (
    Function,
    Parameter,
    PythonNames,
    Sql,
    SqlWriter,
    Variable,
    Words,
    words,
)
from engines.expression.functions import moment as moments
from engines.expression.python_code import ordering
from engines.expression.tree import Call, Literal, Node, Read
from engines.expression.types import BOOLEAN, ORDERED, SINGLE, TEXT, TypeName

FIRST: Final = words("左边", "left")
SECOND: Final = words("右边", "right")
TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def sides(among: frozenset[TypeName]) -> tuple[Parameter, Parameter]:
    """The two sides of a comparison, which share a type."""
    shared = Variable(among, compares=True)
    return Parameter(FIRST, shared), Parameter(SECOND, shared)


def comparing(operator: Callable[[], ast.cmpop]) -> Callable[..., ast.expr]:
    """Python compares blank with blank as the language does."""

    def write(_names: PythonNames, _node: Call, arguments: Sequence[ast.expr]) -> ast.expr:
        return ast.Compare(arguments[0], [operator()], [arguments[1]])

    return write


def is_given(node: Node) -> bool:
    """Whether SQL sees the value as one parameter, cheap to name twice."""
    return isinstance(node, Read) and node.path[0].isupper()


def equal(writer: SqlWriter, node: Call) -> Sql:
    """Equality where NULL equals NULL."""
    first, second = node.arguments
    if blank := blank_side(first, second):
        return writer.value(blank).is_(None)
    if writer.filled(first) and writer.filled(second):
        return writer.value(first) == writer.value(second)
    return writer.value(first).is_not_distinct_from(writer.value(second))


def moment_and_day(first: Node, second: Node) -> tuple[Read, Node] | None:
    """A moment that is read, when its date is what is compared, and the date on the other side."""
    if (
        isinstance(first, Call)
        and first.function == moments.DATE_OF_MOMENT.id
        and isinstance(first.arguments[0], Read)
    ):
        return first.arguments[0], second
    return None


def day_condition(writer: SqlWriter, operator: str, moment: Read, day: Node) -> Sql:
    """A comparison of a moment's date, said of the moment itself so that an index on it can serve."""
    at, zone = writer.value(moment), writer.bind("time_zone", TEXT)
    start = func.mortise.day_start(writer.value(day), zone)
    end = func.mortise.day_end(writer.value(day), zone)
    match operator:
        case "<":
            return at < start
        case "<=":
            return at < end
        case ">":
            return at >= end
        case ">=":
            return at >= start
        case _:
            return and_(at >= start, at < end)


def equal_condition(writer: SqlWriter, node: Call) -> Sql:
    """Equality that an index can serve."""
    first, second = node.arguments
    found = moment_and_day(first, second) or moment_and_day(second, first)
    if found and writer.filled(found[1]):
        return day_condition(writer, "=", *found)
    if blank := blank_side(first, second):
        return writer.value(blank).is_(None)
    one, other = writer.value(first), writer.value(second)
    if writer.filled(first) or writer.filled(second):
        return one == other
    if is_given(first) or is_given(second):
        return or_(one == other, and_(one.is_(None), other.is_(None)))
    return one.is_not_distinct_from(other)


def different(writer: SqlWriter, node: Call) -> Sql:
    """The opposite of equality."""
    first, second = node.arguments
    if blank := blank_side(first, second):
        return writer.value(blank).is_not(None)
    if writer.filled(first) and writer.filled(second):
        return writer.value(first) != writer.value(second)
    return writer.value(first).is_distinct_from(writer.value(second))


def blank_side(first: Node, second: Node) -> Node | None:
    """The side that is compared with BLANK(), when the other is just that."""
    if isinstance(second, Literal) and second.value is None:
        return first
    return second if isinstance(first, Literal) and first.value is None else None


def compared(writer: SqlWriter, node: Call, operator: str) -> Sql:
    """An ordering, NULL when one side is; texts by code point whatever the column's collation."""
    first, second = node.arguments
    one, other = writer.value(first), writer.value(second)
    if first.type.name == TEXT.name:
        return one.bool_op(operator)(collate(other, "C"))
    return one.bool_op(operator)(other)


def order_condition(writer: SqlWriter, node: Call, operator: str) -> Sql:
    """An ordering that an index can serve."""
    first, second = node.arguments
    if found := moment_and_day(first, second):
        return day_condition(writer, operator, *found)
    if found := moment_and_day(second, first):
        return day_condition(writer, TURNED[operator], *found)
    return compared(writer, node, operator)


def order(name: str, python: Callable[[], ast.cmpop], explained: Words, example: str) -> Function:
    """One of the four orderings."""

    def value(writer: SqlWriter, node: Call) -> Sql:
        bare = compared(writer, node, name)
        return bare if all(map(writer.filled, node.arguments)) else bare.is_(sql_true())

    return Function(
        name=name,
        help=explained,
        example=example,
        parameters=sides(ORDERED),
        result=BOOLEAN,
        inline=ordering(python),
        sql_form=value,
        sql_condition=lambda writer, node: order_condition(writer, node, name),
        own_blank=True,
        settled=True,
        filled="yes",
    )


EQUAL = Function(
    name="=",
    help=words("是否相等；空只等于空", "Whether both are equal; blank equals only blank"),
    example='stage = "quote"',
    parameters=sides(SINGLE),
    result=BOOLEAN,
    inline=comparing(ast.Eq),
    sql_form=equal,
    sql_condition=equal_condition,
    own_blank=True,
    settled=True,
    filled="yes",
)
DIFFERENT = Function(
    name="<>",
    help=words("是否不相等", "Whether both differ"),
    example='stage <> "lost"',
    parameters=sides(SINGLE),
    result=BOOLEAN,
    inline=comparing(ast.NotEq),
    sql_form=different,
    sql_condition=different,
    own_blank=True,
    settled=True,
    filled="yes",
)
LESS = order(
    "<", ast.Lt, words("是否小于；有空为否", "Whether it is less; false with a blank"), "amount < 1000"
)
GREATER = order(
    ">", ast.Gt, words("是否大于；有空为否", "Whether it is greater; false with a blank"), "amount > 1000"
)
LESS_OR_EQUAL = order(
    "<=",
    ast.LtE,
    words("是否小于或等于；有空为否", "Whether it is less or equal; false with a blank"),
    "due_on <= TODAY()",
)
GREATER_OR_EQUAL = order(
    ">=",
    ast.GtE,
    words("是否大于或等于；有空为否", "Whether it is greater or equal; false with a blank"),
    "amount >= 1000",
)
