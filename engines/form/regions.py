"""China's provinces, cities and districts by their codes of GB/T 2260, and the one that a person wrote.

The codes come from the npm package @vant/area-data (regions.LICENSE.txt); `tools/regions.py` writes them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Level = Literal["province", "city", "district"]

LEVELS: Final[Sequence[Level]] = ("province", "city", "district")
DIGITS: Final[Mapping[Level, int]] = {"province": 2, "city": 4, "district": 6}
BETWEEN: Final = re.compile(r"[\s/／\\,，、·>＞-]+")
ENDINGS: Final = re.compile(
    r"(?:壮族|回族|维吾尔)?自治区$|特别行政区$|(?:[一-龥]{1,3}族)+自治[州县]$|省$|市$|地区$|盟$|新区$|[区县旗]$"
)


@cache
def names() -> Mapping[str, str]:
    """Code → name, provinces before their cities before their districts."""
    found: dict[str, str] = json.loads(files("engines.form").joinpath("regions.json").read_text("utf-8"))
    return found


def level_of(code: str) -> Level:
    """Whether a code is a province's, a city's or a district's."""
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "district"


def way_to(code: str) -> Sequence[str]:
    """The codes of the province, the city and the district that a code leads through, as far as it goes."""
    found = (code[: DIGITS[level]].ljust(6, "0") for level in LEVELS[: LEVELS.index(level_of(code)) + 1])
    return tuple(found)


def full_name(code: str) -> str:
    """The names on the way, a city that is its province said once: 广东省深圳市南山区, 北京市东城区."""
    found = [names().get(step, step) for step in way_to(code)]
    return "".join(found[1:] if len(found) > 1 and found[0] == found[1] else found)


def below(code: str) -> list[str]:
    """The code and every code below it."""
    stem = code[: DIGITS[level_of(code)]]
    return [each for each in names() if each.startswith(stem)]


def short(name: str) -> str:
    """A name as people say it: 广东, 深圳, 南山."""
    plain = ENDINGS.sub("", name)
    return plain if len(plain) > 1 else name


@cache
def _children() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for code in names():
        way = way_to(code)
        found.setdefault(way[-2] if len(way) > 1 else "", []).append(code)
    return found


@cache
def _named() -> Mapping[str, Sequence[str]]:
    """Full and short names → the codes that bear them."""
    found: dict[str, list[str]] = {}
    for code in names():
        for each in _spellings(code):
            found.setdefault(each, []).append(code)
    return found


@cache
def _spellings(code: str) -> Sequence[str]:
    """The full name and the short one, where that is another."""
    name = names()[code]
    return tuple(dict.fromkeys((name, short(name))))


@cache
def _longest() -> int:
    return max(map(len, _named()))


def _beginnings(text: str) -> Iterator[str]:
    """The codes with whose names a text begins."""
    for end in range(1, min(len(text), _longest()) + 1):
        yield from _named().get(text[:end], ())


def find(text: str, level: Level) -> Sequence[str]:
    """The codes of a level that a person may have meant: by code, by the whole way, by its last parts."""
    plain = BETWEEN.sub("", text)
    if plain in names():
        return [plain] if level_of(plain) == level else []
    found = [code for code in _matching("", plain) if level_of(code) == level]
    if not found:
        rests = ((code, rest) for code in _beginnings(plain) for rest in _rests(code, plain))
        found = [each for code, rest in rests for each in _ending(code, rest) if level_of(each) == level]
    return tuple(dict.fromkeys(found))


def _matching(above: str, text: str) -> Iterator[str]:
    """The codes below one that the whole text names, where levels may be left out."""
    for code in _children().get(above, ()):
        for rest in _rests(code, text):
            yield from _ending(code, rest)
        if level_of(code) == "city" and names()[code] == names().get(above):
            yield from _matching(code, text)


def _ending(code: str, rest: str) -> Iterator[str]:
    if not rest:
        yield code
    else:
        yield from _matching(code, rest)


def _rests(code: str, text: str) -> Iterator[str]:
    """What stands behind the name of a code, where the text begins with it."""
    for each in _spellings(code):
        if text.startswith(each):
            yield text[len(each) :]
            return


def leading(text: str) -> tuple[str, str]:
    """The region that a text begins with, as far as it goes ("" for none), and what stands behind it."""
    best = ("", text)
    for code in (*_children().get("", ()), *(each for each in names() if level_of(each) == "city")):
        for rest in _rests(code, text):
            found = _onwards(code, rest.lstrip(" ,，、/"))
            if len(found[1]) < len(best[1]):
                best = found
    return best


def _onwards(code: str, text: str) -> tuple[str, str]:
    best = (code, text)
    for below_it in _children().get(code, ()):
        for rest in _rests(below_it, text):
            found = _onwards(below_it, rest.lstrip(" ,，、/"))
            if len(found[1]) < len(best[1]):
                best = found
        if level_of(below_it) == "city" and names()[below_it] == names()[code]:
            found = _onwards(below_it, text)
            if len(found[1]) < len(best[1]):
                best = found
    return best
