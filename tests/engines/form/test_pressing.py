"""A press makes of a record what the cases say."""

import json
from dataclasses import replace
from typing import Any

import pytest

from engines.definition import LOCALES
from engines.form.facts import Need, Question
from engines.form.parsing import record_to_json
from engines.form.pressing import press
from engines.issues import sentence
from tests.engines.form.sample import CLOCK, FACTS, FOLDER, sound
from tests.engines.form.test_check import changed
from tests.engines.form.test_submit import stored

CASES = json.loads((FOLDER / "cases" / "press.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_a_button_is_pressed(case: dict[str, Any]) -> None:
    button = {"kind": "button", "key": "another", "label": {}, **case.get("button", {})}
    added = [["append", "/order/fields", button]] if "button" in case else []
    order = sound(*changed(added).values()).forms["order"]
    answers = {
        Question(entity, number, tuple(path)): value
        for entity, number, path, value in case.get("answers", ())
    }
    facts = replace(FACTS, me={"id": 42}, answers=answers)
    before, asked = stored(order.fields, case["before"]), stored(order.fields, case["asked"])

    found = press(order, "another" if added else "finish", before, asked, facts, CLOCK)

    expect = case["expect"]
    if isinstance(found, Need):
        wanted = [[question.entity, question.id, list(question.path)] for question in found.questions]
        assert wanted == expect["need"]
        return
    assert [[issue.code, issue.pointer] for issue in found.issues] == expect.get("issues", [])
    assert all(sentence(issue, locale)[0] for issue in found.issues for locale in LOCALES)
    if not found.issues:
        owner = {"owner": found.values["owner"]} if "owner" in found.values else {}
        assert {**record_to_json(order.fields, found.values), **owner} == expect["values"]
    assert found.issues or found.address == expect.get("address")
