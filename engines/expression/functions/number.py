"""Functions of numbers."""

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Final

from sqlalchemy import func, literal
from sqlalchemy.types import Integer, Numeric

from engines.expression.function import Function, Parameter, Sql, words
from engines.expression.types import NUMBER
from engines.expression.values import EXACT, ONE, ZERO, modulo, multiply, quantize, subtract, whole

NUMERIC: Final = Numeric()
THE_NUMBER: Final = Parameter(words("数", "number"), NUMBER)
PLACES: Final = Parameter(words("小数位数", "decimals"), NUMBER, optional=True)
STEP: Final = Parameter(words("倍数", "multiple"), NUMBER, optional=True)
FEWEST_PLACES: Final = -27
MOST_PLACES: Final = 12


def rounding(mode: str) -> Callable[..., Decimal]:
    """Rounds to so many decimals; a negative count rounds before the point."""

    def rounded(value: Decimal, places: Decimal = ZERO) -> Decimal:
        kept = max(min(whole(places), MOST_PLACES), FEWEST_PLACES)
        return quantize(value.quantize(ONE.scaleb(-kept), mode, EXACT), ONE.scaleb(-max(kept, 0)))

    return rounded


def sql_places(places: Sql | None) -> Sql:
    """The count of decimals as PostgreSQL takes it."""
    return literal(0, Integer()) if places is None else func.mortise.places(places, type_=Integer())


def sql_rounding(name: str) -> Callable[..., Sql]:
    """The SQL of a rounding function."""

    def rounded(value: Sql, places: Sql | None = None) -> Sql:
        function = func.round if name == "round" else getattr(func.mortise, name)
        rounded_value: Sql = function(value, sql_places(places), type_=NUMERIC)
        return rounded_value

    return rounded


def stepping(mode: str) -> Callable[..., Decimal | None]:
    """Rounds to a multiple in one direction."""

    def stepped(value: Decimal, step: Decimal = ONE) -> Decimal | None:
        if not step:
            return None
        return subtract(value, rest(value, step, mode))

    return stepped


def rest(value: Decimal, step: Decimal, mode: str) -> Decimal:
    """What lies between the multiple below (or above) and the value."""
    size = step.copy_abs()
    below = modulo(value, size)
    return below if mode == ROUND_FLOOR or not below else subtract(below, size)


ABS = Function(
    name="ABS",
    help=words("绝对值", "The number without its sign"),
    example="ABS(difference)",
    parameters=(THE_NUMBER,),
    result=NUMBER,
    python=Decimal.copy_abs,
    sql=func.abs,
    settled=True,
)
ROUND = Function(
    name="ROUND",
    help=words("四舍五入到指定小数位", "Rounds to so many decimals, halves away from zero"),
    example="ROUND(amount * 0.13, 2)",
    parameters=(THE_NUMBER, PLACES),
    result=NUMBER,
    python=rounding(ROUND_HALF_UP),
    sql=sql_rounding("round"),
)
ROUNDUP = Function(
    name="ROUNDUP",
    help=words("向远离零的方向舍入", "Rounds away from zero"),
    example="ROUNDUP(boxes / 12, 0)",
    parameters=(THE_NUMBER, PLACES),
    result=NUMBER,
    python=rounding(ROUND_UP),
    sql=sql_rounding("round_up"),
)
ROUNDDOWN = Function(
    name="ROUNDDOWN",
    help=words("向零的方向舍入", "Rounds towards zero"),
    example="ROUNDDOWN(amount, -3)",
    parameters=(THE_NUMBER, PLACES),
    result=NUMBER,
    python=rounding(ROUND_DOWN),
    sql=sql_rounding("round_down"),
)
TRUNC = Function(
    name="TRUNC",
    help=words("去掉小数部分", "The number without its decimals"),
    example="TRUNC(hours)",
    parameters=(THE_NUMBER,),
    result=NUMBER,
    python=lambda value: value.to_integral_value(ROUND_DOWN),
    sql=func.trunc,
    settled=True,
)
INT = Function(
    name="INT",
    help=words("不大于它的最大整数", "The greatest whole number that is not above it"),
    example="INT(days / 7)",
    parameters=(THE_NUMBER,),
    result=NUMBER,
    python=lambda value: value.to_integral_value(ROUND_FLOOR),
    sql=func.floor,
)
CEILING = Function(
    name="CEILING",
    help=words("向上舍入到倍数（默认 1）", "Rounds up to a multiple (of 1 unless given)"),
    example="CEILING(quantity, 12)",
    parameters=(THE_NUMBER, STEP),
    result=NUMBER,
    python=stepping(ROUND_CEILING),
    sql=lambda value, step=None: func.mortise.step_up(value, _step(step), type_=NUMERIC),
)
FLOOR = Function(
    name="FLOOR",
    help=words("向下舍入到倍数（默认 1）", "Rounds down to a multiple (of 1 unless given)"),
    example="FLOOR(amount, 100)",
    parameters=(THE_NUMBER, STEP),
    result=NUMBER,
    python=stepping(ROUND_FLOOR),
    sql=lambda value, step=None: func.mortise.step_down(value, _step(step), type_=NUMERIC),
)


def _step(step: Sql | None) -> Sql:
    return literal(ONE, NUMERIC) if step is None else step


MOD = Function(
    name="MOD",
    help=words(
        "余数，符号与除数相同；除数为零则空", "The remainder, with the divisor's sign; blank for zero"
    ),
    example="MOD(number, 2)",
    parameters=(THE_NUMBER, Parameter(words("除数", "divisor"), NUMBER)),
    result=NUMBER,
    python=lambda value, divisor: modulo(value, divisor) if divisor else None,
    sql=lambda value, divisor: func.mortise.modulo(value, divisor, type_=NUMERIC),
    settled=True,
)
SIGN = Function(
    name="SIGN",
    help=words("正数为 1，负数为 -1，零为 0", "1 above zero, -1 below, 0 for zero"),
    example="SIGN(balance)",
    parameters=(THE_NUMBER,),
    result=NUMBER,
    python=lambda value: Decimal((value > 0) - (value < 0)),
    sql=func.sign,
    settled=True,
)

LARGEST_POWER: Final = 10_000
WORKING_SCALE: Final = ONE.scaleb(-30)
OVERFLOW: Final = ONE.scaleb(26)


def power(value: Decimal, exponent: Decimal) -> Decimal | None:
    """The number multiplied by itself; squaring, with 30 decimals kept on the way, as every executor does."""
    count = whole(exponent)
    if count != exponent or abs(count) > LARGEST_POWER or (count < 0 and not value):
        return None
    result, square, left = ONE, value, abs(count)
    while left:
        if left % 2:
            result = quantize(multiply(result, square), WORKING_SCALE)
            if result.copy_abs() >= OVERFLOW:
                return ZERO if count < 0 else None
        left //= 2
        if left:
            square = quantize(multiply(square, square), WORKING_SCALE)
            if square.copy_abs() >= OVERFLOW:
                return ZERO if count < 0 else None
    if count >= 0:
        return result
    return EXACT.divide(ONE, result) if result else None


POWER = Function(
    name="POWER",
    help=words("整数次幂（至多一万次）", "The number to a whole power, at most ten thousand"),
    example="POWER(1 + rate, years)",
    parameters=(THE_NUMBER, Parameter(words("指数", "exponent"), NUMBER)),
    result=NUMBER,
    python=power,
    sql=lambda value, exponent: func.mortise.power(value, exponent, type_=NUMERIC),
)
SQRT = Function(
    name="SQRT",
    help=words("平方根；负数则空", "The square root; blank below zero"),
    example="SQRT(area)",
    parameters=(THE_NUMBER,),
    result=NUMBER,
    python=lambda value: EXACT.sqrt(value) if value >= 0 else None,
    sql=lambda value: func.mortise.square_root(value, type_=NUMERIC),
)
QUOTIENT = Function(
    name="QUOTIENT",
    help=words("商的整数部分；除数为零则空", "The whole part of a quotient; blank for zero"),
    example="QUOTIENT(minutes, 60)",
    parameters=(THE_NUMBER, Parameter(words("除数", "divisor"), NUMBER)),
    result=NUMBER,
    python=lambda value, divisor: EXACT.divide_int(value, divisor) if divisor else None,
    sql=lambda value, divisor: func.div(value, func.nullif(divisor, 0), type_=NUMERIC),
)
