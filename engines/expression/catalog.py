"""The functions as the editor shows them."""

from types import ModuleType
from typing import Final, TypedDict

from engines.definition import LOCALES
from engines.expression.check import signature
from engines.expression.function import Words, words
from engines.expression.functions import (
    BY_NAME,
    aggregate,
    capitals,
    comparisons,
    date,
    formats,
    functions_of,
    list,
    logic,
    lookup,
    moment,
    number,
    operators,
    organisation,
    period,
    text,
    workday,
)


class Entry(TypedDict):
    """A function: its name, how it is written, what it does, an example, its group, and where it can be used."""

    name: str
    group: str
    signature: Words
    help: Words
    examples: tuple[str, ...]
    executors: tuple[str, ...]


class Group(TypedDict):
    """Functions that belong together."""

    key: str
    label: Words


LABELS: Final[tuple[tuple[str, Words, tuple[ModuleType, ...]], ...]] = (
    ("operators", words("运算符", "Operators"), (operators, comparisons)),
    ("logic", words("逻辑", "Logic"), (logic,)),
    ("text", words("文本", "Text"), (text, formats, capitals)),
    ("number", words("数", "Numbers"), (number,)),
    ("date", words("日期与时间", "Dates and times"), (date, moment, period, workday)),
    ("list", words("列表", "Lists"), (list, aggregate, lookup)),
    ("organisation", words("组织", "Organisation"), (organisation,)),
)


def groups() -> tuple[Group, ...]:
    """The groups, in the order in which an editor lists them."""
    return tuple({"key": key, "label": label} for key, label, _ in LABELS)


def catalog() -> tuple[Entry, ...]:
    """Every function that an author can write; functions of one name are one entry with all their examples."""
    entries: dict[str, Entry] = {}
    for key, _, modules in LABELS:
        for function in (function for module in modules for function in functions_of(module)):
            if function.name in entries:
                continue
            named = BY_NAME[function.name]
            entries[function.name] = {
                "name": function.name,
                "group": key,
                "signature": {
                    locale: shown(function.name, signature(named[0])[locale]) for locale in LOCALES
                },
                "help": function.help,
                "examples": tuple(dict.fromkeys(member.example for member in named)),
                "executors": tuple(sorted(frozenset.intersection(*(member.executors for member in named)))),
            }
    return tuple(entries.values())


def shown(name: str, written: str) -> str:
    """A function as it is called; an operator is its sign."""
    return written if name.isalpha() else name
