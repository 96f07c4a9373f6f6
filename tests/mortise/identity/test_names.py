"""Finding people by how their names are typed."""

import pytest

from mortise.identity.names import folded, readings


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王伟", "wangwei"),
        ("王伟", "ww"),
        ("单雄信", "sxx"),
        ("曾国藩", "zengguofan"),
        ("Alice Wang", "aw"),
        ("Ａlice Wang", "alicewang"),
        ("欧阳 娜娜", "oynn"),
    ],
)
def test_a_name_is_found_by_pinyin_and_initials(name: str, typed: str) -> None:
    assert typed in readings(name).split()


def test_a_name_of_many_readings_stays_short() -> None:
    assert len(readings("单曾朴仇解" * 8)) < 4_000


def test_case_and_width_do_not_count() -> None:
    assert folded(" ＡＢｃ ") == "abc"
