"""The company's name, zone and currency, and what other currencies are worth in it."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.mortise.api.conftest import SignIn

COMPANY = "/api/settings/company"
AS_IT_IS = {
    "name": "榫卯有限公司",
    "time_zone": "Asia/Shanghai",
    "base_currency": "CNY",
    "week_start": "monday",
    "fiscal_start": 1,
}


def rate(client: httpx.Client, currency: str, since: str, worth: object) -> httpx.Response:
    return client.put(f"/api/settings/rates/{currency}/{since}", json={"rate": worth})


def codes(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(issue["code"], issue["pointer"]) for issue in answer.json()["issues"]]


def test_a_name_and_a_zone_hold_for_everybodys_next_request(sign_in: SignIn) -> None:
    admin, person = sign_in("admin"), sign_in("rep")
    person.get("/api/me")

    changed = admin.put(COMPANY, json={**AS_IT_IS, "time_zone": "Asia/Urumqi"})

    assert changed.status_code == 200, changed.text
    company = person.get("/api/me").json()["company"]
    assert (company["name"], company["time_zone"]) == ("榫卯有限公司", "Asia/Urumqi")


def test_weeks_and_fiscal_years_begin_for_everybody_when_it_is_set(sign_in: SignIn) -> None:
    admin, person = sign_in("admin"), sign_in("rep")
    company = person.get("/api/me").json()["company"]
    assert (company["week_start"], company["fiscal_start"]) == ("monday", 1)

    changed = admin.put(COMPANY, json={**AS_IT_IS, "week_start": "sunday", "fiscal_start": 4})
    kept = admin.put(COMPANY, json={key: AS_IT_IS[key] for key in ("name", "time_zone", "base_currency")})

    assert (changed.json()["week_start"], kept.json()["week_start"]) == ("sunday", "sunday")
    company = person.get("/api/me").json()["company"]
    assert (company["week_start"], company["fiscal_start"]) == ("sunday", 4)
    for wrong in ({"week_start": "tuesday"}, {"fiscal_start": 0}, {"fiscal_start": 13}):
        assert admin.put(COMPANY, json={**AS_IT_IS, **wrong}).status_code == 422


def test_time_limits_pass_in_the_hours_that_the_company_works(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    read = admin.get(COMPANY).json()
    assert read["hours"] == [["09:00", "12:00"], ["13:00", "18:00"]]

    changed = admin.put(COMPANY, json={**AS_IT_IS, "hours": [["08:30", "17:00"]]})

    assert changed.json()["hours"] == [["08:30", "17:00"]], changed.text
    assert admin.put(COMPANY, json=AS_IT_IS).json()["hours"] == [["08:30", "17:00"]]
    backwards = [["12:00", "09:00"], ["13:00", "18:00"]]
    assert codes(admin.put(COMPANY, json={**AS_IT_IS, "hours": backwards})) == [
        ("hours_backwards", "/hours/0")
    ]
    overlapping = [["09:00", "14:00"], ["13:00", "18:00"]]
    assert codes(admin.put(COMPANY, json={**AS_IT_IS, "hours": overlapping})) == [
        ("hours_overlap", "/hours/1")
    ]
    for wrong in ([], [["9", "12:00"]], [["24:00", "25:00"]]):
        assert admin.put(COMPANY, json={**AS_IT_IS, "hours": wrong}).status_code == 422


def test_of_several_rates_the_last_that_has_begun_holds(sign_in: SignIn) -> None:
    admin, person = sign_in("admin"), sign_in("rep")
    for currency, since, worth in (
        ("USD", "2020-01-01", "6.9"),
        ("USD", "2025-01-01", "7.2"),
        ("USD", "2024-01-01", "7.05"),
        ("USD", "2999-01-01", "1"),
        ("EUR", "2999-01-01", "8"),
        ("JPY", "2025-01-01", "0.0485"),
    ):
        assert rate(admin, currency, since, worth).status_code == 200

    told = admin.get(COMPANY).json()

    assert person.get("/api/me").json()["company"]["rates"] == {"USD": "7.2000000000", "JPY": "0.0485000000"}
    assert [(each["since"], each["rate"]) for each in told["rates"] if each["currency"] == "USD"] == [
        ("2999-01-01", "1"),
        ("2025-01-01", "7.2"),
        ("2024-01-01", "7.05"),
        ("2020-01-01", "6.9"),
    ]
    gone = admin.delete("/api/settings/rates/USD/2025-01-01")
    assert gone.status_code == 200
    assert person.get("/api/me").json()["company"]["rates"]["USD"] == "7.0500000000"
    assert admin.delete("/api/settings/rates/USD/2025-01-01").status_code == 404


def test_a_rate_of_the_same_day_takes_the_place_of_the_earlier_one(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    for worth in ("7", "7.3"):
        answer = rate(admin, "USD", "2025-01-01", worth)

    assert answer.json()["rates"] == [{"currency": "USD", "since": "2025-01-01", "rate": "7.3"}]


def test_what_is_no_worth_is_refused(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    for worth in ("0", "-1", "1000000001", "0.12345678901", "NaN", "Infinity"):
        assert rate(admin, "USD", "2025-01-01", worth).status_code == 422, worth
        assert admin.get(COMPANY).json()["rates"] == [], worth


def test_the_companys_own_currency_has_no_rate(sign_in: SignIn) -> None:
    assert codes(rate(sign_in("admin"), "CNY", "2025-01-01", "1")) == [("rate_of_own_currency", "/currency")]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"name": " "}, ("company_name_missing", "/name")),
        ({"name": "x" * 101}, ("text_too_long", "/name")),
        ({"name": "a\0b"}, ("text_with_nul", "/name")),
        ({"time_zone": "Asia/Peking"}, ("zone_unknown", "/time_zone")),
    ],
)
def test_what_is_wrong_with_the_company_is_told(
    sign_in: SignIn, change: Mapping[str, Any], found: tuple[str, str]
) -> None:
    assert codes(sign_in("admin").put(COMPANY, json={**AS_IT_IS, **change})) == [found]


def test_the_base_currency_is_chosen_before_anything_is_kept_in_it(sign_in: SignIn) -> None:
    admin = sign_in("admin")

    assert admin.put(COMPANY, json={**AS_IT_IS, "base_currency": "HKD"}).status_code == 200
    assert rate(admin, "USD", "2025-01-01", "7.8").json()["is_currency_in_use"] is True

    refused = admin.put(COMPANY, json={**AS_IT_IS, "base_currency": "EUR"})

    assert codes(refused) == [("currency_in_use", "/base_currency")]
    assert admin.get(COMPANY).json()["base_currency"] == "HKD"


def test_of_two_who_save_at_once_the_second_is_told_who_was_faster(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    version = admin.get(COMPANY).json()["version"]
    first = admin.put(COMPANY, json={**AS_IT_IS, "version": version}).json()

    second = admin.put(COMPANY, json={**AS_IT_IS, "name": "大华机床", "version": version})
    told = second.json()
    again = admin.put(COMPANY, json={**AS_IT_IS, "name": "大华机床", "version": told["version"]}).json()

    assert (second.status_code, told["code"]) == (409, "company_changed")
    assert told["current"] == {**AS_IT_IS, "hours": [["09:00", "12:00"], ["13:00", "18:00"]]}
    assert "管理员" in told["detail"]
    assert (first["version"], told["version"], again["version"]) == (version + 1, version + 1, version + 2)
    assert again["name"] == "大华机床"


def test_settings_that_nobody_is_known_to_have_changed_are_told_as_such(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    version = admin.get(COMPANY).json()["version"]

    refused = admin.put(COMPANY, json={**AS_IT_IS, "version": version + 7}).json()

    assert (refused["code"], refused["version"]) == ("company_moved_on", version)
    assert "?" not in refused["detail"]


def test_a_rate_is_no_change_of_the_other_settings(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    version = admin.get(COMPANY).json()["version"]

    changed = rate(admin, "USD", "2025-01-01", "7.2").json()["version"]
    same = admin.put(COMPANY, json={**AS_IT_IS, "version": changed}).json()["version"]
    unchanged = admin.put(COMPANY, json={**AS_IT_IS, "version": same}).json()["version"]

    assert (changed, same, unchanged) == (version, version + 1, version + 1)
