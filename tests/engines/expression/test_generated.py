"""The files that the browser's executor is tested with are those that the corpus makes."""

import json

from tests.engines.expression.generate import (
    AGREEMENTS,
    NAMES,
    SYNTAX,
    TREES,
    agreements,
    lines,
    names,
    syntax,
    trees,
)


def test_the_trees_for_the_browser_are_current() -> None:
    assert TREES.read_text("utf-8") == lines(trees()), "run python -m tests.engines.expression.generate"


def test_the_random_expressions_for_the_browser_are_current() -> None:
    assert AGREEMENTS.read_text("utf-8") == lines(agreements()), (
        "run python -m tests.engines.expression.generate"
    )


def test_the_names_for_the_browser_are_current() -> None:
    assert json.loads(NAMES.read_text("utf-8")) == names(), "run python -m tests.engines.expression.generate"


def test_the_untyped_trees_for_the_browser_are_current() -> None:
    assert SYNTAX.read_text("utf-8") == lines(syntax()), "run python -m tests.engines.expression.generate"
