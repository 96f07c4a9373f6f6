"""A page of a record is checked whole: what it names is there, and fit for where it is named."""

from typing import Any

import orjson
import pytest

from engines.form.landscape import Target
from engines.issues import pointer
from mortise.definitions.addresses import address_of
from mortise.definitions.removal import Removal
from mortise.definitions.uses import Uses
from mortise.packages.layout import read_package, write_package
from tests.mortise.definitions.test_check import DOCUMENT, application, errors, verdict_on

LISTS = "/pages/0/tabs/0/columns/0/blocks"
FACTS = "/pages/0/tabs/0/columns/1/blocks"


@pytest.mark.parametrize(
    ("place", "value", "code", "where"),
    [
        ("/pages/0/form", "nothing", "form_unknown", "/pages/0/form"),
        ("/pages/0/roles", ["nobody"], "role_unknown", "/pages/0/roles/0"),
        ("/pages/0/top/0/field", "area", "block_field_unfit", "/pages/0/top/0/field"),
        ("/pages/0/top/1/fields/0", "colour", "field_unknown", "/pages/0/top/1/fields/0"),
        (f"{FACTS}/0/fields/1", "owner", "block_field_unfit", f"{FACTS}/0/fields/1"),
        (f"{LISTS}/0/source", "calls", "block_source_unknown", f"{LISTS}/0/source"),
        (f"{LISTS}/0/fields/0", "name", "field_unknown", f"{LISTS}/0/fields/0"),
        (f"{LISTS}/0/totals/0", "stage", "block_field_unfit", f"{LISTS}/0/totals/0"),
        (f"{LISTS}/0/order", "lines", "block_field_unfit", f"{LISTS}/0/order"),
        (f"{LISTS}/0/filter/all/0/value", "gone", "not_option", f"{LISTS}/0/filter/all/0/value"),
        ("/pages/0/side/0/moment", "stage", "block_field_unfit", "/pages/0/side/0/moment"),
        ("/pages/0/side/0/key", "all", "key_twice", "/pages/0/side/0/key"),
        ("/pages/0/tabs/0/columns/1/key", "lists", "key_twice", "/pages/0/tabs/0/columns/1/key"),
        ("/pages/0/tabs/1/label", {}, "label_missing", "/pages/0/tabs/1/label"),
        (
            "/pages/0/tabs/1/visible_when",
            "colour = 1",
            "expression.unknown_name",
            "/pages/0/tabs/1/visible_when",
        ),
        (f"{FACTS}/1/visible_when", "area", "expression.wrong_result", f"{FACTS}/1/visible_when"),
    ],
)
def test_what_a_page_names_wrongly_is_told_where_it_is(
    place: str, value: object, code: str, where: str
) -> None:
    assert (code, where) in errors(verdict_on(place, value))


def test_a_block_with_nothing_to_show_is_warned_of() -> None:
    verdict = verdict_on("/pages/0/top/1/fields", [])

    assert [(issue.code, issue.pointer) for issue in verdict.issues] == [("block_empty", "/pages/0/top/1")]
    assert verdict.is_sound


def test_a_page_goes_into_a_package_as_a_file_of_its_own() -> None:
    definition = application("tests/apps/visits")

    files = write_package(definition)

    assert orjson.loads(files["pages/place_overview.json"])["form"] == "place"
    package = read_package(files)
    assert not isinstance(package, tuple)
    assert package.definition == definition


def visits() -> Any:
    return orjson.loads(DOCUMENT)


def test_a_page_is_found_wherever_it_uses_a_field() -> None:
    uses = Uses(visits()).of(Target("field", "visit", "stage"))

    paged = [use for use in uses if use.path[0] == "pages"]
    assert {pointer(*use.path) for use in paged} == {
        f"{LISTS}/0/fields/0",
        f"{LISTS}/0/filter/all/0",
    }
    addresses = {address_of(visits(), use.path) for use in paged}
    assert {(each.part, each.form, each.key) for each in addresses} == {
        ("page", "place", "place_overview.open_visits")
    }


def test_what_a_block_cannot_do_without_takes_it_along() -> None:
    removal = Removal(visits(), (Target("field", "visit", "place"),))

    page = removal.outcome["pages"][0]
    assert [block["key"] for block in page["tabs"][0]["columns"][0]["blocks"]] == ["line"]
    assert "source" not in page["side"][0]


def test_what_a_block_only_lists_is_taken_off_it() -> None:
    removal = Removal(visits(), (Target("field", "place", "visit_total"),))

    page = removal.outcome["pages"][0]
    assert page["top"][1]["fields"] == ["visit_count", "area"]
    assert "visible_when" not in page["tabs"][0]["columns"][1]["blocks"][1]


def test_pages_go_with_their_form() -> None:
    removal = Removal(visits(), (Target("form", "place"),))

    assert not removal.outcome.get("pages")
