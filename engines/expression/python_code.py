"""Pieces of Python code, as syntax trees, that functions are written from."""

import ast
from collections.abc import Callable, Sequence

from engines.expression.function import Inline, PythonNames
from engines.expression.tree import Call, Node


def load(name: str) -> ast.Name:
    """The value of a local or a global."""
    return ast.Name(name, ast.Load())


def constant(value: str | int | bool | None) -> ast.Constant:
    """A constant that Python's own syntax has."""
    return ast.Constant(value)


def call(function: ast.expr, arguments: Sequence[ast.expr]) -> ast.Call:
    """A call with positional arguments."""
    return ast.Call(function, list(arguments), [])


def keep(names: PythonNames, value: ast.expr) -> tuple[ast.expr, ast.expr]:
    """The value, kept under a name when it is computed, and the name to use it again."""
    if isinstance(value, (ast.Name, ast.Constant)):
        return value, value
    name = names.fresh()
    return ast.NamedExpr(ast.Name(name, ast.Store()), value), load(name)


def is_blank(value: ast.expr) -> ast.expr:
    """Whether the value is blank."""
    if isinstance(value, ast.Constant):
        return constant(value.value is None)
    return ast.Compare(value, [ast.Is()], [constant(None)])


def is_filled(value: ast.expr) -> ast.expr:
    """Whether the value is not blank."""
    if isinstance(value, ast.Constant):
        return constant(value.value is not None)
    return ast.Compare(value, [ast.IsNot()], [constant(None)])


def truth(names: PythonNames, node: Node, value: ast.expr) -> ast.expr:
    """The value as a truth value: blank is false."""
    if isinstance(value, ast.Constant):
        return constant(value.value is True)
    return value if names.filled(node) else ast.Compare(value, [ast.Is()], [constant(True)])


def ordering(operator: Callable[[], ast.cmpop]) -> Inline:
    """Code that compares two values, false when one is blank."""

    def write(names: PythonNames, node: Call, arguments: Sequence[ast.expr]) -> ast.expr:
        tests: list[ast.expr] = []
        sides: list[ast.expr] = []
        for part, argument in zip(node.arguments, arguments, strict=True):
            kept, again = keep(names, argument)
            if isinstance(kept, ast.NamedExpr) or not names.filled(part):
                tests.append(is_filled(kept))
            sides.append(again)
        compared = ast.Compare(sides[0], [operator()], [sides[1]])
        return ast.BoolOp(ast.And(), [*tests, compared]) if tests else compared

    return write
