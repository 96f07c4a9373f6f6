"""Functions of people and departments: short for what is said with ME."""

from collections.abc import Callable, Sequence

from engines.expression.function import Function, Parameter, words
from engines.expression.scope import ME, Path
from engines.expression.tree import Call, Node
from engines.expression.types import BOOLEAN, DEPARTMENT, PERSON


def is_me(arguments: Sequence[Node], read: Callable[[Path], Node]) -> Node:
    """The person equals ME."""
    return Call("=", (arguments[0], read((ME, "id"))), BOOLEAN)


def includes_me(arguments: Sequence[Node], read: Callable[[Path], Node]) -> Node:
    """The people include ME."""
    return Call("HAS", (arguments[0], read((ME, "id"))), BOOLEAN)


def is_mine(arguments: Sequence[Node], read: Callable[[Path], Node]) -> Node:
    """The department is among those of ME."""
    return Call("IN", (arguments[0], read((ME, "departments"))), BOOLEAN)


ISME = Function(
    name="ISME",
    help=words("这个人是否就是我", "Whether the person is me"),
    example="ISME(owner)",
    parameters=(Parameter(words("人员", "person"), PERSON),),
    result=BOOLEAN,
    expand=is_me,
)
ISME_AMONG = Function(
    name="ISME",
    key="ISME list",
    help=words("这些人里是否有我", "Whether I am among the people"),
    example="ISME(team)",
    parameters=(Parameter(words("人员", "people"), PERSON, many=True),),
    result=BOOLEAN,
    expand=includes_me,
)
ISMYDEPARTMENT = Function(
    name="ISMYDEPARTMENT",
    help=words("我是否在这个部门", "Whether I stand in the department"),
    example="ISMYDEPARTMENT(department)",
    parameters=(Parameter(words("部门", "department"), DEPARTMENT),),
    result=BOOLEAN,
    expand=is_mine,
)
