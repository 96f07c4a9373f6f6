"""How each function is said in a sentence, in both languages: the words around its arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from engines.definition import Locale
from engines.expression.function import Words, words

Binding = Literal["loose", "or", "and", "compared", "sum", "product", "tight"]
"""How firmly a phrase holds together: a looser one within a firmer one stands in brackets."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """`says` has {0}, {1} … for the arguments, or {all} for as many as there are, put together with `joined`;
    `fewer` are the words when the last optional arguments are left out, by how many are given."""

    says: Words
    binding: Binding = "tight"
    joined: Words | None = None
    fewer: Mapping[int, Words] | None = None


LISTED: Final = words("、", ", ")
CLAUSES: Final = words("，", ", ")


def of(zh_cn: str, en: str) -> Phrase:
    """A value made of others: a length, a sum, a date."""
    return Phrase(words(zh_cn, en))


def claim(zh_cn: str, en: str) -> Phrase:
    """Something that is true or not."""
    return Phrase(words(zh_cn, en), "compared")


def sign(zh_cn: str, en: str, binding: Binding) -> Phrase:
    """Two values with a sign between them."""
    return Phrase(words(zh_cn, en), binding)


def all_of(zh_cn: str, en: str, joined: Words = LISTED, binding: Binding = "tight") -> Phrase:
    """As many arguments as there are."""
    return Phrase(words(zh_cn, en), binding, joined)


PLUS: Final = sign("{0} + {1}", "{0} + {1}", "sum")
MINUS: Final = sign("{0} - {1}", "{0} - {1}", "sum")
TIMES: Final = sign("{0} × {1}", "{0} × {1}", "product")
OVER: Final = sign("{0} ÷ {1}", "{0} ÷ {1}", "product")
NEGATIVE: Final = sign("负的{0}", "minus {0}", "product")
LATER: Final = of("{0}之后 {1} 天", "{1} days after {0}")
SAME: Final = of("{0}", "{0}")

OPERATORS: Final[Mapping[str, Phrase]] = {
    "+": PLUS,
    "+ duration": PLUS,
    "+ days": LATER,
    "days +": of("{1}之后 {0} 天", "{0} days after {1}"),
    "+ seconds": of("{0}之后{1}", "{1} after {0}"),
    "-": MINUS,
    "- duration": MINUS,
    "- days": of("{0}之前 {1} 天", "{1} days before {0}"),
    "- seconds": of("{0}之前{1}", "{1} before {0}"),
    "days between": of("{1}到{0}的天数", "the days from {1} to {0}"),
    "seconds between": of("{1}到{0}的时长", "the time from {1} to {0}"),
    "negate": NEGATIVE,
    "negate duration": NEGATIVE,
    "*": TIMES,
    "duration *": TIMES,
    "* duration": TIMES,
    "/": OVER,
    "duration /": OVER,
    "/ duration": OVER,
    "&": sign("{0}接上{1}", "{0} followed by {1}", "sum"),
    "=": claim("{0}是{1}", "{0} is {1}"),
    "<>": claim("{0}不是{1}", "{0} is not {1}"),
    "<": claim("{0}小于 {1}", "{0} is less than {1}"),
    ">": claim("{0}大于 {1}", "{0} is greater than {1}"),
    "<=": claim("{0}不大于 {1}", "{0} is at most {1}"),
    ">=": claim("{0}不小于 {1}", "{0} is at least {1}"),
}
IN_TIME: Final[Mapping[str, Phrase]] = {
    "<": claim("{0}早于{1}", "{0} is before {1}"),
    ">": claim("{0}晚于{1}", "{0} is after {1}"),
    "<=": claim("{0}不晚于{1}", "{0} is not after {1}"),
    ">=": claim("{0}不早于{1}", "{0} is not before {1}"),
}
"""Comparisons of dates, moments and times of day."""
BLANKNESS: Final[Mapping[str, Phrase]] = {
    "=": claim("{0}为空", "{0} is blank"),
    "<>": claim("{0}不为空", "{0} is filled in"),
}
"""Comparisons with nothing."""
DENIED: Final[Mapping[str, str]] = {"=": "<>", "<>": "=", "ISBLANK": "filled", "ISBLANK list": "filled"}
"""What says the opposite of a claim better than brackets do."""

LOGIC: Final[Mapping[str, Phrase]] = {
    "IF": Phrase(
        words("如果{0}则为{1}，否则为{2}", "{1} if {0}, otherwise {2}"),
        "loose",
        fewer={2: words("如果{0}则为{1}", "{1} if {0}")},
    ),
    "AND": all_of("{all}", "{all}", words("且", " and "), "and"),
    "OR": all_of("{all}", "{all}", words("或", " or "), "or"),
    "NOT": claim("并非{0}", "not {0}"),
    "ISBLANK": claim("{0}为空", "{0} is blank"),
    "ISBLANK list": claim("{0}为空", "{0} is blank"),
    "filled": claim("{0}不为空", "{0} is filled in"),
    "IFBLANK": all_of("{all}中第一个有值的", "the first of {all} that is filled in"),
    "BLANK": of("空", "blank"),
}
TEXTS: Final[Mapping[str, Phrase]] = {
    "LEN": of("{0}的长度", "the length of {0}"),
    "LEFT": Phrase(
        words("{0}的前 {1} 个字符", "the first {1} characters of {0}"),
        fewer={1: words("{0}的第一个字符", "the first character of {0}")},
    ),
    "RIGHT": Phrase(
        words("{0}的后 {1} 个字符", "the last {1} characters of {0}"),
        fewer={1: words("{0}的最后一个字符", "the last character of {0}")},
    ),
    "MID": of("{0}从第 {1} 个字符起的 {2} 个字符", "{2} characters of {0} from the {1}. on"),
    "TRIM": of("{0}（去掉多余空格）", "{0} without spare spaces"),
    "UPPER": of("{0}的大写", "{0} in capitals"),
    "LOWER": of("{0}的小写", "{0} in small letters"),
    "CONTAINS": claim("{0}包含{1}", "{0} contains {1}"),
    "STARTSWITH": claim("{0}以{1}开头", "{0} begins with {1}"),
    "ENDSWITH": claim("{0}以{1}结尾", "{0} ends with {1}"),
    "FIND": Phrase(
        words("{0}在{1}中从第 {2} 个字符起的位置", "the place of {0} in {1} from the {2}. character on"),
        fewer={2: words("{0}在{1}中的位置", "the place of {0} in {1}")},
    ),
    "SEARCH": Phrase(
        words(
            "{0}在{1}中从第 {2} 个字符起的位置（不分大小写）",
            "the place of {0} in {1} from the {2}. character on, in any case",
        ),
        fewer={2: words("{0}在{1}中的位置（不分大小写）", "the place of {0} in {1} in any case")},
    ),
    "SUBSTITUTE": of("{0}（将{1}换成{2}）", "{0} with {2} for {1}"),
    "REPT": of("{0}重复 {1} 次", "{0} repeated {1} times"),
    "PAD": Phrase(
        words("{0}（以{2}补足 {1} 位）", "{0} filled up to {1} characters with {2}"),
        fewer={2: words("{0}（补足 {1} 位）", "{0} filled up to {1} characters")},
    ),
    "CONCAT": all_of("{all}依次相接", "{all} one after another"),
    "VALUE": of("{0}所写的数", "the number written in {0}"),
    "TEXTBEFORE": of("{0}中{1}之前的部分", "the part of {0} before {1}"),
    "TEXTAFTER": of("{0}中{1}之后的部分", "the part of {0} after {1}"),
    "RMBCAP": of("{0}的大写金额", "{0} in Chinese capitals"),
    "TEXT": of("{0}（格式{1}）", "{0} written as {1}"),
    "TEXT date": of("{0}（格式{1}）", "{0} written as {1}"),
    "TEXT datetime": of("{0}（格式{1}）", "{0} written as {1}"),
    "text of number": SAME,
    "text of date": SAME,
    "text of datetime": SAME,
    "text of number list": SAME,
    "text of date list": SAME,
    "text of datetime list": SAME,
}
NUMBERS: Final[Mapping[str, Phrase]] = {
    "ABS": of("{0}的绝对值", "the absolute value of {0}"),
    "ROUND": Phrase(
        words("{0}四舍五入到 {1} 位小数", "{0} rounded to {1} decimals"),
        fewer={1: words("{0}四舍五入到整数", "{0} rounded to a whole number")},
    ),
    "ROUNDUP": Phrase(
        words("{0}向上取到 {1} 位小数", "{0} rounded up to {1} decimals"),
        fewer={1: words("{0}向上取整", "{0} rounded up")},
    ),
    "ROUNDDOWN": Phrase(
        words("{0}向下取到 {1} 位小数", "{0} rounded down to {1} decimals"),
        fewer={1: words("{0}向下取整", "{0} rounded down")},
    ),
    "TRUNC": of("{0}去掉小数", "{0} without decimals"),
    "INT": of("不大于{0}的最大整数", "the whole number at or below {0}"),
    "CEILING": Phrase(
        words("不小于{0}的 {1} 的倍数", "the multiple of {1} at or above {0}"),
        fewer={1: words("不小于{0}的最小整数", "the whole number at or above {0}")},
    ),
    "FLOOR": Phrase(
        words("不大于{0}的 {1} 的倍数", "the multiple of {1} at or below {0}"),
        fewer={1: words("不大于{0}的最大整数", "the whole number at or below {0}")},
    ),
    "MOD": of("{0}除以 {1} 的余数", "the remainder of {0} by {1}"),
    "SIGN": of("{0}的正负", "the sign of {0}"),
    "POWER": of("{0}的 {1} 次方", "{0} to the power of {1}"),
    "SQRT": of("{0}的平方根", "the square root of {0}"),
    "QUOTIENT": of("{0}除以 {1} 的整数商", "how often {1} goes into {0}"),
}
DATES: Final[Mapping[str, Phrase]] = {
    "TODAY": of("今天", "today"),
    "NOW": of("现在", "now"),
    "DATE": of("{0} 年 {1} 月 {2} 日", "the date of year {0}, month {1}, day {2}"),
    "DATEVALUE": of("{0}所写的日期", "the date written in {0}"),
    "DATEVALUE datetime": of("{0}的日期", "the date of {0}"),
    "YEAR": of("{0}的年份", "the year of {0}"),
    "MONTH": of("{0}的月份", "the month of {0}"),
    "DAY": of("{0}的日", "the day of the month of {0}"),
    "QUARTER": of("{0}的季度", "the quarter of {0}"),
    "FISCALYEAR": of("{0}的财年", "the fiscal year of {0}"),
    "FISCALQUARTER": of("{0}的财季", "the fiscal quarter of {0}"),
    "ISOWEEKNUM": of("{0}的周数", "the week number of {0}"),
    "WEEKDAY": Phrase(
        words("{0}的星期序号（方式 {1}）", "the day of the week of {0}, counted in way {1}"),
        fewer={1: words("{0}的星期序号", "the day of the week of {0}")},
    ),
    "DATEDIF": of("{0}到{1}的{2}", "the {2} from {0} to {1}"),
    "DATEADD": of("{0}之后 {1} {2}", "{1} {2} after {0}"),
    "EDATE": of("{0}之后 {1} 个月", "{1} months after {0}"),
    "EOMONTH": of("{0}之后 {1} 个月的月末", "the end of the month {1} months after {0}"),
    "STARTOF": of("{0}所在{1}的第一天", "the first day of the {1} of {0}"),
    "DAYS": of("{1}到{0}的天数", "the days from {1} to {0}"),
    "TIME": Phrase(
        words("{0} 时 {1} 分 {2} 秒", "{0} hours {1} minutes {2} seconds of the day"),
        fewer={2: words("{0} 时 {1} 分", "{0} hours {1} minutes of the day")},
    ),
    "DATETIME": Phrase(
        words("{0}的{1}", "{1} on {0}"), fewer={1: words("{0}开始时", "the beginning of {0}")}
    ),
    "HOUR": of("{0}的小时", "the hour of {0}"),
    "HOUR time": of("{0}的小时", "the hour of {0}"),
    "MINUTE": of("{0}的分钟", "the minute of {0}"),
    "MINUTE time": of("{0}的分钟", "the minute of {0}"),
    "SECOND": of("{0}的秒", "the second of {0}"),
    "SECOND time": of("{0}的秒", "the second of {0}"),
    "HOURS": of("{0} 小时", "{0} hours"),
    "MINUTES": of("{0} 分钟", "{0} minutes"),
    "SECONDS": of("{0} 秒", "{0} seconds"),
    "WORKDAY": of("{0}之后第 {1} 个工作日", "{1} working days after {0}"),
    "NETWORKDAYS": of("{0}到{1}的工作日数", "the working days from {0} to {1}"),
    "ISWORKDAY": claim("{0}是工作日", "{0} is a working day"),
}
LISTS: Final[Mapping[str, Phrase]] = {
    "SUM": all_of("{all}之和", "the sum of {all}"),
    "SUM duration": all_of("{all}之和", "the sum of {all}"),
    "AVERAGE": all_of("{all}的平均值", "the average of {all}"),
    "MIN": all_of("{all}中最小的", "the least of {all}"),
    "MAX": all_of("{all}中最大的", "the greatest of {all}"),
    "COUNT": all_of("{all}的个数", "the number of {all}"),
    "COUNTUNIQUE": of("{0}中不同值的个数", "the number of different {0}"),
    "UNIQUE": of("{0}中不同的值", "the different {0}"),
    "INDEX": of("{0}中的第 {1} 个", "the {1}. of {0}"),
    "TEXTJOIN": Phrase(
        words("{0}以{1}相连", "{0} joined with {1}"), fewer={1: words("{0}相连", "{0} joined")}
    ),
    "HAS": claim("{0}包含{1}", "{0} include {1}"),
    "COUNTIF": of("{0}中等于{1}的个数", "how often {0} are {1}"),
    "LISTIF": of("{0}等于{1}的{2}", "{2} where {0} are {1}"),
    "LOOKUP": of("{0}在{1}中对应的{2}", "that of {2} which {0} reaches in {1}"),
    "SUMIF": of("{0}等于{1}时{2}之和", "the sum of {2} where {0} are {1}"),
}
ONE_OF: Final[Mapping[str, Phrase]] = {
    "IN": claim("{0}是{rest}之一", "{0} is one of {rest}"),
    "HASANY": claim("{0}包含{rest}中的任一个", "{0} include any of {rest}"),
    "HASALL": claim("{0}包含全部{rest}", "{0} include all of {rest}"),
}
"""A first argument, and as many others as there are."""

PHRASES: Final[Mapping[str, Phrase]] = {
    **OPERATORS,
    **LOGIC,
    **TEXTS,
    **NUMBERS,
    **DATES,
    **LISTS,
    **ONE_OF,
}
BRACKETS: Final[Mapping[Locale, tuple[str, str]]] = {"zh-CN": ("（", "）"), "en": ("(", ")")}
QUOTES: Final[Mapping[Locale, tuple[str, str]]] = {"zh-CN": ("“", "”"), "en": ("“", "”")}
UNITS: Final[Mapping[str, Mapping[str, Words]]] = {
    "DATEDIF": {
        "D": words("天数", "days"),
        "M": words("整月数", "whole months"),
        "Y": words("整年数", "whole years"),
        "MD": words("不足一月的天数", "days beyond whole months"),
        "YM": words("不足一年的月数", "months beyond whole years"),
        "YD": words("不足一年的天数", "days beyond whole years"),
    },
    "DATEADD": {
        "D": words("天", "days"),
        "W": words("周", "weeks"),
        "M": words("个月", "months"),
        "Q": words("个季度", "quarters"),
        "Y": words("年", "years"),
    },
    "STARTOF": {
        "D": words("日", "day"),
        "W": words("周", "week"),
        "M": words("月", "month"),
        "Q": words("季度", "quarter"),
        "Y": words("年", "year"),
    },
}
"""What a written unit is called."""
