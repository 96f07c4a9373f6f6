"""Whatever arrives is a value or an issue, never an exception; and what is accepted can be kept."""

from collections.abc import AsyncIterator
from typing import Any, Final

import orjson
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.definition import LOCALES
from engines.form.filters import compile_filter
from engines.form.meaning import NO_NAMES
from engines.form.parsing import parse_record, record_to_json
from engines.form.sorting import sort_key
from engines.form.submit import Submission, submit
from engines.issues import Issue, sentence
from tests.engines.form.database import connect, insert, install, run
from tests.engines.form.sample import CLOCK, FACTS, sample

SCHEMA: Final = sample()
ORDER: Final = SCHEMA.forms["order"]
ENTERED: Final = [key for key, field in ORDER.fields.items() if not field.computed]

NASTY: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(10**400), 10**400),
    st.floats(),
    st.text(st.characters(), max_size=40),
    st.sampled_from(
        [
            "",
            " ",
            "\0",
            "\ud800",
            "\u202e\u05d0",
            "👩‍👩‍👧",
            "'; DROP TABLE x; --",
            '"',
            "\\",
            "NaN",
            "Infinity",
            "1e400",
            "-0",
            "9" * 400,
            "0." + "1" * 400,
            "2026-02-30",
            "0000-00-00",
            "infinity",
            "-infinity",
            "99999-01-01",
            "2026-01-01T00:00:00+99:99",
            "2026-01-01T24:00",
            "é" * 63,
            "x" * 20_000,
            "${x}",
            "__proto__",
        ]
    ),
)
MEMBERS: Final = ["id", "amount", "currency", "product", "quantity", "all", "field", "operator", "value"]
ANYTHING: Final = st.recursive(
    NASTY,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.text(st.characters(), max_size=8), st.sampled_from(MEMBERS)),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)
"""Anything that JSON can carry, and some things that it cannot."""


def check_words(issue: Issue) -> None:
    """An issue can be told to a person, and sent."""
    for locale in LOCALES:
        assert sentence(issue, locale)[0]
    orjson.dumps({"pointer": issue.pointer, **issue.params})


@settings(max_examples=100, deadline=None)
@given(raw=ANYTHING)
def test_any_value_is_read_or_refused(raw: Any) -> None:
    for key in ENTERED:
        field = ORDER.fields[key]

        value = field.parse(raw)
        settled = value if isinstance(value, Issue) else field.settle(value, None, CLOCK, FACTS)

        if isinstance(settled, Issue):
            check_words(settled)
        else:
            orjson.dumps(field.to_json(settled))


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(st.text(max_size=40), NASTY.filter(lambda raw: isinstance(raw, str))))
def test_any_text_in_a_cell_is_read_or_refused(text: str) -> None:
    for key in ENTERED:
        value = ORDER.fields[key].parse_text(text, NO_NAMES)

        if isinstance(value, Issue):
            check_words(value)


KEYS: Final = st.one_of(st.text(st.characters(), max_size=10), st.sampled_from(ENTERED))


@settings(max_examples=100, deadline=None)
@given(raw=st.dictionaries(KEYS, ANYTHING, max_size=6))
def test_any_record_is_taken_in_or_refused(raw: dict[str, Any]) -> None:
    parsed = parse_record(ORDER.fields, raw)

    for issue in parsed.issues:
        check_words(issue)
    found = submit(ORDER, None, parsed.values, FACTS, CLOCK)
    if isinstance(found, Submission):
        orjson.dumps(record_to_json(ORDER.fields, found.values))
        for issue in found.issues:
            check_words(issue)


@settings(max_examples=100, deadline=None)
@given(tree=ANYTHING)
def test_any_filter_is_understood_or_refused(tree: Any) -> None:
    for condition in (tree, {"all": [tree]}, {"field": "subject", "operator": "contains", "value": tree}):
        found, issues = compile_filter(SCHEMA, ORDER, condition, lambda path: True, CLOCK)

        assert found is None or not issues
        for issue in issues:
            check_words(issue)


OPERANDS: Final = [(key, name) for key, field in ORDER.fields.items() for name in field.operators()]


@settings(max_examples=30, deadline=None)
@given(value=ANYTHING)
def test_any_compared_value_is_understood_or_refused(value: Any) -> None:
    for key, name in OPERANDS:
        tree = {"field": key, "operator": name, "value": value}

        _, issues = compile_filter(SCHEMA, ORDER, tree, lambda path: True, CLOCK)

        for issue in issues:
            check_words(issue)


@pytest.fixture(scope="module")
async def connection(module_database_url: str) -> AsyncIterator[Any]:
    opened = await connect(module_database_url)
    await install(opened, SCHEMA)
    yield opened
    await opened.close()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.fixed_dictionaries(
        {},
        optional={
            "subject": st.text(st.characters(), min_size=1, max_size=60),
            "remark": st.text(st.characters(), max_size=80),
            "discount": st.decimals(-(10**25), 10**25, places=1).map(str),
            "pieces": st.integers(1, 2**53 - 1),
            "freight": st.decimals(-(10**22), 10**22, places=2).map(str),
            "ordered_on": st.dates().map(str),
            "ships_at": st.datetimes().map(lambda moment: moment.isoformat() + "Z"),
            "tags": st.lists(st.sampled_from(["red", "green", "blue"])),
            "seller": st.integers(1, 2**63 - 1),
        },
    )
)
async def test_what_is_accepted_is_kept_and_given_back(raw: dict[str, Any], connection: Any) -> None:
    parsed = parse_record(ORDER.fields, raw)
    found = submit(ORDER, None, parsed.values, FACTS, CLOCK)
    assert isinstance(found, Submission)

    number = await insert(connection, ORDER, found.record, found.title)

    table = ORDER.table
    (row,) = await run(connection, sa.select(*table.c).where(table.c.id == number), {})
    for key in parsed.values:
        assert ORDER.fields[key].from_columns(row) == found.record[key]


@given(text=st.text(max_size=300))
def test_a_text_that_is_written_has_a_key_to_order_it(text: str) -> None:
    key = sort_key(text)

    assert len(key) < 2_000
    assert sort_key(text) == key


def test_texts_are_ordered_as_people_expect() -> None:
    names = ["张伟", "Zoe", "展鹏", "章伟", "阿里", "adam", "ＡＢＣ", "百度", "Éclair", "10"]

    assert sorted(names, key=sort_key) == [
        "10",
        "阿里",
        "ＡＢＣ",
        "adam",
        "百度",
        "展鹏",
        "张伟",
        "章伟",
        "Zoe",
        "Éclair",
    ]
