"""Flows are part of an application: checked at their place, found wherever they name something, told of in plans."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from engines.form.landscape import Target
from engines.issues import pointer, sentence
from mortise.definitions.addresses import address_of
from mortise.definitions.app import AppDefinition
from mortise.definitions.places import place_of
from mortise.definitions.reading import read_definition
from mortise.definitions.removal import Removal
from mortise.definitions.uses import Uses, rename
from mortise.errors import WORDS
from mortise.packages.layout import read_package, write_package
from mortise.publishing.changes import differences
from mortise.publishing.details import details, other_settings
from tests.mortise.definitions.test_check import DOCUMENT, application, errors, verdict_on

NODES = "/flows/0/nodes"
Edit = Callable[[Any], None]


def visits(edit: Edit | None = None) -> Any:
    document: Any = orjson.loads(DOCUMENT)
    if edit is not None:
        edit(document["flows"][0])
    return document


def definition(edit: Edit | None = None) -> AppDefinition:
    read = read_definition(visits(edit))
    assert isinstance(read, AppDefinition), read
    return read


@pytest.mark.parametrize(
    ("place", "value", "code", "where"),
    [
        ("/flows/0/form", "nothing", "form_unknown", "/flows/0/form"),
        (f"{NODES}/0/next", "nothing", "flow_unknown_node", f"{NODES}/0/next"),
        (f"{NODES}/0/roles", ["nobody"], "role_unknown", f"{NODES}/0/roles/0"),
        (f"{NODES}/0/on_change", ["colour"], "flow_unknown_field", f"{NODES}/0/on_change/0"),
        (f"{NODES}/0/condition", "total", "expression.wrong_result", f"{NODES}/0/condition"),
        (f"{NODES}/1/branches/0/condition", "OLD.total > 1", "expression.no_root_here", None),
        (f"{NODES}/1/otherwise", ..., "flow_no_otherwise", f"{NODES}/1/otherwise"),
        (f"{NODES}/2/approvers/1/role", "nobody", "role_unknown", f"{NODES}/2/approvers/1/role"),
        (f"{NODES}/2/fields", {"colour": "read"}, "flow_unknown_field", f"{NODES}/2/fields/colour"),
        (f"{NODES}/3/actions/1/form", "nothing", "form_unknown", f"{NODES}/3/actions/1/form"),
        (f"{NODES}/3/actions/1/link", "visit", "field_unknown", f"{NODES}/3/actions/1/link"),
        (f"{NODES}/3/key", "lead", "flow_key_twice", f"{NODES}/3/key"),
        ("/flows/-", orjson.loads(DOCUMENT)["flows"][0], "key_twice", "/flows/1/key"),
    ],
)
def test_what_is_wrong_with_a_flow_is_told_where_it_is(
    place: str, value: object, code: str, where: str | None
) -> None:
    assert (code, where or place) in errors(verdict_on(place, value))


def test_a_flow_that_nothing_begins_is_warned_of() -> None:
    def never(flow: Any) -> None:
        flow["nodes"][0] |= {"by_hand": False, "on_change": []}

    verdict = verdict_on("/flows", visits(never)["flows"])

    assert [(issue.code, issue.pointer) for issue in verdict.issues] == [("flow_never_begins", f"{NODES}/0")]
    assert verdict.is_sound


def test_a_flow_goes_into_a_package_as_a_file_of_its_own() -> None:
    files = write_package(application("tests/apps/visits"))

    assert orjson.loads(files["flows/review.json"])["form"] == "visit"
    package = read_package(files)
    assert not isinstance(package, tuple)
    assert package.definition == application("tests/apps/visits")


@pytest.mark.parametrize(
    ("target", "places"),
    [
        (Target("role", "auditor"), {f"{NODES}/2/approvers/1/role"}),
        (Target("node", "review", "done"), {f"{NODES}/1/otherwise", f"{NODES}/2/next"}),
        (Target("field", "place", "name"), {f"{NODES}/3/actions/1/fields/0/field"}),
        (
            Target("field", "visit", "budget"),
            {f"{NODES}/0/on_change/0", f"{NODES}/2/fields"},
        ),
        (
            Target("option", "visit", "stage", "planned"),
            {f"{NODES}/0/condition"},
        ),
        (Target("option", "visit", "stage", "done"), {f"{NODES}/3/actions/0/fields/0/value"}),
        (Target("form", "place"), {f"{NODES}/3/actions/1/form"}),
    ],
    ids=lambda each: each.key if isinstance(each, Target) else "",
)
def test_a_flow_is_found_wherever_it_names_something(target: Target, places: set[str]) -> None:
    found = Uses(visits()).of(target)

    assert {pointer(*use.path) for use in found if use.path[0] == "flows"} == places


def test_a_use_is_found_at_its_node() -> None:
    (use,) = (each for each in Uses(visits()).of(Target("role", "auditor")) if each.path[0] == "flows")

    address = address_of(visits(), use.path)

    assert (address.part, address.form, address.key) == ("node", "visit", "review.lead")
    assert place_of(visits(), pointer(*use.path))["en"] == "Review of a visit › Approval by the superior"
    assert place_of(visits(), f"{NODES}/1/otherwise")["zh-CN"] == "拜访审批 › 条件分支"


def test_nodes_flows_and_fields_of_other_forms_are_renamed_in_flows() -> None:
    keys = {
        Target("flow", "review"): "checking",
        Target("node", "review", "done"): "finished",
        Target("field", "place", "name"): "place_name",
    }

    (flow,) = rename(visits(), keys)["flows"]

    assert flow["key"] == "checking"
    assert (flow["nodes"][1]["otherwise"], flow["nodes"][3]["key"]) == ("finished", "finished")
    assert flow["nodes"][3]["actions"][1]["fields"][0]["field"] == "place_name"


def test_a_flow_goes_with_its_form_and_its_people_with_their_role() -> None:
    assert not Removal(visits(), (Target("form", "visit"),)).outcome.get("flows")

    (flow,) = Removal(visits(), (Target("role", "auditor"),)).outcome["flows"]

    assert [source["kind"] for source in flow["nodes"][2]["approvers"]] == ["manager_chain"]


def told(edit: Edit) -> list[str]:
    """What a plan says of the change, in English."""
    old, new = definition(), definition(edit)
    (change,) = differences(old, new)
    assert (change.what, change.how, change.form) == ("flow", "changed", "visit")
    return [sentence(issue, "en", WORDS)[0] for issue in details(old, new, change)]


def longer(flow: Any) -> None:
    flow["nodes"].append({"kind": "end", "key": "refused", "outcome": "rejected"})
    flow["nodes"][2] |= {"on_rejection": "route", "rejected": "refused", "order": "one_by_one"}


def renamed(flow: Any) -> None:
    flow["label"]["en"] = "Visits reviewed"
    del flow["nodes"][2]
    flow["nodes"][1]["branches"][0]["next"] = "done"


@pytest.mark.parametrize(
    ("edit", "sentences"),
    [
        pytest.param(
            longer,
            [
                "New nodes: End",
                "Nodes changed: Approval by the superior",
                "What follows is otherwise: Approval by the superior",
            ],
            id="changed",
        ),
        pytest.param(
            renamed,
            [
                "Renamed from “Review of a visit” to “Visits reviewed”",
                "Nodes removed: Approval by the superior",
                "What follows is otherwise: Condition",
            ],
            id="removed",
        ),
    ],
)
def test_what_becomes_of_a_flow_is_told_by_its_nodes(edit: Edit, sentences: list[str]) -> None:
    assert told(edit) == sentences


def test_settings_of_a_flow_are_told_by_their_names() -> None:
    def strict(flow: Any) -> None:
        flow["policies"] = {"repeated": "anywhere"}

    old, new = definition(), definition(strict)
    (change,) = differences(old, new)

    assert other_settings(old, new, change).names == ("policies",)
