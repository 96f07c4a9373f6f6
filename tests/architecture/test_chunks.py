"""The files that the front end is built into load one another without a circle, and a page begins with few of them.

In a circle some module runs before what it needs: a page then breaks, and which one it is changes with every build."""

import gzip
import re
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

from mortise.edge.pages import FOLDER

SOURCES: Final = Path(__file__).parents[2] / "web" / "src"
IMPORT: Final = re.compile(r'(?:\bfrom|\bimport)\s*"\./([^"]+\.js)"')
SCRIPT: Final = re.compile(r'<script[^>]+src="/assets/([^"]+)"')
DYNAMIC: Final = re.compile(r'\bimport\([`"]\./([^`"]+\.js)[`"]\)')
PART: Final = re.compile(r'(\blazy\b[^;]{0,60})?\bimport\("([^"]+)"\)')
FIRST_LOAD: Final = 400_000
"""Bytes of packed script with which a page may begin."""
IDLE_LOAD: Final = 480_000
"""Bytes of packed script that a page may bring once it is left in peace."""
WHEN_NEEDED: Final = frozenset({"iconFiles", "regions.json", "tiny-pinyin", "en", "zh-CN"})
"""What the sources load by themselves when somebody needs it, beside what they draw lazily."""


@cache
def imports() -> Mapping[str, set[str]]:
    """The files that each file loads before it runs."""
    files = list((FOLDER / "assets").glob("*.js"))
    assert files, "The front end is not built: run `python tools/web.py build`."
    return {file.name: set(IMPORT.findall(file.read_text("utf-8"))) for file in files}


@cache
def packed(name: str) -> int:
    """The packed size of a file."""
    return len(gzip.compress((FOLDER / "assets" / name).read_bytes()))


def stem(name: str) -> str:
    """What a file is called after, without the sum of what is in it."""
    return re.sub(r"-[\w-]{8}\.js$", "", name)


@cache
def parts_when_idle() -> frozenset[str]:
    """The parts that a page brings when it is left in peace, as web/src/ui/later.tsx does with all that is `later`."""
    sources = [file for file in SOURCES.rglob("*.ts*") if ".test." not in file.name]
    found = (match for file in sources for match in PART.finditer(file.read_text("utf-8")))
    return frozenset(match[2].rpartition("/")[2] for match in found if not match[1]) - WHEN_NEEDED


def idle_load(first: Mapping[str, int]) -> Mapping[str, int]:
    """What a page that began with some files brings when it is left in peace, with its packed size."""
    loaded, waiting = dict.fromkeys(first, 0), list(first)
    while waiting:
        name = waiting.pop()
        later = DYNAMIC.findall((FOLDER / "assets" / name).read_text("utf-8"))
        for found in (*imports()[name], *(each for each in later if stem(each) in parts_when_idle())):
            if found not in loaded:
                loaded[found] = packed(found)
                waiting.append(found)
    return {name: size for name, size in loaded.items() if name not in first}


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
            loaded[name] = packed(name)
            waiting.extend(imports()[name])
    return loaded


def test_no_file_of_the_front_end_waits_for_itself() -> None:
    found = imports()

    assert any(loaded for loaded in found.values())
    try:
        TopologicalSorter(found).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


PAGES: Final = pytest.mark.parametrize(
    "parts",
    [
        pytest.param(("SignInPage",), id="sign-in"),
        pytest.param(("HomePage", "oftenIcons"), id="home"),
        pytest.param(("AppFrame", "ListPage", "Grid", "oftenIcons"), id="list"),
        pytest.param(("AppFrame", "ListPage", "CardList", "BottomBar", "oftenIcons"), id="list on a phone"),
        pytest.param(("AppFrame", "RecordPage", "oftenIcons"), id="record"),
    ],
)


@PAGES
def test_a_page_begins_with_little_script(parts: tuple[str, ...]) -> None:
    loaded = first_load(*parts)

    assert sum(loaded.values()) <= FIRST_LOAD, sorted(loaded.items(), key=lambda part: -part[1])


@PAGES
def test_a_page_left_in_peace_brings_no_more_than_it_may(parts: tuple[str, ...]) -> None:
    brought = idle_load(first_load(*parts))

    assert "RecordDrawer" in {stem(name) for name in brought} or "ListPage" not in parts
    assert sum(brought.values()) <= IDLE_LOAD, sorted(brought.items(), key=lambda part: -part[1])
