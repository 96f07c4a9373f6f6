"""The files that the front end is built into load one another without a circle, and a page begins with few of them.

In a circle some module runs before what it needs: a page then breaks, and which one it is changes with every build."""

import gzip
import re
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import Final

import pytest

from mortise.edge.pages import FOLDER

IMPORT: Final = re.compile(r'(?:\bfrom|\bimport)\s*"\./([^"]+\.js)"')
SCRIPT: Final = re.compile(r'<script[^>]+src="/assets/([^"]+)"')
FIRST_LOAD: Final = 400_000
"""Bytes of packed script with which a page may begin."""


@cache
def imports() -> Mapping[str, set[str]]:
    """The files that each file loads before it runs."""
    files = list((FOLDER / "assets").glob("*.js"))
    assert files, "The front end is not built: run `python tools/web.py build`."
    return {file.name: set(IMPORT.findall(file.read_text("utf-8"))) for file in files}


def first_load(*parts: str) -> Mapping[str, int]:
    """What a page is made of until it shows what it is about, with its packed size: what the document asks for, the
    words of a language, and the parts that it draws at once. What comes when somebody needs it, or when the page is
    left in peace (web/src/ui/later.tsx), does not count."""
    waiting = SCRIPT.findall((FOLDER / "index.html").read_text("utf-8"))
    for part in ("zh-CN", *parts):
        [found] = [name for name in imports() if re.fullmatch(rf"{part}-[\w-]{{8}}\.js", name)]
        waiting.append(found)
    loaded: dict[str, int] = {}
    while waiting:
        name = waiting.pop()
        if name not in loaded:
            loaded[name] = len(gzip.compress((FOLDER / "assets" / name).read_bytes()))
            waiting.extend(imports()[name])
    return loaded


def test_no_file_of_the_front_end_waits_for_itself() -> None:
    found = imports()

    assert any(loaded for loaded in found.values())
    try:
        TopologicalSorter(found).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(("SignInPage",), id="sign-in"),
        pytest.param(("HomePage", "oftenIcons"), id="home"),
        pytest.param(("AppFrame", "ListPage", "oftenIcons"), id="list"),
        pytest.param(("AppFrame", "RecordPage", "oftenIcons"), id="record"),
    ],
)
def test_a_page_begins_with_little_script(parts: tuple[str, ...]) -> None:
    loaded = first_load(*parts)

    assert sum(loaded.values()) <= FIRST_LOAD, sorted(loaded.items(), key=lambda part: -part[1])
