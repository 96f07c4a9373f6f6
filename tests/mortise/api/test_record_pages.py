"""The page of a record over HTTP: each reader gets what they may see of it, also whoever sees as them, and what its
lists ask for is refused where it is hidden."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import httpx
import pytest

from mortise.db.database import Database
from mortise.identity.first_start import add_sample_company, create_administrator
from mortise.identity.role_members import Members, set_members
from tests.conftest import Server
from tests.mortise.api.test_views import signed_in

from .conftest import DEPARTMENTS, PASSWORD, PEOPLE

pytestmark = pytest.mark.anyio

APP: Final = "/api/apps/yard"
ALL: Final = [{"kind": "all"}]


def text(key: str) -> dict[str, Any]:
    return {"kind": "text", "key": key, "label": {"en": key.title()}}


COST: Final = {"kind": "number", "key": "cost", "label": {"en": "Cost"}, "decimals": 0}
SITE_LINK: Final = {
    "kind": "link",
    "key": "site",
    "form": "site",
    "label": {"en": "Site"},
    "inverse": {"key": "jobs", "label": {"en": "Jobs"}},
}
FORMS: Final = [
    {"key": "site", "label": {"en": "Site"}, "title_field": "name", "fields": [text("name"), text("secret")]},
    {"key": "job", "label": {"en": "Job"}, "title_field": "name", "fields": [text("name"), COST, SITE_LINK]},
]
LIST: Final = {"kind": "related", "key": "jobs", "source": "jobs", "fields": ["cost"], "totals": ["cost"]}
DEAR: Final = {
    **LIST,
    "key": "dear",
    "filter": {"field": "cost", "operator": "greater", "value": 5},
}
PAGES: Final = [
    {
        "key": "overview",
        "form": "site",
        "label": {"en": "Overview"},
        "top": [{"kind": "figures", "key": "figures", "fields": ["name", "secret"]}],
        "tabs": [{"key": "main", "columns": [{"key": "main", "blocks": [LIST, DEAR]}]}],
        "side": [{"kind": "timeline", "key": "history", "source": "jobs"}],
    }
]
VIEW: Final = {"view": ALL}
ROLES: Final = [
    {
        "key": "worker",
        "label": {"en": "Worker"},
        "grants": [
            {"form": "site", "scopes": VIEW, "fields": {"secret": "hidden"}},
            {"form": "job", "scopes": VIEW, "fields": {"cost": "hidden"}},
        ],
    },
    {"key": "gardener", "label": {"en": "Gardener"}, "grants": [{"form": "site", "scopes": VIEW}]},
    {
        "key": "foreman",
        "label": {"en": "Foreman"},
        "grants": [{"form": "site", "scopes": VIEW}, {"form": "job", "scopes": VIEW}],
    },
]
HOLDERS: Final = {"rep": "worker", "manager": "foreman", "boss": "gardener"}


@pytest.fixture(scope="module")
async def everybody(module_database: Database, module_server: Server) -> dict[str, int]:
    """A published application with a page, and somebody in each role."""
    async with module_database.transaction() as tx:
        await create_administrator(tx, PASSWORD)
        company = await add_sample_company(tx, DEPARTMENTS, PEOPLE, PASSWORD)
    with signed_in(module_server, "admin") as builder:
        assert builder.post("/api/apps", json={"key": "yard", "labels": {"en": "Yard"}}).status_code == 201
        parts = {"forms": FORMS, "pages": PAGES, "roles": ROLES}
        patch = [{"op": "add", "path": f"/{name}", "value": value} for name, value in parts.items()]
        headers = {"If-Match": builder.get(f"{APP}/draft").headers["etag"]}
        assert builder.patch(f"{APP}/draft", json=patch, headers=headers).status_code == 200
        published = builder.post(f"{APP}/publish", json={})
        assert published.status_code == 200, published.text
        site = builder.post(f"{APP}/forms/site/records", json={"name": "North"}).json()["id"]
        for cost in range(1, 10):
            job = {"name": f"Job {cost}", "cost": cost, "site": site}
            assert builder.post(f"{APP}/forms/job/records", json=job).status_code == 201
    async with module_database.transaction() as tx:
        for login, role in HOLDERS.items():
            await set_members(tx, None, 1, role, Members([company.people[login]]))
    return {**company.people, "site": site}


@pytest.fixture(scope="module")
def people(module_server: Server, everybody: dict[str, int]) -> Iterator[Callable[[str], httpx.Client]]:
    """Clients of people who are signed in."""
    with contextlib.ExitStack() as stack:
        yield lambda login: stack.enter_context(signed_in(module_server, login))


People = Callable[[str], httpx.Client]


def page(client: httpx.Client) -> dict[str, Any]:
    """The only page of the application, as somebody gets it."""
    (found,) = client.get(APP).json()["pages"]
    assert isinstance(found, dict)
    return found


def lists(found: dict[str, Any]) -> list[str]:
    """The keys of the lists on a page."""
    return [block["key"] for tab in found["tabs"] for column in tab["columns"] for block in column["blocks"]]


def test_who_may_read_everything_gets_the_whole_page(people: People) -> None:
    found = page(people("manager"))

    assert found["top"][0]["fields"] == ["name", "secret"]
    assert lists(found) == ["jobs", "dear"]


def test_what_is_hidden_is_on_no_page(people: People) -> None:
    answer = people("rep").get(APP)

    (found,) = answer.json()["pages"]
    assert found["top"][0]["fields"] == ["name"]
    (column,) = found["tabs"][0]["columns"]
    assert [(block["key"], block["fields"], block["totals"]) for block in column["blocks"]] == [
        ("jobs", [], [])
    ]
    assert "secret" not in answer.text
    assert "cost" not in answer.text


def test_without_the_other_form_nothing_of_the_page_is_left_but_the_usual_one(people: People) -> None:
    answer = people("boss").get(APP)

    assert answer.json()["pages"] == []
    assert "job" not in answer.text.lower()


def test_what_a_list_of_the_page_asks_for_is_refused_where_it_is_hidden(
    people: People, everybody: dict[str, int]
) -> None:
    rep, manager = people("rep"), people("manager")
    own = f'{{"field": "site", "operator": "is", "value": {everybody["site"]}}}'
    asked = {"by": "site", "totals": "sum:cost", "filter": own}

    seen = manager.get(f"{APP}/forms/job/records/groups", params=asked)
    hidden = rep.get(f"{APP}/forms/job/records/groups", params=asked)

    assert [(group["count"], group["totals"]) for group in seen.json()["groups"]] == [(9, {"sum:cost": "45"})]
    assert (hidden.status_code, hidden.json()["code"]) == (422, "invalid")


def test_the_page_is_seen_as_somebody_else_has_it(people: People, everybody: dict[str, int]) -> None:
    rep, admin = people("rep"), people("admin")
    assert admin.post(f"{APP}/see-as", json={"person": everybody["rep"]}).status_code == 200

    seen = page(admin)
    admin.delete("/api/see-as")

    assert seen == page(rep)
    assert page(admin) == page(people("manager"))


def test_a_longer_list_takes_no_more_statements(
    module_server: Server, people: People, everybody: dict[str, int]
) -> None:
    manager = people("manager")
    path = f"{APP}/forms/job/records"
    own = f'{{"field": "site", "operator": "is", "value": {everybody["site"]}}}'
    query = {"filter": own, "expand": "*", "count": "true"}
    before = len(module_server.requests(path))
    for limit in (2, 2, 8):
        assert manager.get(path, params={**query, "limit": limit}).status_code == 200
    # What was logged of the last one is there when the next is answered.
    assert manager.get(APP).status_code == 200

    [_, short, long] = [event["statements"] for event in module_server.requests(path)[before:]]
    assert short == long
