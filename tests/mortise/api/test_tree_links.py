"""No record stands above itself, whichever door is tried: not by a change, not by many at once, not by republishing."""

import httpx
import pytest

from .conftest import SignIn
from .test_link_choices import add, form, link, text

UNITS = "/api/apps/town/forms/unit/records"
WORKS, HALL, LINE, OFFICE = 1, 2, 3, 4


def tree(kind: str = "tree_link", target: str = "unit") -> dict[str, object]:
    return {
        **link("above", target),
        "kind": kind,
        "inverse": {"key": "below", "label": {"zh-CN": "下级", "en": "Below"}},
    }


def publish(client: httpx.Client, *patch: dict[str, object]) -> httpx.Response:
    """Publishes the plant after some changes."""
    headers = {"If-Match": client.get("/api/apps/town/draft").headers["etag"]}
    changed = client.patch("/api/apps/town/draft", json=list(patch), headers=headers)
    assert changed.status_code == 200, changed.text
    return client.post("/api/apps/town/publish", json={})


def begun(client: httpx.Client, *fields: dict[str, object]) -> httpx.Client:
    """Works with a hall, a line in the hall, and an office apart."""
    client.post("/api/apps", json={"key": "town", "labels": {"zh-CN": "厂", "en": "Plant"}})
    unit = form("unit", {**text("name"), "unique": True}, *fields)
    published = publish(client, {"op": "add", "path": "/forms", "value": [unit]})
    assert published.status_code == 200, published.text
    made = [add(client, "unit", name="works")]
    for name, above in (("hall", WORKS), ("line", HALL), ("office", None)):
        made.append(add(client, "unit", name=name, above=above))
    assert made == [WORKS, HALL, LINE, OFFICE]
    return client


@pytest.fixture
def plant(sign_in: SignIn) -> httpx.Client:
    """The plant as a tree."""
    return begun(sign_in("admin"), tree())


def hung(client: httpx.Client, number: int, above: int | None) -> httpx.Response:
    """Hangs a record below another."""
    version = client.get(f"{UNITS}/{number}").json()["version"]
    return client.patch(f"{UNITS}/{number}", json={"version": version, "above": above})


def refused(answer: httpx.Response) -> None:
    assert answer.status_code == 422, answer.text
    assert [(issue["code"], issue["pointer"]) for issue in answer.json()["issues"]] == [
        ("circle_of_records", "/above")
    ]


def test_a_record_goes_neither_below_itself_nor_below_what_is_below_it(plant: httpx.Client) -> None:
    for above in (WORKS, HALL, LINE):
        refused(hung(plant, WORKS, above))
        assert plant.get(f"{UNITS}/{WORKS}").json()["above"] is None


def test_it_goes_anywhere_else(plant: httpx.Client) -> None:
    assert hung(plant, HALL, OFFICE).status_code == 200
    assert hung(plant, OFFICE, WORKS).status_code == 200
    assert hung(plant, HALL, None).status_code == 200
    below = plant.get(UNITS, params={"filter": f"above = {WORKS}"}).json()["items"]
    assert [each["name"] for each in below] == ["office"]


def test_nor_when_many_are_changed_at_once(plant: httpx.Client) -> None:
    answer = plant.post(f"{UNITS}/bulk", json={"ids": [WORKS, OFFICE], "values": {"above": LINE}})

    refused(answer)
    assert plant.get(f"{UNITS}/{OFFICE}").json()["above"] is None


def test_nor_by_way_of_one_in_the_recycle_bin(plant: httpx.Client) -> None:
    version = plant.get(f"{UNITS}/{HALL}").json()["version"]
    assert plant.request("DELETE", f"{UNITS}/{HALL}", params={"version": version}).status_code < 300

    refused(hung(plant, WORKS, LINE))


def test_links_that_go_in_circles_become_no_tree_until_they_are_put_right(sign_in: SignIn) -> None:
    client = begun(sign_in("admin"), tree("link"))
    assert hung(client, WORKS, LINE).status_code == 200

    as_tree = publish(client, {"op": "replace", "path": "/forms/0/fields/1/kind", "value": "tree_link"})
    assert as_tree.status_code == 422
    assert [issue["code"] for issue in as_tree.json()["issues"]] == ["plan_circles"]
    assert hung(client, WORKS, None).status_code == 200
    assert client.post("/api/apps/town/publish", json={}).status_code == 200
    refused(hung(client, WORKS, LINE))


def test_a_tree_that_becomes_a_link_may_go_in_circles(plant: httpx.Client) -> None:
    back = publish(plant, {"op": "replace", "path": "/forms/0/fields/1/kind", "value": "link"})

    assert back.status_code == 200, back.text
    assert hung(plant, WORKS, LINE).status_code == 200
