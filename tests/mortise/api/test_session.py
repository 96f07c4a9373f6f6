"""Signing in and out by HTTP."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from mortise.identity.first_start import SampleCompany
from tests.conftest import Server, plain_client
from tests.mortise.api.conftest import PASSWORD, SignIn

pytestmark = pytest.mark.usefixtures("company")


def test_signing_in_tells_who_is_there_and_sets_a_cookie_for_this_site_only(http: httpx.Client) -> None:
    answer = http.post("/api/session", json={"login": "rep", "password": PASSWORD})

    assert answer.status_code == 200
    assert answer.json()["person"] | {"id": 0} == {
        "id": 0,
        "login": "rep",
        "name": "张伟",
        "language": "zh-CN",
        "has_chosen_language": False,
        "theme": "system",
        "is_administrator": False,
        "department": {"id": answer.json()["person"]["department"]["id"], "title": "北区"},
        "must_change_password": False,
        "tours": [],
    }
    company = answer.json()["company"]
    assert (company["name"], company["time_zone"]) == ("Mortise 榫卯", "Asia/Shanghai")
    assert company["base_currency"] == "CNY"
    assert "2026-02-17" in company["days_off"]
    assert "2026-02-14" in company["days_on"]
    assert answer.json()["banner"] == ["insecure"]
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("sid=")
    assert {"httponly", "samesite=lax", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "secure" not in cookie
    assert answer.headers["cache-control"] == "no-store"


def test_signing_out_ends_the_session_on_the_server(sign_in: SignIn) -> None:
    rep = sign_in("rep")
    stolen = dict(rep.cookies)

    assert rep.delete("/api/session").status_code == 204

    assert "sid" not in rep.cookies
    assert httpx.get(f"{rep.base_url}/api/me", cookies=stolen).status_code == 401


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(http: httpx.Client) -> None:
    answers = [
        http.post("/api/session", json={"login": login, "password": "wrong"}) for login in ("rep", "nobody")
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].content == answers[1].content
    assert answers[0].json()["code"] == "wrong_credentials"
    assert "set-cookie" not in answers[0].headers


def test_a_megabyte_of_password_is_refused(http: httpx.Client) -> None:
    answer = http.post("/api/session", json={"login": "rep", "password": "x" * 1_000_000})

    assert answer.status_code == 422
    assert [issue["pointer"] for issue in answer.json()["issues"]] == ["/password"]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="a browser says so"),
        pytest.param({"Origin": "https://evil.example"}, id="an older browser says so"),
        pytest.param({}, id="nothing is said"),
    ],
)
def test_a_page_of_another_site_cannot_act_with_the_cookie(sign_in: SignIn, headers: dict[str, str]) -> None:
    rep = sign_in("rep")

    answer = httpx.patch(
        f"{rep.base_url}/api/me", json={"language": "en"}, headers=headers, cookies=dict(rep.cookies)
    )

    assert answer.status_code == 403
    assert answer.json()["code"] == "from_elsewhere"
    assert rep.get("/api/me").json()["person"]["language"] == "zh-CN"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_of_another_kind_is_not_read_as_json(http: httpx.Client, kind: str) -> None:
    body = b'{"login":"rep","password":"' + PASSWORD.encode() + b'"}'

    answer = http.post("/api/session", content=body, headers={"Content-Type": kind})

    assert answer.status_code in {400, 415, 422}
    assert "set-cookie" not in answer.headers


def test_a_get_changes_nothing(sign_in: SignIn) -> None:
    rep = sign_in("rep")

    assert rep.get("/api/session").status_code == 405
    assert rep.get("/api/me/password").status_code == 405


def test_language_and_theme_are_kept(sign_in: SignIn) -> None:
    rep = sign_in("rep")

    answer = rep.patch("/api/me", json={"language": "en", "theme": "dark"})

    assert answer.json()["person"] | {"id": 0, "department": None} == {
        "id": 0,
        "login": "rep",
        "name": "Zhang Wei",
        "language": "en",
        "has_chosen_language": True,
        "theme": "dark",
        "is_administrator": False,
        "department": None,
        "must_change_password": False,
        "tours": [],
    }
    assert rep.get("/api/apps/nothing").json()["detail"].startswith("There is nothing here")


def test_who_chose_no_language_reads_what_the_browser_prefers_and_a_choice_stays(sign_in: SignIn) -> None:
    rep = sign_in("rep")
    english, chinese = {"Accept-Language": "en-GB,en;q=0.9"}, {"Accept-Language": "zh"}

    told = rep.get("/api/me", headers=english).json()["person"]
    assert (told["language"], told["has_chosen_language"], told["name"]) == ("en", False, "Zhang Wei")
    assert rep.get("/api/apps/nothing", headers=english).json()["detail"].startswith("There is nothing here")
    assert rep.get("/api/me").json()["person"]["name"] == "张伟"
    assert rep.patch("/api/me", json={"theme": "dark"}, headers=english).json()["person"]["language"] == "en"

    rep.patch("/api/me", json={"language": "en"})
    assert rep.get("/api/me", headers=chinese).json()["person"]["language"] == "en"


def test_nobody_becomes_more_by_naming_it(sign_in: SignIn) -> None:
    rep = sign_in("rep")
    for extra in ("is_administrator", "id", "role", "login", "department"):
        answer = rep.patch("/api/me", json={"language": "en", extra: True})

        assert answer.status_code == 422, extra
        assert not rep.get("/api/me").json()["person"]["is_administrator"]


def test_a_new_password_ends_every_other_session(sign_in: SignIn) -> None:
    here, there = sign_in("rep"), sign_in("rep")
    assert len(here.get("/api/me/sessions").json()["items"]) == 2

    refused = here.post("/api/me/password", json={"current": "wrong", "new": "Labskaus-9-mit-Rollmops"})
    weak = here.post("/api/me/password", json={"current": PASSWORD, "new": "zhang wei 1"})
    changed = here.post("/api/me/password", json={"current": PASSWORD, "new": "Labskaus-9-mit-Rollmops"})

    assert [issue["pointer"] for issue in refused.json()["issues"]] == ["/current"]
    assert [issue["pointer"] for issue in weak.json()["issues"]] == ["/new"]
    assert changed.status_code == 204
    assert here.get("/api/me").status_code == 200
    assert there.get("/api/me").status_code == 401


def new_token(client: httpx.Client, *scopes: str, days: int = 1) -> httpx.Response:
    expiry = datetime.now(UTC) + timedelta(days=days)
    return client.post(
        "/api/tokens", json={"name": "robot", "scopes": list(scopes), "expires_at": expiry.isoformat()}
    )


def bearer(server: Server, text: str) -> httpx.Client:
    return plain_client(server.url, headers={"Authorization": f"Bearer {text}"})


def test_a_token_acts_without_a_cookie_and_is_shown_once(server: Server, sign_in: SignIn) -> None:
    rep = sign_in("rep")
    made = new_token(rep, "crm:view").json()

    with bearer(server, made["token"]) as robot:
        assert robot.get("/api/me").json()["person"]["login"] == "rep"
        assert robot.get("/api/tokens").status_code == 403
        assert new_token(robot, "*:*").status_code == 403
        assert robot.post("/api/me/password", json={"current": PASSWORD, "new": "x"}).status_code == 403
        assert made["token"] not in rep.get("/api/tokens").text
        rep.delete(f"/api/tokens/{made['id']}")
        assert robot.get("/api/me").status_code == 401


@pytest.mark.usefixtures("club")
def test_what_a_token_does_not_reach_is_told_with_the_scope_that_would(
    server: Server, sign_in: SignIn
) -> None:
    made = new_token(sign_in("admin"), "club:view").json()

    with bearer(server, made["token"]) as robot:
        refused = {
            "organisation": robot.post("/api/departments", json={"name": "x"}),
            "install": robot.post("/api/apps", json={"key": "x"}),
            "club:build": robot.get("/api/apps/club/draft"),
        }

    assert {response.status_code for response in refused.values()} == {403}
    told = {scope: response.json()["issues"] for scope, response in refused.items()}
    assert {scope: (issue["code"], issue["params"]) for scope, [issue] in told.items()} == {
        scope: ("beyond_token", {"reach": scope}) for scope in refused
    }


def test_a_token_needs_an_end_and_scopes_that_exist(sign_in: SignIn) -> None:
    rep = sign_in("rep")

    refused = [new_token(rep, "crm:view", days=days) for days in (-1, 400)]
    unknown = new_token(rep, "crm", "CRM:view", "organisation", "crm:")
    endless = rep.post("/api/tokens", json={"name": "robot", "scopes": ["crm:view"]})

    assert [answer.json()["issues"][0]["pointer"] for answer in refused] == ["/expires_at"] * 2
    assert [issue["pointer"] for issue in unknown.json()["issues"]] == ["/scopes/0", "/scopes/1", "/scopes/3"]
    assert endless.status_code == 422


def test_nobody_revokes_the_token_of_another(server: Server, sign_in: SignIn, company: SampleCompany) -> None:
    made = new_token(sign_in("rep"), "crm:view").json()

    foreign = sign_in("manager").delete(f"/api/tokens/{made['id']}")
    unknown = sign_in("manager").delete("/api/tokens/999999")

    assert (foreign.status_code, foreign.content) == (404, unknown.content)
    with bearer(server, made["token"]) as robot:
        assert robot.get("/api/me").status_code == 200


def test_asking_who_one_is_costs_two_statements(server: Server, sign_in: SignIn) -> None:
    rep = sign_in("rep")
    rep.get("/api/me")
    before = len(server.requests("/api/me"))

    rep.get("/api/me")

    assert [event["statements"] for event in server.requests("/api/me")[before:]] == [2]


def test_a_tour_that_is_over_is_remembered_once(sign_in: SignIn) -> None:
    person = sign_in("rep")

    for tour in ("home", "home", "design"):
        answer = person.patch("/api/me", json={"tour": tour})

    assert answer.json()["person"]["tours"] == ["home", "design"]
    assert person.get("/api/me").json()["person"]["tours"] == ["home", "design"]
    assert sign_in("boss").get("/api/me").json()["person"]["tours"] == []
    assert person.patch("/api/me", json={"tour": "elsewhere"}).status_code == 422
