"""Records over HTTP: addresses, statuses, sealed cursors, statements per request."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest

from mortise.db.database import Database
from mortise.identity.company_settings import Rate, set_rate
from tests.conftest import Server, plain_client
from tests.mortise.records.conftest import Sales, sign_in

Browser = Callable[[str], httpx.Client]
DEALS = "/api/apps/sales/forms/deal/records"


@pytest.fixture
async def browser(sales: Sales, server: Server) -> AsyncIterator[Browser]:
    """Gives each person's client."""
    await sign_in(sales)
    with contextlib.ExitStack() as stack:

        def opened(login: str) -> httpx.Client:
            headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "zh-CN"}
            cookies = {"sid": f"session of {login}"}
            client = plain_client(server.url, headers=headers, cookies=cookies)
            return stack.enter_context(client)

        yield opened


async def worth(url: str, rate: str) -> None:
    """Sets what a dollar is worth from long ago on."""
    database = await Database.connect(url)
    async with database.transaction() as tx:
        await set_rate(tx, Rate("USD", date(2020, 1, 1), Decimal(rate)), None)
    await database.close()


def test_an_amount_is_worth_what_the_day_says_and_keeps_its_worth(browser: Browser, sales: Sales) -> None:
    north, dollars = browser("north"), {"amount": "100", "currency": "USD"}
    without = north.post(DEALS, json={"name": "Bridge", "budget": dollars})
    asyncio.run(worth(sales.url, "7.1"))
    made = north.post(DEALS, json={"name": "Bridge", "budget": dollars}).json()
    asyncio.run(worth(sales.url, "7.25"))
    renamed = north.patch(f"{DEALS}/{made['id']}", json={"version": 1, "name": "Bridges"}).json()
    more = {"version": 2, "budget": {"amount": "200", "currency": "USD"}}
    raised = north.patch(f"{DEALS}/{made['id']}", json=more).json()
    found = north.get(DEALS, params={"filter": "budget = 1450"}).json()["items"]

    assert [(each["code"], each["pointer"]) for each in without.json()["issues"]] == [
        ("rate_unknown", "/budget")
    ]
    assert [each["budget"]["base"] for each in (made, renamed, raised)] == ["710.00", "710.00", "1450.00"]
    assert [each["id"] for each in found] == [made["id"]]


def test_a_record_lives_through_its_addresses(browser: Browser) -> None:
    north, manager = browser("north"), browser("manager")

    made = north.post(DEALS, json={"name": "Bridge", "budget": 12, "meets_at": "2026-11-21T18:00:00+08:00"})
    number = made.json()["id"]
    read = north.get(f"{DEALS}/{number}", params={"expand": "owner"})
    changed = north.patch(f"{DEALS}/{number}", json={"version": 1, "probability": 5})
    stale = north.patch(f"{DEALS}/{number}", json={"version": 1, "probability": 6})
    refused = north.delete(f"{DEALS}/{number}")
    deleted = manager.delete(f"{DEALS}/{number}", params={"version": 2})
    gone = north.get(f"{DEALS}/{number}")
    restored = manager.post(f"{DEALS}/{number}/restore")
    past = north.get(f"{DEALS}/{number}/history")

    assert made.status_code == 201
    assert made.json()["meets_at"] == "2026-11-21T10:00:00Z"
    assert made.json()["budget"]["amount"] == "12.00"
    assert read.json()["owner"]["title"] == "张伟"
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert stale.status_code == 409
    assert (stale.json()["fields"], stale.json()["version"]) == (["probability"], 2)
    assert (refused.status_code, deleted.status_code, gone.status_code) == (403, 200, 404)
    assert (restored.status_code, restored.json()["version"]) == (200, 4)
    assert [entry["action"] for entry in past.json()["items"]] == ["restore", "delete", "update", "create"]


def test_a_bulk_change_sent_again_is_carried_out_once(browser: Browser) -> None:
    north = browser("north")
    made = [north.post(DEALS, json={"name": f"D{number}"}).json()["id"] for number in range(3)]
    asked = {"records": [{"id": number, "version": 1, "values": {"probability": 5}} for number in made]}

    answers = [north.post(f"{DEALS}/bulk", json=asked, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    other = north.post(f"{DEALS}/bulk", json={**asked, "partial": True}, headers={"Idempotency-Key": "k"})
    stale = north.post(f"{DEALS}/bulk", json=asked)

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert [record["version"] for record in answers[0].json()["records"]] == [2, 2, 2]
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert stale.status_code == 422
    assert [issue["pointer"] for issue in stale.json()["issues"]] == [
        f"/records/{place}/version" for place in range(3)
    ]
    assert [each["version"] for each in stale.json()["refused"]] == [2, 2, 2]


def test_lists_answer_items_total_and_next(browser: Browser) -> None:
    north = browser("north")
    for number in range(3):
        north.post(DEALS, json={"name": f"D{number}"})

    first = north.get(DEALS, params={"limit": 2, "count": "true", "sort": "name"}).json()
    second = north.get(DEALS, params={"limit": 2, "sort": "name", "cursor": first["next"]}).json()
    number = north.get(DEALS, params={"limit": 0, "count": "true"}).json()

    assert number == {"items": [], "total": 3, "next": None}
    assert ([item["name"] for item in first["items"]], first["total"]) == (["D0", "D1"], 3)
    assert ([item["name"] for item in second["items"]], second["total"], second["next"]) == (
        ["D2"],
        None,
        None,
    )


@pytest.mark.parametrize(
    ("parameters", "pointers"),
    [
        ({"limit": "0", "offset": "-1", "count": "yes"}, {"/limit", "/offset", "/count"}),
        ({"nonsense": "1"}, {"/nonsense"}),
        ({"filter": "{"}, {"/filter"}),
        ({"filter": '{"field": "margin_note", "operator": "is", "value": 1}'}, {"/filter/field"}),
        ({"filter": "name ="}, {"/filter"}),
        ({"cursor": "made up"}, {"/cursor"}),
        ({"search": "a\0b"}, {"/search"}),
        ({"sort": "a,b", "fields": "c"}, {"/sort/a", "/sort/b"}),
    ],
)
def test_all_that_is_wrong_with_a_list_is_told(
    browser: Browser, parameters: dict[str, str], pointers: set[str]
) -> None:
    answer = browser("north").get(DEALS, params=parameters)

    assert answer.status_code == 422
    assert {issue["pointer"] for issue in answer.json()["issues"]} == pointers


@pytest.mark.parametrize(
    "path",
    [
        "/api/apps/nonsense/forms/deal/records",
        "/api/apps/sales/forms/nonsense/records",
        f"{DEALS}/0",
        f"{DEALS}/x",
        f"{DEALS}/99999999999999999999999",
        f"{DEALS}/4242",
    ],
)
def test_what_is_not_there_is_not_found(browser: Browser, path: str) -> None:
    answer = browser("north").get(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.usefixtures("browser")
def test_nobody_reads_without_signing_in(server: Server) -> None:
    assert httpx.get(server.url + DEALS).status_code == 401


def test_twenty_creations_with_one_key_make_one_record(browser: Browser) -> None:
    north = browser("north")

    def create(_: int) -> httpx.Response:
        return north.post(DEALS, json={"name": "Once"}, headers={"Idempotency-Key": "one"})

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(create, range(20)))
    other = north.post(DEALS, json={"name": "Other"}, headers={"Idempotency-Key": "one"})

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert north.get(DEALS, params={"count": "true"}).json()["total"] == 1
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


STRANGE = ["'\";--$$\\", "名" * 63, "\u202eright to left", "👩‍👩‍👧", '{"$ne": 1}', "%_\\"]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts_are_kept_found_and_given_back_as_they_are(browser: Browser, text: str) -> None:
    north = browser("north")
    made = north.post(DEALS, json={"name": text})

    filtered = north.get(
        DEALS,
        params={"filter": httpx.Response(200, json={"field": "name", "operator": "is", "value": text}).text},
    )
    searched = north.get(DEALS, params={"search": text})

    assert made.json()["name"] == text
    assert [item["name"] for item in filtered.json()["items"]] == [text]
    assert [item["name"] for item in searched.json()["items"]] == [text]


def test_a_nul_is_refused_wherever_it_comes(browser: Browser) -> None:
    north = browser("north")

    assert north.post(DEALS, json={"name": "a\0b"}).status_code == 422
    assert north.get(DEALS, params={"search": "a\0b"}).status_code in {400, 422}


def statements(server: Server, path: str, method: str) -> list[Any]:
    return [event["statements"] for event in server.requests(path) if event["method"] == method]


def test_each_request_takes_few_statements(browser: Browser, server: Server) -> None:
    north = browser("north")
    account = north.post("/api/apps/sales/forms/account/records", json={"name": "One"}).json()["id"]
    manager = browser("manager")
    product = "/api/apps/sales/forms/product/records"
    own = f"{product}/{manager.post(product, json={'name': 'Beam'}).json()['id']}"
    path = f"{DEALS}/1"
    for turn in range(2):
        north.post("/api/apps/sales/forms/account/records", json={"name": f"A{turn}", "industry": "x"})
        north.post(DEALS, json={"name": "D", "account": account})
        north.get(path, params={"expand": "*"})
        north.get(DEALS, params={"count": "true", "expand": "*", "limit": 1})
        north.patch(path, json={"version": turn + 1, "probability": turn + 5})
        manager.patch(own, json={"version": turn + 1, "price": f"{turn}.5"})

    # The first request of each kind also reads the person and the application, which are then kept: what is read and
    # written for them finds out itself whether they may still come in.
    assert statements(server, path, "GET")[1:] == [1]
    assert statements(server, DEALS, "GET")[1:] == [3]
    assert statements(server, path, "PATCH")[1:] == [3]
    assert statements(server, own, "PATCH")[1:] == [1]
    assert statements(server, "/api/apps/sales/forms/account/records", "POST")[2:] == [1]


def test_the_openapi_document_tells_of_records(browser: Browser) -> None:
    document = browser("north").get("/api/openapi.json").json()

    described = document["paths"]["/api/apps/{app}/forms/{form}/records"]
    assert set(described) == {"get", "post"}
    assert "/api/people" in document["paths"]
    assert "Record" in document["components"]["schemas"]
