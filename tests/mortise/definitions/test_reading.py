"""A document of the wrong shape gives every issue, each at its place in the document."""

from typing import Any

import orjson
import pytest

from engines.issues import Issue, sentence
from mortise.definitions.app import AppDefinition
from mortise.definitions.reading import read_definition
from mortise.errors import WORDS

LABEL = {"zh-CN": "名", "en": "name"}
DOCUMENT: dict[str, Any] = {
    "key": "app",
    "label": LABEL,
    "forms": [
        {
            "key": "a",
            "label": LABEL,
            "fields": [{"kind": "text", "key": "name", "label": LABEL, "max_length": 20}],
        }
    ],
    "parameters": [{"key": "p", "label": LABEL, "type": "number", "value": 1}],
}


def issues_of(**changes: object) -> list[Issue]:
    """The issues of the document with some places changed; a place is written forms.0.key."""
    document = orjson.loads(orjson.dumps(DOCUMENT))
    for place, value in changes.items():
        holder: Any = document
        *outer, last = (int(part) if part.isdigit() else part for part in place.split("__"))
        for part in outer:
            holder = holder[part]
        if value is ...:
            del holder[last]
        else:
            holder[last] = value
    read = read_definition(document)
    assert isinstance(read, tuple)
    return list(read)


def test_a_document_of_the_right_shape_is_an_application() -> None:
    assert isinstance(read_definition(DOCUMENT), AppDefinition)


@pytest.mark.parametrize(
    ("place", "value", "code", "pointer"),
    [
        ("key", ..., "setting_missing", "/key"),
        ("colourful", 1, "setting_unknown", "/colourful"),
        ("key", "No Key", "setting_pattern", "/key"),
        ("key", "k" * 31, "setting_too_long", "/key"),
        ("format", 99, "format_newer", "/format"),
        ("forms", {}, "setting_type", "/forms"),
        ("forms__0__fields__0__max_length", "20", "setting_type", "/forms/0/fields/0/max_length"),
        ("forms__0__fields__0__max_lenght", 20, "setting_unknown", "/forms/0/fields/0/max_lenght"),
        ("forms__0__fields__0__key", ..., "setting_missing", "/forms/0/fields/0/key"),
        ("forms__0__fields__0__kind", ..., "setting_missing", "/forms/0/fields/0/kind"),
        ("forms__0__fields__0__kind", "txt", "setting_choice_near", "/forms/0/fields/0/kind"),
        ("forms__0__fields__0__kind", "elephant", "setting_choice", "/forms/0/fields/0/kind"),
        ("forms__0__fields__0__label__fr", "nom", "setting_unknown", "/forms/0/fields/0/label/fr"),
        ("parameters__0__value", [1], "setting_type", "/parameters/0/value"),
        ("parameters__0__type", "numbers", "setting_choice_near", "/parameters/0/type"),
    ],
)
def test_a_wrong_setting_is_named_where_it_stands(place: str, value: object, code: str, pointer: str) -> None:
    assert [(issue.code, issue.pointer) for issue in issues_of(**{place: value})] == [(code, pointer)]


def test_all_problems_are_told_at_once() -> None:
    found = issues_of(key=..., forms__0__label=1, forms__0__fields__0__kind="txt", parameters__0__label=...)

    assert sorted(issue.pointer for issue in found) == [
        "/forms/0/fields/0/kind",
        "/forms/0/label",
        "/key",
        "/parameters/0/label",
    ]


def test_a_kind_misspelt_slightly_is_suggested() -> None:
    (issue,) = issues_of(forms__0__fields__0__kind="txt")

    assert sentence(issue, "en", WORDS) == (
        "“txt” is not one of the possible values.",
        "Did you mean “text”?",
    )


def test_a_value_of_several_types_names_them_all() -> None:
    (issue,) = issues_of(parameters__0__value=[1])

    text, _ = sentence(issue, "en", WORDS)
    assert "text" in text
    assert "true or false" in text


def test_every_issue_has_its_sentences() -> None:
    for issue in issues_of(
        key=..., format="x", forms__0__key="A", forms__0__fields__0__kind="txt", locales=["fr"]
    ):
        assert sentence(issue, "zh-CN", WORDS)[0]


def test_what_is_no_json_value_is_refused() -> None:
    read = read_definition({"key": object()})

    assert isinstance(read, tuple)
    assert read[0].code == "document_unreadable"


def test_a_document_nested_too_deeply_is_refused() -> None:
    nested: object = {}
    for _ in range(500):
        nested = {"key": nested}

    assert isinstance(read_definition(nested), tuple)
