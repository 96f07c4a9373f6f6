"""Where a condition stops somebody, or is about to change, it is said in words."""

from typing import Any

import httpx
import pytest

from .conftest import SignIn
from .test_left_behind import APP, RECORDS, change, publish
from .test_parked_fields import FORM, NAME

STAGE: dict[str, Any] = {
    "kind": "choice",
    "key": "stage",
    "label": {"zh-CN": "阶段", "en": "Stage"},
    "options": [
        {"key": "begun", "label": {"zh-CN": "开始", "en": "Begun"}},
        {"key": "over", "label": {"zh-CN": "结束", "en": "Over"}},
    ],
}
PRICE: dict[str, Any] = {"kind": "number", "key": "price", "label": {"zh-CN": "价格", "en": "Price"}}
GATE: dict[str, Any] = {
    "key": "paid",
    "field": "stage",
    "option": "over",
    "on": "enter",
    "condition": "price > 1000",
}


@pytest.fixture
def builder(sign_in: SignIn) -> httpx.Client:
    client = sign_in("admin")
    client.post("/api/apps", json={"key": "shed", "labels": {"zh-CN": "棚", "en": "Shed"}})
    form = {**FORM, "fields": [NAME, STAGE, PRICE], "gates": [GATE]}
    change(client, {"op": "add", "path": "/forms", "value": [form]})
    publish(client)
    return client


def test_a_gate_without_a_message_says_its_condition(builder: httpx.Client) -> None:
    record = builder.post(RECORDS, json={"name": "a", "stage": "begun", "price": 7}).json()

    refused = builder.patch(f"{RECORDS}/{record['id']}", json={"version": 1, "stage": "over"})

    assert refused.status_code == 422
    assert [(issue["code"], issue["message"]) for issue in refused.json()["issues"]] == [
        ("gate_unmet_told", "需满足：价格大于 1,000")
    ]


def test_a_plan_says_conditions_as_they_were_and_as_they_will_be(builder: httpx.Client) -> None:
    change(
        builder,
        {"op": "replace", "path": "/forms/0/gates/0/condition", "value": "price > 2000"},
        {"op": "add", "path": "/forms/0/fields/2/visible_when", "value": 'stage = "over"'},
    )

    steps = builder.get(f"{APP}/plan").json()["steps"]

    conditions = [condition for step in steps for condition in step["conditions"]]
    assert conditions == [
        {"place": "gates/paid", "before": "价格大于 1,000", "after": "价格大于 2,000"},
        {"place": "fields/price/visible_when", "before": None, "after": "阶段是结束"},
    ]
