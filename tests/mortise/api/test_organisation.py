"""People and departments by HTTP."""

from collections.abc import Mapping

import httpx
import pytest

from mortise.identity.first_start import SampleCompany
from tests.mortise.api.conftest import SignIn, tomorrow

NEWCOMER = {"login": "wu.min", "name": "吴敏", "name_en": "Wu Min", "password": "Labskaus-9-mit-Rollmops"}


def test_people_are_found_however_their_name_is_typed(sign_in: SignIn) -> None:
    boss = sign_in("boss")
    for typed in ("张", "zhangw", "zw", "ZHANG", "Zhang W", "ｒｅｐ"):
        found = boss.get("/api/people", params={"search": typed}).json()["items"]

        assert [(item["title"], item["department"]["title"], item["active"]) for item in found] == [
            ("张伟", "北区", True)
        ], typed


def test_people_are_found_by_id_in_the_readers_language(sign_in: SignIn, company: SampleCompany) -> None:
    boss = sign_in("boss")
    boss.patch("/api/me", json={"language": "en"})
    wanted = ",".join(str(company.people[login]) for login in ("rep", "manager"))

    found = boss.get("/api/people", params={"ids": wanted}).json()["items"]

    assert {item["title"] for item in found} == {"Zhang Wei", "Liu Yang"}


def test_ids_that_are_none_are_refused(sign_in: SignIn) -> None:
    boss = sign_in("boss")
    for ids in ("x", "1;2", "-1", "1,,2", "99999999999999999999"):
        assert boss.get("/api/people", params={"ids": ids}).status_code == 422, ids


def test_whose_name_begins_with_the_initials_comes_before_whose_contains_them(
    sign_in: SignIn, company: SampleCompany
) -> None:
    found = sign_in("admin").get("/api/people?search=ly").json()["items"]

    assert [item["title"] for item in found] == ["刘洋", "管理员"]


def test_a_person_who_left_is_found_only_by_who_asks_for_it(sign_in: SignIn, company: SampleCompany) -> None:
    administrator, rep = sign_in("admin"), sign_in("rep")

    answer = administrator.patch(f"/api/people/{company.people['rep']}", json={"active": False})

    assert answer.json()["active"] is False
    assert administrator.get("/api/people?search=zw").json()["items"] == []
    assert [
        item["active"] for item in administrator.get("/api/people?search=zw&inactive=true").json()["items"]
    ] == [False]
    assert rep.get("/api/me").status_code == 401


def test_people_of_a_department_are_found_with_those_below_it(
    sign_in: SignIn, company: SampleCompany
) -> None:
    boss = sign_in("boss")

    def found(key: str) -> set[str]:
        items = boss.get("/api/people", params={"department": company.departments[key]}).json()["items"]
        return {item["title"] for item in items}

    assert "张伟" in found("north")
    assert found("north") < found("sales")
    assert boss.get("/api/people", params={"department": 0}).status_code == 422


def test_an_administrator_adds_a_person_who_then_signs_in(
    sign_in: SignIn, http: httpx.Client, company: SampleCompany
) -> None:
    north = company.departments["north"]
    given = {**NEWCOMER, "department": north, "departments": [company.departments["sales"], north]}

    made = sign_in("admin").post("/api/people", json=given)

    assert made.status_code == 201
    assert made.json()["departments"] == [company.departments["sales"]]
    assert made.json()["password"] is None
    signed_in = http.post(
        "/api/session", json={"login": NEWCOMER["login"], "password": NEWCOMER["password"]}
    ).json()
    assert signed_in["person"]["must_change_password"] is True


def test_a_person_without_a_password_gets_one_that_is_shown_once(
    sign_in: SignIn, http: httpx.Client, company: SampleCompany
) -> None:
    made = sign_in("admin").post("/api/people", json={"login": "wu.min", "name": "吴敏"}).json()

    answer = http.post("/api/session", json={"login": "wu.min", "password": made["password"]})
    wanted = {"ids": f"{made['id']},{company.people['rep']}"}
    told = {
        reader: {
            item["id"]: item["awaits_password"]
            for item in sign_in(reader).get("/api/people", params=wanted).json()["items"]
        }
        for reader in ("admin", "rep")
    }

    assert answer.status_code == 200
    assert told["admin"] == {made["id"]: True, company.people["rep"]: False}
    assert told["rep"] == {made["id"]: None, company.people["rep"]: None}


WRONG: dict[str, tuple[Mapping[str, object], list[str]]] = {
    "nothing": ({}, ["/login", "/name"]),
    "a short password": (NEWCOMER | {"password": "kurz"}, ["/password"]),
    "a login that is taken": (NEWCOMER | {"login": "REP"}, ["/login"]),
    "a manager who is not there": (NEWCOMER | {"manager": 999}, ["/manager"]),
    "a department that is not there": (NEWCOMER | {"department": 999}, ["/department"]),
    "further departments not there": (NEWCOMER | {"departments": [999]}, ["/departments"]),
    "a NUL": (NEWCOMER | {"name": "a\u0000b"}, ["/name"]),
    "a blank in the login": (NEWCOMER | {"login": "a b"}, ["/login"]),
    "a name too long": (NEWCOMER | {"name": "x" * 101}, ["/name"]),
    "an id of one's own": (NEWCOMER | {"id": 7}, ["/id"]),
    "an id that no row can have": (NEWCOMER | {"manager": 2**63}, ["/manager"]),
    "an id as text": (NEWCOMER | {"manager": "1"}, ["/manager"]),
    "an address that is none": (NEWCOMER | {"email": "nobody"}, ["/email"]),
}


def test_what_is_wrong_with_a_person_is_said_where_it_is(sign_in: SignIn) -> None:
    administrator = sign_in("admin")
    before = administrator.get("/api/people?limit=200").json()

    for what, (given, pointers) in WRONG.items():
        answer = administrator.post("/api/people", json=given)

        assert answer.status_code == 422, what
        assert [issue["pointer"] for issue in answer.json()["issues"]] == pointers, what
        assert administrator.get("/api/people?limit=200").json() == before, what


@pytest.mark.parametrize("name", ['O\'Brien "X"; --', "\u202eevil", "👩🏽‍💻", "𠮷野家", "a" * 100])
def test_a_name_is_kept_as_it_was_written(sign_in: SignIn, name: str) -> None:
    administrator = sign_in("admin")

    made = administrator.post("/api/people", json=NEWCOMER | {"name": name}).json()

    assert administrator.get(f"/api/people/{made['id']}").json()["name"] == name


def test_the_reporting_line_cannot_be_a_circle(sign_in: SignIn, company: SampleCompany) -> None:
    administrator = sign_in("admin")
    boss, rep = company.people["boss"], company.people["rep"]

    answers = [administrator.patch(f"/api/people/{boss}", json={"manager": person}) for person in (rep, boss)]

    assert [answer.json()["issues"][0]["code"] for answer in answers] == ["reporting_circle"] * 2
    assert administrator.get(f"/api/people/{boss}").json()["manager"] is None


def test_the_last_administrator_stays(sign_in: SignIn) -> None:
    administrator = sign_in("admin")
    me = administrator.get("/api/me").json()["person"]["id"]

    answers = [
        administrator.patch(f"/api/people/{me}", json=given)
        for given in ({"active": False}, {"is_administrator": False})
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (409, "last_administrator")
    ] * 2


def test_departments_are_a_tree(sign_in: SignIn, company: SampleCompany) -> None:
    administrator = sign_in("admin")
    office, sales, north = (company.departments[key] for key in ("office", "sales", "north"))
    made = administrator.post(
        "/api/departments", json={"name": "南区", "parent": sales, "head": company.people["rep"]}
    )

    assert made.status_code == 201
    items = {item["id"]: item for item in sign_in("rep").get("/api/departments").json()["items"]}
    assert items[made.json()["id"]] | {"position": 0} == {
        "id": made.json()["id"],
        "title": "南区",
        "name": "南区",
        "name_en": "",
        "parent": sales,
        "head": company.people["rep"],
        "position": 0,
        "archived": False,
    }
    for parent in (north, sales):
        circle = administrator.patch(f"/api/departments/{sales}", json={"parent": parent})
        assert [issue["code"] for issue in circle.json()["issues"]] == ["department_circle"]
    assert items[sales]["parent"] == office


def test_a_department_in_use_is_not_archived(sign_in: SignIn, company: SampleCompany) -> None:
    administrator = sign_in("admin")
    north = company.departments["north"]

    refused = administrator.patch(f"/api/departments/{north}", json={"archived": True})
    administrator.patch(f"/api/people/{company.people['rep']}", json={"department": None})
    allowed = administrator.patch(f"/api/departments/{north}", json={"archived": True})

    assert (refused.status_code, refused.json()["code"]) == (409, "department_in_use")
    assert [item["archived"] for item in allowed.json()["items"] if item["id"] == north] == [True]


def test_a_token_cannot_make_what_outlives_it(sign_in: SignIn, http: httpx.Client) -> None:
    made = sign_in("admin").post(
        "/api/tokens", json={"name": "hr", "scopes": ["organisation"], "expires_at": tomorrow()}
    )
    http.headers["Authorization"] = f"Bearer {made.json()['token']}"

    assert http.post("/api/people", json=NEWCOMER).status_code == 403
    assert (
        http.post("/api/people", json={"login": "a", "name": "A", "is_administrator": True}).status_code
        == 403
    )
    assert http.post("/api/people", json={"login": "a", "name": "A"}).json()["password"] is None
