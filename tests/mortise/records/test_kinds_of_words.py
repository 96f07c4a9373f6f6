"""Fields whose values are words of people: masked by what they are known by, cleaned at the door, offered to others."""

from collections.abc import Mapping
from typing import Any, Final

import pytest

from mortise.db.database import Database
from mortise.errors import Invalid, NotFound
from mortise.records.request import SuggestionRequest
from mortise.records.suggestions import suggest
from tests.mortise.records.conftest import Sales, set_up


def label(text: str) -> dict[str, str]:
    return {"zh-CN": text, "en": text}


def field(kind: str, key: str, **settings: object) -> dict[str, object]:
    return {"kind": kind, "key": key, "label": label(key), **settings}


SEALED: Final = ("mail", "mobile", "office", "card", "passport", "minutes")

CONTACTS: Final[dict[str, Any]] = {
    "key": "contacts",
    "label": label("Contacts"),
    "forms": [
        {
            "key": "contact",
            "label": label("Contact"),
            "title_field": "name",
            "fields": [
                field("text", "name"),
                field("email", "mail", unique=True),
                field("phone", "mobile"),
                field("phone", "office"),
                field("identity_document", "card"),
                field("identity_document", "passport", documents=["passport"]),
                field("url", "site"),
                field("rich_text", "minutes"),
                field("tag", "topics"),
                field("tag", "hidden"),
            ],
        }
    ],
    "roles": [
        {"key": "manager", "label": label("Manager"), "administrator": True},
        {
            "key": "seller",
            "label": label("Seller"),
            "grants": [
                {
                    "form": "contact",
                    "scopes": {action: [{"kind": "owner"}] for action in ("create", "view", "edit")},
                    "fields": {**dict.fromkeys(SEALED, "masked"), "hidden": "hidden"},
                }
            ],
        },
    ],
}


@pytest.fixture
async def contacts(database: Database, database_url: str) -> Sales:
    return await set_up(database, database_url, CONTACTS)


async def owned(contacts: Sales, login: str, **values: object) -> Mapping[str, Any]:
    """A record that the manager writes and somebody owns."""
    made = await contacts.create("manager", "contact", **values)
    await contacts.fetch(
        "UPDATE app_contacts.contact SET owner = $1 WHERE id = $2", contacts.people[login], made["id"]
    )
    return made


async def words(contacts: Sales, login: str, key: str, search: str = "", limit: int = 50) -> object:
    """What is offered to somebody."""
    async with contacts.database.read() as reader:
        asked = SuggestionRequest(search, limit)
        return (await suggest(reader, contacts.context(login), "contact", key, asked))["items"]


async def test_a_masked_value_shows_the_part_by_which_people_know_it(contacts: Sales) -> None:
    made = await owned(
        contacts,
        "north",
        name="王芳",
        mail="wang.fang@example.com",
        mobile="13800138000",
        office="021-58881234-805",
        card="11010519491231002X",
        passport="E12345678",
        minutes="<p>secret</p>",
    )

    seen = await contacts.get("north", "contact", made["id"])

    assert {key: seen[key] for key in SEALED} == {
        "mail": "w***@example.com",
        "mobile": "138****8000",
        "office": "****05",
        "card": "110***********002X",
        "passport": "E*****78",
        "minutes": "•••",
    }


async def test_a_mask_tells_nothing_of_what_is_too_short_to_hide(contacts: Sales) -> None:
    made = await owned(contacts, "north", mail="a@example.com", mobile="+16502530000")

    seen = await contacts.get("north", "contact", made["id"])

    assert (seen["mail"], seen["mobile"], seen["card"]) == ("***@example.com", "****00", None)


async def test_a_number_is_found_however_it_is_written(contacts: Sales) -> None:
    await contacts.create("manager", "contact", name="found", mobile="138 0013 8000", office="0755-88881234")
    await contacts.create("manager", "contact", name="other", mobile="13900139000")

    for key, operator, written in (
        ("mobile", "is", "138-0013-8000"),
        ("mobile", "contains", "0013 80"),
        ("mobile", "any_of", ["+86 13800138000"]),
        ("office", "contains", "0755-8888"),
        ("office", "is", "(0755) 8888 1234"),
    ):
        condition = {"field": key, "operator": operator, "value": written}
        assert await contacts.titles("manager", "contact", filter=condition) == ["found"], (key, operator)


async def test_addresses_of_mail_differ_by_more_than_their_case(contacts: Sales) -> None:
    await contacts.create("manager", "contact", mail="Wang@Example.com")

    with pytest.raises(Invalid) as refused:
        await contacts.create("manager", "contact", mail="wang@example.COM")

    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [("already_exists", "/mail")]


async def test_a_document_is_searched_by_what_it_says_and_not_by_its_marks(contacts: Sales) -> None:
    await contacts.create("manager", "contact", name="found", minutes="<p>strong <em>tea</em></p>")
    await contacts.create("manager", "contact", name="other", minutes="<p><strong>coffee</strong></p>")

    assert await contacts.titles("manager", "contact", search="strong tea") == ["found"]
    assert await contacts.titles("manager", "contact", search="strong") == ["found"]


async def test_what_a_browser_would_run_never_reaches_a_record(contacts: Sales) -> None:
    hostile = (
        '<p onclick="x()">a<a href="javascript:x()">b</a><img src=x onerror="x()"><script>x()</script></p>'
    )

    made = await contacts.create("manager", "contact", minutes=hostile)

    assert made["minutes"] == '<p>a<a rel="noopener noreferrer">b</a></p>'
    with pytest.raises(Invalid) as refused:
        await contacts.patch("manager", "contact", made, site="javascript:alert(1)")
    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [("not_url", "/site")]


async def test_words_of_others_are_offered_the_most_used_first(contacts: Sales) -> None:
    for topics in (["VIP", "仓储"], ["VIP"], ["展会"], ["gone"]):
        made = await contacts.create("manager", "contact", topics=topics)
    await contacts.fetch("UPDATE app_contacts.contact SET deleted_at = now() WHERE id = $1", made["id"])

    assert await words(contacts, "manager", "topics") == ["VIP", "仓储", "展会"]
    assert await words(contacts, "manager", "topics", "ｖｉ") == ["VIP"]
    assert await words(contacts, "manager", "topics", limit=1) == ["VIP"]
    assert await words(contacts, "manager", "topics", "%") == []


async def test_only_words_on_records_that_one_may_see_are_offered(contacts: Sales) -> None:
    await owned(contacts, "north", topics=["mine"], hidden=["sealed"])
    await owned(contacts, "south", topics=["theirs"], hidden=["sealed"])

    assert await words(contacts, "north", "topics") == ["mine"]
    for key in ("hidden", "name", "nothing"):
        with pytest.raises(Invalid) as refused:
            await words(contacts, "north", key)
        assert [issue.code for issue in refused.value.issues] == ["unknown_field"]


async def test_no_words_of_a_form_that_is_not_there(contacts: Sales) -> None:
    with pytest.raises(NotFound):
        async with contacts.database.read() as reader:
            await suggest(reader, contacts.context("north"), "nothing", "topics", SuggestionRequest())
