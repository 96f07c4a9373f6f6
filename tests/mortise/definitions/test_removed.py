"""A form that was removed comes back as it was, with everything that was there for it alone."""

from typing import Any

import orjson
import pytest

from engines.form.landscape import Target
from mortise.definitions.reading import write_document
from mortise.definitions.removal import Removal
from mortise.definitions.removed import removed
from mortise.publishing.bringing_back import insert
from tests.mortise.definitions.test_check import application


def written(node: object) -> Any:
    return orjson.loads(orjson.dumps(node))


def about(document: Any, form: str) -> list[object]:
    """The views of a form, its lines of the menu with the groups that they stand in, and the rights on it."""

    def lines(entries: Any) -> list[object]:
        found = [
            {**entry, "entries": lines(entry.get("entries", []))}
            for entry in entries
            if entry.get("form") == form
        ]
        inner = [(entry["key"], lines(entry.get("entries", []))) for entry in entries]
        return [*found, *(group for group in inner if group[1])]

    return [
        [view for view in document["views"] if view["form"] == form],
        lines(document["menu"]),
        [
            (role["key"], grant)
            for role in document["roles"]
            for grant in role.get("grants", [])
            if grant["form"] == form
        ],
    ]


@pytest.mark.parametrize("form", ["lead", "account"])
def test_a_form_brings_its_views_lines_and_rights_along(form: str) -> None:
    published = written(write_document(application("apps_catalog/crm")))
    draft = written(Removal(published, (Target("form", form),)).outcome)
    assert about(draft, form) == [[], [], []]

    [found] = [each for each in removed(published, draft) if each.path == form]
    for companion in found.along:
        insert(draft, companion)

    assert all(about(published, form))
    assert about(draft, form) == about(published, form)


def test_what_no_section_shows_comes_back_before_what_stood_behind_it() -> None:
    columns = [{"key": "item"}, {"key": "price"}, {"key": "pieces"}]
    name, lines, note = {"key": "name"}, {"key": "lines", "fields": columns}, {"key": "note"}
    left = [{"key": "lines", "fields": columns[2:]}, note]

    found = removed(
        {"forms": [{"key": "visit", "fields": [name, lines, note]}]},
        {"forms": [{"key": "visit", "fields": left}]},
    )

    assert {each.path: each.before for each in found} == {
        "visit.name": "lines",
        "visit.lines.item": "pieces",
        "visit.lines.price": "pieces",
    }


def test_a_line_of_the_menu_comes_back_though_its_group_is_gone() -> None:
    form = {"key": "visit", "fields": []}
    line = {"key": "visits", "form": "visit"}
    other = {"key": "others", "form": "other"}
    published = {"forms": [form], "menu": [{"key": "work", "entries": [line]}, other]}

    [found] = removed(published, {"forms": [], "menu": [other]})

    assert [(each.into, each.item, each.before) for each in found.along] == [(("menu",), line, None)]
