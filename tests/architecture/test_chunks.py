"""The files that the front end is built into load one another without a circle.

In a circle some module runs before what it needs: a page then breaks, and which one it is changes with every build."""

import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

import pytest

from mortise.edge.pages import FOLDER

IMPORT: Final = re.compile(r'(?:\bfrom|\bimport)\s*"\./([^"]+\.js)"')


def imports() -> Mapping[str, set[str]]:
    """The files that each file loads before it runs."""
    files = list((FOLDER / "assets").glob("*.js"))
    assert files, "The front end is not built: run `python tools/web.py build`."
    return {file.name: set(IMPORT.findall(file.read_text("utf-8"))) for file in files}


def test_no_file_of_the_front_end_waits_for_itself() -> None:
    found = imports()

    assert any(loaded for loaded in found.values())
    try:
        TopologicalSorter(found).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))
