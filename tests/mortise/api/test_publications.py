"""A publication that stands still, seen and decided by those who may publish."""

import json

import asyncpg
import httpx
import pytest

from tests.conftest import Server, plain_client
from tests.looking import looks
from tests.mortise.api.conftest import SignIn
from tests.mortise.api.test_building import PLAN, PUBLISH, builder, patch, revision

__all__ = ["builder"]

DOUBLE = {
    "kind": "formula",
    "key": "double_area",
    "label": {"zh-CN": "双倍", "en": "Double"},
    "formula": "area * 2",
}
VERSIONS = "/api/apps/visits/versions"


@pytest.fixture
def drafted(builder: httpx.Client) -> dict[str, object]:
    """A draft that computes something of a record that is there."""
    created = builder.post("/api/apps/visits/forms/place/records", json={"name": "a", "area": 3})
    assert created.status_code == 201, created.text
    added = patch(builder, revision(builder), {"op": "add", "path": "/forms/1/fields/-", "value": DOUBLE})
    draft: dict[str, object] = added.json()
    return draft


@pytest.fixture
async def stuck(drafted: dict[str, object], database_url: str) -> str:
    """The address of a publication that no worker knows of."""
    plan = {
        "revision": drafted["revision"],
        "base": 1,
        "note": "",
        "take_back": [],
        "accepted": {},
        "large": 0,
        "definition": drafted["definition"],
    }
    connection = await asyncpg.connect(database_url)
    number = await connection.fetchval(
        "INSERT INTO mortise.publication (app_id, version, state, plan, started_by) "
        "SELECT a.id, 2, 'preparing', $1, p.id FROM mortise.app a, mortise.person p "
        "WHERE a.key = 'visits' AND p.login = 'admin' RETURNING id",
        json.dumps(plan),
    )
    await connection.close()
    return f"/api/apps/visits/publications/{number}"


def test_a_builder_reads_why_nothing_can_be_published_and_the_way_out(
    builder: httpx.Client, stuck: str
) -> None:
    builder.patch("/api/me", json={"language": "en"})
    refused = builder.post(PUBLISH, json={})
    plan = builder.get(PLAN).json()
    listed = builder.get(VERSIONS).json()

    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "publication_stuck")
    assert "version 2" in told["detail"]
    assert "abandon" in told["detail"]
    assert (plan["is_publishable"], plan["issues"][0]["code"]) == (False, "publication_stuck")
    assert told["detail"].startswith(plan["issues"][0]["message"])
    assert plan["publication"] == listed["publication"] == builder.get(stuck).json()
    shown = plan["publication"]
    assert (shown["publication"], shown["state"], shown["is_stuck"]) == (
        told["publication"],
        "preparing",
        True,
    )
    assert shown["started_by"]["title"] == "Administrator"
    assert [each["version"] for each in listed["items"]] == [1]


def test_it_is_given_up_and_another_is_published(builder: httpx.Client, stuck: str) -> None:
    answer = builder.post(f"{stuck}/abandon")

    assert (answer.status_code, answer.json()["state"]) == (200, "abandoned")
    assert builder.get(VERSIONS).json()["publication"] is None
    assert builder.get(PLAN).json()["is_publishable"]
    assert builder.post(PUBLISH, json={}).json()["state"] == "done"
    again = builder.post(f"{stuck}/abandon")
    assert (again.status_code, again.json()["code"]) == (409, "publication_over")


def test_it_is_taken_up_again_and_ends(builder: httpx.Client, stuck: str) -> None:
    answer = builder.post(f"{stuck}/retry")

    assert answer.status_code == 200, answer.text
    for _ in looks():
        state = builder.get(stuck).json()["state"]
        if state == "done":
            break
        assert state in {"preparing", "tidying"}
    assert builder.get("/api/apps/visits/forms/place/records/1").json()["double_area"] == "6.00"


def test_only_who_may_publish_decides(
    builder: httpx.Client, stuck: str, sign_in: SignIn, server: Server
) -> None:
    rep = sign_in("rep")
    with plain_client(server.url) as stranger:
        for deed in ("retry", "abandon"):
            assert rep.post(f"{stuck}/{deed}").status_code == 404
            assert stranger.post(f"{stuck}/{deed}").status_code == 401
    assert builder.get(stuck).json()["is_stuck"]
