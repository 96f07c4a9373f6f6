"""Compiles a checked expression to PostgreSQL, as SQLAlchemy constructs.

The caller fills these named parameters where the statement has them: `now` (timestamptz), `today` (date),
`time_zone` (text), `days_off` and `days_on` (date arrays: the working calendar), `week_start` (number: the weekday on
which weeks begin, 0 is Monday), `fiscal_start` (number: the month with which fiscal years begin, 1 is January), and,
for every root but OLD, its name and the key in small letters: `me_department`, `param_idle_days`, `filter_p0`."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, bindparam, cast, false, func, literal, null, true

from engines.expression.check import Checked
from engines.expression.filled import is_filled_node
from engines.expression.function import Function, Parameter, Sql
from engines.expression.functions import FUNCTIONS
from engines.expression.scope import OLD, Path
from engines.expression.sql_types import sql_type
from engines.expression.tree import Call, Literal, Node, Read
from engines.expression.types import BOOLEAN, DATE, DURATION, NUMBER, TEXT, Type, is_list

Resolve: TypeAlias = Callable[[Path], ColumnElement[Any]]

NUMERIC: Final = frozenset({NUMBER.name, DURATION.name})


def compile_sql(checked: Checked, resolve: Resolve) -> ColumnElement[Any]:
    """The value as a column; `resolve` gives the column (a list: the array) of a path."""
    value = SqlCompiler(resolve).value(checked.tree)
    if isinstance(checked.tree, Call) and checked.tree.type.name in NUMERIC:
        return func.trim_scale(value, type_=sql_type(checked.type))
    return value


def compile_condition(checked: Checked, resolve: Resolve) -> ColumnElement[bool]:
    """The truth value for WHERE: true exactly where the expression is, written so that indexes serve."""
    return SqlCompiler(resolve).condition(checked.tree)


def bind_name(path: Path) -> str:
    """The named parameter of a path below a root."""
    return "_".join(path).lower()


class SqlCompiler:
    """Writes SQL for nodes."""

    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve

    def filled(self, node: Node) -> bool:
        """Whether the node is never NULL."""
        return is_filled_node(node, trusting=True)

    def bind(self, name: str, kind: Type) -> Sql:
        """A named parameter that the caller fills at every execution."""
        return bindparam(name, type_=sql_type(kind))

    def value(self, node: Node) -> Sql:
        """The node's value."""
        match node:
            case Literal():
                kind = sql_type(node.type)
                return cast(null(), kind) if node.value is None else literal(node.value, kind)
            case Read():
                return self.read(node)
            case Call():
                return self.called(node)

    def read(self, node: Read) -> Sql:
        """A column, or a named parameter for what does not belong to the record."""
        root = node.path[0]
        if root.isupper() and root != OLD:
            return self.bind(bind_name(node.path), node.type)
        return self.resolve(node.path)

    def condition(self, node: Node) -> ColumnElement[bool]:
        """True exactly where the node is; NULL or false elsewhere."""
        if isinstance(node, Call):
            function = FUNCTIONS[node.function]
            if function.sql_condition is not None:
                return function.sql_condition(self, node)
            return self.applied(function, node)
        if isinstance(node, Literal):
            return true() if node.value is True else false()
        return self.value(node)

    def called(self, node: Call) -> Sql:
        """The value of a call: within bounds, and two-valued where it is a truth value."""
        function = FUNCTIONS[node.function]
        result = self.applied(function, node)
        if function.result == BOOLEAN and not function.own_blank:
            return func.coalesce(result, false())
        if function.settled:
            return result
        if node.type.name in NUMERIC:
            return func.mortise.number(result, type_=sql_type(node.type))
        if node.type.name == TEXT.name:
            return func.mortise.bounded(result, type_=sql_type(node.type))
        if is_list(node.type):
            return func.mortise.filled_list(result, type_=sql_type(node.type))
        return result

    def applied(self, function: Function, node: Call) -> Sql:
        """The call itself."""
        if function.sql_form is not None:
            return function.sql_form(self, node)
        if function.sql is None:
            raise ValueError(f"{function.name} has no SQL")
        parameters = function.parameters_for(len(node.arguments)) or ()
        return function.sql(*map(self.argument, parameters, node.arguments))

    def argument(self, parameter: Parameter, node: Node) -> Sql:
        """An argument; the ends of time, which the driver writes as infinity, are dates to functions of dates."""
        value = self.value(node)
        single = parameter.type == DATE and not is_list(node.type)
        return func.mortise.real_date(value, type_=sql_type(DATE)) if single else value
