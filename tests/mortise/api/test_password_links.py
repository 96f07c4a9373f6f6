"""A person who forgot the password chooses a new one by a link that an administrator made."""

import asyncio

import asyncpg
import httpx
import pytest

from mortise.identity.first_start import SampleCompany
from tests.mortise.api.conftest import PASSWORD, SignIn

CHOSEN = "Labskaus-9-mit-Rollmops"


@pytest.fixture
def make(sign_in: SignIn, company: SampleCompany) -> httpx.Response:
    """A link for the salesperson."""
    return sign_in("admin").post(f"/api/people/{company.people['rep']}/password-link")


def secret_of(made: httpx.Response) -> str:
    assert made.status_code == 201, made.text
    path, _, secret = made.json()["path"].partition("#")
    assert path == "/password"
    return str(secret)


def use(http: httpx.Client, secret: str, password: str = CHOSEN) -> httpx.Response:
    return http.post("/api/password-links/use", json={"secret": secret, "password": password})


def come_in(http: httpx.Client, password: str) -> int:
    return http.post("/api/session", json={"login": "rep", "password": password}).status_code


def run_sql(url: str, sql: str) -> list[asyncpg.Record]:
    async def work() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(url)
        try:
            return list(await connection.fetch(sql))
        finally:
            await connection.close()

    return asyncio.run(work())


def test_a_link_changes_the_password_once_and_ends_every_session(
    sign_in: SignIn, http: httpx.Client, make: httpx.Response
) -> None:
    there = sign_in("rep")
    secret = secret_of(make)

    told = http.post("/api/password-links/read", json={"secret": secret})
    used = use(http, secret)
    again = use(http, secret, "Another-Herring-5-entirely")

    owner = told.json()
    assert (owner["login"], owner["name"], owner["first"]) == ("rep", "张伟", False)
    assert used.status_code == 204
    assert (again.status_code, again.json()["code"]) == (404, "password_link_spent")
    assert there.get("/api/me").status_code == 401
    assert (come_in(http, PASSWORD), come_in(http, CHOSEN)) == (401, 200)


def test_a_weak_password_is_refused_and_the_link_still_works(
    http: httpx.Client, make: httpx.Response
) -> None:
    secret = secret_of(make)

    refused = use(http, secret, "zhang wei 12")

    assert refused.status_code == 422
    assert [issue["pointer"] for issue in refused.json()["issues"]] == ["/password"]
    assert use(http, secret).status_code == 204


def test_a_new_link_ends_the_one_before(
    sign_in: SignIn, company: SampleCompany, http: httpx.Client, make: httpx.Response
) -> None:
    second = sign_in("admin").post(f"/api/people/{company.people['rep']}/password-link")

    assert use(http, secret_of(make)).status_code == 404
    assert use(http, secret_of(second)).status_code == 204


def test_a_link_is_too_old_after_a_day(http: httpx.Client, make: httpx.Response, database_url: str) -> None:
    secret = secret_of(make)
    run_sql(database_url, "UPDATE mortise.password_link SET expires_at = expires_at - interval '24 hours'")

    assert http.post("/api/password-links/read", json={"secret": secret}).status_code == 404
    assert use(http, secret).status_code == 404
    assert come_in(http, PASSWORD) == 200


def test_a_link_of_who_has_left_does_not_work(
    sign_in: SignIn, company: SampleCompany, http: httpx.Client, make: httpx.Response
) -> None:
    admin, number = sign_in("admin"), company.people["rep"]
    admin.patch(f"/api/people/{number}", json={"active": False})

    assert use(http, secret_of(make)).status_code == 404
    assert admin.post(f"/api/people/{number}/password-link").status_code == 404
    assert admin.post("/api/people/999999/password-link").status_code == 404


def test_only_a_hash_is_kept_and_the_log_tells_who_made_and_used_it(
    http: httpx.Client, make: httpx.Response, database_url: str
) -> None:
    secret = secret_of(make)
    [kept] = run_sql(database_url, "SELECT * FROM mortise.password_link")
    assert secret.encode() not in kept["token_hash"]
    use(http, secret)

    log = run_sql(
        database_url,
        "SELECT actor_id, record_id, new FROM mortise.record_change "
        "WHERE form = 'person' AND new::text LIKE '%password_link%' ORDER BY id",
    )

    assert [(row["actor_id"] == row["record_id"]) for row in log] == [False, True]
    assert secret not in repr(log)
    assert f'"password_link_of": {log[0]["actor_id"]}' in log[1]["new"]


def test_a_link_opens_for_who_tried_too_often_before(http: httpx.Client, make: httpx.Response) -> None:
    for _ in range(12):
        come_in(http, "wrong")
    assert come_in(http, CHOSEN) == 429

    use(http, secret_of(make))

    assert come_in(http, CHOSEN) == 200


def test_a_page_of_another_site_cannot_use_a_link(http: httpx.Client, make: httpx.Response) -> None:
    body = {"secret": secret_of(make), "password": CHOSEN}

    answer = http.post("/api/password-links/use", json=body, headers={"Sec-Fetch-Site": "cross-site"})

    assert (answer.status_code, answer.json()["code"]) == (403, "from_elsewhere")
