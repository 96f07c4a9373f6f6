"""A field that was removed and comes back under its old name comes back without anybody's rights."""

import httpx
import pytest

from mortise.db.database import Database
from tests.conftest import Server, plain_client
from tests.security.seeding import Seeded, seed
from tests.security.vault import canary

RECORD = "/api/apps/vault/forms/deal/records/1"


@pytest.fixture
async def seeded(database: Database, database_url: str) -> Seeded:
    return await seed(database, database_url)


def client(server: Server, seeded: Seeded, login: str) -> httpx.Client:
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"sid={seeded.cookies[login]}"}
    return plain_client(server.url, headers=headers)


def publish(builder: httpx.Client, operations: list[dict[str, object]]) -> None:
    draft = builder.get("/api/apps/vault/draft")
    patched = builder.patch(
        "/api/apps/vault/draft", json=operations, headers={"If-Match": draft.headers["etag"]}
    )
    assert patched.status_code == 200, patched.text
    published = builder.post("/api/apps/vault/publish", json={})
    assert published.status_code == 200, published.text


def test_a_field_of_the_same_name_is_nobodys_until_it_is_granted(server: Server, seeded: Seeded) -> None:
    with client(server, seeded, "steward") as steward, client(server, seeded, "owner") as owner:
        fields = steward.get("/api/apps/vault/draft").json()["definition"]["forms"][0]["fields"]
        place = next(place for place, field in enumerate(fields) if field["key"] == "open_long_text")
        assert owner.get(RECORD).json()["open_long_text"] == canary("deal", "open_long_text", 1)

        publish(steward, [{"op": "remove", "path": f"/forms/0/fields/{place}"}])
        gone = owner.get(RECORD)
        publish(steward, [{"op": "add", "path": "/forms/0/fields/-", "value": fields[place]}])
        back = owner.get(RECORD)

        assert "open_long_text" not in gone.json()
        assert "open_long_text" not in back.json()
        assert "open_long_text" in steward.get(RECORD).json()
        asked = owner.get(RECORD, params={"fields": "open_long_text"})
        unknown = owner.get(RECORD, params={"fields": "open_long_texd"})
        assert asked.status_code == unknown.status_code == 422
        assert "CANARY-deal-open_long_text" not in asked.text
