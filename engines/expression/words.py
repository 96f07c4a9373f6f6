"""The names of types, as people read them in sentences."""

from collections.abc import Mapping
from typing import Final

from engines.definition import Locale
from engines.expression.function import Words, words
from engines.expression.types import (
    BLANK,
    BOOLEAN,
    CHOICE,
    DATE,
    DATETIME,
    DEPARTMENT,
    DURATION,
    FILE,
    LINK,
    NUMBER,
    PERSON,
    TEXT,
    TIME,
    Type,
)

NAMES: Final[Mapping[str, Words]] = {
    TEXT.name: words("文本", "a text"),
    NUMBER.name: words("数", "a number"),
    BOOLEAN.name: words("是或否", "true or false"),
    DATE.name: words("日期", "a date"),
    DATETIME.name: words("时间点", "a moment"),
    TIME.name: words("时刻", "a time of day"),
    DURATION.name: words("时长", "a duration"),
    CHOICE.name: words("选项", "an option"),
    PERSON.name: words("人员", "a person"),
    DEPARTMENT.name: words("部门", "a department"),
    LINK.name: words("关联记录", "a linked record"),
    FILE.name: words("文件", "a file"),
    BLANK.name: words("空", "nothing"),
}
LIST: Final = words("（多个）", " (several)")
ANYTHING: Final = words("单个值", "a single value")


def type_words(kind: Type) -> Words:
    """The type as people read it."""
    if kind.of is None:
        return NAMES[kind.name]
    return {locale: name + LIST[locale] for locale, name in NAMES[kind.of.name].items()}


def types_words(kinds: tuple[Type, ...]) -> Words:
    """Several types, one after the other."""
    named = [type_words(kind) for kind in kinds]
    separators: Mapping[Locale, str] = {"zh-CN": "、", "en": ", "}
    return {locale: between.join(name[locale] for name in named) for locale, between in separators.items()}
