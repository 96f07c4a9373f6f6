"""People who work with records while fields are put away and brought back."""

import threading

import httpx
import pytest

from .conftest import SignIn

pytestmark = pytest.mark.anyio

READERS = 3
PUBLICATIONS = 10
NAME = {"kind": "text", "key": "name", "label": {"zh-CN": "名称", "en": "Name"}}
NOTE = {"kind": "text", "key": "note", "label": {"zh-CN": "备注", "en": "Note"}}
FORM = {
    "key": "thing",
    "label": {"zh-CN": "东西", "en": "Thing"},
    "title_field": "name",
    "fields": [NAME, NOTE],
}


def change_and_publish(builder: httpx.Client, operation: dict[str, object]) -> None:
    draft = builder.get("/api/apps/shed/draft")
    patched = builder.patch(
        "/api/apps/shed/draft", json=[operation], headers={"If-Match": draft.headers["etag"]}
    )
    assert patched.status_code == 200, patched.text
    published = builder.post("/api/apps/shed/publish", json={})
    assert published.status_code == 200, published.text


def test_readers_see_no_error_while_a_field_is_put_away_and_brought_back(sign_in: SignIn) -> None:
    builder = sign_in("admin")
    assert (
        builder.post("/api/apps", json={"key": "shed", "labels": {"zh-CN": "棚", "en": "Shed"}}).status_code
        == 201
    )
    change_and_publish(builder, {"op": "add", "path": "/forms", "value": [FORM]})
    records = "/api/apps/shed/forms/thing/records"
    assert builder.post(records, json={"name": "plane", "note": "blunt"}).status_code == 201
    readers = [sign_in("admin") for _ in range(READERS)]
    over, statuses = threading.Event(), set[int]()

    def read(client: httpx.Client) -> None:
        while not over.is_set():
            statuses.add(client.get(records).status_code)

    threads = [threading.Thread(target=read, args=(client,)) for client in readers]
    for thread in threads:
        thread.start()
    for number in range(PUBLICATIONS):
        gone = number % 2 == 0
        change_and_publish(
            builder,
            {"op": "remove", "path": "/forms/0/fields/1"}
            if gone
            else {"op": "add", "path": "/forms/0/fields/1", "value": NOTE},
        )
    over.set()
    for thread in threads:
        thread.join()

    assert statuses == {200}
