"""The definition that a browser gets holds what its person may know, and nothing else."""

from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from engines.form.views.calendar import CalendarView
from engines.form.views.gallery import GalleryView
from engines.form.views.kanban import KanbanView
from mortise.access.rights import AppRights
from mortise.access.rules import ACTIONS
from mortise.access.served import served_app
from mortise.access.slots import cut_expressions
from mortise.definitions.published import PublishedApp, compile_app
from mortise.definitions.reading import write_document
from mortise.packages.folder import read_folder
from mortise.packages.layout import Package, read_package

APPS: Final = Path(__file__).parents[2] / "apps"


def published(**changes: Any) -> PublishedApp:
    """The visits application, with some fields' settings changed: visit__notes={…}."""
    files = read_folder(APPS / "visits")
    assert not isinstance(files, tuple)
    package = read_package(files)
    assert isinstance(package, Package)
    document: Any = write_document(package.definition)
    for place, settings in changes.items():
        form, _, key = place.partition("__")
        (found,) = [each for each in document["forms"] if each["key"] == form]
        for item in found["fields"]:
            if item["key"] == key:
                item.update(settings)
    return compile_app(1, 7, document)


def rights(app: PublishedApp, *keys: str) -> AppRights:
    """The rights of some roles."""
    roles = tuple(role for role in app.definition.roles if role.key in keys)
    return AppRights(app, roles, frozenset(ACTIONS), builds=True)


def served(*keys: str, **changes: Any) -> dict[str, Any]:
    """What a person with some roles gets, as it goes over the wire."""
    app = published(**changes)
    document: dict[str, Any] = orjson.loads(orjson.dumps(served_app(app, rights(app, *keys))))
    return document


def form_of(document: dict[str, Any], key: str) -> dict[str, Any]:
    """A form of what was served."""
    (form,) = [form for form in document["forms"] if form["key"] == key]
    assert isinstance(form, dict)
    return form


def test_an_administrator_gets_everything() -> None:
    document = served("visits_administrator")

    assert (document["key"], document["version"], document["can_build"]) == ("visits", 7, True)
    assert [form["key"] for form in document["forms"]] == ["visit", "place"]
    assert document["parameters"] == {"idle_days": 30}
    assert [view["key"] for view in document["views"]] == ["open_visits"]
    assert [entry["key"] for entry in document["menu"][0]["entries"]] == ["visit", "place"]
    visit = form_of(document, "visit")
    assert visit["rights"]["fields"]["lines.price"] == "write"
    assert visit["rights"]["fields"]["total"] == "read"


def test_a_role_without_grants_gets_no_form() -> None:
    document = served()

    assert document["forms"] == document["menu"] == document["views"] == []


def test_a_line_of_the_menu_leads_to_a_view_only_where_the_view_is_served() -> None:
    document: Any = write_document(published().definition)
    line = {"key": "open", "form": "visit", "view": "open_visits"}
    document["menu"] = [line, {"key": "help", "label": {"en": "Help"}, "link": "https://example.com"}]
    shown = compile_app(1, 7, document)
    document["views"][0]["filter"] = {"field": "place", "operator": "is_blank"}
    document["roles"][0]["grants"][0].setdefault("fields", {})["place"] = "hidden"
    cut = compile_app(1, 7, document)

    def lines(app: PublishedApp) -> list[tuple[str, object]]:
        menu = served_app(app, rights(app, "visitor"))["menu"]
        return [(entry["key"], entry["view"]) for entry in menu]

    assert lines(shown) == [("open", "open_visits"), ("help", None)]
    assert lines(cut) == [("help", None)]


def test_a_hidden_field_leaves_no_trace() -> None:
    document = served("visitor")

    place = form_of(document, "place")
    assert "visit_total" not in orjson.dumps(document).decode()
    assert "visit_total" not in place["rights"]["fields"]
    assert [cell["field"] for cell in place["layout"]["sections"][0]["cells"]][-1] == "visit_count"


def test_what_explains_hidden_fields_goes_with_them() -> None:
    document: Any = write_document(published().definition)
    layout = document["forms"][1]["layout"]["sections"]
    layout[0]["cells"] = [cell for cell in layout[0]["cells"] if cell["field"] != "visit_total"]
    layout.append({"key": "sums", "text": {"en": "Sums"}, "cells": [{"field": "visit_total"}]})
    layout.append({"key": "note", "text": {"en": "Note"}, "picture": "papers"})
    document["forms"][1]["fields"].append({"kind": "attachment", "key": "papers", "label": {"en": "Papers"}})
    visitor = next(each for each in document["roles"] if each["key"] == "visitor")
    next(each for each in visitor["grants"] if each["form"] == "place")["fields"]["papers"] = "hidden"
    app = compile_app(1, 7, document)

    told = {
        role: [
            (section["text"]["en"], section["picture"])
            for section in form_of(orjson.loads(orjson.dumps(served_app(app, rights(app, role)))), "place")[
                "layout"
            ]["sections"]
        ]
        for role in ("visits_administrator", "visitor")
    }

    assert told == {
        "visits_administrator": [("", None), ("Sums", None), ("Note", "papers")],
        "visitor": [("", None), ("", None), ("Note", None)],
    }


def test_fields_tell_how_they_are_compared_and_summed_up() -> None:
    visit = form_of(served("visitor"), "visit")
    fields = {field["key"]: field for field in visit["fields"]}

    stage = fields["stage"]
    assert stage["operators"][0]["key"] == "is"
    assert stage["operators"][0]["operands"] == [
        {"name": "choice", "options": ["done", "dropped", "planned"]}
    ]
    assert fields["total"]["computed"]
    assert "sum" in fields["total"]["aggregates"]
    assert [field["key"] for field in fields["lines"]["fields"]] == ["item", "quantity", "price", "amount"]
    assert not fields["lines"]["sortable"]


def test_the_columns_that_every_record_has_tell_how_they_are_compared() -> None:
    document = served("visits_administrator")

    operators = {
        field["key"]: [one["key"] for one in field["operators"]] for field in document["system_fields"]
    }
    assert "is_me" in operators["owner"]
    assert "last_days" in operators["created_at"]
    assert all(field["label"]["zh-CN"] and field["label"]["en"] for field in document["system_fields"])


def test_trees_come_for_texts() -> None:
    visit = form_of(served("visitor"), "visit")

    assert visit["trees"]["fields/stage/default"]["literal"] == "planned"
    assert visit["trees"]["fields/lines/fields/amount/formula"]["call"]
    assert visit["trees"]["sections/expenses"]["type"] == "boolean"
    assert set(visit["trees"]) >= {"validations/notes_when_dropped", "fields/total/formula"}
    assert all(field["default"] == field["visible_when"] == "" for field in visit["fields"])
    assert "SUM(" not in orjson.dumps(visit).decode()


def test_what_lies_behind_a_link_is_a_slot() -> None:
    changes: dict[str, Any] = {"visit__notes": {"visible_when": 'place.size = "large"'}}
    app = published(**changes)

    visit = form_of(served("visitor", **changes), "visit")
    cut = cut_expressions(app.schema.forms["visit"], rights(app, "visitor").form("visit"))

    tree = visit["trees"]["fields/notes/visible_when"]
    (name, *rest) = cut.slots
    assert not rest
    assert f'"slot":"{name}"' in orjson.dumps(tree).decode()
    assert {path for checked in cut.slots.values() for path in checked.reads} == {("place", "size")}


def test_a_filter_of_links_is_told_of_but_asks_for_no_value() -> None:
    """Its RECORD is the record on the page, and what it judges are others: no slot of it can be computed."""
    changes: dict[str, Any] = {"visit__place": {"filter": "title <> RECORD.notes"}}
    app = published(**changes)

    visit = form_of(served("visitor", **changes), "visit")
    cut = cut_expressions(app.schema.forms["visit"], rights(app, "visitor").form("visit"))

    assert "fields/place/filter" in visit["trees"]
    assert cut.slots == {}


@pytest.mark.parametrize("reads", ["place.visit_total > 100", "AND(is_first, place.visit_total > 100)"])
def test_a_condition_over_what_is_hidden_is_one_slot(reads: str) -> None:
    """The hidden value itself must not be told in a slot of its own."""
    document = served("visitor", visit__notes={"visible_when": reads})

    tree = form_of(document, "visit")["trees"]["fields/notes/visible_when"]
    assert set(tree) == {"slot", "type"}
    assert tree["type"] == "boolean"
    assert "visit_total" not in orjson.dumps(document).decode()


def test_the_same_rights_give_the_same_slots() -> None:
    changes: dict[str, Any] = {"visit__notes": {"visible_when": 'place.size = "large"'}}

    assert served("visitor", **changes) == served("visitor", **changes)


def test_a_view_that_filters_by_a_hidden_field_is_none() -> None:
    app = published()
    roles = [role for role in app.definition.roles if role.key == "visitor"]
    (grant, *others) = roles[0].grants
    blind = roles[0].model_copy(
        update={
            "grants": (grant.model_copy(update={"fields": {"stage": "hidden", "budget": "read"}}), *others)
        }
    )
    given = AppRights(app, (blind,), frozenset(ACTIONS), builds=True)

    document = orjson.loads(orjson.dumps(served_app(app, given)))

    assert document["views"] == []
    visit = form_of(document, "visit")
    assert visit["stage_field"] is None
    assert visit["gates"] == []


def test_a_board_is_served_as_far_as_its_fields_may_be_read() -> None:
    board = KanbanView.model_validate(
        {
            "key": "board",
            "form": "visit",
            "label": {"en": "Board"},
            "lanes": "stage",
            "cards": ["subject", "budget", "owner"],
            "total": "total",
        }
    )
    whole = board.cut({"stage", "total"}, {"subject", "owner"})

    assert whole is not None
    assert (whole.cards, whole.total) == (("subject", "owner"), "total")
    assert getattr(board.cut({"stage"}, {"stage"}), "total", "missing") is None
    assert board.cut({"total"}, {"stage", "total"}) is None


def test_a_calendar_is_served_while_its_days_may_be_read() -> None:
    calendar = CalendarView.model_validate(
        {
            "key": "days",
            "form": "visit",
            "label": {"en": "Days"},
            "start": "created_at",
            "end": "updated_at",
            "colour": "stage",
            "cards": ["subject", "budget"],
        }
    )
    whole = calendar.cut({"created_at", "updated_at", "stage"}, {"subject"})
    less = calendar.cut({"created_at"}, {"stage", "budget"})

    assert whole is not None
    assert (whole.end, whole.colour, whole.cards) == ("updated_at", "stage", ("subject",))
    assert less is not None
    assert (less.end, less.colour, less.cards) == (None, None, ("budget",))
    assert calendar.cut({"updated_at"}, {"created_at"}) is None


def test_a_gallery_is_served_without_pictures_that_may_not_be_seen() -> None:
    gallery = GalleryView.model_validate(
        {
            "key": "all",
            "form": "visit",
            "label": {"en": "All"},
            "picture": "photo",
            "cards": ["stage", "place"],
        }
    )

    assert gallery.cut({"photo"}, {"stage"}) == gallery.model_copy(update={"cards": ("stage",)})
    assert gallery.cut(set(), {"photo"}) == gallery.model_copy(update={"picture": None, "cards": ()})


def test_related_records_are_named_where_they_may_be_entered() -> None:
    assert [each["key"] for each in form_of(served("visitor"), "place")["inverses"]] == ["visits"]
