"""What is wrong with a flow is found before it is published, all at once and each at its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from engines.definition import LOCALES
from engines.flow.check import check_flows, named_people
from engines.flow.definition import FlowDefinition
from engines.flow.flow import compile_flow
from engines.issues import sentence
from tests.engines.flow.company import SCOPE
from tests.engines.flow.play import document_of

CASES = json.loads((Path(__file__).parent / "check.json").read_text("utf-8"))["cases"]


def definition(raw: dict[str, Any]) -> FlowDefinition:
    return FlowDefinition.model_validate(document_of(raw))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_flow_is_checked(case: dict[str, Any]) -> None:
    given = {key: value for key, value in case.items() if key not in {"name", "issues"}}

    flow, issues = compile_flow(definition(given), 1, SCOPE)

    assert sorted((issue.code, issue.pointer) for issue in issues) == sorted(map(tuple, case["issues"]))
    assert (flow is None) == bool(issues)
    for issue in issues:
        for locale in LOCALES:
            assert all("{" not in part for part in sentence(issue, locale))


def test_flows_that_begin_one_another_in_a_circle_are_found() -> None:
    def over(flow: str) -> FlowDefinition:
        return definition(
            {
                "nodes": [
                    "start > sub",
                    {"key": "sub", "kind": "sub_process", "flow": flow, "next": "end"},
                    "end",
                ]
            }
        )

    found = check_flows({"one": over("two"), "two": over("one"), "three": over("four"), "four": over("nine")})

    assert [(key, issue.code, issue.pointer) for key, issue in found] == [
        ("four", "flow_unknown_flow", "/nodes/1/flow"),
        ("one", "flow_begins_itself", "/nodes/1/flow"),
        ("two", "flow_begins_itself", "/nodes/1/flow"),
    ]


def test_everybody_whom_a_flow_names_is_known_with_their_place() -> None:
    node = {
        "key": "a",
        "kind": "approve",
        "approvers": [{"kind": "role", "role": "x"}, {"kind": "people", "people": [5, 6]}],
        "empty": {"policy": "people", "people": [7]},
        "timing": {"final": {"action": "transfer", "people": [8]}},
        "next": "copy",
    }
    copy = {"key": "copy", "kind": "cc", "people": [{"kind": "people", "people": [9]}], "next": "end"}

    found = named_people(definition({"nodes": ["start > a", node, copy, "end"]}))

    assert list(found) == [
        (5, "/nodes/1/approvers/1/people/0"),
        (6, "/nodes/1/approvers/1/people/1"),
        (7, "/nodes/1/empty/people/0"),
        (8, "/nodes/1/timing/final/people/0"),
        (9, "/nodes/2/people/0/people/0"),
    ]
