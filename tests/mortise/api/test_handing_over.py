"""What somebody who leaves has in the organisation is handed over in one step."""

from typing import Any

import asyncpg
import httpx
import pytest

from mortise.identity.first_start import SampleCompany
from tests.mortise.api.conftest import SignIn


def item(client: httpx.Client, what: str, number: int) -> Any:
    return next(each for each in client.get(f"/api/{what}").json()["items"] if each["id"] == number)


async def run(url: str, statement: str, *values: object) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(url)
    rows: list[asyncpg.Record] = await connection.fetch(statement, *values)
    await connection.close()
    return rows


async def test_everything_goes_to_the_heir_at_once(
    sign_in: SignIn, company: SampleCompany, club: int, database_url: str
) -> None:
    administrator, who = sign_in("admin"), company.people
    leaver, heir, boss = who["manager"], who["rep"], who["boss"]
    other = administrator.post("/api/people", json={"login": "new", "name": "新人", "manager": leaver}).json()
    group = administrator.post("/api/groups", json={"name": "专项组", "people": [leaver, boss]}).json()["id"]
    await run(
        database_url,
        "INSERT INTO mortise.view (app_id, form, person_id, label, definition, shared) "
        "VALUES ($1, 'a', $2, '{}', '{}', true), ($1, 'a', $2, '{}', '{}', false)",
        club,
        leaver,
    )
    await run(
        database_url,
        "INSERT INTO mortise.record_share (app_id, form, record_id, person_id, shared_by) "
        "VALUES ($1, 'a', 1, $2, $3), ($1, 'a', 1, $4, $2), ($1, 'a', 2, $2, $3)",
        club,
        leaver,
        boss,
        heir,
    )
    place = f"/api/people/{leaver}/hand-over"

    ties = administrator.get(place).json()
    given = {"to": heir, "superior": heir, "departments": [each["id"] for each in ties["departments"]]}
    given |= {"groups": [group], "views": True, "shares": True, "disable": True}
    done = administrator.post(place, json=given)

    assert done.status_code == 204, done.text
    assert {each["title"] for each in ties["reports"]} == {"张伟", "新人"}
    assert [each["title"] for each in ties["departments"]] == ["销售部"]
    assert [each["title"] for each in ties["groups"]] == ["专项组"]
    assert (ties["views"], ties["shares"]) == (1, 3)
    assert administrator.get(f"/api/people/{heir}").json()["manager"] == boss
    assert administrator.get(f"/api/people/{other['id']}").json()["manager"] == heir
    assert item(administrator, "departments", company.departments["sales"])["head"] == heir
    members = administrator.get(f"/api/groups/{group}").json()["people"]
    assert {each["id"] for each in members} == {heir, boss}
    assert administrator.get(f"/api/people/{leaver}").json()["active"] is False
    left = administrator.get(place).json()
    assert left == {"reports": [], "departments": [], "groups": [], "views": 0, "shares": 0}
    [kept] = await run(
        database_url,
        "SELECT count(*) AS views FROM mortise.view WHERE person_id = $1 AND NOT shared",
        leaver,
    )
    shares = await run(
        database_url, "SELECT record_id, person_id, shared_by FROM mortise.record_share ORDER BY 1"
    )
    assert kept["views"] == 1
    assert [tuple(row) for row in shares] == [(1, heir, heir), (2, heir, boss)]
    logged = await run(
        database_url,
        "SELECT form, new FROM mortise.record_change WHERE app_id = 0 AND form IN ('department', 'group') "
        "AND new ?| array['head', 'person'] AND old IS NOT NULL",
    )
    assert {row["form"] for row in logged} == {"department", "group"}


@pytest.mark.parametrize(
    ("given", "issue"),
    [
        ({"to": 999}, ("not_there", "/to")),
        ({"to": "manager"}, ("not_there", "/to")),
        ({"to": "boss", "superior": "below"}, ("reporting_circle", "/superior")),
    ],
)
def test_a_hand_over_that_cannot_be_changes_nothing(
    sign_in: SignIn, company: SampleCompany, given: dict[str, Any], issue: tuple[str, str]
) -> None:
    administrator, who = sign_in("admin"), company.people
    below = administrator.post(
        "/api/people", json={"login": "new", "name": "新人", "manager": who["rep"]}
    ).json()
    ids = {**who, "below": below["id"]}
    named = {key: ids.get(value, value) for key, value in given.items()}
    sales = company.departments["sales"]

    place = f"/api/people/{who['manager']}/hand-over"
    answer = administrator.post(place, json={**named, "departments": [sales], "disable": True})

    assert [(each["code"], each["pointer"]) for each in answer.json()["issues"]] == [issue]
    assert item(administrator, "departments", sales)["head"] == who["manager"]
    assert administrator.get(f"/api/people/{who['rep']}").json()["manager"] == who["manager"]
