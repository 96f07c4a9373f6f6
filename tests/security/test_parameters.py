"""What is no value but chooses something (an order, a limit, a unit, a name) is one of what there is, or is refused."""

import json

import pytest

from tests.security.conftest import Attack
from tests.security.test_questions import DEALS

HOSTILE = (
    "1; DROP TABLE mortise.person",
    "1' OR '1'='1",
    "UTC'); COPY mortise.person TO PROGRAM 'id';--",
    'name"; SELECT pg_sleep(10);--',
    "name DESC NULLS FIRST",
    "(SELECT login FROM mortise.person)",
    "name::regclass",
    "$1",
    "%s",
    "{{7*7}}",
    "\\",
    "1e9",
    "-1",
    "NaN",
    "99999999999999999999",
    "١",
    "\u202eeman",
)
CHOOSING = ("sort", "limit", "offset", "cursor", "count", "deleted", "fields", "expand", "link")
OTHERS = [
    (f"{DEALS}/1/history", "cursor"),
    (f"{DEALS}/1", "fields"),
    (f"{DEALS}/1", "expand"),
    ("/api/people", "limit"),
    ("/api/people", "ids"),
    ("/api/people", "inactive"),
]


@pytest.mark.parametrize("parameter", CHOOSING)
def test_a_list_is_not_steered_by_anything_else(attack: Attack, parameter: str) -> None:
    for text in HOSTILE:
        answer = attack.ask("admin", "GET", DEALS, params={parameter: text})
        assert answer.status_code == 422, (text, answer.text)
    assert attack.state() == attack.before


@pytest.mark.parametrize(("path", "parameter"), OTHERS)
def test_nor_is_any_other_answer(attack: Attack, path: str, parameter: str) -> None:
    for text in HOSTILE:
        answer = attack.ask("admin", "GET", path, params={parameter: text})
        assert answer.status_code == 422, (text, answer.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_an_operator_and_a_unit_are_names_of_what_there_is(attack: Attack, text: str) -> None:
    tree = {"field": "open_date", "operator": text, "value": 1}
    days = {"field": "open_date", "operator": "last_days", "value": text}
    for asked in (tree, days):
        answer = attack.ask("admin", "GET", DEALS, params={"filter": json.dumps(asked)})
        is_number = asked is days and text in {"-1", "99999999999999999999"}
        assert answer.status_code == (200 if is_number else 422), (asked, answer.text)
        assert not is_number or answer.json()["items"] == []
    unit = json.dumps(text, ensure_ascii=False)
    for formula in (f"DATEDIF(open_date, TODAY(), {unit}) > 0", f"{text}(open_date) > 0"):
        answer = attack.ask("admin", "GET", DEALS, params={"filter": formula, "count": "true"})
        assert answer.status_code == 422 or answer.json()["total"] == 0, (formula, answer.text)
    assert attack.state() == attack.before


@pytest.mark.parametrize("text", HOSTILE)
def test_a_language_a_theme_and_a_scope_are_names_of_what_there_is(attack: Attack, text: str) -> None:
    for body in ({"language": text}, {"theme": text}):
        assert attack.ask("owner", "PATCH", "/api/me", json=body).status_code == 422
    headers = {"Accept-Language": text.encode()}
    assert attack.ask("owner", "GET", "/api/me", headers=headers).status_code == 200
    draft = {"If-Match": text.encode()}
    patched = attack.ask("admin", "PATCH", "/api/apps/vault/draft", json=[], headers=draft)
    assert patched.status_code in {400, 409, 422}, patched.text
