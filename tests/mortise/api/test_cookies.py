"""The session cookie where people come over https."""

from pathlib import Path

from mortise.identity.first_start import SampleCompany
from tests.conftest import plain_client, serving
from tests.mortise.api.conftest import PASSWORD

PUBLIC = "https://crm.example.com"


def test_over_https_the_cookie_is_bound_to_this_host(
    database_url: str, company: SampleCompany, tmp_path: Path
) -> None:
    given = {"login": "rep", "password": PASSWORD}
    with serving(database_url, tmp_path, PUBLIC) as server, plain_client(server.url) as http:
        answer = http.post("/api/session", json=given, headers={"Origin": PUBLIC})
        other = http.post("/api/session", json=given, headers={"Origin": server.url})
        cookie = answer.headers["set-cookie"]
        name, _, session = cookie.partition(";")[0].partition("=")
        proved = http.get("/api/me", headers={"Cookie": f"{name}={session}"})
        renamed = http.get("/api/me", headers={"Cookie": f"sid={session}"})

    assert name == "__Host-sid"
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= {
        part.strip().lower() for part in cookie.split(";")
    }
    assert "domain" not in cookie.lower()
    assert answer.json()["banner"] == []
    assert "max-age" in answer.headers["strict-transport-security"]
    assert other.status_code == 403
    assert (proved.status_code, renamed.status_code) == (200, 401)
