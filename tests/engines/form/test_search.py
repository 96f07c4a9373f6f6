"""What the search index holds of texts and titles, and that it never leaves out what a search finds."""

import random
import re
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest

from engines.expression.values import fold
from engines.form.excerpts import excerpt
from engines.form.grams import (
    BUDGET,
    LONGEST,
    longest_text,
    mark_of,
    parts_of,
    sought_parts,
    text_query,
    text_tokens,
)
from engines.form.pinyin import pinyin_pattern
from engines.form.sorting import sort_key
from engines.form.spelling import pinyin_query, pinyin_tokens, readings_by_letter
from tests.engines.form.database import connect

LETTERS: Final = "张伟重庆长行ABCabc ab12éÉ·\U0001f642\t\u00a0\x7f\x1f－ｘ'\\:&|!*"
TITLES: Final = "张伟重庆长安中国行乐都会西安江浙欧阳ABcn1 -·({~é"
SYLLABLE: Final = re.compile("([a-z]+)(?: ([^a-z]) )?")
CASES: Final = 500

TOKENS: Final = """
    SELECT tsvector_to_array(mortise.search_tokens(given.key, ARRAY[given.first, given.second], given.longest))
    FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[]) WITH ORDINALITY
        AS given (key, first, second, longest, place)
    ORDER BY given.place
"""
PROPOSED: Final = """
    SELECT mortise.search_tokens(given.key, ARRAY[given.text], 4000) @@ given.query::tsquery
    FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS given (key, text, query, place)
    ORDER BY given.place
"""


@pytest.fixture(scope="module")
async def connection(module_database_url: str) -> AsyncIterator[Any]:
    opened = await connect(module_database_url)
    yield opened
    await opened.close()


async def proposed(connection: Any, cases: list[tuple[str, str, str]]) -> list[bool]:
    """Whether PostgreSQL proposes each (sort key, text) for the query."""
    columns = zip(*cases, strict=True)
    return [row[0] for row in await connection.fetch(PROPOSED, *map(list, columns))]


def some(chance: random.Random, letters: str, most: int) -> str:
    return "".join(chance.choice(letters) for _ in range(chance.randint(0, most)))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("张伟", {"张伟", "伟"}, id="two characters, and the last for itself"),
        pytest.param("Abcd", {"abc", "bcd", "cd", "d"}, id="three letters of ASCII, without case"),
        pytest.param("A公司", {"a公司", "公司", "司"}, id="both side by side"),
        pytest.param("ab\tc　d", {"ab", "b", "c", "d"}, id="never across a blank, of whatever width"),
        pytest.param("１３８", {"138", "38", "8"}, id="figures of full width"),
    ],
)
def test_a_text_has_parts(text: str, parts: set[str]) -> None:
    assert set(parts_of(text)) == parts


@pytest.mark.parametrize(
    ("needle", "parts"),
    [
        pytest.param("张", [("张", True)], id="one character begins the part"),
        pytest.param("张伟", [("张伟", False)], id="two are a whole part"),
        pytest.param("13", [("13", True)], id="two figures begin one"),
        pytest.param("1380", [("138", False), ("380", False)], id="the last two are in a part already"),
        pytest.param("ab 公司", [("ab", True), ("公司", False)], id="each word for itself"),
        pytest.param(" ", [], id="nothing"),
    ],
)
def test_a_needle_asks_for_its_parts(needle: str, parts: list[tuple[str, bool]]) -> None:
    assert sought_parts(needle) == parts


async def test_postgresql_makes_the_same_parts_as_python(connection: Any) -> None:
    chance = random.Random(1)
    cases = [
        (
            sort_key(some(chance, TITLES, 8)),
            some(chance, LETTERS, 30),
            some(chance, TITLES, 12),
            chance.choice((3, 12)),
        )
        for _ in range(CASES)
    ]
    cases += [(f"x {letter} ", letter, "", 12) for letter in readings_by_letter()]
    # Words so long that they are gone through otherwise.
    cases += [("", some(chance, "ab-~张", 600), some(chance, "ab~-", 600), 500) for _ in range(20)]

    made = [row[0] for row in await connection.fetch(TOKENS, *map(list, zip(*cases, strict=True)))]

    for (key, first, second, longest), tokens in zip(cases, made, strict=True):
        wanted = text_tokens(1, first, longest) | text_tokens(2, second, longest) | pinyin_tokens(key)
        assert set(tokens) == wanted, (key, first, second, longest)


async def test_a_text_that_holds_a_needle_is_always_proposed(connection: Any) -> None:
    chance = random.Random(2)
    cases: list[tuple[str, str, str]] = []
    while len(cases) < CASES:
        needle = some(chance, LETTERS, 6)
        text = some(chance, LETTERS, 20) + needle + some(chance, LETTERS, 20)
        assert fold(needle) in fold(text)
        if sought_parts(needle):
            cases.append(("", text, text_query(1, needle)))

    assert all(await proposed(connection, cases))


async def test_a_title_that_is_typed_so_is_always_proposed(connection: Any) -> None:
    chance = random.Random(3)
    cases: list[tuple[str, str, str]] = []
    while len(cases) < CASES:
        key = sort_key(some(chance, TITLES, 8))
        typed = "".join(
            reading[: chance.randint(1, len(reading))]
            for unit, letter in SYLLABLE.findall(key)
            for reading in [chance.choice([unit, *readings_by_letter().get(letter, "").split()])]
        )
        pattern, query = pinyin_pattern(typed), pinyin_query(typed)
        assert (pattern is None) == (query is None)
        if pattern is not None and query is not None and not key.isascii() and re.search(pattern, key):
            cases.append((key, "", query))

    found = await proposed(connection, cases)

    assert [case for case, is_found in zip(cases, found, strict=True) if not is_found] == []


async def test_only_what_may_hold_the_needle_is_proposed(connection: Any) -> None:
    long = "a" * 5_000 + "张伟"
    cases = [
        ("", "张伟", text_query(1, "张伟"), True),
        ("", "张伟", text_query(2, "张伟"), False),
        ("", "伟张", text_query(1, "张伟"), False),
        ("", "13800138000", text_query(1, "0138"), True),
        ("", "13800138000", text_query(1, "0139"), False),
        ("", long, text_query(1, "张伟"), True),
        ("zhang 张 wei 伟 ", "", pinyin_query("zw"), True),
        ("zhang 张 wei 伟 ", "", pinyin_query("zhangwei"), True),
        ("zhang 张 wei 伟 ", "", pinyin_query("zhw"), True),
        ("zhang 张 wei 伟 ", "", pinyin_query("wz"), False),
        ("zhao 赵 wei 伟 ", "", pinyin_query("zhangwei"), False),
        ("zhang 张 wei 伟 ", "", pinyin_query("xqzv"), False),
        (sort_key("重庆长安"), "", pinyin_query("cqca"), True),
        (sort_key("ABC公司"), "", pinyin_query("abcgs"), True),
    ]

    found = await proposed(connection, [(key, text, query or "") for key, text, query, _ in cases])

    assert found == [is_proposed for *_, is_proposed in cases]


def test_a_text_that_is_too_long_is_marked() -> None:
    assert mark_of(1) in text_tokens(1, "a" * 51, 50)
    assert mark_of(1) not in text_tokens(1, "a" * 50, 50)


def test_what_is_indexed_of_a_record_is_bounded() -> None:
    assert longest_text(1) == LONGEST
    assert longest_text(600) * 600 <= BUDGET


def test_every_place_that_holds_the_needle_stands_out() -> None:
    found = excerpt("ABC公司与abc工厂", "Abc")

    assert found is not None
    assert [(stretch.text, stretch.is_hit) for stretch in found] == [
        ("ABC", True),
        ("公司与", False),
        ("abc", True),
        ("工厂", False),
    ]


def test_of_a_long_text_the_part_around_the_needle_is_shown() -> None:
    found = excerpt("前" * 300 + "张伟\n" + "后" * 300, "张伟")

    assert found is not None
    shown = "".join(stretch.text for stretch in found)
    assert shown.startswith("…前")
    assert shown.endswith("后…")
    assert "张伟 后" in shown
    assert len(shown) < 150


@pytest.mark.parametrize("needle", ["", "李"])
def test_a_text_without_the_needle_has_no_excerpt(needle: str) -> None:
    assert excerpt("张伟", needle) is None
