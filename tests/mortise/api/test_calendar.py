"""The working calendar is everybody's to read and the administrators' to change, and holds for the next request."""

from .conftest import SignIn

ADDRESS = "/api/settings/calendar"
FREE = {"day": "2026-03-09", "is_working": False, "name": "创立日"}


def test_a_change_of_the_calendar_reaches_the_next_request_of_everybody(sign_in: SignIn) -> None:
    admin, person = sign_in("admin"), sign_in("rep")
    assert "2026-03-09" not in person.get("/api/me").json()["company"]["days_off"]

    changed = admin.put(ADDRESS, json={"year": 2026, "days": [FREE]})

    assert changed.status_code == 200, changed.text
    assert {**FREE, "is_own": True} in person.get(ADDRESS, params={"year": 2026}).json()["days"]
    company = person.get("/api/me").json()["company"]
    assert "2026-03-09" in company["days_off"]
    assert "2026-02-14" in company["days_on"]
    admin.put(ADDRESS, json={"year": 2026, "days": []})
    assert "2026-03-09" not in person.get("/api/me").json()["company"]["days_off"]


def test_who_does_not_run_the_installation_changes_no_day(sign_in: SignIn) -> None:
    assert sign_in("boss").put(ADDRESS, json={"year": 2026, "days": [FREE]}).status_code == 403


def test_everything_that_is_wrong_with_the_days_is_told_at_once(sign_in: SignIn) -> None:
    days = [FREE, FREE, {**FREE, "day": "2027-01-04"}]

    refused = sign_in("admin").put(ADDRESS, json={"year": 2026, "days": days})

    assert [(issue["code"], issue["pointer"]) for issue in refused.json()["issues"]] == [
        ("day_twice", "/days/1/day"),
        ("day_of_another_year", "/days/2/day"),
    ]
