"""How much an application is used, as its builder sees it."""

from typing import Any

import pytest

from mortise.db.database import Database
from mortise.publishing import usage
from tests.conftest import Server, plain_client

from .conftest import SignIn, tomorrow
from .test_parked_fields import FORM, change_and_publish

pytestmark = pytest.mark.anyio

RECORDS = "/api/apps/shed/forms/thing/records"


def told(client: Any) -> Any:
    [form] = client.get("/api/apps/shed/usage").json()["items"]
    return form


async def test_forms_and_fields_tell_how_much_they_are_used(
    sign_in: SignIn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = sign_in("admin")
    builder.post("/api/apps", json={"key": "shed", "labels": {"zh-CN": "棚", "en": "Shed"}})
    assert builder.get("/api/apps/shed/usage").json() == {"items": []}
    change_and_publish(builder, {"op": "add", "path": "/forms", "value": [FORM]})
    nothing = told(builder)
    made = [builder.post(RECORDS, json={"name": f"plane {number}"}).json() for number in range(4)]
    builder.patch(f"{RECORDS}/{made[0]['id']}", json={"version": 1, "note": "blunt"})
    builder.delete(f"{RECORDS}/{made[3]['id']}", params={"version": 1})

    used = told(builder)
    async with database.transaction() as tx:
        await tx.run("ANALYZE app_shed.thing")
    monkeypatch.setattr(usage, "MOST_ROWS", 2)
    sampled = told(builder)

    assert (nothing["records"], [field["filled"] for field in nothing["fields"]]) == (0, [None, None])
    name, note = used["fields"]
    assert (used["records"], used["is_sampled"]) == (3, False)
    assert (name["filled"], round(note["filled"], 3)) == (1.0, 0.333)
    assert name["changed_at"] < note["changed_at"] <= used["changed_at"]
    assert (sampled["records"], sampled["is_sampled"]) == (4, True)


VIEWS = [
    {"kind": "grid", "key": key, "form": "thing", "label": {"zh-CN": key, "en": key}}
    for key in ("everything", "forgotten")
]


def opened(client: Any) -> dict[str, tuple[bool, int]]:
    items = client.get("/api/usage").json()["items"]
    return {item["label"]["en"]: (item["opened_at"] is not None, item["people"]) for item in items}


async def test_views_tell_who_opens_them_at_no_cost_of_the_list(sign_in: SignIn, server: Server) -> None:
    builder = sign_in("admin")
    builder.post("/api/apps", json={"key": "shed", "labels": {"zh-CN": "棚", "en": "Shed"}})
    change_and_publish(builder, {"op": "add", "path": "/forms", "value": [FORM]})
    change_and_publish(builder, {"op": "add", "path": "/views", "value": VIEWS})
    document = {
        "form": "thing",
        "label": {"en": "Mine"},
        "definition": {"kind": "grid"},
        "shared": True,
    }
    saved = builder.post("/api/apps/shed/views", json=document).json()["key"]
    asked = {"name": "robot", "scopes": ["*:*"], "expires_at": tomorrow()}
    token = builder.post("/api/tokens", json=asked).json()["token"]
    nobody = opened(builder)

    builder.get(RECORDS)
    for view in ("everything", "everything", saved, "no_such_view", "999", "9" * 30):
        assert builder.get(RECORDS, params={"view": view}).status_code == 200
    with plain_client(server.url, headers={"Authorization": f"Bearer {token}"}) as program:
        assert program.get(RECORDS, params={"view": "forgotten"}).status_code == 200

    assert nobody == {"everything": (False, 0), "forgotten": (False, 0), "Mine": (False, 0)}
    assert opened(builder) == {"everything": (True, 1), "forgotten": (False, 0), "Mine": (True, 1)}
    plain, *through = [line["statements"] for line in server.requests(RECORDS)][:7]
    assert set(through) == {plain}
    assert opened(sign_in("rep")) == {}
