"""Every function is described for the people who write expressions."""

import re
from pathlib import Path

import pytest

from engines.expression.catalog import Entry, catalog, groups
from engines.expression.functions import BY_NAME
from engines.expression.parse import parse
from engines.issues import Issue

ENTRIES = [pytest.param(entry, id=entry["name"]) for entry in catalog()]


def test_every_function_is_listed_once() -> None:
    assert sorted(entry["name"] for entry in catalog()) == sorted(BY_NAME)


def test_there_are_many_functions() -> None:
    assert len([name for name in BY_NAME if name.isalpha()]) >= 80


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_function_is_described_in_both_languages(entry: Entry) -> None:
    assert entry["help"]["zh-CN"] != entry["help"]["en"]
    assert entry["signature"]["zh-CN"]
    assert entry["signature"]["en"]
    assert entry["group"] in {group["key"] for group in groups()}


@pytest.mark.parametrize("entry", ENTRIES)
def test_its_examples_can_be_read_and_use_it(entry: Entry) -> None:
    for example in entry["examples"]:
        assert not isinstance(parse(example), Issue), example
        assert entry["name"] in example


def test_every_function_is_named_on_the_page_of_the_language() -> None:
    page = (Path(__file__).parents[3] / "engines" / "expression" / "README.md").read_text("utf-8")
    named = set(re.findall(r"[A-Z]+", page.split("## Functions")[1]))

    assert {name for name in BY_NAME if name.isalpha()} <= named
