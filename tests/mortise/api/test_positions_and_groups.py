"""Positions and groups by HTTP."""

from typing import Any

import httpx
import pytest

from mortise.identity.first_start import SampleCompany
from tests.mortise.api.conftest import SignIn


def made(client: httpx.Client, what: str, **given: object) -> int:
    answer = client.post(f"/api/{what}", json=given)
    assert answer.status_code == 201, answer.text
    number: int = answer.json()["id"]
    return number


def items(client: httpx.Client, what: str) -> dict[str, dict[str, Any]]:
    return {item["name"]: item for item in client.get(f"/api/{what}").json()["items"]}


def titles(client: httpx.Client, **asked: object) -> list[str]:
    found = client.get("/api/people", params={key: str(value) for key, value in asked.items()})
    return [item["title"] for item in found.json()["items"]]


def test_a_person_has_a_position_in_each_department(sign_in: SignIn, company: SampleCompany) -> None:
    administrator = sign_in("admin")
    lead, deputy = (made(administrator, "positions", name=name) for name in ("组长", "副组长"))
    rep, sales = f"/api/people/{company.people['rep']}", company.departments["sales"]
    office = company.departments["office"]
    given = {
        "position": lead,
        "departments": [sales, office],
        "positions": [{"department": sales, "position": deputy}],
    }

    told = administrator.patch(rep, json=given).json()
    renamed = administrator.patch(rep, json={"name": "张大伟"}).json()
    left = administrator.patch(rep, json={"departments": [office]}).json()

    assert (told["position"], told["positions"]) == (lead, given["positions"])
    assert (renamed["position"], renamed["positions"]) == (lead, given["positions"])
    assert (left["position"], left["positions"], left["departments"]) == (lead, [], [office])
    assert {name: item["people"] for name, item in items(administrator, "positions").items()} == {
        "组长": 1,
        "副组长": 0,
    }
    [found] = administrator.get("/api/people", params={"search": "张大伟"}).json()["items"]
    assert found["position"] == {"id": lead, "title": "组长"}


def test_people_are_found_by_position_and_group_after_those_of_that_name(
    sign_in: SignIn, company: SampleCompany
) -> None:
    administrator = sign_in("admin")
    who = company.people
    lead = made(administrator, "positions", name="刘氏项目经理", name_en="Lead")
    administrator.patch(f"/api/people/{who['boss']}", json={"position": lead})
    north = company.departments["north"]
    group = made(administrator, "groups", name="刘洋的专项组", people=[who["boss"]], departments=[north])

    assert titles(administrator, search="刘洋") == ["刘洋", "陈静", "张伟"]
    assert titles(administrator, search="lead") == ["陈静"]
    assert titles(administrator, position=lead) == ["陈静"]
    assert titles(administrator, group=group) == ["陈静", "张伟"]
    assert titles(administrator, group=group, department=north) == ["张伟"]


def test_a_group_is_renamed_filled_and_put_away(sign_in: SignIn, company: SampleCompany) -> None:
    administrator = sign_in("admin")
    rep, boss, north = company.people["rep"], company.people["boss"], company.departments["north"]
    place = f"/api/groups/{made(administrator, 'groups', name='专项组', people=[rep, rep])}"

    changed = administrator.patch(place, json={"people": [boss, rep], "departments": [north]}).json()
    renamed = administrator.patch(place, json={"name_en": "Task force"}).json()
    away = administrator.patch(place, json={"archived": True}).json()

    assert {each["title"] for each in changed["people"]} == {"张伟", "陈静"}
    assert changed["departments"] == [{"id": north, "title": "北区"}]
    assert renamed == {**changed, "name_en": "Task force"}
    assert away == {**renamed, "archived": True}
    assert titles(administrator, search="专项组") == []
    assert made(administrator, "groups", name="专项组") > 0


@pytest.mark.parametrize("what", ["positions", "groups"])
def test_no_two_in_use_have_the_same_name(sign_in: SignIn, company: SampleCompany, what: str) -> None:
    administrator = sign_in("admin")
    made(administrator, what, name="Lead")

    again = administrator.post(f"/api/{what}", json={"name": "LEAD"})
    blank = administrator.post(f"/api/{what}", json={"name": " "})

    told = [(issue["code"], issue["pointer"]) for issue in again.json()["issues"]]
    assert (again.status_code, told) == (422, [("already_taken", "/name")])
    assert [issue["code"] for issue in blank.json()["issues"]] == ["name_required"]


def test_what_is_in_use_is_not_put_away(sign_in: SignIn, company: SampleCompany, club: int) -> None:
    administrator = sign_in("admin")
    position, group = made(administrator, "positions", name="组长"), made(administrator, "groups", name="组")
    rep = f"/api/people/{company.people['rep']}"
    sellers = "/api/apps/club/roles/seller/members"

    def away(what: str, number: int) -> object:
        return administrator.patch(f"/api/{what}/{number}", json={"archived": True}).json().get("code")

    administrator.patch(rep, json={"position": position})
    administrator.put(sellers, json={"groups": [group]})
    held = away("positions", position), away("groups", group)
    administrator.patch(rep, json={"position": None})
    administrator.put(sellers, json={"positions": [position]})
    given = away("positions", position), away("groups", group)
    administrator.put(sellers, json={})

    assert held == ("position_in_use", "group_in_use")
    assert given == ("position_in_use", None)
    assert away("positions", position) is None


def test_members_that_are_not_there_are_refused(sign_in: SignIn, company: SampleCompany) -> None:
    administrator = sign_in("admin")
    rep = f"/api/people/{company.people['rep']}"

    def pointers(answer: httpx.Response) -> list[str]:
        return [issue["pointer"] for issue in answer.json()["issues"]]

    assert pointers(administrator.post("/api/groups", json={"name": "A", "people": [999]})) == ["/people"]
    assert pointers(administrator.post("/api/groups", json={"name": "A", "departments": [999]})) == [
        "/departments"
    ]
    assert pointers(administrator.patch(rep, json={"position": 999})) == ["/position"]
    several = {"departments": [company.departments["sales"]]}
    held = [{"department": company.departments["sales"], "position": 999}]
    assert pointers(administrator.patch(rep, json={**several, "positions": held})) == ["/positions"]
    assert items(administrator, "groups") == {}
