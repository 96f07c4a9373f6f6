"""How much an application is used, as its builder sees it."""

from typing import Any

import pytest

from mortise.db.database import Database
from mortise.publishing import usage

from .conftest import SignIn
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
