"""A validation that lets blanks pass refuses what was entered and is wrong, and nothing that was left blank."""

from typing import Any

import pytest

from engines.form.parsing import parse_record
from engines.form.submit import Submission, submit
from engines.issues import Issue
from tests.engines.form.sample import CLOCK, FACTS, compiled, sound

FIELDS: list[dict[str, Any]] = [
    {"kind": "text", "key": "name", "label": {"en": "Name"}},
    {"kind": "number", "key": "cost", "label": {"en": "Cost"}},
    {"kind": "number", "key": "least", "label": {"en": "Least"}},
    {"kind": "boolean", "key": "agreed", "label": {"en": "Agreed"}},
    {"kind": "multi_choice", "key": "tags", "label": {"en": "Tags"}, "open": True},
]


def form(condition: str, **settings: Any) -> dict[str, Any]:
    """A form of which every record must satisfy a condition."""
    rule = {"key": "rule", "condition": condition, "message": {"en": "No"}, **settings}
    fields = [dict(field) for field in FIELDS]
    return {
        "key": "item",
        "label": {"en": "Item"},
        "title_field": "name",
        "fields": fields,
        "validations": [rule],
    }


def refused(condition: str, given: dict[str, Any], **settings: Any) -> bool:
    """Whether a new record fails the condition."""
    made = sound(form(condition, **settings)).forms["item"]
    parsed = parse_record(made.fields, given)
    assert not parsed.issues
    taken = submit(made, None, parsed.values, FACTS, CLOCK)
    assert isinstance(taken, Submission)
    return bool(taken.issues)


def warnings(document: dict[str, Any]) -> list[Issue]:
    schema, issues = compiled(document)
    assert schema is not None
    return list(issues)


@pytest.mark.parametrize(
    ("condition", "given", "blank_fails", "blank_passes"),
    [
        ("cost <= 100", {}, True, False),
        ("cost <= 100", {"cost": 100}, False, False),
        ("cost <= 100", {"cost": 101}, True, True),
        ("cost >= least", {"cost": 1}, True, False),
        ("cost >= least", {"cost": 1, "least": 2}, True, True),
        ("cost + least <= 100", {"cost": 101}, True, True),
        ("AND(cost <= 100, agreed)", {}, True, True),
        ("AND(cost <= 100, agreed)", {"agreed": True}, True, False),
        ("OR(agreed, cost <= 100)", {"cost": 101}, True, True),
        ('STARTSWITH(name, "A")', {}, True, False),
        ('STARTSWITH(name, "A")', {"name": "B"}, True, True),
        ("NOT(cost > 100)", {}, False, False),
        ("NOT(ISBLANK(cost))", {}, True, True),
        ('name = "A"', {}, True, True),
        ('HAS(tags, "a")', {}, True, True),
    ],
)
def test_only_comparisons_with_what_is_blank_pass(
    condition: str, given: dict[str, Any], blank_fails: bool, blank_passes: bool
) -> None:
    assert refused(condition, given) == blank_fails
    assert refused(condition, given, blank_passes=True) == blank_passes


def test_a_rule_that_refuses_what_may_be_left_blank_is_warned_of() -> None:
    [issue] = warnings(form("cost <= 100"))

    assert (issue.code, issue.pointer, issue.severity) == (
        "validation_refuses_blank",
        "/forms/0/validations/0/condition",
        "warning",
    )
    assert issue.params["field"] == {"zh-CN": "Cost", "en": "Cost"}


@pytest.mark.parametrize(
    "condition",
    ["OR(ISBLANK(cost), cost <= 100)", "NOT(cost > 100)", 'name = "A"', "NOT(ISBLANK(cost))", "agreed"],
)
def test_a_rule_that_says_what_it_wants_of_blanks_is_not_warned_of(condition: str) -> None:
    assert warnings(form(condition)) == []


def test_neither_is_one_over_what_must_be_filled_anyway() -> None:
    document = form("cost <= 100")
    document["fields"][1]["required"] = True

    assert warnings(document) == []
    assert warnings(form("cost <= 100", blank_passes=True)) == []
