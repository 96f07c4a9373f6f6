"""Functions that make one value of many: single ones, lists, or both. Blanks are passed over."""

from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import func

from engines.expression.ends import Ends
from engines.expression.function import Function, Parameter, Sql, SqlWriter, Variable, words
from engines.expression.functions import list as lists
from engines.expression.sql_types import sql_type
from engines.expression.tree import Call
from engines.expression.types import DURATION, NUMBER, ORDERED, TEXT, is_list
from engines.expression.values import EXACT, ZERO

COMPARABLE: Final = Variable(ORDERED - {TEXT.name})
NUMBERS: Final = Parameter(words("数或列表", "numbers"), NUMBER, spread=True)
DURATIONS: Final = Parameter(words("时长或列表", "durations"), DURATION, spread=True)
ORDERABLE: Final = Parameter(words("值或列表", "values"), COMPARABLE, spread=True)


def mean(*values: Any) -> Decimal | None:
    """The mean of what is not blank."""
    found = list(lists.spread(values))
    return EXACT.divide(lists.total(tuple(found)) or ZERO, Decimal(len(found))) if found else None


def smallest(*values: Any) -> Any:
    """The smallest that is not blank."""
    return min(lists.spread(values), default=None)


def greatest(*values: Any) -> Any:
    """The greatest that is not blank."""
    return max(lists.spread(values), default=None)


def sql_extreme(
    name: str, of_singles: Callable[..., Sql], of_ends: Callable[[Ends], Sql]
) -> Callable[[SqlWriter, Call], Sql]:
    """The smallest or greatest, without an array where only single values are compared, or those of a span."""
    of_lists = lists.over_list(name, None)

    def write(writer: SqlWriter, node: Call) -> Sql:
        if len(node.arguments) == 1 and is_list(node.arguments[0].type):
            value = writer.value(node.arguments[0])
            if isinstance(value, Ends):
                return of_ends(value)
        if any(is_list(part.type) for part in node.arguments):
            return of_lists(writer, node)
        return of_singles(*map(writer.value, node.arguments), type_=sql_type(node.type))

    return write


SUM = Function(
    name="SUM",
    help=words("求和；空值跳过，全空为空", "The sum; blanks are passed over, all blank is blank"),
    example="SUM(lines.amount)",
    parameters=(NUMBERS,),
    repeat=1,
    result=NUMBER,
    python=lists.total,
    sql_form=lists.over_list("sum"),
    own_blank=True,
)
SUM_OF_DURATIONS = Function(
    name="SUM",
    key="SUM duration",
    help=words("时长求和；空值跳过", "The sum of durations; blanks are passed over"),
    example="SUM(visits.length)",
    parameters=(DURATIONS,),
    repeat=1,
    result=DURATION,
    python=lists.total,
    sql_form=lists.over_list("sum"),
    own_blank=True,
)
AVERAGE = Function(
    name="AVERAGE",
    help=words("平均数；空值不计", "The mean; blanks do not count"),
    example="AVERAGE(lines.price)",
    parameters=(NUMBERS,),
    repeat=1,
    result=NUMBER,
    python=mean,
    sql_form=lists.over_list("average"),
    own_blank=True,
)
MIN = Function(
    name="MIN",
    help=words("最小或最早的值；空值跳过", "The smallest or earliest; blanks are passed over"),
    example="MIN(lines.price)",
    parameters=(ORDERABLE,),
    repeat=1,
    result=COMPARABLE,
    python=smallest,
    sql_form=sql_extreme("smallest", func.least, attrgetter("low")),
    own_blank=True,
    settled=True,
)
MAX = Function(
    name="MAX",
    help=words("最大或最晚的值；空值跳过", "The greatest or latest; blanks are passed over"),
    example="MAX(0, amount - paid)",
    parameters=(ORDERABLE,),
    repeat=1,
    result=COMPARABLE,
    python=greatest,
    sql_form=sql_extreme("greatest", func.greatest, attrgetter("high")),
    own_blank=True,
    settled=True,
)
