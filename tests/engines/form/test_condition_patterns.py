"""How conditions write each comparison: every pattern makes sense, and means what the filter of that name means.

The browser's tests read the patterns from a file; `python -m tests.engines.form.test_condition_patterns` writes it."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from engines.expression.check import Checked, check
from engines.expression.python_executor import compile_python
from engines.expression.scope import Entity, Scope
from engines.expression.types import BOOLEAN, Type
from engines.form.compiled import Form
from engines.form.field import Field
from engines.form.meaning import Operator
from engines.form.operators import DATES, DATETIMES
from engines.form.outline import Outlines, Place
from mortise.access.served import served_operators
from tests.engines.form.sample import CLOCK, ME, PARAMETERS, sample

FILE: Final = Path(__file__).parent / "patterns.json"

WRITTEN: Final = {
    "text": '"a"',
    "number": "5",
    "boolean": "TRUE",
    "date": "DATE(2026, 1, 31)",
    "datetime": "DATETIME(DATE(2026, 1, 31), TIME(9, 30))",
    "time": "TIME(9, 30)",
    "duration": "HOURS(2)",
    "person": "7",
    "department": "3",
    "link": "12",
}


def literal(kind: Type) -> str:
    """A value of the type as an author writes it."""
    element = kind.of or kind
    if element.options is not None:
        return f'"{min(element.options)}"'
    return WRITTEN.get(element.name, '"a"')


def filled(pattern: str, key: str, operator: Operator) -> str:
    """The pattern with the field and values in its places."""
    for place, operand in enumerate(operator.operands):
        pattern = pattern.replace(f"_{place}", literal(operand))
    return pattern.replace("_field", key)


def compared() -> list[tuple[Form, Field, Operator]]:
    """Every comparison of every field of the sample."""
    return [
        (form, field, operator)
        for form in sample().forms.values()
        for field in form.fields.values()
        for operator in field.operators().values()
    ]


def patterns() -> dict[str, Any]:
    """The comparisons of the first field of each kind, as the browser gets them."""
    found: dict[str, Any] = {}
    for _, field, _ in compared():
        operators = list(field.operators().values())
        served = zip(served_operators(operators), operators, strict=True)
        found.setdefault(field.kind, [{**each, "pattern": operator.pattern} for each, operator in served])
    return found


def test_every_pattern_is_a_condition_over_its_field() -> None:
    spoilt = [
        (field.kind, operator.key, text)
        for form, field, operator in compared()
        if (pattern := operator.pattern) is not None
        and not isinstance(
            check(
                text := filled(pattern, field.key, operator),
                sample().scope(form.key, {"ME": ME}),
                expected=BOOLEAN,
            ),
            Checked,
        )
    ]

    assert spoilt == []


@pytest.mark.parametrize("kind", ["date", "datetime"])
def test_a_span_in_a_condition_holds_on_the_days_that_the_filter_finds(kind: str) -> None:
    operators = DATES if kind == "date" else DATETIMES
    scope = Scope(Entity("it", {"day": Type(kind), "first": Type(kind), "after": Type(kind)}))  # type: ignore[arg-type]  # a name of a type
    days = [CLOCK.today + timedelta(days=shift) for shift in range(-400, 400)]

    for operator in operators.values():
        if operator.values is None or operator.pattern is None:
            continue
        first, after = operator.values([Decimal(5)] * len(operator.operands), CLOCK)
        condition = check(operator.pattern.replace("_field", "day").replace("_0", "5"), scope)
        wanted = check(operator.expression("day", ["first", "after"]), scope)
        assert isinstance(condition, Checked)
        assert isinstance(wanted, Checked)
        holds, found = compile_python(condition), compile_python(wanted)
        for day in days:
            value = of_day(day, kind)
            values = {"day": value, "first": first, "after": after}
            assert holds(values, CLOCK) == found(values, CLOCK), (operator.key, day)
        assert any(holds({"day": of_day(day, kind)}, CLOCK) for day in days)


def of_day(day: date, kind: str) -> object:
    """The day, or a moment of it in the evening of Shanghai."""
    return day if kind == "date" else datetime(day.year, day.month, day.day, 15, 30, tzinfo=UTC)


def test_the_patterns_for_the_browser_are_current() -> None:
    assert json.loads(FILE.read_text("utf-8")) == patterns(), (
        "run python -m tests.engines.form.test_condition_patterns"
    )


def test_a_form_with_mistakes_is_known_as_far_as_it_holds_together() -> None:
    definitions = [form.definition for form in sample().forms.values()]
    spoilt = definitions[0].fields[0].model_copy(update={"visible_when": "nothing >"})
    broken = definitions[0].model_copy(
        update={"fields": (spoilt, *definitions[0].fields[1:]), "title_field": "nowhere"}
    )

    outlines = Outlines([broken, *definitions[1:]], PARAMETERS, ME)

    whole = sample().forms[broken.key]
    assert outlines.forms[broken.key].fields.keys() == whole.fields.keys()
    assert isinstance(outlines.check("TRUE", Place(broken.key), frozenset()), Checked)
    assert not isinstance(outlines.check("nothing > 1", Place(broken.key), frozenset()), Checked)
    assert outlines.check("TRUE", Place("nowhere"), frozenset()) is None


if __name__ == "__main__":
    FILE.write_text(json.dumps(patterns(), ensure_ascii=False, indent=1) + "\n", "utf-8")
