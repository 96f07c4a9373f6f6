"""Whoever came in before is read and written for by statements that find out themselves whether they still may: what is
taken away holds from the very next request."""

import asyncio
from collections.abc import Iterator
from typing import Any

import asyncpg
import httpx
import pytest

from mortise.identity.credentials import ApiToken, digest, write_token
from tests.conftest import Server, plain_client
from tests.mortise.records.conftest import Sales, give_roles

PRODUCTS = "/api/apps/sales/forms/product/records"
SECRET = "s" * 43
PROOFS = ("session", "token")

TAKEN = {
    "the session or token ends": "UPDATE mortise.session SET expires_at = now(); "
    "UPDATE mortise.api_token SET expires_at = now()",
    "it is taken back": "DELETE FROM mortise.session; UPDATE mortise.api_token SET revoked_at = now()",
    "the person leaves": "UPDATE mortise.person SET active = false WHERE login = 'manager'",
    "the secret is another": "UPDATE mortise.session SET token_hash = 'x'; "
    "UPDATE mortise.api_token SET secret_hash = 'x'",
}
"""What leaves nobody known."""


def execute(sales: Sales, statement: str) -> Any:
    async def carry_out() -> Any:
        connection = await asyncpg.connect(sales.url)
        try:
            return (
                await connection.fetchval(statement)
                if "SELECT" in statement
                else await connection.execute(statement)
            )
        finally:
            await connection.close()

    return asyncio.run(carry_out())


def count(sales: Sales) -> Any:
    return execute(sales, "SELECT count(*)::int || ' ' || sum(version) FROM app_sales.product")


@pytest.fixture(params=PROOFS)
def known(request: pytest.FixtureRequest, sales: Sales, server: Server) -> Iterator[httpx.Client]:
    """The manager, who has read and written before."""
    person = sales.people["manager"]
    asyncio.run(give_roles(sales))
    execute(
        sales,
        "INSERT INTO mortise.session (token_hash, person_id, expires_at) "
        f"VALUES ('\\x{digest('session').hex()}', {person}, now() + interval '1h')",
    )
    number = execute(
        sales,
        "WITH made AS (INSERT INTO mortise.api_token (person_id, name, secret_hash, scopes, expires_at) "
        f"VALUES ({person}, 't', '\\x{digest(SECRET).hex()}', '[\"*:*\"]', now() + interval '1h') RETURNING id) "
        "SELECT id FROM made",
    )
    token = write_token(ApiToken(number, SECRET))
    own = {"Authorization": f"Bearer {token}"} if request.param == "token" else {"Cookie": "sid=session"}
    headers = {**own, "Sec-Fetch-Site": "same-origin", "Accept-Language": "en"}
    with plain_client(server.url, headers=headers) as client:
        for turn in range(2):
            assert client.post(PRODUCTS, json={"name": f"Known {turn}"}).status_code == 201
        for turn in range(2):
            assert client.get(f"{PRODUCTS}/1").status_code == 200
            changed = client.patch(f"{PRODUCTS}/1", json={"version": turn + 1, "price": f"{turn}.5"})
            assert changed.status_code == 200
        for path, method, statements in ((PRODUCTS, "POST", 1), (f"{PRODUCTS}/1", "GET", 1)):
            last = [each for each in server.requests(path) if each["method"] == method][-1]
            assert last["statements"] == statements
        yield client


def answers(client: httpx.Client) -> list[int]:
    """Reading, making and changing a record, all of which was allowed a moment ago."""
    return [
        client.get(f"{PRODUCTS}/1").status_code,
        client.post(PRODUCTS, json={"name": "Late"}).status_code,
        client.patch(f"{PRODUCTS}/1", json={"version": 3, "price": "9"}).status_code,
    ]


@pytest.mark.parametrize("taken", TAKEN)
def test_whoever_is_no_longer_known_is_let_in_by_no_door(
    known: httpx.Client, sales: Sales, taken: str
) -> None:
    before = count(sales)
    execute(sales, TAKEN[taken])

    assert answers(known) == [401, 401, 401]
    assert count(sales) == before


def test_whoever_lost_a_role_is_let_in_by_no_door(known: httpx.Client, sales: Sales) -> None:
    before = count(sales)
    execute(sales, "DELETE FROM mortise.role_member; UPDATE mortise.epoch SET rights = rights + 1")

    assert answers(known) == [404, 404, 404]
    assert count(sales) == before


def test_a_token_that_carries_less_lets_in_to_less(known: httpx.Client, sales: Sales) -> None:
    execute(sales, "UPDATE mortise.api_token SET scopes = '[\"sales:view\"]'")

    is_token = "Authorization" in known.headers
    assert answers(known) == ([200, 403, 403] if is_token else [200, 201, 200])


def test_an_application_that_is_away_lets_nobody_in(known: httpx.Client, sales: Sales) -> None:
    execute(sales, "UPDATE mortise.app SET published_version = NULL")

    assert answers(known) == [404, 404, 404]


def test_a_use_that_is_to_be_noted_is_noted(known: httpx.Client, sales: Sales) -> None:
    kind, seen = (
        ("api_token", "last_used_at") if "Authorization" in known.headers else ("session", "last_seen_at")
    )
    execute(sales, f"UPDATE mortise.{kind} SET {seen} = now() - interval '6 minutes'")

    assert answers(known) == [200, 201, 200]
    assert execute(sales, f"SELECT {seen} > now() - interval '1 minute' FROM mortise.{kind}") is True


def test_a_page_of_another_site_is_refused_as_before(known: httpx.Client, sales: Sales) -> None:
    before = count(sales)
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    refused = known.post(PRODUCTS, json={"name": "Forged"}, headers=elsewhere)

    is_token = "Authorization" in known.headers
    assert refused.status_code == (201 if is_token else 403)
    assert (count(sales) == before) is not is_token
