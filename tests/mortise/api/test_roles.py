"""Who holds which role of an application, by HTTP."""

import httpx
import pytest

from mortise.identity.first_start import SampleCompany
from tests.conftest import Server
from tests.mortise.api.conftest import SignIn, tomorrow

pytestmark = pytest.mark.usefixtures("club")

SELLERS = "/api/apps/club/roles/seller/members"
STEWARDS = "/api/apps/club/roles/steward/members"


def test_members_are_people_and_departments(sign_in: SignIn, company: SampleCompany) -> None:
    administrator = sign_in("admin")
    north, rep = company.departments["north"], company.people["rep"]

    answer = administrator.put(SELLERS, json={"people": [rep, rep], "departments": [north]})

    expected = {
        "people": [{"id": rep, "title": "张伟"}],
        "departments": [{"id": north, "title": "北区"}],
        "groups": [],
        "positions": [],
    }
    assert answer.json() == expected
    assert administrator.get(SELLERS).json() == expected
    roles = administrator.get("/api/apps/club/roles").json()["items"]
    assert [(role["key"], role["label"]["en"], role["administrator"]) for role in roles] == [
        ("seller", "Seller", False),
        ("steward", "Steward", True),
    ]
    assert roles[0]["people"] == expected["people"]


def test_who_has_no_role_does_not_see_the_application(sign_in: SignIn) -> None:
    rep = sign_in("rep")

    seen, unknown = rep.get(SELLERS), rep.get(SELLERS.replace("club", "nothing"))

    assert seen.status_code == 404
    assert seen.content == unknown.content


def test_a_member_may_not_decide_who_is_a_member(sign_in: SignIn, company: SampleCompany) -> None:
    administrator, rep = sign_in("admin"), sign_in("rep")
    administrator.put(SELLERS, json={"people": [company.people["rep"]]})

    answers = [rep.put(place, json={"people": [company.people["rep"]]}) for place in (SELLERS, STEWARDS)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert administrator.get(STEWARDS).json()["people"] == []


def test_a_role_is_lost_with_the_next_request(sign_in: SignIn, company: SampleCompany) -> None:
    administrator, boss = sign_in("admin"), sign_in("boss")
    administrator.put(STEWARDS, json={"people": [company.people["boss"]]})
    assert boss.get(SELLERS).status_code == 200

    administrator.put(STEWARDS, json={"people": []})

    assert boss.get(SELLERS).status_code == 404


WRONG: list[tuple[dict[str, object], str]] = [
    ({"people": [999]}, "/people"),
    ({"departments": [999]}, "/departments"),
    ({"groups": [999]}, "/groups"),
    ({"positions": [999]}, "/positions"),
    ({"people": ["1"]}, "/people/0"),
    ({"roles": []}, "/roles"),
]


def test_members_that_are_not_there_are_refused(sign_in: SignIn) -> None:
    administrator = sign_in("admin")
    for given, pointer in WRONG:
        answer = administrator.put(SELLERS, json=given)

        assert [issue["pointer"] for issue in answer.json()["issues"]] == [pointer]
        assert not any(administrator.get(SELLERS).json().values()), given


def test_a_role_that_does_not_exist_has_no_members(sign_in: SignIn) -> None:
    administrator = sign_in("admin")

    assert administrator.get("/api/apps/club/roles/none/members").status_code == 404
    assert administrator.put("/api/apps/club/roles/none/members", json={}).status_code == 404


def test_a_token_decides_over_members_only_with_that_scope(server: Server, sign_in: SignIn) -> None:
    administrator = sign_in("admin")

    def asked_with(*scopes: str) -> int:
        made = administrator.post(
            "/api/tokens", json={"name": "robot", "scopes": scopes, "expires_at": tomorrow()}
        ).json()
        headers = {"Authorization": f"Bearer {made['token']}"}
        return httpx.get(server.url + SELLERS, headers=headers).status_code

    assert asked_with("club:build") == 200
    assert asked_with("club:*") == 200
    assert asked_with("club:view") == 403
    assert asked_with("crm:build", "organisation") == 403
