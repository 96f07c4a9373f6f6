"""What the corpus holds: enough cases, none twice, and every function from several sides."""

from collections import Counter
from functools import cache

from engines.expression.check import Checked, check
from engines.expression.functions import BY_NAME
from engines.expression.parse import parse
from engines.expression.syntax import Application, Constant, Name, Syntax
from engines.expression.tree import Call, Literal, Node, Read
from engines.expression.types import type_from_json
from engines.issues import Issue
from tests.engines.expression.corpus import SCOPE, Case, cases

ENOUGH = 800
SIDES = 5


def typed_shape(node: Node) -> object:
    """A tree without its values and names: functions, types, and from how far a value is read."""
    match node:
        case Literal():
            return "literal", node.type.name, node.value is None
        case Read():
            way = node.path[0] if node.path[0].isupper() else len(node.path)
            return "read", node.type.name, node.type.of and node.type.of.name, way
        case Call():
            return node.function, tuple(map(typed_shape, node.arguments))


def written_shape(syntax: Syntax) -> object:
    """The same of a tree that makes no sense, whose names have no types."""
    match syntax:
        case Constant():
            return type(syntax.value).__name__
        case Name():
            return syntax.path
        case Application():
            return syntax.name, tuple(map(written_shape, syntax.arguments))


def shape(case: Case) -> object:
    """What tells a case from others."""
    parsed = parse(case.text)
    if isinstance(parsed, Issue):
        return case.issues, case.text
    if case.issues:
        return case.issues, written_shape(parsed)
    expected = None if case.expected is None else type_from_json(case.expected)
    found = check(case.text, SCOPE, expected=expected)
    assert isinstance(found, Checked), case.name
    return typed_shape(found.tree)


def names(syntax: Syntax) -> set[str]:
    """The functions that a text uses, by the names that authors write."""
    if not isinstance(syntax, Application):
        return set()
    return {syntax.name}.union(*map(names, syntax.arguments))


@cache
def corpus() -> list[Case]:
    return cases()


def test_no_two_cases_have_the_same_shape_and_types() -> None:
    seen: dict[object, str] = {}
    twice = []
    for case in corpus():
        first = seen.setdefault(shape(case), case.name)
        if first != case.name:
            twice.append((first, case.name))

    assert twice == []


def test_there_are_enough_cases() -> None:
    assert len({shape(case) for case in corpus()}) >= ENOUGH


def test_every_function_has_cases_from_several_sides() -> None:
    good: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    blank: set[str] = set()
    for case in corpus():
        parsed = parse(case.text)
        if isinstance(parsed, Issue):
            continue
        used = names(parsed)
        (bad if case.issues else good).update(used)
        if "BLANK" in used or any(len(values) < 2 for values, _ in case.rows):
            blank |= used

    lacking = {
        name: (good[name], bad[name], name in blank)
        for name in BY_NAME
        if good[name] + bad[name] < SIDES or not bad[name] or name not in blank
    }
    assert lacking == {}


def test_no_two_cases_have_one_name() -> None:
    named = Counter(case.name for case in corpus())

    assert [name for name, count in named.items() if count > 1] == []
