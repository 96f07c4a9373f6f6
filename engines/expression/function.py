"""What a function of the language is: its parameters, its result, and what it does in each executor."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, TypeAlias

from sqlalchemy import ColumnElement

from engines.definition import Locale
from engines.expression.scope import Path
from engines.expression.tree import Call, Node
from engines.expression.types import SINGLE, Type, TypeName

Executor = Literal["python", "sql", "browser"]
EVERYWHERE: Final[frozenset[Executor]] = frozenset({"python", "sql", "browser"})

Sql: TypeAlias = ColumnElement[Any]
"""An expression of the database, whose type the tree knows."""

Words: TypeAlias = Mapping[Locale, str]


def words(zh_cn: str, en: str) -> Words:
    """A text in both languages."""
    return {"zh-CN": zh_cn, "en": en}


@dataclass(frozen=True, slots=True)
class Variable:
    """A type that several parameters share, found from what they are given.

    `among` are the types it can be (None: any); `compares` when its values are compared with one another:
    then a text written beside a choice must be one of its options, and a moment beside a date counts as its
    date."""

    among: frozenset[TypeName] | None = SINGLE
    compares: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: `many` when it takes a list of `type`, `spread` when it takes a list or a single value;
    `prints` when other values are turned into text for it; `literal` when it must be written out."""

    words: Words
    type: Type | Variable
    many: bool = False
    spread: bool = False
    optional: bool = False
    prints: bool = False
    literal: bool = False
    valid: Callable[[str], bool] | None = None
    """Which written texts are accepted."""


class PythonNames(Protocol):
    """What a piece of Python code may ask for while it is written."""

    def fresh(self) -> str:
        """A local name that nothing else uses."""

    def constant(self, value: object) -> ast.expr:
        """An expression for any object."""

    def filled(self, node: Node) -> bool:
        """Whether the node is never blank."""


class SqlWriter(Protocol):
    """What a piece of SQL may ask for while it is written."""

    def value(self, node: Node) -> Sql:
        """The node's value; a truth value is never NULL unless it was read."""

    def condition(self, node: Node) -> Sql:
        """True exactly where the node is; NULL or false elsewhere. Fit for WHERE."""

    def bind(self, name: str, kind: Type) -> Sql:
        """A named parameter that the caller fills at every execution."""

    def filled(self, node: Node) -> bool:
        """Whether the node is never blank."""


Inline: TypeAlias = Callable[[PythonNames, Call, Sequence[ast.expr]], ast.expr]
SqlForm: TypeAlias = Callable[[SqlWriter, Call], Sql]
Expansion: TypeAlias = Callable[[Sequence[Node], Callable[[Path], Node]], Node]


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function. Functions of one name are told apart by the types of their arguments, and by `key`.

    Unless `own_blank`, a blank argument makes the result blank (a predicate false) without further ado.
    Unless `settled`, results are rounded and held within bounds after it."""

    name: str
    key: str = ""
    help: Words
    example: str
    parameters: tuple[Parameter, ...] = ()
    repeat: int = 0
    """How many of the last parameters repeat, as a group."""
    last: Parameter | None = None
    """What may close the repeated groups."""
    result: Type | Variable
    gives_list: bool = False
    python: Callable[..., object] | None = None
    inline: Inline | None = None
    """Python code written in place, where arguments are not always computed, or for speed."""
    sql: Callable[..., Sql] | None = None
    """From the SQL of the arguments."""
    sql_form: SqlForm | None = None
    sql_condition: SqlForm | None = None
    expand: Expansion | None = None
    """What stands in the tree instead of it, when it is short for something longer."""
    own_blank: bool = False
    settled: bool = False
    filled: Literal["no", "yes", "like last"] = "no"
    """Whether the result is never blank, or not when the last argument is not."""
    clock: bool = False
    """Whether Python is given the clock as first argument."""
    calendar: bool = False
    """Whether the result depends on the company's working calendar."""
    volatile: bool = False
    """Whether the result changes while nothing that is read changes."""
    hidden: bool = False
    """Whether authors cannot write it: a conversion that `check` inserts."""
    executors: frozenset[Executor] = EVERYWHERE

    @property
    def id(self) -> str:
        """What the tree calls it."""
        return self.key or self.name

    def parameters_for(self, count: int) -> tuple[Parameter, ...] | None:
        """The parameter of each of `count` arguments, or None when it takes another number of them."""
        fixed = len(self.parameters) - self.repeat
        if not self.repeat:
            least = sum(not parameter.optional for parameter in self.parameters)
            return self.parameters[:count] if least <= count <= len(self.parameters) else None
        groups, rest = divmod(count - fixed, self.repeat)
        if self.last is not None and self.repeat == 1:
            raise ValueError(f"{self.name}: a closing argument cannot be told from a repeated one")
        if groups < 1 or rest > (self.last is not None):
            return None
        closing = (self.last,) if rest and self.last is not None else ()
        return (*self.parameters[:fixed], *self.parameters[fixed:] * groups, *closing)
