"""Functions of lists: rows of a sub-table, linked records, several options. Blanks are passed over."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import any_, cast, false, func
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import ARRAY, Boolean, Numeric, Text

from engines.expression.function import Function, Parameter, Sql, SqlWriter, Variable, words
from engines.expression.sql_types import sql_type
from engines.expression.tree import Call, Node
from engines.expression.types import (
    BOOLEAN,
    NUMBER,
    SINGLE,
    TEXT,
    Type,
    element_of,
    is_list,
)
from engines.expression.values import LONGEST_TEXT, add, whole

NUMERIC: Final = Numeric()
ANY: Final = Variable(SINGLE, compares=True)
THE_LIST: Final = Parameter(words("列表", "list"), ANY, many=True)
VALUES: Final = Parameter(words("值或列表", "values"), ANY, spread=True)
THE_VALUE: Final = Parameter(words("值", "value"), ANY)


def spread(values: Iterable[Any]) -> Iterator[Any]:
    """The values and the elements of lists, without blanks."""
    for value in values:
        if isinstance(value, tuple):
            yield from (element for element in value if element is not None)
        elif value is not None:
            yield value


def one_array(element: Type, values: list[Sql]) -> Sql:
    """An array of single values."""
    return cast(array(values), ARRAY(sql_type(element)))


def one_list(writer: SqlWriter, nodes: Iterable[Node]) -> Sql:
    """Single values and lists as one array."""
    singles = [node for node in nodes if not is_list(node.type)]
    lists = [writer.value(node) for node in nodes if is_list(node.type)]
    if singles:
        lists.insert(0, one_array(singles[0].type, [writer.value(node) for node in singles]))
    joined = lists[0]
    for further in lists[1:]:
        joined = func.array_cat(joined, further, type_=joined.type)
    return joined


def over_list(name: str, gives: Any = NUMERIC) -> Callable[[SqlWriter, Call], Sql]:
    """SQL that hands all arguments, as one array, to a function."""

    def write(writer: SqlWriter, node: Call) -> Sql:
        function = getattr(func.mortise, name)
        result: Sql = function(one_list(writer, node.arguments), type_=gives or sql_type(node.type))
        return result

    return write


def total(*values: Any) -> Decimal | None:
    """The sum of what is not blank."""
    found = values[0] if len(values) == 1 and isinstance(values[0], tuple) else tuple(spread(values))
    result = None
    for value in found:
        if value is not None:
            result = value if result is None else add(result, value)
    return result


def count(*values: Any) -> Decimal:
    """How many are not blank."""
    return Decimal(sum(1 for _ in spread(values)))


def unique(values: Any) -> tuple[Any, ...]:
    """Each value once, where it stood first."""
    return tuple(dict.fromkeys(spread((values,))))


def item(values: Any, position: Decimal) -> Any:
    """The value at a position, from the end below zero."""
    found, place = list(spread((values,))), whole(position)
    if place == 0 or abs(place) > len(found):
        return None
    return found[place - 1 if place > 0 else place]


def joined_texts(values: Any, separator: str | None = None) -> str | None:
    """The texts with a separator between."""
    found, between = list(spread((values,))), separator or ""
    length = sum(map(len, found)) + len(between) * max(len(found) - 1, 0)
    return between.join(found) if length <= LONGEST_TEXT else None


def includes_all(values: Any, *wanted: Any) -> bool:
    """Whether the list holds every wanted value, and one is wanted."""
    found = set(spread(wanted))
    return bool(found) and found <= set(spread((values,)))


def includes_any(values: Any, *wanted: Any) -> bool:
    """Whether the list holds one of the wanted values."""
    return not set(spread(wanted)).isdisjoint(spread((values,)))


def count_if(values: Any, wanted: Any) -> Decimal:
    """How many equal a value; none equal a blank."""
    return Decimal(sum(found == wanted for found in spread((values,))))


def sum_if(keys: Any, key: Any, numbers: Any) -> Decimal | None:
    """The sum of the numbers that stand where the key does."""
    if keys is None or numbers is None or key is None or len(keys) != len(numbers):
        return None
    return total(tuple(number for found, number in zip(keys, numbers, strict=True) if found == key))


def in_condition(writer: SqlWriter, node: Call) -> Sql:
    """Membership that an index on the value can serve."""
    value, *among = node.arguments
    if not any(is_list(part.type) for part in among):
        return writer.value(value).in_([writer.value(part) for part in among])
    return writer.value(value) == any_(one_list(writer, among))


def has_condition(writer: SqlWriter, node: Call) -> Sql:
    """Membership that an index on the list can serve."""
    values, value = node.arguments
    wanted = one_array(element_of(values.type), [writer.value(value)])
    return writer.value(values).bool_op("@>")(wanted)


def any_condition(writer: SqlWriter, node: Call) -> Sql:
    """Whether two arrays overlap."""
    return writer.value(node.arguments[0]).bool_op("&&")(one_list(writer, node.arguments[1:]))


def all_condition(writer: SqlWriter, node: Call) -> Sql:
    """Whether one array holds the other; bare where no wanted value can be blank."""
    values, *wanted = node.arguments
    if all(writer.filled(part) and not is_list(part.type) for part in wanted):
        return writer.value(values).bool_op("@>")(one_list(writer, wanted))
    return func.mortise.includes_all(writer.value(values), one_list(writer, wanted), type_=Boolean())


def keyed(name: str) -> Callable[[SqlWriter, Call], Sql]:
    """SQL that hands a list, a key of exactly its elements' type, and what follows to a function."""

    def write(writer: SqlWriter, node: Call) -> Sql:
        values, key, *rest = node.arguments
        wanted = cast(writer.value(key), sql_type(element_of(values.type)))
        result: Sql = getattr(func.mortise, name)(
            writer.value(values), wanted, *map(writer.value, rest), type_=NUMERIC
        )
        return result

    return write


def certain(condition: Callable[[SqlWriter, Call], Sql]) -> Callable[[SqlWriter, Call], Sql]:
    """The condition as a value: false where it is NULL."""
    return lambda writer, node: func.coalesce(condition(writer, node), false())


COUNT = Function(
    name="COUNT",
    help=words("不为空的个数", "How many are not blank"),
    example="COUNT(lines)",
    parameters=(VALUES,),
    repeat=1,
    result=NUMBER,
    python=count,
    sql_form=over_list("count"),
    own_blank=True,
    settled=True,
    filled="yes",
)
COUNTUNIQUE = Function(
    name="COUNTUNIQUE",
    help=words("不同值的个数", "How many different values there are"),
    example="COUNTUNIQUE(lines.product)",
    parameters=(THE_LIST,),
    result=NUMBER,
    python=lambda values: Decimal(len(unique(values))),
    sql_form=over_list("count_unique"),
    own_blank=True,
    settled=True,
    filled="yes",
)
UNIQUE = Function(
    name="UNIQUE",
    help=words("去掉重复的值", "Each value once"),
    example='TEXTJOIN(UNIQUE(lines.category), "、")',
    parameters=(THE_LIST,),
    result=ANY,
    gives_list=True,
    python=unique,
    sql_form=over_list("unique_values", None),
    own_blank=True,
)
INDEX = Function(
    name="INDEX",
    help=words("第几个值；负数从末尾数", "The value at a position; from the end below zero"),
    example="INDEX(lines.product, 1)",
    parameters=(THE_LIST, Parameter(words("第几个", "position"), NUMBER)),
    result=ANY,
    python=item,
    sql_form=lambda writer, node: func.mortise.item(
        *map(writer.value, node.arguments), type_=sql_type(node.type)
    ),
    settled=True,
)
TEXTJOIN = Function(
    name="TEXTJOIN",
    help=words("把列表写成一段文本，中间加分隔", "The list as one text, with a separator between"),
    example='TEXTJOIN(lines.name, "、")',
    parameters=(
        Parameter(words("列表", "list"), TEXT, many=True, prints=True),
        Parameter(words("分隔", "separator"), TEXT, optional=True),
    ),
    result=TEXT,
    python=joined_texts,
    sql=lambda values, separator="": func.mortise.join_texts(values, separator, type_=Text()),
    own_blank=True,
)
IN = Function(
    name="IN",
    help=words("值是否在其中", "Whether the value is among the others"),
    example='IN(stage, "won", "lost")',
    parameters=(THE_VALUE, VALUES),
    repeat=1,
    result=BOOLEAN,
    python=lambda value, *among: value is not None and any(value == other for other in spread(among)),
    sql_form=certain(in_condition),
    sql_condition=in_condition,
    own_blank=True,
    settled=True,
    filled="yes",
)
HAS = Function(
    name="HAS",
    help=words("列表里是否有这个值", "Whether the list holds the value"),
    example='HAS(tags, "vip")',
    parameters=(THE_LIST, THE_VALUE),
    result=BOOLEAN,
    python=lambda values, value: value in values,
    sql_form=has_condition,
)
HASANY = Function(
    name="HASANY",
    help=words("列表里是否有其中任何一个值", "Whether the list holds one of the values"),
    example='HASANY(tags, "vip", "key")',
    parameters=(THE_LIST, VALUES),
    repeat=1,
    result=BOOLEAN,
    python=includes_any,
    sql_form=certain(any_condition),
    sql_condition=any_condition,
    own_blank=True,
    settled=True,
    filled="yes",
)
HASALL = Function(
    name="HASALL",
    help=words("列表里是否有其中每一个值", "Whether the list holds every one of the values"),
    example='HASALL(tags, "vip", "key")',
    parameters=(THE_LIST, VALUES),
    repeat=1,
    result=BOOLEAN,
    python=includes_all,
    sql_form=certain(all_condition),
    sql_condition=all_condition,
    own_blank=True,
    settled=True,
    filled="yes",
)
COUNTIF = Function(
    name="COUNTIF",
    help=words("列表里等于这个值的个数", "How many in the list equal the value"),
    example='COUNTIF(lines.status, "open")',
    parameters=(THE_LIST, THE_VALUE),
    result=NUMBER,
    python=count_if,
    sql_form=keyed("count_if"),
    own_blank=True,
    settled=True,
    filled="yes",
)
SUMIF = Function(
    name="SUMIF",
    help=words(
        "键等于这个值的那些行的数之和", "The sum of the numbers in those rows whose key equals the value"
    ),
    example='SUMIF(lines.status, "open", lines.amount)',
    parameters=(THE_LIST, THE_VALUE, Parameter(words("数", "numbers"), NUMBER, many=True)),
    result=NUMBER,
    python=sum_if,
    sql_form=keyed("sum_if"),
)
