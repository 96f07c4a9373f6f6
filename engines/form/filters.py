"""Turns what a list is filtered by, a tree or a text, into one expression with slots for the compared values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engines.expression.check import Checked, check
from engines.expression.clock import Clock
from engines.expression.function import Executor
from engines.expression.scope import ME, PARAM, Path
from engines.expression.types import BOOLEAN, Type
from engines.form.meaning import Operator
from engines.form.meanings.text import unwritable
from engines.form.operands import read_operand
from engines.form.schema import FILTER, Form, Schema
from engines.form.structure import names_in
from engines.form.wording import did_you_mean, unknown
from engines.issues import Issue, pointer

MOST_PARTS: Final = 200
DEEPEST: Final = 12
IN_SQL: Final[frozenset[Executor]] = frozenset({"sql"})


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter ready to be checked and compiled once per `text`: the same text always has the same slots.

    `operands` are the values by slot ("p0"), `types` their types; `reads` is every path of the record it reads."""

    text: str
    operands: Mapping[str, object]
    types: Mapping[str, Type]
    reads: frozenset[Path]


@dataclass
class _Writing:
    """A filter that is being written."""

    schema: Schema
    form: Form
    allowed: Callable[[Path], bool]
    clock: Clock
    issues: list[Issue] = field(default_factory=list)
    operands: dict[str, object] = field(default_factory=dict)
    types: dict[str, Type] = field(default_factory=dict)
    reads: set[Path] = field(default_factory=set)
    parts: int = 0
    slots: str = "p"

    def refuse(self, issue: Issue, place: str) -> str:
        """Notes an issue; the text stays whole."""
        self.issues.append(issue.under(place))
        return "TRUE"

    def slot(self, value: object, kind: Type) -> str:
        """A new slot for a value."""
        name = f"{self.slots}{len(self.operands)}"
        self.operands[name] = value
        self.types[name] = kind
        return f"{FILTER}.{name}"


def compile_filter(
    schema: Schema,
    form: Form,
    condition: object,
    allowed: Callable[[Path], bool],
    clock: Clock,
) -> tuple[Filter | None, tuple[Issue, ...]]:
    """The filter of a list of `form`; None without a condition or with issues. `allowed` says of a path whether the
    person may filter by it; what may not be is as if it were not there."""
    if condition is None or condition in ("", {}):
        return None, ()
    writing = _Writing(schema, form, allowed, clock)
    if isinstance(condition, str):
        text = _text(writing, condition)
    elif isinstance(condition, Mapping):
        text = _tree(writing, condition, "", 0)
    else:
        text = writing.refuse(Issue("filter_malformed"), "")
    if writing.issues:
        return None, tuple(writing.issues)
    return Filter(text, writing.operands, writing.types, frozenset(writing.reads)), ()


def compile_marks(
    schema: Schema,
    form: Form,
    conditions: Sequence[object],
    allowed: Callable[[Path], bool],
    clock: Clock,
) -> tuple[Filter | None, tuple[Issue, ...]]:
    """Which of several conditions is the first to hold, as one expression: its number from 0, blank where none does.
    Its slots ("m0") are none that a filter has."""
    writing = _Writing(schema, form, allowed, clock, slots="m")
    text = "BLANK()"
    for place, condition in reversed(list(enumerate(conditions))):
        text = f"IF({_tree(writing, condition, pointer(place), 0)}, {place}, {text})"
    if writing.issues or not conditions:
        return None, tuple(writing.issues)
    return Filter(text, writing.operands, writing.types, frozenset(writing.reads)), ()


def _text(writing: _Writing, text: str) -> str:
    """A filter that a person wrote as an expression; names that are hidden read as unknown."""
    problem = unwritable(text)
    if problem is not None:
        return writing.refuse(problem, "")
    hidden = [path for path in names_in(text) if not writing.allowed(path)]
    if hidden:
        names = _suggestions(writing)
        for path in hidden:
            writing.refuse(
                Issue("unknown_field", params={"suggestion": did_you_mean(".".join(path), names)}), ""
            )
        return text
    roots = {ME: writing.schema.me, PARAM: writing.schema.parameters}
    checked = check(text, writing.schema.scope(writing.form.key, roots), expected=BOOLEAN, needs=IN_SQL)
    if isinstance(checked, Checked):
        writing.reads.update(path for path in checked.reads if not path[0].isupper())
    else:
        writing.issues += checked
    return text


def _suggestions(writing: _Writing) -> list[str]:
    return [key for key in writing.form.entity.fields if writing.allowed((key,))]


def _tree(writing: _Writing, tree: object, place: str, depth: int) -> str:
    writing.parts += 1
    if writing.parts > MOST_PARTS or depth > DEEPEST:
        if any(issue.code == "filter_too_large" for issue in writing.issues):
            return "TRUE"
        return writing.refuse(Issue("filter_too_large", params={"maximum": MOST_PARTS}), place)
    match tree:
        case {"all": list(parts), **rest} if not rest:
            return _joined(writing, "AND", parts, f"{place}/all", depth)
        case {"any": list(parts), **rest} if not rest:
            return _joined(writing, "OR", parts, f"{place}/any", depth)
        case {"not": part, **rest} if not rest:
            return f"NOT({_tree(writing, part, f'{place}/not', depth + 1)})"
        case {"field": str(path), "operator": str(operator), **rest} if rest.keys() <= {"value"}:
            return _comparison(writing, path, operator, rest.get("value"), place)
    return writing.refuse(Issue("filter_malformed"), place)


def _joined(writing: _Writing, function: str, parts: list[object], place: str, depth: int) -> str:
    texts = []
    for index, part in enumerate(parts):
        texts.append(_tree(writing, part, place + pointer(index), depth + 1))
        if any(issue.code == "filter_too_large" for issue in writing.issues):
            break
    if not texts:
        return "TRUE" if function == "AND" else "FALSE"
    return texts[0] if len(texts) == 1 else f"{function}({', '.join(texts)})"


def _comparison(writing: _Writing, dotted: str, key: str, value: object, place: str) -> str:
    path = tuple(dotted.split("."))
    operators = _operators(writing, path)
    if operators is None:
        params = {"suggestion": did_you_mean(dotted, _suggestions(writing))}
        return writing.refuse(Issue("unknown_field", params=params), f"{place}/field")
    operator = operators.get(key)
    if operator is None:
        return writing.refuse(unknown("operator_unknown", "", key, operators), f"{place}/operator")
    writing.reads.add(path)
    values = _operands(writing, operator, value, f"{place}/value")
    if values is None:
        return "TRUE"
    kinds = operator.operands
    if operator.values is not None and operator.slots is not None:
        values, kinds = list(operator.values(values, writing.clock)), operator.slots
    slots = [writing.slot(item, kind) for item, kind in zip(values, kinds, strict=True)]
    return operator.expression(dotted, slots)


def _operands(writing: _Writing, operator: Operator, value: object, place: str) -> list[object] | None:
    """The values compared with, or None when one of them is wrong."""
    wanted = operator.operands
    given: list[object] = [] if not wanted else [value]
    if len(wanted) > 1:
        given = list(value) if isinstance(value, list | tuple) else []
    if len(given) != len(wanted) or (not wanted and value is not None):
        writing.refuse(Issue("operand_count", params={"wanted": len(wanted)}), place)
        return None
    read = [read_operand(kind, raw, writing.clock) for kind, raw in zip(wanted, given, strict=True)]
    problems = [item for item in read if isinstance(item, Issue)]
    if any(item is None for item in read):
        problems.append(Issue("operand_count", params={"wanted": len(wanted)}))
    for problem in problems:
        writing.refuse(problem, place)
    return None if problems else read


def _operators(writing: _Writing, path: Path) -> Mapping[str, Operator] | None:
    """The operators of what stands at the path, through links; None when it is not there, or not for this person."""
    source: Form | None = writing.form
    for key in path[:-1]:
        target = None if source is None else source.leads.get(key)
        source = None if target is None else writing.schema.forms.get(target)
    meaning = None if source is None else source.meaning(path[-1])
    if meaning is None or not writing.allowed(path):
        return None
    return meaning.operators()
