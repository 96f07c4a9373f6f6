"""From an author's text to a typed tree, or to every issue that forbids it."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from engines.definition import Locale
from engines.expression.fit import Fit, Misfit, adapt, fit
from engines.expression.function import EVERYWHERE, Executor, Expansion, Function, Variable, Words
from engines.expression.functions import BY_NAME, FUNCTIONS
from engines.expression.names import Unreadable, read
from engines.expression.parse import parse
from engines.expression.place import at
from engines.expression.scope import ME, Path, Scope
from engines.expression.syntax import Application, Constant, Name, Span, Syntax
from engines.expression.tree import Call, Literal, Node, Read, walk
from engines.expression.types import BLANK, BOOLEAN, NUMBER, TEXT, Type
from engines.expression.values import LIMIT, TWELVE, quantize
from engines.expression.words import ANYTHING, type_words, types_words
from engines.issues import Issue

PYTHON_ONLY: Final[frozenset[Executor]] = frozenset({"python"})


@dataclass(frozen=True)
class Checked:
    """An expression that makes sense: its author's text and its typed tree."""

    text: str
    tree: Node

    @property
    def type(self) -> Type:
        """The type of its value."""
        return self.tree.type

    @cached_property
    def reads(self) -> frozenset[Path]:
        """Every path that it reads, whether or not a value of them decides."""
        return frozenset(node.path for node in walk(self.tree) if isinstance(node, Read))

    @cached_property
    def executors(self) -> frozenset[Executor]:
        """Where it can be computed."""
        found = EVERYWHERE
        for node in walk(self.tree):
            if isinstance(node, Call):
                found &= FUNCTIONS[node.function].executors
        return found

    @cached_property
    def volatile(self) -> bool:
        """Whether its value changes with time alone."""
        return any(isinstance(node, Call) and FUNCTIONS[node.function].volatile for node in walk(self.tree))

    @cached_property
    def asks_calendar(self) -> bool:
        """Whether its value depends on the company's working calendar."""
        return any(isinstance(node, Call) and FUNCTIONS[node.function].calendar for node in walk(self.tree))


def check(
    text: str,
    scope: Scope,
    *,
    expected: Type | None = None,
    needs: frozenset[Executor] = PYTHON_ONLY,
    stored: bool = False,
) -> Checked | tuple[Issue, ...]:
    """The checked expression, or all its issues; params say where in the text (offset, length, line, column).

    `expected` is the type that its place takes, `needs` the executors that its place uses; `stored` refuses
    what has no lasting value: ME, and the functions of time."""
    parsed = parse(text)
    if isinstance(parsed, Issue):
        return (parsed,)
    checker = _Checker(text, scope, needs, stored)
    node = checker.infer(parsed, expected)
    if node is not None and expected is not None:
        adapted = adapt(node, expected)
        if isinstance(adapted, Misfit):
            checker.refuse_result(parsed, node, expected, adapted)
        else:
            node = adapted
    return tuple(checker.issues) if checker.issues or node is None else Checked(text, node)


class _Checker:
    """One check: it collects issues, and gives None for the type of what has one."""

    def __init__(self, text: str, scope: Scope, needs: frozenset[Executor], stored: bool) -> None:
        self.text = text
        self.scope = scope
        self.needs = needs
        self.stored = stored
        self.issues: list[Issue] = []

    def refuse(self, code: str, span: Span, **params: str | int | Words) -> None:
        """Notes an issue at a part of the text."""
        self.issues.append(Issue(f"expression.{code}", params={**at(self.text, span), **params}))

    def infer(self, syntax: Syntax, hint: Type | None) -> Node | None:
        """The typed node; `hint` is what its place would like."""
        match syntax:
            case Constant():
                return self.constant(syntax)
            case Name():
                return self.name(syntax)
            case Application():
                return self.application(syntax, hint)

    def constant(self, syntax: Constant) -> Node | None:
        """A written value."""
        value = syntax.value
        if isinstance(value, bool):
            return Literal(value, BOOLEAN)
        if isinstance(value, str):
            return Literal(value, TEXT) if value else Literal(None, BLANK)
        if abs(value) >= LIMIT or quantize(value, TWELVE) != value:
            self.refuse("number_out_of_range", syntax.span)
            return None
        return Literal(value, NUMBER)

    def name(self, syntax: Name) -> Node | None:
        """What a name reads."""
        path = syntax.path
        if (
            len(path) == 1
            and path[0].upper() in {"TRUE", "FALSE"}
            and path[0] not in self.scope.entity.fields
        ):
            return Literal(path[0].upper() == "TRUE", BOOLEAN)
        found = read(path, self.scope)
        if isinstance(found, Unreadable):
            self.refuse(found.code, syntax.span, name=found.name, suggestion=found.suggestion)
            return None
        if self.stored and found.path[0] == ME:
            self.refuse("me_in_stored", syntax.span)
        return found

    def application(self, syntax: Application, hint: Type | None) -> Node | None:
        """A function or an operator with its arguments."""
        candidates = BY_NAME.get(syntax.name, ())
        if not candidates:
            self.refuse_function(syntax)
        arguments = [
            self.infer(argument, hint if _passes(candidates, position, len(syntax.arguments)) else None)
            for position, argument in enumerate(syntax.arguments)
        ]
        if not candidates:
            return None
        inferred = [argument for argument in arguments if argument is not None]
        if len(inferred) < len(arguments):
            return None
        fits = [fit(candidate, inferred, hint) for candidate in candidates]
        suited = [
            (found.conversions, order, found.call)
            for order, found in enumerate(fits)
            if isinstance(found, Fit)
        ]
        if not suited:
            self.refuse_arguments(syntax, candidates, fits, inferred)
            return None
        _, best, call = min(suited, key=lambda found: found[:2])
        return self.call(syntax, candidates[best], call)

    def call(self, syntax: Application, function: Function, node: Call) -> Node | None:
        """The node of a call that suits, if its place admits the function."""
        if missing := self.needs - function.executors:
            self.refuse("not_here", syntax.called, function=function.name, executor=min(missing))
        if self.stored and function.volatile:
            self.refuse("volatile_in_stored", syntax.called, function=function.name)
        if function.expand is not None:
            return self.expanded(syntax, function.name, function.expand, node)
        return Literal(None, BLANK) if node.type == BLANK else node

    def expanded(self, syntax: Application, name: str, expand: Expansion, node: Call) -> Node | None:
        """What a short form stands for."""
        missing: list[Unreadable] = []

        def known(path: Path) -> Node:
            found = read(path, self.scope)
            if isinstance(found, Unreadable):
                missing.append(found)
                return Literal(None, BLANK)
            return found

        expanded = expand(node.arguments, known)
        if missing:
            self.refuse("no_root_here", syntax.called, name=name)
            return None
        if self.stored:
            self.refuse("me_in_stored", syntax.called)
        return expanded

    def refuse_function(self, syntax: Application) -> None:
        """Notes a function that does not exist, and the one that may be meant."""
        close = get_close_matches(syntax.name, [name for name in BY_NAME if name.isalpha()], 1, 0.7)
        code = "misspelt_function" if close else "unknown_function"
        self.refuse(code, syntax.called, name=syntax.name, suggestion=close[0] if close else "")

    def refuse_arguments(
        self,
        syntax: Application,
        candidates: tuple[Function, ...],
        fits: list[Fit | Misfit],
        arguments: list[Node],
    ) -> None:
        """Notes why no function of the name suits."""
        misfits = [found for found in fits if isinstance(found, Misfit)]
        telling = [found for found in misfits if found.code != "wrong_type"]
        if all(found.code == "wrong_count" for found in misfits):
            self.refuse("wrong_count", syntax.span, function=syntax.name, signature=signature(candidates[0]))
            return
        candid = [found for found in telling if found.code != "wrong_count"]
        misfit = (candid or [found for found in misfits if found.position is not None])[0]
        if len(candidates) > 1 and not candid:
            types = types_words(tuple(argument.type for argument in arguments))
            self.refuse("wrong_operands", syntax.called, function=syntax.name, found=types)
            return
        position = misfit.position or 0
        self.refuse_misfit(syntax.arguments[position], arguments[position], misfit, syntax.name, position + 1)

    def refuse_misfit(self, syntax: Syntax, node: Node, misfit: Misfit, function: str, position: int) -> None:
        """Notes an argument that does not suit."""
        wanted = type_words(misfit.wanted) if misfit.wanted is not None else ANYTHING
        self.refuse(
            misfit.code,
            syntax.span,
            function=function,
            position=position,
            wanted=wanted,
            found=misfit.found or type_words(node.type),
            suggestion=misfit.suggestion,
        )

    def refuse_result(self, syntax: Syntax, node: Node, expected: Type, misfit: Misfit) -> None:
        """Notes a value that its place does not take."""
        if misfit.code != "wrong_type":
            self.refuse_misfit(syntax, node, misfit, "", 1)
            return
        self.refuse("wrong_result", syntax.span, wanted=type_words(expected), found=type_words(node.type))


def _passes(candidates: tuple[Function, ...], position: int, count: int) -> bool:
    """Whether an argument's value can be the result, so that a hint for one is a hint for the other."""
    if len(candidates) != 1 or not isinstance(candidates[0].result, Variable):
        return False
    parameters = candidates[0].parameters_for(count)
    if parameters is None or candidates[0].gives_list:
        return False
    parameter = parameters[position]
    return parameter.type == candidates[0].result and not (parameter.many or parameter.spread)


def signature(function: Function) -> Words:
    """How the function is written, with the names of its parameters."""
    commas: Words = {"zh-CN": "，", "en": ", "}
    return {
        locale: f"{function.name}({comma.join(parameter_names(function, locale))})"
        for locale, comma in commas.items()
    }


def parameter_names(function: Function, locale: Locale) -> list[str]:
    """The parameters in a language: a question mark for what may be left out, dots for what repeats."""
    names = [parameter.words[locale] + "?" * parameter.optional for parameter in function.parameters]
    more = ["…"] if function.repeat else []
    last = [function.last.words[locale] + "?"] if function.last else []
    return [*names, *more, *last]
