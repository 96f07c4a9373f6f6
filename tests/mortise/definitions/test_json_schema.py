"""The published schema and the models accept and refuse the same documents."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from engines.form.fields import FIELD_KINDS
from mortise.definitions.app import AppDefinition
from mortise.definitions.json_schema import app_schema
from mortise.definitions.reading import read_definition, write_document
from mortise.packages.folder import read_folder
from mortise.packages.layout import Package, assemble, read_package

APPS = Path(__file__).parents[2] / "apps"
LABEL = {"zh-CN": "名", "en": "name"}
ODD_VALUES: list[object] = [
    None,
    "",
    "x",
    "Two words",
    "9" * 600,
    0,
    -1,
    1.5,
    10**7,
    True,
    [],
    {},
    ["x"],
    [1],
    {"x": "y"},
]

VALIDATOR = jsonschema_rs.Draft202012Validator(app_schema())

Path_ = tuple[str | int, ...]


def field_document(kind: str) -> Iterator[dict[str, Any]]:
    """Applications of one form with one field, for each example of a kind."""
    for number, example in enumerate(FIELD_KINDS[kind].examples):
        settings: Any = example.get("settings", {})
        field = {"kind": kind, "key": f"f{number}", "label": LABEL, **copy.deepcopy(settings)}
        form = {"key": "a", "label": LABEL, "fields": [field]}
        yield {"key": "app", "label": LABEL, "forms": [form]}


def app_document(name: str) -> dict[str, Any]:
    """One of the applications that tests use, without its fields, which have tests of their own."""
    files = read_folder(APPS / name)
    assert not isinstance(files, tuple)
    document, _, issues = assemble(files)
    assert not issues
    forms: Any = document["forms"]
    for form in forms:
        form["fields"] = form["fields"][:1]
    return document


def places(node: object, path: Path_ = (), shape: Path_ = ()) -> Iterator[tuple[Path_, Path_]]:
    """Every place of a document, and what it is called when places in lists do not matter."""
    yield path, shape
    if isinstance(node, dict):
        for name, member in node.items():
            yield from places(member, (*path, name), (*shape, name))
    elif isinstance(node, list):
        for position, member in enumerate(node):
            yield from places(member, (*path, position), (*shape, 0))


def variants(document: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """The document with one place removed, replaced or added to, each kind of place once."""
    yield "as it is", document
    seen: set[Path_] = set()
    for path, shape in places(document):
        if not path or shape in seen:
            continue
        seen.add(shape)
        for change in ("remove", "add", *ODD_VALUES):
            changed = copy.deepcopy(document)
            holder: Any = changed
            for segment in path[:-1]:
                holder = holder[segment]
            if change == "remove":
                del holder[path[-1]]
            elif change != "add":
                holder[path[-1]] = change
            elif isinstance(holder[path[-1]], dict):
                holder[path[-1]]["Strange"] = 1
            else:
                continue
            yield f"{path}: {change!r:.40}", changed


def disagreements(document: dict[str, Any]) -> list[str]:
    """The variants that only one of the two accepts."""
    return [
        name
        for name, variant in variants(document)
        if VALIDATOR.is_valid(variant) is not isinstance(read_definition(variant), AppDefinition)
    ]


def test_the_schema_is_a_schema() -> None:
    jsonschema_rs.meta.validate(app_schema())


@pytest.mark.parametrize("kind", sorted(FIELD_KINDS))
def test_both_agree_on_every_setting_of_a_kind(kind: str) -> None:
    documents = list(field_document(kind))

    assert documents
    assert all(VALIDATOR.is_valid(document) for document in documents)
    assert [found for document in documents for found in disagreements(document)] == []


@pytest.mark.parametrize("name", ["visits", "superstore", "kinds", "orders"])
def test_both_agree_on_every_part_of_an_application(name: str) -> None:
    document = app_document(name)

    assert VALIDATOR.is_valid(document)
    assert disagreements(document) == []


def test_both_refuse_a_key_that_ends_in_a_line_break() -> None:
    document = {"key": "app\n", "label": LABEL}

    assert not isinstance(read_definition(document), AppDefinition)
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize("name", ["visits", "superstore", "kinds", "orders"])
def test_a_definition_written_and_read_again_is_the_same(name: str) -> None:
    files = read_folder(APPS / name)
    assert not isinstance(files, tuple)
    package = read_package(files)

    assert isinstance(package, Package)
    assert read_definition(write_document(package.definition)) == package.definition
    assert VALIDATOR.is_valid(write_document(package.definition))
