"""What may not be read cannot be asked about either, and is refused in the words for what does not exist."""

import json

import httpx
import pytest

from tests.security.conftest import Attack
from tests.security.vault import DEAL_FIELDS, canary

DEALS = "/api/apps/vault/forms/deal/records"
ACCOUNTS = "/api/apps/vault/forms/account/records"
EVERYTHING = "/api/search"
SECRET = sorted(entry["key"] for entry in DEAL_FIELDS if entry["key"].startswith("secret_"))
DERIVED = ["through", "secret_count"]
HIDDEN = [*SECRET, *DERIVED]


def twin(key: str) -> str:
    """A name that no field has, as like to the names of others as the key is."""
    return key.replace("secret", "zecret").replace("through", "throuqh").replace("phone", "fone")


def told(answer: httpx.Response, name: str) -> tuple[int, str]:
    """An answer without the name that was asked for."""
    return answer.status_code, json.dumps(answer.json()).replace(name, "NAME")


def same(attack: Attack, parameter: str, pattern: str, key: str, place: str = DEALS) -> None:
    """The hidden key is answered as one that does not exist, with a refusal."""
    hidden = attack.ask(
        "owner", "GET", place, params={parameter: pattern.replace("KEY", key), "count": "true"}
    )
    unknown = attack.ask(
        "owner", "GET", place, params={parameter: pattern.replace("KEY", twin(key)), "count": "true"}
    )
    assert hidden.status_code == 422, hidden.text
    assert told(hidden, key) == told(unknown, twin(key))


@pytest.mark.parametrize("key", HIDDEN)
@pytest.mark.parametrize(
    ("parameter", "pattern"),
    [
        ("fields", "name,KEY"),
        ("sort", "-KEY"),
        ("expand", "KEY"),
        ("filter", '{"field":"KEY","operator":"is_not_blank"}'),
        ("filter", '{"not":{"any":[{"field":"KEY","operator":"is_blank"}]}}'),
        ("filter", "NOT(ISBLANK(KEY))"),
        ("filter", 'OR(KEY = "x", stage = "plain")'),
    ],
    ids=["fields", "sort", "expand", "filter tree", "filter tree inside", "filter text", "filter beside"],
)
def test_a_hidden_field_cannot_be_asked_for(attack: Attack, key: str, parameter: str, pattern: str) -> None:
    same(attack, parameter, pattern, key)


@pytest.mark.parametrize("parameter", ["fields", "sort", "expand"])
@pytest.mark.parametrize(
    "address",
    [
        "SECRET_TEXT",
        "Secret_Text",
        "secret_text ",
        "deal.secret_text",
        "app_vault.deal.secret_text",
        "t0.secret_text",
        '"secret_text"',
        "secret_text__sort",
        "secret_money__base",
        "secret_money__currency",
        "secret_text->>x",
        "secret_text::text",
        "record.secret_text",
        "lines.secret_cost",
        "lines.told",
        "*,secret_text",
        "name;secret_text",
        "name/**/,secret_text",
        "account.secret_phone",
        "secret_link.name",
        "owner.password_hash",
        "created_by.login",
        "ｓecret_text",
        "secret_text\u200b",
        "definition_version",
        "title__sort",
        "0",
        "name' OR '1'='1",
    ],
)
def test_no_other_name_leads_to_a_hidden_field(attack: Attack, parameter: str, address: str) -> None:
    answer = attack.ask("owner", "GET", DEALS, params={parameter: address})

    # What is only blank around the name is the name, and is refused as such.
    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize(
    "parameter", ["alias[x]", "alias", "aggregate[max]", "groupBy", "lookup", "_fields", "select"]
)
def test_no_other_parameter_reaches_a_hidden_field(attack: Attack, parameter: str) -> None:
    assert attack.ask("owner", "GET", DEALS, params={parameter: "secret_text"}).status_code == 422


PATHS = [
    "account.secret_phone",
    "account.phone",
    "secret_link.name",
    "lines.secret_cost",
    "lines.told",
    "secret_lines.item",
    "account.deals.secret_text",
    "account.deals.account.secret_phone",
    "account.keeper.password_hash",
    "owner.password_hash",
    "created_by.login",
    "open_person.password_hash",
    "open_department.head_id",
    "account.deals.lines.secret_cost",
    "open_link.name",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_through_links_ends_in_what_is_hidden(attack: Attack, path: str) -> None:
    for text in (
        f"NOT(ISBLANK({path}))",
        f'CONTAINS({path}, "CANARY")',
        f'{path} = "x"',
        f"COUNT({path}) > 0",
    ):
        answer = attack.ask("owner", "GET", DEALS, params={"filter": text, "count": "true"})
        assert answer.status_code == 422, (text, answer.text)
    tree = json.dumps({"field": path, "operator": "is_not_blank"})
    assert attack.ask("owner", "GET", DEALS, params={"filter": tree}).status_code == 422


def test_a_masked_field_is_shown_as_a_mask_and_cannot_be_asked_about(attack: Attack) -> None:
    shown = attack.ask("owner", "GET", f"{ACCOUNTS}/1").json()
    steward = attack.ask("steward", "GET", f"{ACCOUNTS}/1").json()

    assert shown["phone"] == "•••" + steward["phone"][-4:]
    for parameter, value in (
        ("sort", "phone"),
        ("filter", '{"field":"phone","operator":"starts_with","value":"CANARY"}'),
        ("filter", f'phone = "{steward["phone"]}"'),
    ):
        assert attack.ask("owner", "GET", ACCOUNTS, params={parameter: value}).status_code == 422
    for text in (steward["phone"], steward["phone"][6:], steward["phone"][-4:]):
        assert attack.ask("owner", "GET", ACCOUNTS, params={"search": text}).json()["items"] == []
        assert attack.ask("owner", "GET", EVERYTHING, params={"q": text}).json()["groups"] == []


@pytest.mark.parametrize("key", ["secret_text", "secret_long_text", "secret_choice"])
def test_a_search_does_not_find_what_is_hidden(attack: Attack, key: str) -> None:
    right, wrong = canary("deal", key, 1), canary("deal", key, 7)

    answers = [
        attack.ask("owner", "GET", DEALS, params={"search": text, "count": "true"}).json()
        for text in (right, wrong)
    ]

    assert answers[0] == answers[1]
    assert answers[0]["total"] == 0
    told = [attack.ask("owner", "GET", EVERYTHING, params={"q": text}).json() for text in (right, wrong)]
    assert told[0] == told[1] == {"groups": [], "truncated": False}


def test_a_search_finds_only_what_its_reader_reads(attack: Attack) -> None:
    """The reader sees every deal, but no name of any; the stranger sees one of them whole."""
    for who, text, found in (
        ("reader", "CANARY", []),
        ("reader", canary("deal", "name", 1), []),
        ("stranger", canary("deal", "name", 1), []),
        ("stranger", canary("deal", "name", 4), [4]),
        ("owner", canary("deal", "name", 4), []),
        ("owner", canary("deal", "name", 3), [3]),
    ):
        answer = attack.ask(who, "GET", DEALS, params={"search": text}).json()
        assert [item["id"] for item in answer["items"]] == found, (who, text)
        groups = attack.ask(who, "GET", EVERYTHING, params={"q": text}).json()["groups"]
        assert [hit["id"] for group in groups if group["form"] == "deal" for hit in group["records"]] == found


def test_a_filter_answers_only_for_rows_on_which_its_field_is_read(attack: Attack) -> None:
    """The stranger has two roles: one shows all deals but only their stage, the other one deal with its name."""
    for text, found in (
        ('stage = "plain"', [1, 2, 3, 4]),
        ("NOT(ISBLANK(name))", [4]),
        ("ISBLANK(name)", []),
        ('NOT(name = "x")', [4]),
        ('OR(stage = "plain", name = "x")', [4]),
        ("open_number > 0", [4]),
    ):
        answer = attack.ask(
            "stranger", "GET", DEALS, params={"filter": text, "sort": "id", "count": "true"}
        ).json()
        assert [item["id"] for item in answer["items"]] == found, text
        assert answer["total"] == len(found), text


def test_an_order_does_not_follow_what_is_not_read(attack: Attack) -> None:
    """Rows whose name the stranger may not read stand together, whatever their names are."""
    for sort in ("name", "-name", "open_number", "-open_number", "title", "-open_date"):
        items = attack.ask("stranger", "GET", DEALS, params={"sort": sort}).json()["items"]
        unread = [item["id"] for item in items if item["id"] != 4]
        assert unread in ([1, 2, 3], [3, 2, 1]), sort


@pytest.mark.parametrize(
    ("forbidden", "unknown"),
    [
        pytest.param(f"{DEALS}/4", f"{DEALS}/999", id="a record"),
        pytest.param(f"{DEALS}/4/history", f"{DEALS}/999/history", id="its history"),
        pytest.param(
            "/api/apps/vault/forms/vaulted/records", "/api/apps/vault/forms/none/records", id="a form"
        ),
        pytest.param(
            "/api/apps/vault/forms/vaulted/records/1", "/api/apps/vault/forms/none/records/1", id="in it"
        ),
        pytest.param("/api/apps/other/forms/deal/records", "/api/apps/none/forms/deal/records", id="an app"),
        pytest.param("/api/apps/other", "/api/apps/none", id="its definition"),
    ],
)
def test_what_is_forbidden_looks_like_what_is_not_there(attack: Attack, forbidden: str, unknown: str) -> None:
    first, second = attack.ask("owner", "GET", forbidden), attack.ask("owner", "GET", unknown)

    assert first.status_code == 404
    assert (first.content, first.headers["content-type"]) == (second.content, second.headers["content-type"])


def test_a_definition_tells_nothing_of_what_is_hidden(attack: Attack) -> None:
    for who in ("owner", "reader", "narrow token"):
        text = attack.ask(who, "GET", "/api/apps/vault").text
        assert "secret" not in text, who
        assert "vaulted" not in text.replace('"form":"vaulted"', ""), who
