"""Conditions are told in words, and only to whoever may read what they are about."""

import re
from pathlib import Path
from typing import Any

import orjson
import pytest

from mortise.access.sentences import sentences
from mortise.definitions.published import PublishedApp, compile_app
from mortise.definitions.reading import write_document
from mortise.packages.folder import read_folder
from mortise.packages.layout import Package, read_package

from .test_served import form_of, published, rights, served

CRM = Path(__file__).parents[3] / "apps_catalog" / "crm"


def crm() -> PublishedApp:
    files = read_folder(CRM)
    assert not isinstance(files, tuple)
    package = read_package(files)
    assert isinstance(package, Package)
    return compile_app(1, 1, write_document(package.definition))


def test_a_condition_is_served_with_its_sentence() -> None:
    visit = form_of(served("visitor", visit__notes={"visible_when": 'place.size = "large"'}), "visit")

    assert visit["sentences"]["fields/notes/visible_when"] == {
        "zh-CN": "地点的规模是大",
        "en": "Size of Place is Large",
    }


def test_a_condition_over_what_is_hidden_has_no_sentence() -> None:
    """Not even the label of a hidden field is told."""
    changes: dict[str, Any] = {"visit__notes": {"visible_when": "place.visit_total > 100"}}

    told = form_of(served("visitor", **changes), "visit")["sentences"]
    whole = form_of(served("visits_administrator", **changes), "visit")["sentences"]

    assert "fields/notes/visible_when" not in told
    assert "Spent" not in orjson.dumps(told).decode()
    assert whole["fields/notes/visible_when"]["en"] == "Spent of Place is greater than 100"


def test_values_of_fields_are_not_told_as_conditions() -> None:
    app = published()

    told = sentences(app, rights(app, "visits_administrator"), app.schema.forms["visit"])

    assert not any(place.endswith(("/formula", "/default", "/filter")) for place in told)


@pytest.mark.parametrize("form", [form.key for form in crm().definition.forms])
def test_every_condition_of_the_crm_is_said_without_a_key(form: str) -> None:
    app = crm()
    roles = [role.key for role in app.definition.roles]
    keys = {key for source in app.schema.sources.values() for key in source.fields}
    # Some labels are the same words as keys of other fields.
    keys = {key for key in keys if "_" in key}

    told = sentences(app, rights(app, *roles), app.schema.forms[form])

    for words in told.values():
        plain = re.sub(r"“[^”]*”", "", words["zh-CN"])
        assert plain
        assert not re.search(r"[a-z]+_[a-z_]+|[A-Z]{4,}|\{", plain), words
        assert not keys & set(re.findall(r"[a-z_]+", words["en"])), words
