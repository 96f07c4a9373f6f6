"""Functions that find, in one list, what stands beside a place of another: steps of prices, rates, grades."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import cast, func

from engines.expression.function import Function, Parameter, Sql, SqlWriter, Variable, words
from engines.expression.functions.aggregate import COMPARABLE
from engines.expression.functions.list import THE_LIST, THE_VALUE
from engines.expression.sql_types import sql_type
from engines.expression.tree import Call
from engines.expression.types import element_of

BESIDE: Final = Variable()
RESULTS: Final = Parameter(words("结果", "results"), BESIDE, many=True)


def list_if(keys: Any, key: Any, values: Any) -> tuple[Any, ...] | None:
    """The values that stand where the key does, blanks too."""
    if keys is None or key is None or values is None or len(keys) != len(values):
        return None
    return tuple(value for found, value in zip(keys, values, strict=True) if found == key) or None


def look_up(value: Any, limits: Any, results: Any) -> Any:
    """The result beside the greatest lower limit that is not over the value; a blank limit is under all."""
    if value is None or limits is None or results is None or len(limits) != len(results):
        return None
    best = None
    for place, limit in enumerate(limits):
        if limit is not None and limit > value:
            continue
        if best is None or (limit is not None and (limits[best] is None or limit > limits[best])):
            best = place
    return None if best is None else results[best]


def beside(name: str, value: int, values: int) -> Callable[[SqlWriter, Call], Sql]:
    """SQL that hands on the arguments, the single value as of exactly the type of a list's elements."""

    def write(writer: SqlWriter, node: Call) -> Sql:
        written = [writer.value(argument) for argument in node.arguments]
        written[value] = cast(written[value], sql_type(element_of(node.arguments[values].type)))
        result: Sql = getattr(func.mortise, name)(*written, type_=sql_type(node.type))
        return result

    return write


LISTIF = Function(
    name="LISTIF",
    help=words("键等于这个值的那些行的值", "The values in those rows whose key equals the value"),
    example="LISTIF(lines.product, product, lines.price)",
    parameters=(THE_LIST, THE_VALUE, RESULTS),
    result=BESIDE,
    gives_list=True,
    python=list_if,
    sql_form=beside("list_if", 1, 0),
    own_blank=True,
    settled=True,
)
LOOKUP = Function(
    name="LOOKUP",
    help=words(
        "不超过这个值的最大下限那一行的结果，用于阶梯价、分级费率；下限为空即没有下限",
        "The result in the row with the greatest lower limit that is not over the value, as for prices in "
        "steps; a blank limit is under all",
    ),
    example="LOOKUP(quantity, tiers.from_quantity, tiers.price)",
    parameters=(
        Parameter(words("值", "value"), COMPARABLE),
        Parameter(words("下限", "lower limits"), COMPARABLE, many=True),
        RESULTS,
    ),
    result=BESIDE,
    python=look_up,
    sql_form=beside("look_up", 0, 1),
    own_blank=True,
    settled=True,
)
