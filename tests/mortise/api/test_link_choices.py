"""A link's picker offers only what the link admits for the record that is being filled in."""

import json

import httpx
import pytest

from .conftest import SignIn

pytestmark = pytest.mark.anyio


def text(key: str) -> dict[str, object]:
    return {"kind": "text", "key": key, "label": {"zh-CN": key, "en": key}}


def link(key: str, form: str, **settings: str) -> dict[str, object]:
    return {"kind": "link", "key": key, "form": form, "label": {"zh-CN": key, "en": key}, **settings}


def form(key: str, *fields: dict[str, object]) -> dict[str, object]:
    return {"key": key, "label": {"zh-CN": key, "en": key}, "title_field": "name", "fields": [*fields]}


FORMS = [
    form("house", text("name")),
    form("person", text("name"), text("note"), link("house", "house")),
    form(
        "visit",
        text("name"),
        link("house", "house"),
        link("host", "person", filter='AND(house = RECORD.house, OR(ISBLANK(note), note <> "away"))'),
    ),
]


@pytest.fixture
def builder(sign_in: SignIn) -> httpx.Client:
    client = sign_in("admin")
    created = client.post("/api/apps", json={"key": "town", "labels": {"zh-CN": "镇", "en": "Town"}})
    assert created.status_code == 201
    draft = client.get("/api/apps/town/draft")
    patch = [{"op": "add", "path": "/forms", "value": FORMS}]
    headers = {"If-Match": draft.headers["etag"]}
    assert client.patch("/api/apps/town/draft", json=patch, headers=headers).status_code == 200
    published = client.post("/api/apps/town/publish", json={})
    assert published.status_code == 200, published.text
    for house in ("mill", "inn"):
        number = add(client, "house", name=house)
        for name, note in (("first", None), ("second", "away")):
            add(client, "person", name=f"{name} of the {house}", house=number, note=note)
    return client


def add(client: httpx.Client, key: str, **values: object) -> int:
    answer = client.post(f"/api/apps/town/forms/{key}/records", json=values)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def offered(client: httpx.Client, values: object, link: str = "visit.host") -> httpx.Response:
    asked = {"link": link, "values": json.dumps(values), "sort": "name"}
    return client.get("/api/apps/town/forms/person/records", params=asked)


def test_a_picker_offers_what_the_link_admits_for_the_values_given(builder: httpx.Client) -> None:
    answer = offered(builder, {"house": 2, "name": "anything"})

    assert [person["name"] for person in answer.json()["items"]] == ["first of the inn"]
    assert offered(builder, {}).json()["items"] == []
    assert offered(builder, {"house": "nonsense"}).json()["items"] == []


def test_a_search_narrows_what_the_link_admits_further(builder: httpx.Client) -> None:
    asked = {"link": "visit.host", "values": '{"house": 1}', "search": "second", "count": "true"}

    answer = builder.get("/api/apps/town/forms/person/records", params=asked)

    assert answer.json()["total"] == 0


def test_what_is_no_link_to_the_form_is_refused_where_it_stands(builder: httpx.Client) -> None:
    for link in ("visit.house", "visit.nothing", "nothing.host", "visit", "visit.host.more", "."):
        answer = offered(builder, {"house": 2}, link)

        assert answer.status_code == 422, link
        assert [issue["pointer"] for issue in answer.json()["issues"]] == ["/link"], link
    assert offered(builder, [1]).status_code == 422
