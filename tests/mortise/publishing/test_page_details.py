"""What becomes of a record's page is told by the names of its blocks and tabs."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from engines.issues import sentence
from mortise.definitions.app import AppDefinition
from mortise.definitions.reading import read_definition
from mortise.errors import WORDS
from mortise.publishing.changes import differences
from mortise.publishing.details import details, other_settings
from tests.mortise.definitions.test_check import DOCUMENT

Edit = Callable[[Any], None]


def definition(edit: Edit | None = None) -> AppDefinition:
    """The visits application, with its page changed."""
    document: Any = orjson.loads(DOCUMENT)
    if edit is not None:
        edit(document["pages"][0])
    read = read_definition(document)
    assert isinstance(read, AppDefinition), read
    return read


def told(edit: Edit) -> list[str]:
    """What a plan says of the change, in English."""
    old, new = definition(), definition(edit)
    (change,) = differences(old, new)
    assert (change.what, change.how, change.form) == ("page", "changed", "place")
    return [sentence(issue, "en", WORDS)[0] for issue in details(old, new, change)]


def swap_lists(page: Any) -> None:
    page["tabs"][0]["columns"][0]["blocks"].reverse()


def note_to_the_side(page: Any) -> None:
    page["side"].append(page["tabs"][0]["columns"][1]["blocks"].pop())


def other_tabs(page: Any) -> None:
    page["tabs"][1] = {"key": "more", "label": {"en": "More"}, "columns": [{"key": "main", "blocks": []}]}


def fewer_figures(page: Any) -> None:
    page["top"][1]["fields"] = ["area"]
    page["top"].append({"kind": "divider", "key": "below", "label": {"en": "Below"}})


@pytest.mark.parametrize(
    ("edit", "sentences"),
    [
        pytest.param(swap_lists, ["Blocks that move: Divider"], id="order"),
        pytest.param(note_to_the_side, ["Blocks that move: Text"], id="place"),
        pytest.param(
            other_tabs,
            ["New tabs: More", "Tabs that go: Everything", "Blocks that go: All fields, Comments"],
            id="tabs",
        ),
        pytest.param(fewer_figures, ["New blocks: Below", "Blocks that change: Key figures"], id="settings"),
    ],
)
def test_a_changed_page_is_told_by_its_parts(edit: Edit, sentences: list[str]) -> None:
    assert told(edit) == sentences


def test_whose_a_page_is_is_told_as_a_setting() -> None:
    old, new = definition(), definition(lambda page: page.update(roles=["auditor"]))
    (change,) = differences(old, new)

    assert list(details(old, new, change)) == []
    assert other_settings(old, new, change).names == ("roles",)
