"""A kind is one file here and one file there, and nothing else names it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.test_layout import GENERATED, ROOT, tracked


@dataclass(frozen=True)
class Family:
    """A folder of kinds, and the folder of their faces."""

    backend: str
    web: str


FIELDS = Family("engines/form/fields", "web/src/kinds/fields")
VIEWS = Family("engines/form/views", "web/src/kinds/views")
BLOCKS = Family("engines/form/blocks", "web/src/kinds/blocks")
FAMILIES = (FIELDS, VIEWS, BLOCKS)
OF_FLOWS = (
    Family("engines/flow/nodes", "web/src/kinds/nodes"),
    Family("engines/flow/approvers", "web/src/kinds/approvers"),
    Family("engines/flow/decisions", "web/src/kinds/decisions"),
    Family("engines/rules/actions", "web/src/kinds/actions"),
)
"""What flows are made of: most of their names are words for something else."""

ORDINARY = frozenset(
    {"text", "number", "boolean", "date", "datetime", "choice", "person", "department", "link", "grid"}
    | {"count", "departments", "cascade", "address"}
    | {"time", "duration", "percent", "email", "url", "phone", "tag", "year", "colour", "code", "signature"}
    | {"icon", "button", "buttons"}
    | {"calendar", "detail"}
    | {"details", "fields", "progress", "related", "timeline", "comments", "picture", "figures", "divider"}
)
"""Kinds whose name is also a word for something else: a type of the expression language, an attribute in HTML, a way to
lay things out, an aggregate, what becomes of linked records. Their names may stand anywhere, but not be compared with a
kind."""

COMPARED = re.compile(
    r"""\bkind\s*(?:===?|!==?|==|!=|in|not in)\s*[\[({]*["'](\w+)["']|case\s+["'](\w+)["']"""
)


def kinds(family: Family) -> list[str]:
    return sorted(path.stem for path in (ROOT / family.backend).glob("*.py") if path.stem != "__init__")


def code() -> Iterator[Path]:
    """Source files other than tests, generated ones, definitions and the kinds' own."""
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if path.suffix not in {".py", ".ts", ".tsx"} or name.startswith(
            ("tests/", "bench/", "tools/", *GENERATED)
        ):
            continue
        if ".test." in name or name.startswith(
            tuple(folder for family in FAMILIES for folder in (family.backend, f"{family.web}/"))
        ):
            continue
        yield path


def literals(path: Path) -> set[str]:
    """The whole texts that stand between quotes in a source file."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return {
            node.value
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return set(re.findall(r"""["'`]([a-z_]+)["'`]""", text))


@pytest.mark.parametrize("family", [*FAMILIES, *OF_FLOWS], ids=lambda family: family.web.split("/")[-1])
def test_each_kind_has_one_file_on_each_side(family: Family) -> None:
    assert kinds(family) == face_names(ROOT / family.web)
    assert kinds(family)


def face_names(folder: Path) -> list[str]:
    """The kinds that have a face; a test beside a face is none."""
    return sorted(path.stem for path in folder.glob("*.tsx") if ".test." not in path.name)


def test_no_kind_is_named_outside_its_own_files() -> None:
    names = {kind for family in FAMILIES for kind in kinds(family)} - ORDINARY

    naming = {str(path.relative_to(ROOT)): found for path in code() if (found := literals(path) & names)}

    assert naming == {}


def test_nothing_is_compared_with_the_name_of_a_kind() -> None:
    """The expression language has types, some of which are called like a kind, and knows no kinds."""
    names = {kind for family in FAMILIES for kind in kinds(family)}

    comparing = {
        str(path.relative_to(ROOT)): found
        for path in code()
        if "expression" not in path.parts
        and (
            found := {
                name for pair in COMPARED.findall(path.read_text("utf-8")) for name in pair if name in names
            }
        )
    }

    assert comparing == {}
