"""Functions of texts."""

import re
from decimal import Decimal
from typing import Final

from sqlalchemy import cast, func, literal
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import ARRAY, Boolean, Integer, Numeric, Text

from engines.expression.function import Function, Parameter, Sql, words
from engines.expression.types import BOOLEAN, NUMBER, TEXT
from engines.expression.values import LONGEST_TEXT, ONE, fold, lower, number, upper, whole

THE_TEXT: Final = Parameter(words("文本", "text"), TEXT)
PART: Final = Parameter(words("片段", "part"), TEXT)
COUNT: Final = Parameter(words("字数", "count"), NUMBER, optional=True)
SQL_TEXT: Final = Text()
SPACES: Final = " \t\r\n\u00a0\u3000"
RUNS: Final = re.compile("[ \u3000]+")
A_NUMBER: Final = re.compile(r"[+-]?([0-9]{1,40}|[0-9]{1,3}(,[0-9]{3}){1,12})(\.[0-9]{1,40})?%?")


def left(value: str, count: Decimal = ONE) -> str | None:
    """The first characters."""
    length = whole(count)
    return value[:length] if length >= 0 else None


def right(value: str, count: Decimal = ONE) -> str | None:
    """The last characters."""
    length = whole(count)
    return value[max(len(value) - length, 0) :] if length >= 0 else None


def middle(value: str, start: Decimal, count: Decimal) -> str | None:
    """So many characters from a position, counted from 1."""
    first, length = whole(start), whole(count)
    return value[first - 1 : first - 1 + length] if first >= 1 and length >= 0 else None


def trim(value: str) -> str:
    """The text without blank space around it, and single spaces within."""
    return RUNS.sub(" ", value.strip(SPACES))


def find(part: str, value: str, start: Decimal = ONE) -> Decimal | None:
    """The position of the first occurrence from `start` on."""
    first = whole(start)
    found = value.find(part, first - 1) if first >= 1 else -1
    return Decimal(found + 1) if found >= 0 else None


def search(part: str, value: str, start: Decimal = ONE) -> Decimal | None:
    """The same without regard to case and width."""
    return find(fold(part), fold(value), start)


def substitute(value: str, old: str, new: str | None) -> str | None:
    """Every occurrence replaced; a blank replacement removes them."""
    length = len(value) + value.count(old) * (len(new or "") - len(old))
    return value.replace(old, new or "") if length <= LONGEST_TEXT else None


def repeat(value: str, count: Decimal) -> str | None:
    """The text so many times."""
    times = whole(count)
    return value * times if 0 < len(value) * times <= LONGEST_TEXT else None


def pad(value: str, count: Decimal, filling: str = "0") -> str | None:
    """The text, filled from the left to a length."""
    width = whole(count)
    if width > LONGEST_TEXT:
        return None
    missing = max(width - len(value), 0)
    return (filling * (missing // len(filling) + 1))[:missing] + value


def to_number(value: str) -> Decimal | None:
    """The number that the text shows, thousands separators and percent included."""
    shown = fold(value).strip(SPACES)
    if not A_NUMBER.fullmatch(shown):
        return None
    found = Decimal(shown.replace(",", "").rstrip("%"))
    return number(found.scaleb(-2) if shown.endswith("%") else found)


def before(value: str, part: str) -> str | None:
    """What stands before the first occurrence."""
    head, found, _ = value.partition(part)
    return head if found else None


def after(value: str, part: str) -> str | None:
    """What stands behind the first occurrence."""
    _, found, tail = value.partition(part)
    return tail if found else None


def sql_count(count: Sql | None) -> Sql:
    """A whole number for PostgreSQL, 1 when left out."""
    return literal(1, Integer()) if count is None else func.mortise.whole(count)


LEN = Function(
    name="LEN",
    help=words("字数；空为 0", "How many characters; 0 for a blank"),
    example="LEN(name)",
    parameters=(THE_TEXT,),
    result=NUMBER,
    python=lambda value: Decimal(len(value)) if value else Decimal(0),
    sql=lambda value: cast(func.coalesce(func.char_length(value), 0), Numeric()),
    own_blank=True,
    settled=True,
    filled="yes",
)
LEFT = Function(
    name="LEFT",
    help=words("开头的若干个字", "The first characters"),
    example="LEFT(number, 3)",
    parameters=(THE_TEXT, COUNT),
    result=TEXT,
    python=left,
    sql=lambda value, count=None: func.mortise.text_left(value, sql_count(count), type_=SQL_TEXT),
)
RIGHT = Function(
    name="RIGHT",
    help=words("末尾的若干个字", "The last characters"),
    example="RIGHT(mobile, 4)",
    parameters=(THE_TEXT, COUNT),
    result=TEXT,
    python=right,
    sql=lambda value, count=None: func.mortise.text_right(value, sql_count(count), type_=SQL_TEXT),
)
MID = Function(
    name="MID",
    help=words("从第几个字起的若干个字", "So many characters from a position"),
    example="MID(id_card, 7, 8)",
    parameters=(
        THE_TEXT,
        Parameter(words("从第几个", "start"), NUMBER),
        Parameter(words("字数", "count"), NUMBER),
    ),
    result=TEXT,
    python=middle,
    sql=lambda value, start, count: func.mortise.text_middle(
        value, sql_count(start), sql_count(count), type_=SQL_TEXT
    ),
)
TRIM = Function(
    name="TRIM",
    help=words("去掉首尾空白，中间连续空格变为一个", "Without blank space around it; single spaces within"),
    example="TRIM(name)",
    parameters=(THE_TEXT,),
    result=TEXT,
    python=trim,
    sql=lambda value: func.regexp_replace(func.btrim(value, SPACES), RUNS.pattern, " ", "g", type_=SQL_TEXT),
)
UPPER = Function(
    name="UPPER",
    help=words("字母变为大写", "Capital letters"),
    example="UPPER(code)",
    parameters=(THE_TEXT,),
    result=TEXT,
    python=upper,
    sql=lambda value: func.mortise.upper(value, type_=SQL_TEXT),
    settled=True,
)
LOWER = Function(
    name="LOWER",
    help=words("字母变为小写", "Small letters"),
    example="LOWER(email)",
    parameters=(THE_TEXT,),
    result=TEXT,
    python=lower,
    sql=lambda value: func.mortise.lower(value, type_=SQL_TEXT),
    settled=True,
)
CONTAINS = Function(
    name="CONTAINS",
    help=words("是否包含片段，不分大小写和全半角", "Whether the part is in it, whatever case and width"),
    example='CONTAINS(name, "科技")',
    parameters=(THE_TEXT, PART),
    result=BOOLEAN,
    python=lambda value, part: fold(part) in fold(value),
    sql=lambda value, part: func.strpos(func.mortise.fold(value), func.mortise.fold(part)) > 0,
)
STARTSWITH = Function(
    name="STARTSWITH",
    help=words(
        "是否以片段开头，不分大小写和全半角", "Whether it begins with the part, whatever case and width"
    ),
    example='STARTSWITH(mobile, "138")',
    parameters=(THE_TEXT, PART),
    result=BOOLEAN,
    python=lambda value, part: fold(value).startswith(fold(part)),
    sql=lambda value, part: func.starts_with(
        func.mortise.fold(value), func.mortise.fold(part), type_=Boolean()
    ),
)
ENDSWITH = Function(
    name="ENDSWITH",
    help=words(
        "是否以片段结尾，不分大小写和全半角", "Whether it ends with the part, whatever case and width"
    ),
    example='ENDSWITH(email, "@qq.com")',
    parameters=(THE_TEXT, PART),
    result=BOOLEAN,
    python=lambda value, part: fold(value).endswith(fold(part)),
    sql=lambda value, part: func.mortise.ends_with(value, part, type_=Boolean()),
)
FIND = Function(
    name="FIND",
    help=words(
        "片段第一次出现的位置，区分大小写；没有则空", "Where the part first stands, case told apart; or blank"
    ),
    example='FIND("@", email)',
    parameters=(PART, THE_TEXT, Parameter(words("从第几个", "start"), NUMBER, optional=True)),
    result=NUMBER,
    python=find,
    sql=lambda part, value, start=None: func.mortise.find(part, value, sql_count(start), type_=Numeric()),
    settled=True,
)
SEARCH = Function(
    name="SEARCH",
    help=words(
        "片段第一次出现的位置，不分大小写和全半角", "Where the part first stands, whatever case and width"
    ),
    example='SEARCH("gmbh", name)',
    parameters=(PART, THE_TEXT, Parameter(words("从第几个", "start"), NUMBER, optional=True)),
    result=NUMBER,
    python=search,
    sql=lambda part, value, start=None: func.mortise.find(
        func.mortise.fold(part), func.mortise.fold(value), sql_count(start), type_=Numeric()
    ),
    settled=True,
)
SUBSTITUTE = Function(
    name="SUBSTITUTE",
    help=words("替换所有出现的片段；替换为空即删除", "Every occurrence replaced; removed when by a blank"),
    example='SUBSTITUTE(mobile, "-", "")',
    parameters=(THE_TEXT, Parameter(words("原片段", "old"), TEXT), Parameter(words("新片段", "new"), TEXT)),
    result=TEXT,
    python=lambda value, old, new: value if value is None or old is None else substitute(value, old, new),
    sql=lambda value, old, new: func.mortise.substitute(value, old, new, type_=SQL_TEXT),
    own_blank=True,
)
REPT = Function(
    name="REPT",
    help=words("重复若干次；超过一百万字则空", "The text so many times; blank beyond a million characters"),
    example='REPT("★", stars)',
    parameters=(THE_TEXT, Parameter(words("次数", "times"), NUMBER)),
    result=TEXT,
    python=repeat,
    sql=lambda value, times: func.mortise.repeat(value, sql_count(times), type_=SQL_TEXT),
)
PAD = Function(
    name="PAD",
    help=words("左侧补足到指定字数（默认补 0）", "Filled from the left to a length, with 0 unless given"),
    example="PAD(number, 6)",
    parameters=(
        THE_TEXT,
        Parameter(words("总字数", "length"), NUMBER),
        Parameter(words("填充", "filling"), TEXT, optional=True),
    ),
    result=TEXT,
    python=pad,
    sql=lambda value, count, filling=None: func.mortise.pad(
        value, sql_count(count), literal("0", SQL_TEXT) if filling is None else filling, type_=SQL_TEXT
    ),
)
CONCAT = Function(
    name="CONCAT",
    help=words("把文本接在一起；空值跳过", "Joins texts; blanks are skipped"),
    example='CONCAT(province, city, "：", street)',
    parameters=(Parameter(words("文本", "text"), TEXT, prints=True),),
    repeat=1,
    result=TEXT,
    python=lambda *values: "".join(value for value in values if value is not None),
    sql=lambda *values: func.mortise.join_texts(cast(array(values), ARRAY(SQL_TEXT)), "", type_=SQL_TEXT),
    own_blank=True,
)
VALUE = Function(
    name="VALUE",
    help=words("文本表示的数；不是数则空", "The number that a text shows; blank when it shows none"),
    example='VALUE("1,234.50")',
    parameters=(THE_TEXT,),
    result=NUMBER,
    python=to_number,
    sql=lambda value: func.mortise.to_number(value, type_=Numeric()),
    settled=True,
)
TEXTBEFORE = Function(
    name="TEXTBEFORE",
    help=words(
        "片段第一次出现之前的文本；没有则空", "What stands before the part; blank when it is not there"
    ),
    example='TEXTBEFORE(email, "@")',
    parameters=(THE_TEXT, PART),
    result=TEXT,
    python=before,
    sql=lambda value, part: func.mortise.text_before(value, part, type_=SQL_TEXT),
)
TEXTAFTER = Function(
    name="TEXTAFTER",
    help=words(
        "片段第一次出现之后的文本；没有则空", "What stands behind the part; blank when it is not there"
    ),
    example='TEXTAFTER(email, "@")',
    parameters=(THE_TEXT, PART),
    result=TEXT,
    python=after,
    sql=lambda value, part: func.mortise.text_after(value, part, type_=SQL_TEXT),
)
