"""The page of a record as its reader gets it: theirs, and without what they may not know of."""

from typing import Any

import orjson

from mortise.access.served import served_app
from mortise.definitions.published import PublishedApp, compile_app
from mortise.definitions.reading import write_document
from tests.mortise.access.test_served import published, rights, served


def page_of(document: dict[str, Any]) -> dict[str, Any]:
    """The only page of what was served."""
    (page,) = document["pages"]
    assert isinstance(page, dict)
    return page


def blocks_of(page: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every block by its key."""
    columns = [column for tab in page["tabs"] for column in tab["columns"]]
    found = [*page["top"], *page["side"], *(block for column in columns for block in column["blocks"])]
    return {block["key"]: block for block in found}


def with_pages(*pages: dict[str, Any]) -> PublishedApp:
    """The visits application with other pages."""
    document: Any = write_document(published().definition)
    document["pages"] = list(pages)
    return compile_app(1, 7, document)


def told(app: PublishedApp, *roles: str) -> Any:
    return orjson.loads(orjson.dumps(served_app(app, rights(app, *roles))))


def plain(key: str, *roles: str, text: str = "A") -> dict[str, Any]:
    """A page that says a word, for some roles."""
    block = {"kind": "text", "key": "word", "text": {"en": text}}
    tab = {"key": "main", "columns": [{"key": "main", "blocks": [block]}]}
    return {"key": key, "form": "place", "label": {"en": key}, "roles": list(roles), "tabs": [tab]}


def test_an_administrator_gets_the_whole_page() -> None:
    page = page_of(served("visits_administrator"))

    assert list(blocks_of(page)) == [
        "way",
        "figures",
        "history",
        "open_visits",
        "line",
        "facts",
        "note",
        "everything",
        "said",
    ]
    assert sorted(page["trees"]) == ["all", "note"]
    assert page["tabs"][1]["visible_when"] == ""


def test_a_hidden_field_is_nowhere_on_a_page() -> None:
    document = served("visitor")

    page = page_of(document)
    assert "visit_total" not in orjson.dumps(document).decode()
    assert blocks_of(page)["figures"]["fields"] == ["visit_count", "area"]
    # Whether it holds the server says; what it compares stays there.
    assert "idle_days" not in orjson.dumps(page["trees"]["note"]).decode()


def test_a_form_that_may_not_be_entered_leaves_no_list_and_no_entries() -> None:
    app = published()
    document: Any = write_document(app.definition)
    for role in document["roles"]:
        if role["key"] == "visitor":
            role["grants"] = [grant for grant in role["grants"] if grant["form"] == "place"]
    page = page_of(told(compile_app(1, 7, document), "visitor"))

    assert "open_visits" not in blocks_of(page)
    assert blocks_of(page)["history"] | {"source": None, "moment": None} == blocks_of(page)["history"]


def test_a_list_by_a_hidden_link_leaves_no_trace() -> None:
    document: Any = write_document(published().definition)
    for role in document["roles"]:
        for grant in role.get("grants", []):
            if role["key"] == "visitor" and grant["form"] == "visit":
                grant["fields"] = {"place": "hidden"}
    shown = told(compile_app(1, 7, document), "visitor")

    assert "open_visits" not in blocks_of(page_of(shown))


def test_people_get_the_first_page_that_is_for_one_of_their_roles() -> None:
    app = with_pages(plain("for_auditors", "auditor"), plain("for_all"), plain("too_late", "visitor"))

    assert page_of(told(app, "auditor"))["key"] == "for_auditors"
    assert page_of(told(app, "visitor", "auditor"))["key"] == "for_auditors"
    assert page_of(told(app, "visitor"))["key"] == "for_all"
    # Who else has a page of their own is nobody's business.
    assert page_of(told(app, "auditor"))["roles"] == []


def test_without_a_page_for_them_people_get_none() -> None:
    assert told(with_pages(plain("for_auditors", "auditor")), "visitor")["pages"] == []


def test_a_page_of_which_nothing_is_left_is_none() -> None:
    page = plain("empty")
    page["tabs"][0]["columns"][0]["blocks"] = [{"kind": "figures", "key": "sum", "fields": ["visit_total"]}]
    app = with_pages(page)

    assert told(app, "visitor")["pages"] == []
    assert len(told(app, "visits_administrator")["pages"]) == 1


def test_a_page_of_a_form_that_may_not_be_entered_is_not_there() -> None:
    assert served()["pages"] == []
