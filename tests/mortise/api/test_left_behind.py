"""What a change of fields leaves behind is listed for builders, put right, and brought back."""

import threading
from typing import Any

import httpx
import pytest

from .conftest import SignIn
from .test_parked_fields import FORM, NAME, NOTE

APP = "/api/apps/shed"
RECORDS = f"{APP}/forms/thing/records"
NUMBER = {"kind": "number", "key": "note", "label": {"zh-CN": "数", "en": "Count"}, "decimals": 0}
LINES = {
    "kind": "sub_table",
    "key": "parts",
    "label": {"zh-CN": "部件", "en": "Parts"},
    "fields": [{"kind": "text", "key": "size", "label": {"zh-CN": "尺寸", "en": "Size"}}],
}


def change(builder: httpx.Client, *operations: dict[str, object]) -> None:
    draft = builder.get(f"{APP}/draft")
    patched = builder.patch(f"{APP}/draft", json=operations, headers={"If-Match": draft.headers["etag"]})
    assert patched.status_code == 200, patched.text


def publish(builder: httpx.Client) -> None:
    plan = builder.get(f"{APP}/plan").json()
    accept = [loss["fingerprint"] for loss in plan["losses"]]
    answer = builder.post(f"{APP}/publish", json={"revision": plan["revision"], "accept": accept})
    assert answer.status_code == 200, answer.text


@pytest.fixture
def builder(sign_in: SignIn) -> httpx.Client:
    """A builder with an application of one form, a text and rows in it."""
    client = sign_in("admin")
    client.post("/api/apps", json={"key": "shed", "labels": {"zh-CN": "棚", "en": "Shed"}})
    change(client, {"op": "add", "path": "/forms", "value": [{**FORM, "fields": [NAME, NOTE, LINES]}]})
    publish(client)
    for note in ("7", "seven", "1k"):
        sent = {"name": note, "note": note, "parts": [{"size": "3"}, {"size": note}]}
        assert client.post(RECORDS, json=sent).status_code == 201
    return client


def left(builder: httpx.Client, field: str = "note") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = builder.get(f"{APP}/unconverted/thing/{field}").json()["items"]
    return items


def test_the_plan_lists_what_does_not_fit_and_publishing_asks_for_its_fingerprint(
    builder: httpx.Client,
) -> None:
    change(builder, {"op": "replace", "path": "/forms/0/fields/1", "value": NUMBER})

    (loss,) = builder.get(f"{APP}/plan").json()["losses"]
    refused = builder.post(f"{APP}/publish", json={})

    assert (loss["form"], loss["field"], loss["count"], loss["total"]) == ("thing", "note", 2, 3)
    assert [(row["record"], row["title"], row["value"]) for row in loss["rows"]] == [
        (2, "seven", "seven"),
        (3, "1k", "1k"),
    ]
    assert refused.status_code == 409
    assert refused.json()["losses"] == [
        {"path": "thing.note", "count": 2, "fingerprint": loss["fingerprint"]}
    ]
    publish(builder)
    items = builder.get(RECORDS, params={"sort": "id"}).json()["items"]
    assert [item["note"] for item in items] == [7, None, None]


def test_values_left_behind_are_put_right_one_by_one(builder: httpx.Client) -> None:
    change(builder, {"op": "replace", "path": "/forms/0/fields/1", "value": NUMBER})
    publish(builder)
    (group,) = builder.get(f"{APP}/unconverted").json()["items"]
    assert (group["field"], group["version"], group["count"], group["label"]) == ("note", 2, 2, "数")
    first, second = left(builder)
    assert (first["record"], first["value"]) == (2, "seven")

    unread = builder.post(f"{APP}/unconverted/{first['id']}", json={"text": "sieben"})
    read = builder.post(f"{APP}/unconverted/{first['id']}", json={"text": "7,000"})
    given = builder.post(f"{APP}/unconverted/{second['id']}", json={"value": 1000})

    assert (unread.status_code, unread.json()["issues"][0]["pointer"]) == (422, "/text")
    assert (read.status_code, given.status_code) == (204, 204)
    assert left(builder) == [] == builder.get(f"{APP}/unconverted").json()["items"]
    assert [builder.get(f"{RECORDS}/{number}").json()["note"] for number in (1, 2, 3)] == [7, 7000, 1000]
    assert builder.get(f"{RECORDS}/2/history").json()["items"][0]["action"] == "update"
    assert builder.post(f"{APP}/unconverted/{first['id']}", json={"value": 1}).status_code == 404


def test_a_value_may_be_left_blank_or_filled_in_by_anyone(builder: httpx.Client) -> None:
    change(builder, {"op": "replace", "path": "/forms/0/fields/1", "value": NUMBER})
    publish(builder)
    first, second = left(builder)

    assert builder.post(f"{APP}/unconverted/{first['id']}", json={}).status_code == 204
    record = builder.get(f"{RECORDS}/{second['record']}").json()
    builder.patch(f"{RECORDS}/{second['record']}", json={"version": record["version"], "note": 5})

    assert left(builder) == []


def test_a_row_of_a_sub_table_is_put_right_and_the_others_stay(builder: httpx.Client) -> None:
    size = {"kind": "number", "key": "size", "label": {"zh-CN": "尺寸", "en": "Size"}, "decimals": 0}
    change(builder, {"op": "replace", "path": "/forms/0/fields/2/fields/0", "value": size})
    publish(builder)

    first = left(builder, "parts.size")[0]
    answer = builder.post(f"{APP}/unconverted/{first['id']}", json={"value": 70})

    assert answer.status_code == 204, answer.text
    record = builder.get(f"{RECORDS}/2", params={"fields": "parts"}).json()
    assert [row["size"] for row in record["parts"]] == [3, 70]


def test_what_is_parked_is_listed_and_comes_back_into_the_draft_with_its_values(
    builder: httpx.Client,
) -> None:
    change(
        builder, {"op": "remove", "path": "/forms/0/fields/2"}, {"op": "remove", "path": "/forms/0/fields/1"}
    )
    publish(builder)
    listed = builder.get(f"{APP}/parked").json()["items"]
    assert {(item["path"], item["kind"], item["version"], item["rows"]) for item in listed} == {
        ("thing.note", "text", 2, 3),
        ("thing.parts", None, 2, 6),
    }
    assert all(item["size"] > 0 for item in listed)

    etag = builder.get(f"{APP}/draft").headers["etag"]
    paths = ["thing.note", "thing.parts"]
    back = builder.post(f"{APP}/draft/restore", json={"paths": paths}, headers={"If-Match": etag})
    stale = builder.post(f"{APP}/draft/restore", json={"paths": paths}, headers={"If-Match": etag})

    assert back.status_code == 200, back.text
    assert back.json()["take_back"] == paths
    assert stale.status_code == 412
    offers = builder.get(f"{APP}/plan").json()["offers"]
    assert [(offer["path"], offer["version"], offer["is_taken"]) for offer in offers] == [
        ("thing.note", 2, True),
        ("thing.parts", 2, True),
    ]
    publish(builder)
    record = builder.get(f"{RECORDS}/2", params={"fields": "note,parts"}).json()
    assert (record["note"], [row["size"] for row in record["parts"]]) == ("seven", ["3", "seven"])
    assert builder.get(f"{APP}/parked").json()["items"] == []


def test_a_new_field_of_a_parked_key_is_offered_the_values(builder: httpx.Client) -> None:
    change(builder, {"op": "remove", "path": "/forms/0/fields/1"})
    publish(builder)
    change(builder, {"op": "add", "path": "/forms/0/fields/-", "value": NOTE})

    (offer,) = builder.get(f"{APP}/plan").json()["offers"]
    publish(builder)

    named = {"path": "thing.note", "name": "东西 › 备注"}
    assert offer == {**named, "version": 2, "rows": 3, "is_taken": False}
    assert builder.get(f"{RECORDS}/2").json()["note"] is None


def test_a_removed_form_comes_back_with_its_records(builder: httpx.Client) -> None:
    other = {**FORM, "key": "other"}
    grants = [{"form": key, "scopes": {"view": [{"kind": "all"}]}} for key in ("thing", "other")]
    views = [
        {"kind": "grid", "key": f"all_{key}", "form": key, "label": {"en": key}} for key in ("thing", "other")
    ]
    change(
        builder,
        {"op": "add", "path": "/forms/-", "value": other},
        {"op": "add", "path": "/views", "value": views},
        {
            "op": "add",
            "path": "/menu",
            "value": [{"key": "t", "form": "thing"}, {"key": "o", "form": "other"}],
        },
        {
            "op": "add",
            "path": "/roles",
            "value": [{"key": "seer", "label": {"en": "Seer"}, "grants": grants}],
        },
    )
    publish(builder)
    before = builder.get(f"{APP}/draft").json()["definition"]
    change(
        builder,
        {"op": "remove", "path": "/forms/0"},
        {"op": "remove", "path": "/views/0"},
        {"op": "remove", "path": "/menu/0"},
        {"op": "remove", "path": "/roles/0/grants/0"},
    )
    publish(builder)
    assert builder.get(f"{RECORDS}/2").status_code == 404

    builder.post(
        f"{APP}/draft/restore",
        json={"paths": ["thing"]},
        headers={"If-Match": builder.get(f"{APP}/draft").headers["etag"]},
    )
    publish(builder)

    record = builder.get(f"{RECORDS}/2", params={"fields": "note,parts"}).json()
    assert (record["note"], [row["size"] for row in record["parts"]]) == ("seven", ["3", "seven"])
    after = builder.get(f"{APP}/draft").json()["definition"]
    assert (after["views"], after["menu"]) == (before["views"], before["menu"])
    assert [grant["form"] for grant in after["roles"][0]["grants"]] == ["other"], (
        "old rights are not given again"
    )


def test_nothing_that_is_not_parked_comes_back(builder: httpx.Client) -> None:
    etag = builder.get(f"{APP}/draft").headers["etag"]
    paths = ["thing.note", "nothing", "thing.parts.size.more"]

    answer = builder.post(f"{APP}/draft/restore", json={"paths": paths}, headers={"If-Match": etag})

    assert answer.status_code == 422
    assert [issue["pointer"] for issue in answer.json()["issues"]] == ["/paths/0", "/paths/1", "/paths/2"]


def test_readers_and_writers_see_no_error_while_a_field_changes_its_kind(
    builder: httpx.Client, sign_in: SignIn
) -> None:
    over, answers = threading.Event(), list[tuple[int, str]]()
    for number in (2, 3):
        version = builder.get(f"{RECORDS}/{number}").json()["version"]
        builder.patch(f"{RECORDS}/{number}", json={"version": version, "note": "5"})

    def read(client: httpx.Client) -> None:
        while not over.is_set():
            for address in (RECORDS, f"{RECORDS}/1"):
                answer = client.get(address)
                answers.append((answer.status_code, answer.text))

    def write(client: httpx.Client) -> None:
        while not over.is_set():
            record = client.get(f"{RECORDS}/2").json()
            answer = client.patch(f"{RECORDS}/2", json={"version": record["version"], "note": record["note"]})
            # A text that was read before is no number afterwards: that is told, and nothing breaks.
            answers.append((200 if answer.status_code in {409, 422} else answer.status_code, answer.text))

    people = [threading.Thread(target=read, args=(sign_in("admin"),)) for _ in range(3)]
    people.append(threading.Thread(target=write, args=(sign_in("admin"),)))
    for person in people:
        person.start()
    for kind in [NUMBER, NOTE] * 4:
        change(builder, {"op": "replace", "path": "/forms/0/fields/1", "value": kind})
        publish(builder)
    over.set()
    for person in people:
        person.join()

    assert [text for status, text in answers if status != 200] == []


def test_the_same_old_value_is_put_right_in_every_record_at_once(builder: httpx.Client) -> None:
    for number in range(4):
        builder.post(RECORDS, json={"name": f"again {number}", "note": "seven"})
    change(builder, {"op": "replace", "path": "/forms/0/fields/1", "value": NUMBER})
    publish(builder)
    address = f"{APP}/unconverted/thing/note/alike"

    most, least = builder.get(address).json()["items"]
    found = builder.get(address, params={"search": "SEV"}).json()["items"]
    unread = builder.post(f"{APP}/unconverted/{most['id']}/alike", json={"text": "sieben"})
    settled = builder.post(f"{APP}/unconverted/{most['id']}/alike", json={"text": "7,000"})
    blank = builder.post(f"{APP}/unconverted/{least['id']}/alike", json={})

    assert (most["text"], most["count"], least["text"], least["count"]) == ("seven", 5, "1k", 1)
    assert found == [most]
    assert (unread.status_code, unread.json()["issues"][0]["pointer"]) == (422, "/text")
    assert settled.json() == {"settled": 5, "left": 0, "refused": []}
    assert blank.json() == {"settled": 1, "left": 0, "refused": []}
    notes = [item["note"] for item in builder.get(RECORDS, params={"sort": "id"}).json()["items"]]
    assert notes == [7, 7000, None, *[7000] * 4]
    assert builder.get(address).json() == {"items": [], "truncated": False} == builder.get(address).json()
    assert builder.post(f"{APP}/unconverted/{most['id']}/alike", json={}).status_code == 404


def test_rows_of_a_sub_table_are_left_blank_at_once_but_written_one_by_one(builder: httpx.Client) -> None:
    size = {"kind": "number", "key": "size", "label": {"zh-CN": "尺寸", "en": "Size"}, "decimals": 0}
    change(builder, {"op": "replace", "path": "/forms/0/fields/2/fields/0", "value": size})
    publish(builder)

    first = builder.get(f"{APP}/unconverted/thing/parts.size/alike").json()["items"][0]
    written = builder.post(f"{APP}/unconverted/{first['id']}/alike", json={"value": 1})
    blank = builder.post(f"{APP}/unconverted/{first['id']}/alike", json={})

    assert (written.status_code, written.json()["issues"][0]["code"]) == (422, "alike_in_rows")
    assert blank.json()["settled"] == 1


def test_a_version_tells_what_it_changed_in_words(builder: httpx.Client) -> None:
    builder.patch("/api/me", json={"language": "en"})
    renamed = {**NAME, "label": {"zh-CN": "名", "en": "What"}, "required": True}
    change(
        builder,
        {"op": "replace", "path": "/forms/0/fields/0", "value": renamed},
        {"op": "replace", "path": "/forms/0/fields/1", "value": NUMBER},
        {"op": "remove", "path": "/forms/0/fields/2"},
    )
    steps = builder.get(f"{APP}/plan").json()["steps"]
    publish(builder)

    told = builder.get(f"{APP}/versions/2/changes").json()["items"]
    first = builder.get(f"{APP}/versions/1/changes").json()["items"]

    name, note, parts = told
    assert name["code"] == note["code"] == "plan_field_changed"
    assert name["details"][0].startswith("Renamed from")
    assert "Must be filled in from now on" in name["details"]
    assert note["details"][-1] == "Becomes Number, was Text"
    assert (parts["code"], parts["details"]) == ("plan_field_removed", [])
    assert next(step["details"] for step in steps if step["field"] == "note") == note["details"]
    assert "plan_form_added" in {item["code"] for item in first}
    assert builder.get(f"{APP}/versions/9/changes").status_code == 404


def test_a_draft_is_let_go_and_the_published_version_stands_in_its_place(builder: httpx.Client) -> None:
    change(builder, {"op": "remove", "path": "/forms/0/fields/1"})
    etag = builder.get(f"{APP}/draft").headers["etag"]

    unnamed = builder.delete(f"{APP}/draft")
    stale = builder.delete(f"{APP}/draft", headers={"If-Match": '"0"'})
    gone = builder.delete(f"{APP}/draft", headers={"If-Match": etag})

    assert (unnamed.status_code, stale.status_code, gone.status_code) == (428, 412, 200)
    assert not gone.json()["is_changed"]
    assert [field["key"] for field in gone.json()["definition"]["forms"][0]["fields"]] == [
        "name",
        "note",
        "parts",
    ]
    assert builder.get(f"{APP}/plan").json()["steps"] == []
