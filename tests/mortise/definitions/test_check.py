"""A check resolves every reference of an application and tells all that is wrong at once."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from engines.form.fields import FIELD_KINDS
from engines.issues import Issue, sentence
from mortise.definitions.app import AppDefinition
from mortise.definitions.check import MOST_KEPT, Verdict, check_app, check_document
from mortise.definitions.reading import read_definition, write_document
from mortise.errors import WORDS
from mortise.packages.folder import read_folder
from mortise.packages.layout import Package, read_package

ROOT = Path(__file__).parents[3]
APPS = [
    "tests/apps/visits",
    "tests/apps/superstore",
    "tests/apps/kinds",
    "tests/apps/orders",
    "apps_catalog/crm",
]


def application(folder: str) -> AppDefinition:
    """One of the applications in the source."""
    files = read_folder(ROOT / folder)
    assert not isinstance(files, tuple)
    package = read_package(files)
    assert isinstance(package, Package), package
    return package.definition


DOCUMENT = orjson.dumps(write_document(application("tests/apps/visits")))


def verdict_on(place: str, value: object, written: bytes = DOCUMENT) -> Verdict:
    """The check of an application, that of visits if no other, with one place changed; `...` removes it."""
    document: Any = orjson.loads(written)
    holder = document
    *outer, last = (int(part) if part.isdigit() else part for part in place.split("/")[1:])
    for part in outer:
        holder = holder[part]
    if value is ...:
        del holder[last]
    elif last == "-":
        holder.append(value)
    else:
        holder[last] = value
    definition = read_definition(document)
    assert isinstance(definition, AppDefinition), definition
    return check_app(definition)


def errors(verdict: Verdict) -> list[tuple[str, str]]:
    """Codes and places of what forbids publishing."""
    return [(issue.code, issue.pointer) for issue in verdict.issues if issue.severity == "error"]


@pytest.mark.parametrize("folder", APPS)
def test_the_applications_in_the_source_are_sound(folder: str) -> None:
    verdict = check_app(application(folder))

    assert verdict.is_sound
    assert verdict.issues == ()


LABEL = {"zh-CN": "名", "en": "name"}
LINK = {"key": "help", "label": LABEL}


@pytest.mark.parametrize(
    ("place", "value", "code", "pointer"),
    [
        ("/forms/0/key", "place", "key_twice", "/forms/1/key"),
        ("/forms/0/fields/1/key", "owner", "key_reserved", "/forms/0/fields/1/key"),
        ("/forms/0/fields/4/key", "a__b", "key_underscores", "/forms/0/fields/4/key"),
        ("/forms/0/fields/4/key", "end_", "key_underscores", "/forms/0/fields/4/key"),
        ("/forms/0/fields/8/fields/1/key", "item", "key_twice", "/forms/0/fields/8/fields/1/key"),
        ("/forms/1/label", {"zh-CN": " "}, "label_missing", "/forms/1/label"),
        ("/menu/0/entries/0/form", "nothing", "form_unknown", "/menu/0/entries/0/form"),
        ("/menu/0/entries/0/key", "work", "key_twice", "/menu/0/entries/0/key"),
        ("/menu/0/entries", [], "menu_entry_empty", "/menu/0"),
        ("/menu/0/label", {}, "label_missing", "/menu/0/label"),
        ("/menu/0/link", "https://example.com", "menu_entry_torn", "/menu/0/link"),
        ("/menu/0/entries/0/view", "nothing", "menu_view_unknown", "/menu/0/entries/0/view"),
        ("/menu/0", {**LINK, "link": "javascript:alert(1)"}, "menu_link_wrong", "/menu/0/link"),
        ("/menu/0", {**LINK, "link": "//example.com"}, "menu_link_wrong", "/menu/0/link"),
        ("/views/0/form", "nothing", "form_unknown", "/views/0/form"),
        ("/views/0/columns/0/field", "nothing", "field_unknown", "/views/0/columns/0/field"),
        ("/views/0/sort/0/field", "deleted", "field_unknown", "/views/0/sort/0/field"),
        ("/roles/0/grants/0/form", "nothing", "form_unknown", "/roles/0/grants/0/form"),
        ("/roles/0/grants/0/form", "place", "grant_twice", "/roles/0/grants/1/form"),
        ("/roles/0/grants/0/fields/nothing", "read", "field_unknown", "/roles/0/grants/0/fields/nothing"),
        ("/roles/0/grants/0/fields/lines.nothing", "read", "field_unknown", "/roles/0/grants/0/fields/lines.nothing"),
        ("/roles/0/pages", ["nothing"], "page_unknown", "/roles/0/pages/0"),
        ("/roles/1/grants/0/scopes/view/1/link", ..., "scope_link", "/roles/1/grants/0/scopes/view/1"),
        ("/roles/1/grants/0/scopes/view/1/link", "subject", "link_unknown", "/roles/1/grants/0/scopes/view/1/link"),
        ("/roles/0/grants/0/scopes/view/0/link", "place", "scope_link", "/roles/0/grants/0/scopes/view/0/link"),
        (
            "/roles/0/grants/0/scopes/view/0/condition",
            "TRUE",
            "scope_condition",
            "/roles/0/grants/0/scopes/view/0/condition",
        ),
        ("/roles/1/grants/0/scopes/view/0/condition", "", "scope_condition", "/roles/1/grants/0/scopes/view/0"),
        ("/parameters/0/value", "many", "parameter_value", "/parameters/0/value"),
        ("/parameters/0/value", True, "parameter_value", "/parameters/0/value"),
    ],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_told_where_it_stands(
    place: str, value: object, code: str, pointer: str
) -> None:
    verdict = verdict_on(place, value)

    assert (code, pointer) in errors(verdict)
    assert not verdict.is_sound


@pytest.mark.parametrize(
    ("place", "value", "pointer"),
    [
        ("/forms/0/fields/9/formula", "SUM(lines.nothing)", "/forms/0/fields/9/formula"),
        ("/forms/0/fields/2/form", "nothing", "/forms/0/fields/2/form"),
        ("/forms/0/layout/sections/1/visible_when", "stage = 1", "/forms/0/layout/sections/1/visible_when"),
        ("/forms/0/gates/0/required/0", "nothing", "/forms/0/gates/0/required/0"),
        (
            "/roles/1/grants/0/scopes/view/0/condition",
            "totl > 1",
            "/roles/1/grants/0/scopes/view/0/condition",
        ),
        (
            "/roles/1/grants/1/scopes/view/0/condition",
            "area + 1",
            "/roles/1/grants/1/scopes/view/0/condition",
        ),
        ("/views/0/filter", {"field": "nothing", "operator": "is", "value": 1}, "/views/0/filter"),
        ("/views/0/filter", {"field": "stage", "operator": "is", "value": "nowhere"}, "/views/0/filter"),
    ],
)
def test_what_the_engines_refuse_is_told_where_it_stands(place: str, value: object, pointer: str) -> None:
    verdict = verdict_on(place, value)

    assert any(where.startswith(pointer) for _, where in errors(verdict))
    assert not verdict.is_sound


@pytest.mark.parametrize(
    ("place", "value", "code", "pointer"),
    [
        ("/forms/0/label", {"zh-CN": "拜访"}, "label_untranslated", "/forms/0/label"),
        ("/menu/0/entries/1", ..., "form_not_in_menu", "/forms/1"),
    ],
)
def test_a_warning_does_not_forbid_publishing(place: str, value: object, code: str, pointer: str) -> None:
    verdict = verdict_on(place, value)

    assert [(issue.code, issue.pointer, issue.severity) for issue in verdict.issues] == [
        (code, pointer, "warning")
    ]
    assert verdict.is_sound


def test_an_application_in_one_language_needs_no_other() -> None:
    document: Any = orjson.loads(DOCUMENT.replace(b'"en":', b'"zh-CN":'))
    document["locales"] = ["zh-CN"]
    definition = read_definition(document)

    assert isinstance(definition, AppDefinition)
    assert check_app(definition).issues == ()


def test_all_problems_are_told_at_once() -> None:
    document: Any = orjson.loads(DOCUMENT)
    document["menu"][0]["entries"][0]["form"] = "nothing"
    document["views"][0]["columns"][0]["field"] = "nothing"
    document["roles"][0]["grants"][0]["fields"]["nothing"] = "read"
    document["forms"][0]["fields"][9]["formula"] = "SUM("
    definition = read_definition(document)
    assert isinstance(definition, AppDefinition)

    found = {issue.pointer for issue in check_app(definition).issues if issue.severity == "error"}

    assert found == {
        "/menu/0/entries/0/form",
        "/views/0/columns/0/field",
        "/roles/0/grants/0/fields/nothing",
        "/forms/0/fields/9/formula",
    }


@pytest.mark.parametrize("value", ["nothing", "place", "a__b"])
def test_every_issue_has_its_sentences(value: str) -> None:
    issues: list[Issue] = [
        *verdict_on("/forms/0/key", value).issues,
        *verdict_on("/roles/0/grants/0/form", value).issues,
        *verdict_on("/roles/0/pages", [value]).issues,
    ]

    assert issues
    for issue in issues:
        assert all(sentence(issue, locale, WORDS)[0] for locale in ("zh-CN", "en"))


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"lanes": "stage", "cards": ["place", "owner"], "total": "total"}, []),
        ({"lanes": "owner"}, []),
        ({"lanes": "place"}, []),
        ({"lanes": "subject"}, [("lanes_impossible", "/views/1/lanes")]),
        ({"lanes": "title"}, [("lanes_impossible", "/views/1/lanes")]),
        ({"lanes": "lines"}, [("lanes_impossible", "/views/1/lanes")]),
        ({"lanes": "nothing"}, [("field_unknown", "/views/1/lanes")]),
        ({"lanes": "stage", "cards": ["nothing"]}, [("field_unknown", "/views/1/cards/0")]),
        ({"lanes": "stage", "total": "subject"}, [("total_impossible", "/views/1/total")]),
        ({"lanes": "stage", "total": "id"}, [("total_impossible", "/views/1/total")]),
    ],
)
def test_a_board_has_lanes_that_tell_records_apart_and_a_total_that_adds_up(
    settings: dict[str, object], found: list[tuple[str, str]]
) -> None:
    document: Any = orjson.loads(DOCUMENT)
    document["views"].append({"key": "board", "form": "visit", "kind": "kanban", "label": LABEL, **settings})
    definition = read_definition(document)
    assert isinstance(definition, AppDefinition)

    assert [(issue.code, issue.pointer) for issue in check_app(definition).issues] == found


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"kind": "calendar", "start": "starts_at", "colour": "stage", "cards": ["place", "owner"]}, []),
        ({"kind": "calendar", "start": "created_at"}, []),
        ({"kind": "calendar", "start": "starts_at", "end": "updated_at"}, []),
        ({"kind": "calendar", "start": "subject"}, [("day_impossible", "/views/1/start")]),
        ({"kind": "calendar", "start": "starts_at", "end": "stage"}, [("day_impossible", "/views/1/end")]),
        (
            {"kind": "calendar", "start": "starts_at", "colour": "owner"},
            [("colour_impossible", "/views/1/colour")],
        ),
        ({"kind": "calendar", "start": "nothing"}, [("field_unknown", "/views/1/start")]),
        ({"kind": "gallery", "cards": ["stage"]}, []),
        ({"kind": "gallery", "picture": "subject"}, [("picture_impossible", "/views/1/picture")]),
        ({"kind": "gallery", "picture": "nothing"}, [("field_unknown", "/views/1/picture")]),
        ({"kind": "detail", "cards": ["stage", "owner"]}, []),
        ({"kind": "gantt", "start": "starts_at", "lanes": "stage", "colour": "stage"}, []),
        ({"kind": "gantt", "start": "subject"}, [("day_impossible", "/views/1/start")]),
        (
            {
                "kind": "gantt",
                "start": "starts_at",
                "lanes": "subject",
                "progress": "stage",
                "after": "stage",
            },
            [
                ("lanes_impossible", "/views/1/lanes"),
                ("progress_impossible", "/views/1/progress"),
                ("own_link_impossible", "/views/1/after"),
            ],
        ),
        ({"kind": "hierarchy", "parent": "subject"}, [("parent_impossible", "/views/1/parent")]),
        ({"kind": "hierarchy", "parent": "nothing"}, [("field_unknown", "/views/1/parent")]),
        ({"kind": "grid", "groups": [{"field": "stage"}, {"field": "starts_at", "unit": "week"}]}, []),
        (
            {
                "kind": "grid",
                "groups": [{"field": "subject"}, {"field": "starts_at"}, {"field": "stage", "unit": "day"}],
            },
            [
                ("group_impossible", "/views/1/groups/0/field"),
                ("group_needs_unit", "/views/1/groups/1/field"),
                ("group_impossible", "/views/1/groups/2/field"),
            ],
        ),
        (
            {"kind": "grid", "totals": [{"field": "stage", "by": "sum"}, {"field": "nothing", "by": "sum"}]},
            [("field_unknown", "/views/1/totals/1/field")],
        ),
        (
            {
                "kind": "grid",
                "colours": [{"when": {"field": "nothing", "operator": "is_blank"}, "colour": "red"}],
            },
            [("unknown_field", "/views/1/colours/0/when/field")],
        ),
        ({"kind": "detail", "cards": ["nothing"]}, [("field_unknown", "/views/1/cards/0")]),
    ],
)
def test_a_view_shows_what_its_fields_are_fit_for(
    settings: dict[str, object], found: list[tuple[str, str]]
) -> None:
    document: Any = orjson.loads(DOCUMENT)
    document["views"].append({"key": "other", "form": "visit", "label": LABEL, **settings})
    definition = read_definition(document)
    assert isinstance(definition, AppDefinition)

    assert [(issue.code, issue.pointer) for issue in check_app(definition).issues] == found


def test_the_application_that_is_pictured_has_a_field_of_every_kind() -> None:
    forms = application("tests/apps/kinds").forms

    assert {field.kind for form in forms for field in form.fields} == set(FIELD_KINDS)


def test_a_document_is_checked_once_while_it_is_the_same() -> None:
    first = check_document(orjson.loads(DOCUMENT))
    assert check_document(orjson.loads(DOCUMENT)) is first
    assert first.definition == application("tests/apps/visits")
    assert first.verdict.is_sound

    changed = orjson.loads(DOCUMENT)
    changed["forms"][0]["title_field"] = "nonsense"
    assert not check_document(changed).verdict.is_sound
    for number in range(MOST_KEPT):
        assert not check_document({"number": number}).verdict.is_sound
    again = check_document(orjson.loads(DOCUMENT))
    assert again is not first
    assert again.definition == first.definition


@pytest.mark.parametrize("document", [None, [], {"key": 1}, {"key": 2**70}])
def test_a_document_that_describes_no_application_is_told_so(document: object) -> None:
    checked = check_document(document)
    assert checked.definition is None
    assert checked.verdict.issues
