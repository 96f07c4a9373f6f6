"""What a save of a form does, worked out once: which expressions run, in which order, and what each must load."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from engines.definition import Locale
from engines.expression.clock import Clock
from engines.expression.python_executor import Evaluate
from engines.expression.scope import OLD, Path
from engines.form.computation import FormulaText, RollupOf
from engines.form.facts import Facts
from engines.form.field import Field
from engines.form.form import FormDefinition, Gate
from engines.form.meaning import AnyMeaning, Meaning
from engines.form.structure import Many
from engines.form.system import PARENT, TITLE
from engines.form.wording import texts
from engines.issues import Issue

Settle = Callable[[Any, Any, Clock, Facts], object]
Convert = Callable[[Any], object]


class Runnable(Protocol):
    """A compiled expression, as far as a program goes."""

    @property
    def evaluate(self) -> Evaluate:
        """Runs it."""
        ...

    @property
    def reads(self) -> frozenset[Path]:
        """What it reads."""
        ...


class Sub(Protocol):
    """A sub-table, as far as a program goes."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields of its rows."""
        ...

    @property
    def field(self) -> Field:
        """The field that holds the rows."""
        ...


class Subject(Protocol):
    """A form, as far as a program goes."""

    @property
    def key(self) -> str:
        """Its key."""
        ...

    @property
    def definition(self) -> FormDefinition:
        """What its author said."""
        ...

    @property
    def fields(self) -> Mapping[str, Field]:
        """Its fields."""
        ...

    @property
    def lists(self) -> Mapping[str, Many]:
        """Its sub-tables and inverses."""
        ...

    @property
    def sub_tables(self) -> Mapping[str, Sub]:
        """Its sub-tables."""
        ...

    @property
    def expressions(self) -> Mapping[str, Runnable]:
        """Its expressions by name."""
        ...

    @property
    def calculations(self) -> Sequence[tuple[str, str]]:
        """Its computed and defaulted fields in order, by table and key."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """An expression ready to run: `loads` are the paths that the record itself does not hold, `inputs` the fields of
    the record that it begins from."""

    evaluate: Evaluate
    loads: tuple[tuple[str, Path], ...]
    inputs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Calculation:
    """A value to compute: of the record (`rows` is None) or of every row of the sub-table `rows`."""

    rows: str | None
    key: str
    kind: Literal["default", "computed", "total", "title"]
    step: Step | None
    meaning: AnyMeaning | None
    rollup: RollupOf | None = None
    stored: bool = True


@dataclass(frozen=True, slots=True)
class Behaviour:
    """When one field is shown, required and read-only."""

    key: str
    label: Mapping[Locale, str]
    visible: tuple[Step, ...]
    required: bool
    required_when: Step | None
    read_only_when: Step | None
    least_rows: int

    @property
    def demands(self) -> bool:
        """Whether a save has anything to look at."""
        return (
            self.required
            or self.required_when is not None
            or self.read_only_when is not None
            or self.least_rows > 0
        )


@dataclass(frozen=True, slots=True)
class Level:
    """The fields of the record, or of the rows of one sub-table."""

    settle: Mapping[str, Settle]
    convert: tuple[tuple[str, Convert], ...]
    behaviours: tuple[Behaviour, ...]
    """Of fields that demand something, or whose rows may."""
    reads: Mapping[str, tuple[str, ...]]
    """Field → dotted paths that begin with it and are kept once loaded."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A validation: what must hold, and what is said where otherwise."""

    step: Step
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A gate ready to run."""

    gate: Gate
    step: Step | None
    required: tuple[tuple[str, Mapping[Locale, str]], ...]
    message: Mapping[Locale, str]


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that a save of a form does."""

    record: Level
    rows: Mapping[str, Level]
    calculations: tuple[Calculation, ...]
    rules: tuple[Rule, ...]
    passages: tuple[Passage, ...]


def step_of(expression: Runnable | None) -> Step | None:
    """An expression of a form ready to run, where there is one."""
    if expression is None:
        return None
    loads = tuple((".".join(path), path) for path in sorted(expression.reads) if len(path) > 1)
    inputs = frozenset(path[1] if path[0] == OLD else path[0] for path in expression.reads)
    return Step(expression.evaluate, loads, inputs)


def compile_program(form: Subject) -> Program:
    """The program of a form."""
    sections = {
        cell.field: section.key for section in form.definition.layout.sections for cell in section.cells
    }
    rows = {
        key: _level(sub.fields, f"fields/{key}/fields", form.expressions, {}, [])
        for key, sub in form.sub_tables.items()
    }
    paths = [path for expression in form.expressions.values() for path in expression.reads]
    return Program(
        record=_level(form.fields, "fields", form.expressions, sections, paths),
        rows=rows,
        calculations=tuple(_calculations(form)),
        rules=tuple(_rules(form)),
        passages=tuple(_passages(form)),
    )


def _overrides(meaning: AnyMeaning, method: str) -> bool:
    return getattr(type(meaning), method) is not getattr(Meaning, method)


def _level(
    fields: Mapping[str, Field],
    name: str,
    expressions: Mapping[str, Runnable],
    sections: Mapping[str, str],
    paths: Sequence[Path],
) -> Level:
    meanings = {key: field.meaning for key, field in fields.items() if field.row_fields() is None}
    behaviours = {
        key: _behaviour(field, f"{name}/{key}", expressions, sections.get(key))
        for key, field in fields.items()
    }
    reads: dict[str, tuple[str, ...]] = {}
    for path in paths:
        # Rows read their record's paths behind "parent".
        own = path[1:] if path[0] == PARENT else path
        if len(own) > 1 and not own[0].isupper():
            reads[own[0]] = (*reads.get(own[0], ()), ".".join(own))
    return Level(
        settle={key: made.settle for key, made in meanings.items() if _overrides(made, "settle")},
        convert=tuple(
            (key, made.to_expression) for key, made in meanings.items() if _overrides(made, "to_expression")
        ),
        behaviours=tuple(
            behaviour for key, behaviour in behaviours.items() if behaviour.demands or key not in meanings
        ),
        reads=reads,
    )


def _behaviour(
    field: Field, name: str, expressions: Mapping[str, Runnable], section: str | None
) -> Behaviour:
    shown = [step_of(expressions.get(f"{name}/visible_when"))]
    if section is not None:
        shown.append(step_of(expressions.get(f"sections/{section}")))
    return Behaviour(
        key=field.key,
        label=texts(field.label),
        visible=tuple(step for step in shown if step is not None),
        required=field.required and not field.computed,
        required_when=step_of(expressions.get(f"{name}/required_when")),
        read_only_when=step_of(expressions.get(f"{name}/read_only_when")),
        least_rows=field.row_limits()[0],
    )


def _calculations(form: Subject) -> Iterator[Calculation]:
    tables = {many.entity: key for key, many in form.lists.items() if many.is_rows}
    for table, key in form.calculations:
        rows = tables.get(table)
        if rows is None and key == TITLE:
            yield Calculation(None, TITLE, "title", step_of(form.expressions["title"]), None)
            continue
        fields = form.fields if rows is None else form.sub_tables[rows].fields
        name = f"fields/{key}" if rows is None else f"fields/{rows}/fields/{key}"
        field = fields[key]
        computation = field.computation()
        if isinstance(computation, RollupOf):
            step = step_of(form.expressions.get(f"{name}/filter"))
            yield Calculation(rows, key, "total", step, field.meaning, computation)
        elif isinstance(computation, FormulaText):
            step = step_of(form.expressions[f"{name}/{computation.setting}"])
            yield Calculation(rows, key, "computed", step, field.meaning, stored=field.stored)
        else:
            yield Calculation(
                rows, key, "default", step_of(form.expressions[f"{name}/default"]), field.meaning
            )


def _rules(form: Subject) -> Iterator[Rule]:
    for validation in form.definition.validations:
        step = step_of(form.expressions.get(f"validations/{validation.key}"))
        if step is not None:
            params = {"message": texts(validation.message)}
            places = [f"/{key}" for key in validation.fields] or [""]
            yield Rule(step, tuple(Issue("validation", place, params) for place in places))


def _passages(form: Subject) -> Iterator[Passage]:
    for gate in form.definition.gates:
        required = tuple((key, texts(form.fields[key].label)) for key in gate.required)
        yield Passage(gate, step_of(form.expressions.get(f"gates/{gate.key}")), required, texts(gate.message))
