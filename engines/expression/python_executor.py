"""Runs a checked expression in Python: a code object built from its tree."""

import ast
from collections.abc import Callable, Mapping, Sequence
from types import CodeType, FunctionType
from typing import Final, TypeAlias

from engines.expression.check import Checked
from engines.expression.clock import Clock
from engines.expression.filled import is_filled_node
from engines.expression.function import Function
from engines.expression.functions import FUNCTIONS
from engines.expression.python_code import call, constant, is_blank, keep, load
from engines.expression.tree import Call, Literal, Node, Read
from engines.expression.types import BOOLEAN, DURATION, NUMBER, TEXT, Value, is_list
from engines.expression.values import number, text, tidy

Evaluate: TypeAlias = Callable[[Mapping[str, object], Clock], Value]

NUMERIC: Final = frozenset({NUMBER.name, DURATION.name})
VALUES: Final = "values"
CLOCK: Final = "clock"


def compile_python(checked: Checked) -> Evaluate:
    """A function from values by dotted path, and the clock, to the value; a missing path is blank."""
    writer = _Writer()
    body = writer.write(checked.tree)
    if isinstance(checked.tree, Call) and checked.tree.type.name in NUMERIC:
        body = call(writer.constant(tidy), [body])
    return writer.function(body)


class _Writer:
    """Writes Python for nodes, and keeps the objects that the code names."""

    def __init__(self) -> None:
        self.globals: dict[str, object] = {"__builtins__": {}}
        self.names: dict[int, str] = {}
        self.kept: list[object] = []
        self.count = 0

    def fresh(self) -> str:
        """A local name that nothing else uses."""
        self.count += 1
        return f"v{self.count}"

    def constant(self, value: object) -> ast.expr:
        """An expression for any object."""
        if value is None or isinstance(value, (bool, str, int)):
            return constant(value)
        name = self.names.get(id(value))
        if name is None:
            name = self.names[id(value)] = f"k{len(self.names)}"
            self.globals[name] = value
        return load(name)

    def filled(self, node: Node) -> bool:
        """Whether the node is never blank; what the caller gives may always be."""
        return is_filled_node(node, trusting=False)

    def write(self, node: Node) -> ast.expr:
        """The code of a node."""
        match node:
            case Literal():
                return self.constant(node.value)
            case Read():
                get = ast.Attribute(load(VALUES), "get", ast.Load())
                return call(get, [constant(".".join(node.path))])
            case Call():
                function = FUNCTIONS[node.function]
                arguments = [self.write(argument) for argument in node.arguments]
                return self.settled(function, node, self.applied(function, node, arguments))

    def applied(self, function: Function, node: Call, arguments: Sequence[ast.expr]) -> ast.expr:
        """The call itself, made only when no argument is blank unless the function minds that itself."""
        if function.inline is not None:
            return function.inline(self, node, arguments)
        clock: list[ast.expr] = [load(CLOCK)] if function.clock else []
        if function.own_blank:
            return call(self.constant(function.python), [*clock, *arguments])
        tests: list[ast.expr] = []
        given: list[ast.expr] = []
        for part, argument in zip(node.arguments, arguments, strict=True):
            if self.filled(part):
                kept, again = (argument, argument) if isinstance(part, Literal) else keep(self, argument)
            else:
                kept, again = keep(self, argument)
            if kept is not again or not self.filled(part):
                tests.append(is_blank(kept))
            given.append(again)
        result = call(self.constant(function.python), [*clock, *given])
        if not tests:
            return result
        blank = constant(False) if function.result == BOOLEAN else constant(None)
        return ast.IfExp(tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests), blank, result)

    def settled(self, function: Function, node: Call, value: ast.expr) -> ast.expr:
        """The value within its bounds: numbers rounded, texts not too long, nothing empty."""
        if function.settled:
            return value
        if node.type.name in NUMERIC:
            bound: Callable[..., object] = number
        elif node.type.name == TEXT.name:
            bound = text
        elif is_list(node.type):
            return ast.BoolOp(ast.Or(), [value, constant(None)])
        else:
            return value
        kept, again = keep(self, value)
        return ast.IfExp(is_blank(kept), constant(None), call(self.constant(bound), [again]))

    def function(self, body: ast.expr) -> Evaluate:
        """The code as a function."""
        arguments = ast.arguments([], [ast.arg(VALUES), ast.arg(CLOCK)], None, [], [], None, [])
        definition = ast.FunctionDef("evaluate", arguments, [ast.Return(body)], [])
        module = ast.fix_missing_locations(ast.Module([definition], []))
        outer = compile(module, "<expression>", "exec")
        code = next(part for part in outer.co_consts if isinstance(part, CodeType))
        return FunctionType(code, self.globals)
