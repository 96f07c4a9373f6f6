"""What becomes of the menu is told by the names of its lines."""

from typing import Any

import orjson
import pytest

from engines.issues import sentence
from mortise.definitions.app import AppDefinition
from mortise.definitions.reading import read_definition
from mortise.errors import WORDS
from mortise.publishing.changes import differences
from mortise.publishing.details import details
from tests.mortise.definitions.test_check import DOCUMENT

HELP = {"key": "help", "label": {"en": "Handbook"}, "link": "https://example.com"}
VISIT, PLACE = {"key": "visit", "form": "visit"}, {"key": "place", "form": "place"}


def definition(menu: Any) -> AppDefinition:
    """The visits application with another menu."""
    document: Any = orjson.loads(DOCUMENT)
    document["menu"] = menu
    read = read_definition(document)
    assert isinstance(read, AppDefinition), read
    return read


def group(*entries: Any, **others: Any) -> Any:
    return {"key": "work", "label": {"en": "Work"}, "entries": list(entries), **others}


@pytest.mark.parametrize(
    ("menu", "told"),
    [
        ([group(VISIT, PLACE), HELP], ["New in the menu: Handbook"]),
        ([group(VISIT)], ["Gone from the menu: Place"]),
        ([VISIT, PLACE], ["Gone from the menu: Work", "Moved in the menu: Visit, Place"]),
        ([group(PLACE, VISIT)], ["Moved in the menu: Place"]),
        ([group(VISIT), PLACE], ["Moved in the menu: Place"]),
        ([group(VISIT, PLACE, label={"en": "Days"})], ["Called otherwise: Work → Days"]),
        ([group({**VISIT, "label": {"en": "Calls"}}, PLACE)], ["Called otherwise: Visit → Calls"]),
        ([group({**VISIT, "view": "open_visits"}, PLACE)], ["Another icon or target: Visit"]),
        ([group(VISIT, {**PLACE, "icon": "HomeOutlined"})], ["Another icon or target: Place"]),
    ],
)
def test_each_change_of_the_menu_is_told_by_names(menu: Any, told: list[str]) -> None:
    old, new = definition([group(VISIT, PLACE)]), definition(menu)
    (change,) = differences(old, new)

    assert [sentence(issue, "en", WORDS)[0] for issue in details(old, new, change)] == told
