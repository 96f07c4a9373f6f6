"""Writes what the browser's executor is tested with: the corpus as trees, with values and results as JSON.

Run it after a change of the corpus: python -m tests.engines.expression.generate"""

import json
from typing import Any

from engines.expression.check import Checked, check
from engines.expression.functions import FUNCTIONS
from engines.expression.tree_json import tree_to_json
from engines.expression.types import BLANK, type_from_json
from tests.engines.expression.corpus import FOLDER, SCOPE, WORLD, cases

TREES = FOLDER / "generated" / "trees.json"
NAMES = FOLDER / "generated" / "functions.json"


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


def names() -> list[str]:
    """What a browser must be able to carry out."""
    return sorted(
        key
        for key, function in FUNCTIONS.items()
        if "browser" in function.executors and function.expand is None and function.result != BLANK
    )


def lines(documents: list[dict[str, Any]]) -> str:
    """A JSON array with a line for each document, so that changes can be read."""
    written = ",\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
    return f"[\n{written}\n]\n"


def main() -> None:
    """Writes the files."""
    TREES.parent.mkdir(exist_ok=True)
    TREES.write_text(lines(trees()), "utf-8")
    NAMES.write_text(json.dumps(names(), indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
