"""The types of values that expressions work with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Literal, TypeAlias

TypeName = Literal[
    "text",
    "number",
    "boolean",
    "date",
    "datetime",
    "time",
    "duration",
    "choice",
    "person",
    "department",
    "link",
    "file",
    "list",
    "blank",
]

Value: TypeAlias = "str | Decimal | bool | date | datetime | time | int | tuple[Value, ...] | None"
"""What Python holds: text, choices and files are str, numbers and durations (in seconds) Decimal, datetimes
aware in UTC, people, departments and links int, lists tuples whose elements may be blank, blank None. Empty
text and empty lists are no values: they are blank."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type: `of` is a list's element, `target` the form that a link names, `options` the keys of a choice
    (None: not known)."""

    name: TypeName
    of: "Type | None" = None
    target: str | None = None
    options: frozenset[str] | None = None


TEXT: Final = Type("text")
NUMBER: Final = Type("number")
BOOLEAN: Final = Type("boolean")
DATE: Final = Type("date")
DATETIME: Final = Type("datetime")
TIME: Final = Type("time")
DURATION: Final = Type("duration")
CHOICE: Final = Type("choice")
PERSON: Final = Type("person")
DEPARTMENT: Final = Type("department")
LINK: Final = Type("link")
FILE: Final = Type("file")
BLANK: Final = Type("blank")

RECORD_NAMES: Final[frozenset[TypeName]] = frozenset({PERSON.name, DEPARTMENT.name, LINK.name})
"""Types whose values are ids of rows, so that a whole number stands for one."""

ORDERED: Final[frozenset[TypeName]] = frozenset(
    {TEXT.name, NUMBER.name, DATE.name, DATETIME.name, TIME.name, DURATION.name}
)
"""Types with a smaller and a greater."""

SINGLE: Final[frozenset[TypeName]] = ORDERED | RECORD_NAMES | {BOOLEAN.name, CHOICE.name, FILE.name}
"""Every type but lists."""


def list_of(element: Type) -> Type:
    """The type of a list."""
    return Type("list", of=element)


def link_to(form: str) -> Type:
    """The type of a link to a record of `form`."""
    return Type("link", target=form)


def choice_of(options: Iterable[str]) -> Type:
    """The type of a choice among `options`."""
    return Type("choice", options=frozenset(options))


def is_list(kind: Type) -> bool:
    """Whether values of the type hold several."""
    return kind.name == "list"


def element_of(kind: Type) -> Type:
    """What a list holds, or the type itself."""
    return kind.of if kind.of is not None else kind


def accepts(wanted: Type, given: Type) -> bool:
    """Whether a value of type `given` can stand where `wanted` is asked for, as it is."""
    if given == BLANK:
        return True
    if wanted.name == TEXT.name:
        return given.name in {TEXT.name, CHOICE.name, FILE.name}
    if wanted.name != given.name:
        return False
    if wanted.of is not None and given.of is not None:
        return accepts(wanted.of, given.of)
    if wanted.options is not None and given.options is not None:
        return given.options <= wanted.options
    return wanted.target is None or given.target is None or wanted.target == given.target


def common(first: Type, second: Type) -> Type | None:
    """The type that holds the values of both, if there is one."""
    if first in (BLANK, second):
        return second
    if second == BLANK:
        return first
    if TEXT.name in {first.name, second.name} <= {TEXT.name, CHOICE.name, FILE.name}:
        return TEXT
    if first.name != second.name:
        return None
    if first.of is not None and second.of is not None:
        element = common(first.of, second.of)
        return None if element is None else list_of(element)
    if first.name == CHOICE.name:
        known = first.options is not None and second.options is not None
        return (
            choice_of((first.options or frozenset()) | (second.options or frozenset())) if known else CHOICE
        )
    if first.target is not None and second.target is not None:
        return None
    return Type(first.name)


def type_to_json(kind: Type) -> object:
    """The type as JSON: its name, or an object where it says more."""
    if kind.of is not None:
        return {"list": type_to_json(kind.of)}
    if kind.target is not None:
        return {"link": kind.target}
    if kind.options is not None:
        return {"choice": sorted(kind.options)}
    return kind.name


PLAIN: Final[Mapping[str, Type]] = {
    kind.name: kind
    for kind in (
        TEXT,
        NUMBER,
        BOOLEAN,
        DATE,
        DATETIME,
        TIME,
        DURATION,
        CHOICE,
        PERSON,
        DEPARTMENT,
        LINK,
        FILE,
        BLANK,
    )
}


def type_from_json(document: object) -> Type:
    """The type that `type_to_json` wrote; ValueError for anything else."""
    match document:
        case str() if document in PLAIN:
            return PLAIN[document]
        case {"list": element}:
            return list_of(type_from_json(element))
        case {"link": str(form)}:
            return link_to(form)
        case {"choice": [*options]} if all(isinstance(option, str) for option in options):
            return choice_of(options)
    raise ValueError("not a type")
