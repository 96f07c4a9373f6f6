"""What is typed on a keyboard for a Chinese text finds it."""

import re

import pytest

from engines.form.pinyin import pinyin_pattern
from engines.form.sorting import sort_key


def finds(typed: str, title: str) -> bool:
    pattern = pinyin_pattern(typed)
    return pattern is not None and re.search(pattern, sort_key(title)) is not None


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        pytest.param("zhejiang", "浙江精密", id="whole syllables"),
        pytest.param("zjjm", "浙江精密", id="initials"),
        pytest.param("zjm", "浙江美达", id="some of the initials"),
        pytest.param("zhej", "浙江精密", id="a syllable and an initial"),
        pytest.param("jingm", "浙江精密", id="from the middle"),
        pytest.param("ZHE jiang", "浙江精密", id="upper case and blanks"),
        pytest.param("ｚｊｊｍ", "浙江精密", id="full width"),
        pytest.param("xi'an", "西安", id="a mark between syllables"),
        pytest.param("2024nh", "2024年会", id="figures"),
        pytest.param("abcgs", "ABC公司", id="letters that are no pinyin"),
        pytest.param("chongqing", "重庆长安", id="another reading than the one it is ordered by"),
        pytest.param("cqca", "重庆长安", id="initials of other readings"),
        pytest.param("chengdu", "成都", id="another reading in the middle"),
    ],
)
def test_a_title_is_found_by_its_pinyin(typed: str, title: str) -> None:
    assert finds(typed, title)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        pytest.param("jz", "浙江", id="the other way round"),
        pytest.param("zm", "浙江美达", id="a syllable left out"),
        pytest.param("hejiang", "浙江", id="from within a syllable"),
        pytest.param("zjx", "浙江", id="more than there is"),
    ],
)
def test_a_title_is_not_found_by_what_is_not_its_pinyin(typed: str, title: str) -> None:
    assert not finds(typed, title)


@pytest.mark.parametrize("typed", ["", " ", "浙江", "a(b", "zj.", "12345", "z" * 41])
def test_what_is_no_pinyin_makes_no_pattern(typed: str) -> None:
    assert pinyin_pattern(typed) is None
