"""Whether arguments suit a function, and the conversions that make them suit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from engines.expression.function import Function, Parameter, Variable
from engines.expression.functions.conversions import TO_TEXT
from engines.expression.functions.moment import DATE_OF_MOMENT
from engines.expression.tree import Call, Literal, Node
from engines.expression.types import (
    BLANK,
    CHOICE,
    DATE,
    DATETIME,
    RECORD_NAMES,
    TEXT,
    Type,
    accepts,
    common,
    element_of,
    is_list,
    list_of,
)

ISO_DATE: Final = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Fit:
    """The call as the tree holds it; `conversions` is how many arguments had to be converted."""

    call: Call
    conversions: int


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first argument that does not suit: its position (None: their number), and the issue's code."""

    position: int | None
    code: str
    wanted: Type | None = None
    found: str = ""
    suggestion: str = ""


def fit(function: Function, arguments: Sequence[Node], hint: Type | None) -> Fit | Misfit:
    """The call, its arguments converted where the language does so by itself."""
    parameters = function.parameters_for(len(arguments))
    if parameters is None:
        return Misfit(None, "wrong_count")
    bound: dict[Variable, Type] = {}
    for variable in {p.type for p in parameters if isinstance(p.type, Variable)}:
        found = _bind(variable, parameters, arguments, hint if variable == function.result else None)
        if isinstance(found, Misfit):
            return found
        bound[variable] = found
    adapted: list[Node] = []
    for position, (parameter, argument) in enumerate(zip(parameters, arguments, strict=True)):
        wanted = bound[parameter.type] if isinstance(parameter.type, Variable) else parameter.type
        node = adapt(argument, _shape(parameter, argument, wanted), parameter.prints)
        if isinstance(node, Misfit):
            return replace(node, position=position)
        adapted.append(node)
    for position, (parameter, argument) in enumerate(zip(parameters, arguments, strict=True)):
        if parameter.literal and not _is_written(parameter, argument):
            return Misfit(position, "bad_pattern")
    result = bound.get(function.result, BLANK) if isinstance(function.result, Variable) else function.result
    kind = list_of(result) if function.gives_list and result != BLANK else result
    changed = sum(
        isinstance(after, Call) and after is not before
        for before, after in zip(arguments, adapted, strict=True)
    )
    return Fit(Call(function.id, tuple(adapted), kind), changed)


def _is_written(parameter: Parameter, argument: Node) -> bool:
    if not isinstance(argument, Literal) or not isinstance(argument.value, str):
        return False
    return parameter.valid is None or parameter.valid(argument.value)


def _shape(parameter: Parameter, argument: Node, wanted: Type) -> Type:
    """The wanted type as this parameter takes it: single or list."""
    if is_list(wanted):
        return wanted
    listed = parameter.many or (parameter.spread and is_list(argument.type))
    return list_of(wanted) if listed and wanted != BLANK else wanted


def _bind(
    variable: Variable, parameters: Sequence[Parameter], arguments: Sequence[Node], hint: Type | None
) -> Type | Misfit:
    """The type that a variable stands for, from what its parameters are given; literals bow to the others."""
    given = [
        (position, argument, parameter.many or parameter.spread)
        for position, (parameter, argument) in enumerate(zip(parameters, arguments, strict=True))
        if parameter.type == variable
    ]
    given.sort(key=lambda each: isinstance(each[1], Literal))
    bound = BLANK
    for position, argument, several in given:
        kind = element_of(argument.type) if several else argument.type
        if variable.among is not None and kind != BLANK and kind.name not in variable.among:
            return Misfit(position, "wrong_type", None, "")
        adapted = adapt(argument, bound)
        if isinstance(argument, Literal) and not isinstance(adapted, Misfit):
            bound = kind if bound == BLANK else bound
            continue
        merged = common(bound, kind)
        if merged is None and variable.compares and {bound, kind} == {DATE, DATETIME}:
            merged = DATE
        misspelt = variable.compares and bound.options is not None and isinstance(argument, Literal)
        if isinstance(adapted, Misfit) and (merged is None or misspelt):
            return replace(adapted, position=position)
        bound = merged or bound
    if hint is not None and bound.name in {TEXT.name, CHOICE.name} and accepts(TEXT, hint):
        literal_texts = all(isinstance(argument, Literal) for _, argument, _ in given)
        return hint if literal_texts and hint.options is not None else bound
    return bound


def _unknown(argument: Literal, bound: Type) -> Misfit:
    """A written text that is none of the options."""
    written, options = str(argument.value), sorted(bound.options or ())
    close = get_close_matches(written.lower(), options, 1, 0.6) or get_close_matches(
        written.upper(), options, 1, 0.6
    )
    code = "misspelt_option" if close else "unknown_option"
    return Misfit(None, code, bound, written, close[0] if close else "")


def adapt(node: Node, wanted: Type, prints: bool = False) -> Node | Misfit:
    """The node as the wanted type, or why it cannot be."""
    given = node.type
    if wanted == BLANK or given == wanted:
        return node
    if given == BLANK:
        return Literal(None, wanted)
    if isinstance(node, Literal):
        changed = _literal_as(node, wanted)
        if changed is not None:
            return changed
    if accepts(wanted, given):
        return node
    if wanted == DATE and given == DATETIME:
        return Call(DATE_OF_MOMENT.id, (node,), DATE)
    if prints and accepts(TEXT, element_of(wanted)):
        printer = TO_TEXT.get((element_of(given).name, is_list(given)))
        if printer is not None and is_list(given) == is_list(wanted):
            return Call(printer.id, (node,), wanted)
    return Misfit(None, "wrong_type", wanted)


def _literal_as(node: Literal, wanted: Type) -> Node | Misfit | None:
    """A written value as what it can stand for: an option, or the id of a record."""
    if isinstance(node.value, str) and wanted.options is not None:
        return Literal(node.value, wanted) if node.value in wanted.options else _unknown(node, wanted)
    if isinstance(node.value, str) and wanted.name == CHOICE.name:
        return Literal(node.value, wanted)
    if isinstance(node.value, Decimal) and wanted.name in RECORD_NAMES:
        whole = node.value == node.value.to_integral_value() and 0 < node.value < 2**63
        return Literal(int(node.value), wanted) if whole else None
    if isinstance(node.value, str) and wanted.name in {DATE.name, DATETIME.name}:
        found = ISO_DATE.match(node.value)
        if found:
            parts = ", ".join(str(int(part)) for part in found.groups())
            return Misfit(None, "text_for_date", wanted, node.value, f"DATE({parts})")
    return None
