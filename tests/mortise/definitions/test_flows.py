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
from mortise.definitions.reading import read_definition, write_document
from mortise.definitions.removal import Removal
from mortise.definitions.uses import Uses, rename
from mortise.errors import WORDS
from mortise.packages.layout import read_package, write_package
from mortise.publishing.changes import differences
from mortise.publishing.details import details, other_settings
from tests.mortise.definitions.test_check import application, errors, verdict_on

NODES = "/flows/0/nodes"
Edit = Callable[[Any], None]


DOCUMENT = orjson.dumps(write_document(application("tests/apps/orders")))


def orders(edit: Edit | None = None) -> Any:
    document: Any = orjson.loads(DOCUMENT)
    if edit is not None:
        edit(document["flows"][0])
    return document


def definition(edit: Edit | None = None) -> AppDefinition:
    read = read_definition(orders(edit))
    assert isinstance(read, AppDefinition), read
    return read


@pytest.mark.parametrize(
    ("place", "value", "code", "where"),
    [
        ("/flows/0/form", "nothing", "form_unknown", "/flows/0/form"),
        (f"{NODES}/0/next", "nothing", "flow_unknown_node", f"{NODES}/0/next"),
        (f"{NODES}/0/roles", ["nobody"], "role_unknown", f"{NODES}/0/roles/0"),
        (f"{NODES}/0/on_change", ["colour"], "flow_unknown_field", f"{NODES}/0/on_change/0"),
        (f"{NODES}/0/condition", "amount", "expression.wrong_result", f"{NODES}/0/condition"),
        (f"{NODES}/1/branches/0/condition", "OLD.amount > 1", "expression.no_root_here", None),
        (f"{NODES}/1/otherwise", ..., "flow_no_otherwise", f"{NODES}/1/otherwise"),
        (f"{NODES}/2/approvers/1/role", "nobody", "role_unknown", f"{NODES}/2/approvers/1/role"),
        (f"{NODES}/2/fields", {"colour": "read"}, "flow_unknown_field", f"{NODES}/2/fields/colour"),
        (f"{NODES}/3/actions/1/form", "nothing", "form_unknown", f"{NODES}/3/actions/1/form"),
        (f"{NODES}/3/actions/1/link", "order", "field_unknown", f"{NODES}/3/actions/1/link"),
        (f"{NODES}/3/key", "lead", "flow_key_twice", f"{NODES}/3/key"),
        ("/flows/-", orjson.loads(DOCUMENT)["flows"][0], "key_twice", "/flows/2/key"),
    ],
)
def test_what_is_wrong_with_a_flow_is_told_where_it_is(
    place: str, value: object, code: str, where: str | None
) -> None:
    assert (code, where or place) in errors(verdict_on(place, value, DOCUMENT))


def test_a_flow_that_nothing_begins_is_warned_of() -> None:
    def never(flow: Any) -> None:
        flow["nodes"][0] |= {"by_hand": False, "on_change": []}

    verdict = verdict_on("/flows", orders(never)["flows"], DOCUMENT)

    assert [(issue.code, issue.pointer) for issue in verdict.issues] == [("flow_never_begins", f"{NODES}/0")]
    assert verdict.is_sound


def test_a_flow_goes_into_a_package_as_a_file_of_its_own() -> None:
    files = write_package(application("tests/apps/orders"))

    assert orjson.loads(files["flows/approval.json"])["form"] == "order"
    package = read_package(files)
    assert not isinstance(package, tuple)
    assert package.definition == application("tests/apps/orders")


@pytest.mark.parametrize(
    ("target", "places"),
    [
        (Target("role", "finance"), {f"{NODES}/2/approvers/1/role", "/flows/1/nodes/3/approvers/0/role"}),
        (Target("node", "approval", "done"), {f"{NODES}/1/otherwise", f"{NODES}/2/next"}),
        (Target("field", "customer", "name"), {f"{NODES}/3/actions/1/fields/0/field"}),
        (Target("field", "order", "payment"), {f"{NODES}/2/fields"}),
        (Target("field", "order", "signed_on"), {f"{NODES}/2/timing/due/field"}),
        (Target("option", "order", "stage", "draft"), {f"{NODES}/0/condition"}),
        (Target("flow", "approval"), {"/flows/1/nodes/4/flow"}),
        (Target("option", "order", "stage", "approved"), {f"{NODES}/3/actions/0/fields/0/value"}),
        (Target("form", "customer"), {f"{NODES}/3/actions/1/form"}),
    ],
    ids=lambda each: each.key if isinstance(each, Target) else "",
)
def test_a_flow_is_found_wherever_it_names_something(target: Target, places: set[str]) -> None:
    found = Uses(orders()).of(target)

    assert {pointer(*use.path) for use in found if use.path[0] == "flows"} == places


def test_a_use_is_found_at_its_node() -> None:
    use = Uses(orders()).of(Target("role", "finance"))[0]

    address = address_of(orders(), use.path)

    assert (address.part, address.form, address.key) == ("node", "order", "approval.lead")
    assert place_of(orders(), pointer(*use.path))["en"] == "Approval of an order › Approval by the superior"
    assert place_of(orders(), f"{NODES}/1/otherwise")["zh-CN"] == "订单审批 › 条件分支"


def test_nodes_flows_and_fields_of_other_forms_are_renamed_in_flows() -> None:
    keys = {
        Target("flow", "approval"): "checking",
        Target("node", "approval", "done"): "finished",
        Target("field", "customer", "name"): "full_name",
    }

    flow, other = rename(orders(), keys)["flows"]

    assert (flow["key"], other["nodes"][4]["flow"]) == ("checking", "checking")
    assert (flow["nodes"][1]["otherwise"], flow["nodes"][3]["key"]) == ("finished", "finished")
    assert flow["nodes"][3]["actions"][1]["fields"][0]["field"] == "full_name"


def test_what_changes_linked_records_is_found_and_renamed_on_both_sides() -> None:
    def regrade(flow: Any) -> None:
        flow["nodes"][3]["actions"] = [
            {
                "kind": "update_records",
                "source": "customer",
                "filter": 'AND(grade = "b", RECORD.amount > 5)',
                "fields": [{"field": "grade", "value": 'IF(amount > 9, "a", grade_now)'}],
            }
        ]

    document = orders(regrade)
    keys = {
        Target("field", "order", "customer"): "buyer",
        Target("field", "order", "amount"): "sum",
        Target("field", "customer", "grade"): "level",
        Target("option", "customer", "grade", "a"): "best",
        Target("option", "customer", "grade", "b"): "good",
    }

    [action] = rename(document, keys)["flows"][0]["nodes"][3]["actions"]

    assert action == {
        "kind": "update_records",
        "source": "buyer",
        "filter": 'AND(level = "good", RECORD.sum > 5)',
        "fields": [{"field": "level", "value": 'IF(sum > 9, "best", grade_now)'}],
    }


def test_a_flow_goes_with_its_form_and_its_people_with_their_role() -> None:
    assert not Removal(orders(), (Target("form", "order"),)).outcome.get("flows")

    flow, _ = Removal(orders(), (Target("role", "finance"),)).outcome["flows"]

    assert [source["kind"] for source in flow["nodes"][2]["approvers"]] == ["manager_chain"]


def told(edit: Edit) -> list[str]:
    """What a plan says of the change, in English."""
    old, new = definition(), definition(edit)
    (change,) = differences(old, new)
    assert (change.what, change.how, change.form) == ("flow", "changed", "order")
    return [sentence(issue, "en", WORDS)[0] for issue in details(old, new, change)]


def longer(flow: Any) -> None:
    flow["nodes"].append({"kind": "end", "key": "refused", "outcome": "rejected"})
    flow["nodes"][2] |= {"on_rejection": "route", "rejected": "refused", "order": "one_by_one"}


def renamed(flow: Any) -> None:
    flow["label"]["en"] = "Orders approved"
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
                "Renamed from “Approval of an order” to “Orders approved”",
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
