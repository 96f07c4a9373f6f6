"""Records are taken in as the cases say."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from engines.definition import LOCALES
from engines.form.facts import Need, Question
from engines.form.field import Field
from engines.form.fields.money import Money
from engines.form.parsing import parse_record, record_to_json
from engines.form.submit import Submission, begin, submit
from engines.issues import Issue, sentence
from tests.engines.form.sample import CLOCK, FACTS, FOLDER, sample

ORDER = sample().forms["order"]

CASES = [
    pytest.param(case, id=f"{name}: {case['name']}")
    for name in ("begin", "create", "change")
    for case in json.loads((FOLDER / "cases" / f"{name}.json").read_text("utf-8"))
]


def stored(fields: Mapping[str, Field], raw: Mapping[str, Any]) -> dict[str, object]:
    """A record as the database would have given it, computed values included."""
    values: dict[str, object] = {}
    for key, item in raw.items():
        field = fields.get(key)
        rows = None if field is None else field.row_fields()
        if field is None:
            values[key] = item
        elif rows is not None:
            by_key = {inner.key: inner for inner in rows}
            values[key] = tuple(stored(by_key, row) for row in item)
        else:
            value = field.settle(field.parse(item), None, CLOCK, FACTS)
            assert not isinstance(value, Issue), value
            known = isinstance(value, Money) and isinstance(item, dict) and "base" in item
            values[key] = replace(value, base=Decimal(item["base"])) if known else value  # type: ignore[type-var]  # money
    return values


def answer(value: Any) -> object:
    """An answer as the database gives it."""
    return [Decimal(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", CASES)
def test_a_record_is_taken_in(case: dict[str, Any]) -> None:
    facts = replace(
        FACTS,
        rates={"USD": Decimal("7.1")} if "rates" not in case else case["rates"],
        answers={
            Question(entity, number, tuple(path)): answer(value)
            for entity, number, path, value in case.get("answers", ())
        },
    )
    before = stored(ORDER.fields, case["before"]) if "before" in case else None
    number = {key: value for key, value in case["given"].items() if key == "number"}
    parsed = parse_record(
        ORDER.fields, {key: value for key, value in case["given"].items() if key not in number}
    )
    assert parsed.issues == ()
    given = {**parsed.values, **number}
    expect = case["expect"]

    if case.get("begin"):
        begun = begin(ORDER, given, facts, CLOCK)
        found: Submission | Need = begun if isinstance(begun, Need) else Submission(begun, begun, None, ())
    else:
        found = submit(ORDER, before, given, facts, CLOCK)

    if isinstance(found, Need):
        asked = [[question.entity, question.id, list(question.path)] for question in found.questions]
        assert sorted(asked) == sorted(expect.get("need", []))
        return
    assert "need" not in expect
    assert [[issue.code, issue.pointer] for issue in found.issues] == expect.get("issues", [])
    for issue in found.issues:
        assert all(sentence(issue, locale)[0] for locale in LOCALES)
    if "title" in expect:
        assert found.title == expect["title"]
    values = record_to_json(ORDER.fields, found.values)
    wanted = expect.get("values", {})
    assert {key: values.get(key, "missing") for key in wanted} == wanted
    if expect.get("exactly"):
        assert values.keys() == wanted.keys()


def test_submitting_twice_gives_the_same() -> None:
    given = parse_record(ORDER.fields, {"pieces": 3, "lines": [{"product": "a", "price": "1"}]}).values

    first, second = (submit(ORDER, None, given, FACTS, CLOCK) for _ in range(2))

    assert first == second


def test_submitting_changes_nothing_that_it_was_given() -> None:
    before = stored(ORDER.fields, {"id": 1, "lines": [{"id": 1, "product": "a", "quantity": "1"}]})
    given = {"lines": ({"id": 1, "price": Decimal(3)}, {"id": None, "product": "b"})}
    kept = json.dumps([before, given], default=str)

    submit(ORDER, before, given, FACTS, CLOCK)

    assert json.dumps([before, given], default=str) == kept


def test_a_submission_names_the_fields_that_changed() -> None:
    found = submit(ORDER, {"id": 1, "pieces": Decimal(1)}, {"pieces": Decimal(2)}, FACTS, CLOCK)

    assert isinstance(found, Submission)
    assert found.changed == {"pieces"}
