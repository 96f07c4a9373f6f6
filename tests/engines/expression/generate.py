"""Writes what the browser's executor is tested with: the corpus, and random expressions, as trees with results.

Run it after a change of the corpus: python -m tests.engines.expression.generate"""

import json
from decimal import Decimal
from random import Random
from typing import Any

from engines.expression.check import Checked, check
from engines.expression.functions import FUNCTIONS
from engines.expression.parse import parse
from engines.expression.python_executor import compile_python
from engines.expression.syntax import Application, Constant, Name, Syntax
from engines.expression.tree_json import tree_to_json, value_to_json
from engines.expression.types import BLANK, type_from_json
from engines.issues import Issue
from tests.engines.expression.corpus import CLOCK, FOLDER, SCOPE, WORLD, cases
from tests.engines.expression.random_expressions import random_text, random_values

TREES = FOLDER / "generated" / "trees.json"
AGREEMENTS = FOLDER / "generated" / "agreements.json"
NAMES = FOLDER / "generated" / "functions.json"
SYNTAX = FOLDER / "generated" / "syntax.json"


def trees() -> list[dict[str, Any]]:
    """Every case that makes sense, as a browser would be given it."""
    found = []
    for case in cases():
        expected = None if case.expected is None else type_from_json(case.expected)
        expression = check(case.text, SCOPE, expected=expected)
        if isinstance(expression, Checked) and not case.issues:
            rows = [[{**WORLD["me_values"], **values}, expect] for values, expect in case.rows]
            found.append({"name": case.name, "tree": tree_to_json(expression.tree), "rows": rows})
    return found


def agreements(count: int = 500) -> list[dict[str, Any]]:
    """Random expressions, the same every time, with what Python makes of random values."""
    found = []
    for seed in range(count):
        chance = Random(seed)
        text = random_text(chance, 2 + seed % 3)
        expression = check(text, SCOPE)
        if not isinstance(expression, Checked):
            raise ValueError(f"{text} makes no sense")
        evaluate = compile_python(expression)
        rows = []
        for _ in range(2):
            values = random_values(chance, expression)
            written = {path: value_to_json(value) for path, value in values.items()}
            rows.append([written, value_to_json(evaluate(values, CLOCK))])
        found.append({"name": text, "tree": tree_to_json(expression.tree), "rows": rows})
    return found


def names() -> list[str]:
    """What a browser must be able to carry out."""
    return sorted(
        key
        for key, function in FUNCTIONS.items()
        if "browser" in function.executors and function.expand is None and function.result != BLANK
    )


def syntax(count: int = 100) -> list[dict[str, Any]]:
    """Texts of the corpus and random ones with the untyped trees that they read as; null where one cannot be read."""
    texts = [case.text for case in cases()]
    texts += [random_text(Random(seed), 2 + seed % 3) for seed in range(count)]
    return [{"text": text, "tree": untyped(parse(text))} for text in dict.fromkeys(texts)]


def untyped(tree: Syntax | Issue) -> object:
    """A tree as arrays: `["name", path]`, `["call", function, arguments]`, or the value itself."""
    match tree:
        case Constant():
            return float(tree.value) if isinstance(tree.value, Decimal) else tree.value
        case Name() if len(tree.path) == 1 and tree.path[0].upper() in {"TRUE", "FALSE"}:
            return tree.path[0].upper() == "TRUE"
        case Name():
            return ["name", ".".join(tree.path)]
        case Application():
            return ["call", tree.name, [untyped(argument) for argument in tree.arguments]]
        case Issue():
            return None


def lines(documents: list[dict[str, Any]]) -> str:
    """A JSON array with a line for each document, so that changes can be read."""
    written = ",\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
    return f"[\n{written}\n]\n"


def main() -> None:
    """Writes the files."""
    TREES.parent.mkdir(exist_ok=True)
    TREES.write_text(lines(trees()), "utf-8")
    AGREEMENTS.write_text(lines(agreements()), "utf-8")
    SYNTAX.write_text(lines(syntax()), "utf-8")
    NAMES.write_text(json.dumps(names(), indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
