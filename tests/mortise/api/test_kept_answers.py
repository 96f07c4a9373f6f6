"""The definition that a browser already has is not sent again, and never outlives a version or a role."""

import httpx
import pytest

from mortise.access.answers import answer_for
from mortise.identity.first_start import SampleCompany
from tests.mortise.api.conftest import SignIn

NOTE = {"kind": "text", "key": "note", "label": {"zh-CN": "备注", "en": "Note"}}
SECRET = {"kind": "text", "key": "secret", "label": {"zh-CN": "机密", "en": "Secret"}}
FORM = {
    "key": "page",
    "label": {"zh-CN": "页", "en": "Page"},
    "title_field": "name",
    "fields": [{"kind": "text", "key": "name", "label": {"zh-CN": "名", "en": "Name"}}, SECRET],
}
READ = {"view": [{"kind": "all"}]}
ROLES = [
    {
        "key": key,
        "label": {"zh-CN": key, "en": key},
        "grants": [{"form": "page", "scopes": READ, "fields": fields}],
    }
    for key, fields in (("reader", {"secret": "hidden"}), ("keeper", {}))
]
APP = "/api/apps/book"


@pytest.fixture
def builder(sign_in: SignIn) -> httpx.Client:
    client = sign_in("admin")
    assert client.post("/api/apps", json={"key": "book", "labels": {"en": "Book"}}).status_code == 201
    publish(
        client,
        {"op": "add", "path": "/forms", "value": [FORM]},
        {"op": "add", "path": "/roles", "value": ROLES},
    )
    return client


def publish(client: httpx.Client, *changes: dict[str, object]) -> None:
    draft = client.get(f"{APP}/draft")
    headers = {"If-Match": draft.headers["etag"]}
    patched = client.patch(f"{APP}/draft", json=list(changes), headers=headers)
    assert patched.status_code == 200, patched.text
    published = client.post(f"{APP}/publish", json={})
    assert published.status_code == 200, published.text


def members(client: httpx.Client, role: str, *people: int) -> None:
    answer = client.put(f"{APP}/roles/{role}/members", json={"people": list(people), "departments": []})
    assert answer.status_code == 200


def fields(answer: httpx.Response) -> list[str]:
    return [field["key"] for form in answer.json()["forms"] for field in form["fields"]]


def test_what_a_browser_has_already_is_not_sent_again(builder: httpx.Client) -> None:
    first = builder.get(APP)

    again = builder.get(APP, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    assert "Authorization" in first.headers["vary"]


def test_another_role_shows_at_the_next_request(
    builder: httpx.Client, sign_in: SignIn, company: SampleCompany
) -> None:
    rep = company.people["rep"]
    members(builder, "reader", rep)
    client = sign_in("rep")
    seen = client.get(APP)
    known = {"If-None-Match": seen.headers["etag"]}
    assert fields(seen) == ["name"]

    members(builder, "keeper", rep)
    more = client.get(APP, headers=known)
    members(builder, "keeper")
    less = client.get(APP, headers={"If-None-Match": more.headers["etag"]})
    members(builder, "reader")
    nothing = client.get(APP, headers=known)

    assert (more.status_code, fields(more)) == (200, ["name", "secret"])
    assert (less.status_code, fields(less)) == (200, ["name"])
    assert nothing.status_code == 404


def test_another_version_shows_at_the_next_request(builder: httpx.Client) -> None:
    known = {"If-None-Match": builder.get(APP).headers["etag"]}
    assert builder.get(APP, headers=known).status_code == 304

    publish(builder, {"op": "add", "path": "/forms/0/fields/-", "value": NOTE})
    after = builder.get(APP, headers=known)

    assert (after.status_code, fields(after)) == (200, ["name", "secret", "note"])


def test_people_with_different_roles_do_not_share_an_answer(
    builder: httpx.Client, sign_in: SignIn, company: SampleCompany
) -> None:
    members(builder, "reader", company.people["rep"])
    members(builder, "keeper", company.people["manager"])
    rep, manager = sign_in("rep"), sign_in("manager")

    answers = [client.get(APP) for client in (manager, rep, builder, manager, rep)]

    whole, cut = ["name", "secret"], ["name"]
    assert [fields(answer) for answer in answers] == [whole, cut, whole, whole, cut]
    assert [answer.json()["can_build"] for answer in answers] == [False, False, True, False, False]


def test_the_same_rights_are_served_once(
    builder: httpx.Client, sign_in: SignIn, company: SampleCompany
) -> None:
    members(builder, "reader", company.people["rep"], company.people["manager"])
    people = [sign_in(login) for login in ("rep", "manager")]
    before = answer_for.cache_info().misses

    assert people[0].get(APP).content == people[1].get(APP).content

    assert answer_for.cache_info().misses == before + 1
