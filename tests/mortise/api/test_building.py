"""An application is built by HTTP: draft, check, plan, publish, versions."""

from typing import Any

import httpx
import pytest

from engines.form.fields import FIELD_KINDS
from mortise.identity.first_start import SampleCompany
from tests.mortise.api.conftest import SignIn
from tests.mortise.api.test_catalog import packed, send

DRAFT = "/api/apps/visits/draft"
PLAN = "/api/apps/visits/plan"
PUBLISH = "/api/apps/visits/publish"
FLOOR = {"kind": "number", "key": "floor", "label": {"zh-CN": "楼层", "en": "Floor"}, "decimals": 0}


@pytest.fixture
def builder(sign_in: SignIn) -> httpx.Client:
    """The administrator, with the visits application installed without its sample."""
    administrator = sign_in("admin")
    assert send(administrator, packed("visits")).status_code == 201
    return administrator


def patch(client: httpx.Client, revision: int | None, *operations: dict[str, Any]) -> httpx.Response:
    """Changes the draft as a builder's page does."""
    headers = {"Content-Type": "application/json-patch+json"}
    if revision is not None:
        headers["If-Match"] = f'"{revision}"'
    return client.patch(DRAFT, json=list(operations), headers=headers)


def revision(client: httpx.Client) -> int:
    """The draft's revision as its ETag tells it."""
    return int(client.get(DRAFT).headers["etag"].strip('"'))


ADD_FLOOR = {"op": "add", "path": "/forms/1/fields/-", "value": FLOOR}


def test_a_field_is_added_planned_published_and_used(builder: httpx.Client) -> None:
    drafted = patch(builder, revision(builder), ADD_FLOOR)
    assert drafted.status_code == 200, drafted.text
    assert builder.post(f"{DRAFT}/check").json()["is_sound"]

    plan = builder.get(PLAN).json()
    assert (plan["version"], plan["base_version"], plan["is_publishable"]) == (2, 1, True)
    assert [(step["code"], step["consequence"], step["text"]) for step in plan["steps"]] == [
        ("plan_field_added", "metadata", "新增字段“地点 › 楼层”")
    ]

    answer = builder.post(PUBLISH, json={"revision": drafted.json()["revision"], "note": "floors"})
    assert answer.json() == {
        "publication": None,
        "version": 2,
        "state": "done",
        "is_stuck": False,
        "progress": {},
        "error": None,
        "started_at": None,
        "started_by": None,
    }
    place = {"name": "a", "floor": 3}
    created = builder.post("/api/apps/visits/forms/place/records", json=place)
    assert created.status_code == 201, created.text
    assert created.json()["floor"] == 3
    versions = builder.get("/api/apps/visits/versions").json()["items"]
    assert [(each["version"], each["note"], each["is_current"]) for each in versions] == [
        (2, "floors", True),
        (1, "", False),
    ]


def test_a_plan_tells_what_depends_on_what_goes(builder: httpx.Client) -> None:
    builder.post("/api/apps/visits/forms/place/records", json={"name": "a", "size": "large"})
    (at,) = [
        number
        for number, field in enumerate(builder.get(DRAFT).json()["definition"]["forms"][1]["fields"])
        if field["key"] == "size"
    ]
    cells = builder.get(DRAFT).json()["definition"]["forms"][1]["layout"]["sections"][0]["cells"]
    cell = next(number for number, each in enumerate(cells) if each["field"] == "size")
    changed = patch(
        builder,
        revision(builder),
        {"op": "remove", "path": f"/forms/1/fields/{at}"},
        {"op": "remove", "path": f"/forms/1/layout/sections/0/cells/{cell}"},
        {"op": "remove", "path": "/pages/0/top/0"},
    )
    assert changed.status_code == 200

    steps = builder.get(PLAN).json()["steps"]

    (removed,) = [step for step in steps if step["code"] == "plan_field_removed"]
    assert (removed["consequence"], removed["rows"], removed["field"]) == ("destructive", 1, "size")
    assert [each["name"] for each in removed["dependants"]] == [
        "地点 › 基本信息",
        "地点全貌 › 进度",
    ]


def test_a_lost_option_is_told_with_the_records_that_hold_it(builder: httpx.Client) -> None:
    builder.post("/api/apps/visits/forms/place/records", json={"name": "a", "size": "large"})
    patch(builder, revision(builder), {"op": "remove", "path": "/forms/1/fields/1/options/1"})

    (step,) = builder.get(PLAN).json()["steps"]

    assert (step["consequence"], step["rows"]) == ("destructive", 1)


def test_a_required_field_over_blank_records_is_refused_with_its_number(builder: httpx.Client) -> None:
    builder.post("/api/apps/visits/forms/place/records", json={"name": "a"})
    patch(builder, revision(builder), {"op": "add", "path": "/forms/1/fields/4/required", "value": True})

    plan, answer = builder.get(PLAN).json(), builder.post(PUBLISH, json={})

    assert not plan["is_publishable"]
    assert answer.status_code == 422
    assert [(issue["code"], issue["params"]["count"]) for issue in answer.json()["issues"]] == [
        ("plan_blank_rows", 1)
    ]
    assert builder.get("/api/apps/visits").json()["version"] == 1


def test_a_change_on_an_old_revision_is_refused(builder: httpx.Client) -> None:
    first = revision(builder)
    patch(builder, first, ADD_FLOOR)

    stale, missing = patch(builder, first, ADD_FLOOR), patch(builder, None, ADD_FLOOR)

    assert (stale.status_code, stale.json()["revision"]) == (412, first + 1)
    assert missing.status_code == 428


def test_a_test_that_fails_is_a_conflict(builder: httpx.Client) -> None:
    answer = patch(builder, revision(builder), {"op": "test", "path": "/key", "value": "other"})

    assert answer.status_code == 409
    assert answer.json()["issues"][0]["pointer"] == "/0/path"


def test_publishing_another_draft_than_was_looked_at_is_refused(builder: httpx.Client) -> None:
    looked_at = revision(builder)
    patch(builder, looked_at, ADD_FLOOR)

    answer = builder.post(PUBLISH, json={"revision": looked_at})

    assert answer.status_code == 412
    assert builder.get("/api/apps/visits").json()["version"] == 1


def test_a_draft_that_does_not_hold_together_is_told_in_the_readers_language(builder: httpx.Client) -> None:
    wrong = {"op": "add", "path": "/forms/1/title_field", "value": "size"}
    drafted = patch(
        builder,
        revision(builder),
        {"op": "add", "path": "/menu/0/entries/0/form", "value": "nothing"},
        wrong,
    )

    found = builder.post(f"{DRAFT}/check").json()
    refused = builder.post(PUBLISH, json={})
    planned = builder.get(PLAN)

    assert drafted.status_code == 200
    assert not found["is_sound"]
    assert found["issues"] == drafted.json()["issues"] == builder.get(DRAFT).json()["issues"]
    told = {issue["code"]: (issue["params"]["place"], issue["message"]) for issue in found["issues"]}
    assert told["form_unknown"][1] == "没有标识为“nothing”的表单。"
    assert told["field_not_title"] == ("地点", "字段“规模”不能作为标题。")
    assert refused.status_code == planned.status_code == 422
    assert refused.json()["issues"] == planned.json()["issues"] == found["issues"]
    assert patch(builder, revision(builder), {**wrong, "value": "name"}).json()["is_sound"] is False


def test_a_draft_that_is_the_published_version_again_is_none_and_publishes_nothing(
    builder: httpx.Client,
) -> None:
    patch(builder, revision(builder), ADD_FLOOR)
    back = patch(builder, revision(builder), {"op": "remove", "path": "/forms/1/fields/-1"})
    assert back.status_code == 409
    last = len(builder.get(DRAFT).json()["definition"]["forms"][1]["fields"]) - 1
    back = patch(builder, revision(builder), {"op": "remove", "path": f"/forms/1/fields/{last}"})
    plan, refused = builder.get(PLAN).json(), builder.post(PUBLISH, json={})

    assert (back.json()["is_changed"], plan["is_unchanged"], plan["is_publishable"]) == (False, True, False)
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_publish")
    assert len(builder.get("/api/apps/visits/versions").json()["items"]) == 1


def test_a_body_with_a_key_twice_is_refused_with_its_place(builder: httpx.Client) -> None:
    doors = {
        "/api/apps/visits/forms/place/records": '{"name": "a", "name": "b"}',
        "/api/apps": '{"key": "stock", "labels": {}, "key": "shop"}',
    }
    told = {
        path: builder.post(path, content=body, headers={"Content-Type": "application/json"})
        for path, body in doors.items()
    }

    assert {path: answer.status_code for path, answer in told.items()} == dict.fromkeys(doors, 400)
    assert [
        (issue["code"], issue["pointer"]) for answer in told.values() for issue in answer.json()["issues"]
    ] == [("key_repeated", "/name"), ("key_repeated", "/key")]


def test_an_earlier_version_comes_back_as_a_draft(builder: httpx.Client) -> None:
    patch(builder, revision(builder), ADD_FLOOR)
    builder.post(PUBLISH, json={})

    restored = builder.post("/api/apps/visits/versions/1/restore")

    assert restored.status_code == 200
    keys = [field["key"] for field in restored.json()["definition"]["forms"][1]["fields"]]
    assert "floor" not in keys
    assert builder.post("/api/apps/visits/versions/9/restore").status_code == 404


def test_an_application_is_begun_from_nothing(builder: httpx.Client) -> None:
    begun = builder.post("/api/apps", json={"key": "stock", "labels": {"zh-CN": "库存", "en": "Stock"}})

    assert begun.status_code == 201, begun.text
    assert builder.get("/api/apps/stock/draft").json()["definition"]["label"]["en"] == "Stock"
    assert builder.get("/api/apps/stock").status_code == 404
    assert builder.post("/api/apps/stock/publish", json={}).json()["version"] == 1
    taken = builder.post("/api/apps", json={"key": "stock", "labels": {}})
    assert [issue["code"] for issue in taken.json()["issues"]] == ["app_key_taken"]


DOORS = [
    ("GET", DRAFT),
    ("PATCH", DRAFT),
    ("POST", f"{DRAFT}/check"),
    ("GET", PLAN),
    ("POST", PUBLISH),
    ("GET", "/api/apps/visits/versions"),
    ("POST", "/api/apps/visits/versions/1/restore"),
    ("GET", "/api/apps/visits/publications/1"),
    ("GET", "/api/apps/visits/package"),
]


def test_who_may_not_build_gets_nowhere(
    builder: httpx.Client, sign_in: SignIn, company: SampleCompany
) -> None:
    """Without a role the application is not there; with one that does not build it is refused."""
    rep, boss = sign_in("rep"), sign_in("boss")
    members = "/api/apps/visits/roles/visitor/members"
    assert builder.put(members, json={"people": [company.people["boss"]]}).status_code == 200
    before = builder.get(DRAFT).content

    for method, path in DOORS:
        assert rep.request(method, path, json=[]).status_code == 404, path
        assert boss.request(method, path, json=[]).status_code == 403, path
        assert builder.get(DRAFT).content == before, path


def test_who_is_not_signed_in_gets_nowhere(builder: httpx.Client, http: httpx.Client) -> None:
    answers = {http.request(method, path, json=[]).status_code for method, path in DOORS}

    assert answers == {401}


def test_the_schema_of_applications_is_served(http: httpx.Client) -> None:
    answer = http.get("/schemas/app.json")

    assert answer.json()["$id"] == "/schemas/app.json"
    assert answer.json()["properties"]["forms"]


def test_every_kind_of_field_is_told_with_the_schema_of_its_settings(sign_in: SignIn) -> None:
    items = sign_in("rep").get("/api/kinds").json()["items"]

    (text,) = [item for item in items if item["kind"] == "text"]
    assert [item["kind"] for item in items] == sorted(FIELD_KINDS, key=lambda kind: FIELD_KINDS[kind].rank)
    assert text["title"]["en"]
    assert text["schema"]["properties"]["max_length"]["type"] == "integer"


def test_a_draft_says_who_changed_it_how_much_and_whose_keys_are_final(builder: httpx.Client) -> None:
    before = builder.get(DRAFT).json()
    assert (before["changed_by"], before["changes"]) == (None, 0)
    assert {"visit", "visit.notes"} <= set(before["published"])

    changed = patch(builder, before["revision"], ADD_FLOOR).json()

    assert changed["changes"] == 1
    assert changed["changed_by"]["title"]
    assert builder.get(DRAFT).json()["changed_by"] == changed["changed_by"]
    broken = patch(
        builder, changed["revision"], {"op": "add", "path": "/forms/0/fields/0/kind", "value": "?"}
    )
    assert broken.json()["changes"] is None


def test_a_new_application_has_the_looks_that_were_chosen(builder: httpx.Client) -> None:
    looks = {"icon": "CarOutlined", "colour": "#23897a"}
    made = builder.post("/api/apps", json={"key": "fleet", "labels": {"en": "Fleet"}, **looks})

    assert made.status_code == 201, made.text
    assert {name: made.json()["definition"][name] for name in looks} == looks
    [item] = [item for item in builder.get("/api/apps").json()["items"] if item["key"] == "fleet"]
    assert {name: item[name] for name in looks} == looks
    odd = builder.post("/api/apps", json={"key": "odd", "labels": {"en": "Odd"}, "colour": "url(x)"})
    assert odd.status_code == 422


def test_the_uses_of_a_part_are_told_and_taken_out_with_it(builder: httpx.Client) -> None:
    uses = builder.get(f"{DRAFT}/uses", params={"form": "visit", "field": "stage"}).json()
    told = {(item["part"], item["setting"]): item["name"] for item in uses["items"]}
    assert told["view", "columns"] == "进行中"
    assert told["role", "scope"]
    assert ("section", "cells") in told

    asked = builder.post(f"{DRAFT}/removal", json={"parts": [{"form": "visit", "field": "stage"}]}).json()
    assert (asked["revision"], asked["is_whole"]) == (revision(builder), True)
    assert {item["effect"] for item in asked["items"]} == {"taken_out", "cleared", "emptied", "falls"}
    taken = patch(builder, asked["revision"], {"op": "replace", "path": "", "value": asked["definition"]})
    assert taken.json()["is_sound"], taken.json()["issues"]
    gone = builder.get(f"{DRAFT}/uses", params={"form": "visit", "field": "stage"})
    assert gone.status_code == 404


def test_a_draft_that_names_what_is_gone_is_not_published(builder: httpx.Client) -> None:
    field = {"op": "remove", "path": "/forms/0/fields/3"}
    assert patch(builder, revision(builder), field).json()["is_sound"] is False

    refused = builder.post(PUBLISH, json={})

    assert refused.status_code == 422
    where = {issue["pointer"] for issue in refused.json()["issues"]}
    assert {"/forms/0/stage_field", "/views/0/columns/2/field"} <= where


def test_another_key_is_borne_everywhere_and_what_takes_a_place_must_be_there(builder: httpx.Client) -> None:
    part = {"form": "visit", "field": "lines.price"}
    renamed = builder.post(f"{DRAFT}/renaming", json={**part, "key": "unit_price"}).json()
    assert renamed["definition"]["forms"][0]["fields"][8]["fields"][3]["formula"] == "quantity * unit_price"

    assert builder.post(f"{DRAFT}/removal", json={"parts": [part], "instead": "quantity"}).json()["is_whole"]
    refused = builder.post(f"{DRAFT}/removal", json={"parts": [part], "instead": "nothing_such"})
    assert [issue["pointer"] for issue in refused.json()["issues"]] == ["/instead"]


def test_what_the_draft_lacks_of_the_published_version_can_be_put_back(builder: httpx.Client) -> None:
    assert builder.get(f"{DRAFT}/removed").json() == {"items": []}
    asked = builder.post(f"{DRAFT}/removal", json={"parts": [{"form": "visit", "field": "notes"}]}).json()
    whole = {"op": "replace", "path": "", "value": asked["definition"]}
    column = {"op": "remove", "path": "/forms/0/fields/7/fields/2"}
    assert patch(builder, asked["revision"], whole, column).status_code == 200

    notes, price = builder.get(f"{DRAFT}/removed").json()["items"]

    assert (notes["path"], notes["kind"], notes["name"]) == ("visit.notes", "long_text", "拜访 › 记录")
    assert notes["section"] is not None
    assert (price["path"], price["definition"]["key"]) == ("visit.lines.price", "price")
