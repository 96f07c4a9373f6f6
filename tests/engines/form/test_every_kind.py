"""What every kind of field promises in its examples, kept in Python and in PostgreSQL."""

from collections.abc import AsyncIterator
from typing import Any, TypeAlias

import orjson
import pytest
import sqlalchemy as sa

from engines.definition import LOCALES
from engines.expression.types import type_from_json
from engines.form.facts import Facts
from engines.form.field import Field
from engines.form.fields import FIELD_KINDS
from engines.form.meaning import Names
from engines.form.meanings import meaning_of
from engines.form.parsing import parse_record
from engines.issues import Issue, sentence
from mortise.db.statements import DIALECT
from tests.engines.form.database import connect, insert_row, run
from tests.engines.form.sample import CLOCK, FACTS
from tests.naming import about, together

LABEL = {"zh-CN": "字段", "en": "Field"}
NAMES = Names(
    people={7: "张伟", 2**63 - 1: "李娜"},
    departments={3: "销售部"},
    titles={"customer": {12: "大华", 3: "宏达", 5: "甲、乙"}},
    ids={
        "person": {"张伟": [7], "李娜": [2**63 - 1]},
        "department": {"销售部": [3]},
        "form:customer": {"大华": [12], "宏达": [3], "甲、乙": [5]},
        "file": {"报价.pdf": [7], "logo.png": [9], "现场.jpg": [11]},
    },
)


def field_of(kind: str, example: Any) -> Field:
    """A field of the kind with an example's settings, typed where an expression would have said so."""
    settings = {"key": "field", "label": LABEL, **example["settings"]}
    made = FIELD_KINDS[kind].model_validate(settings)
    if "type" not in example:
        return made
    meaning = meaning_of(type_from_json(example["type"]), made.computed_decimals())
    assert meaning is not None
    return made.resolved(meaning)


def settled(field: Field, value: object, facts: Facts = FACTS) -> object:
    """A parsed value as a save completes it."""
    return value if isinstance(value, Issue) else field.settle(value, None, CLOCK, facts)


EXAMPLES: list[tuple[str, str, Field, Any]] = [
    (f"{kind}-{number}", kind, field_of(kind, example), example)
    for kind, found in FIELD_KINDS.items()
    for number, example in enumerate(found.examples)
]


Pairs: TypeAlias = list[tuple[Field, Any, Any]]


def pairs(member: str) -> list[Any]:
    """The pairs of one part of a kind's examples, with the field that each is about, for every kind."""
    return together(
        (kind, (field, first, second))
        for _, kind, field, example in EXAMPLES
        for first, second in example.get(member, ())
    )


@pytest.fixture(scope="module")
async def connection(module_database_url: str) -> AsyncIterator[Any]:
    opened = await connect(module_database_url)
    await opened.execute("CREATE SCHEMA kinds")
    yield opened
    await opened.close()


@pytest.mark.parametrize("kind", FIELD_KINDS)
def test_a_kind_says_what_it_is_in_both_languages(kind: str) -> None:
    found = FIELD_KINDS[kind]

    assert found.title.zh_cn
    assert found.title.en
    assert found.__doc__
    assert found.__doc__ != Field.__doc__
    assert found.icon.endswith("Outlined")
    assert found.model_fields["kind"].default == kind


@pytest.mark.parametrize("kind", FIELD_KINDS)
def test_a_kind_has_examples_of_what_it_accepts_and_refuses(kind: str) -> None:
    examples: Any = FIELD_KINDS[kind].examples

    assert any(example["accepts"] for example in examples)
    assert any(example["refuses"] for example in examples)


@pytest.mark.parametrize("examples", pairs("accepts"))
def test_what_an_example_accepts_becomes_the_value_it_names(examples: Pairs) -> None:
    for field, raw, shown in examples:
        with about(field, repr(raw)):
            value = settled(field, field.parse(raw))

            assert not isinstance(value, Issue)
            assert field.to_json(value) == shown


@pytest.mark.parametrize("examples", pairs("accepts"))
def test_json_that_was_given_out_is_taken_back(examples: Pairs) -> None:
    for field, _, shown in examples:
        with about(field, repr(shown)):
            again = settled(field, field.parse(shown))

            assert not isinstance(again, Issue)
            assert field.to_json(again) == shown


@pytest.mark.parametrize("examples", pairs("refuses"))
def test_what_an_example_refuses_is_an_issue_with_words(examples: Pairs) -> None:
    for field, raw, code in examples:
        with about(field, repr(raw)):
            found = settled(field, field.parse(raw))

            assert isinstance(found, Issue)
            assert found.code == code
            for locale in LOCALES:
                text, hint = sentence(found, locale)
                assert text
                assert hint
                (text + hint).encode()


@pytest.mark.parametrize("examples", pairs("texts"))
def test_what_people_write_into_a_cell_is_understood(examples: Pairs) -> None:
    for field, text, shown in examples:
        with about(field, repr(text)):
            value = settled(field, field.parse_text(text, NAMES))

            assert not isinstance(value, Issue)
            assert field.to_json(value) == shown


@pytest.mark.parametrize("examples", pairs("accepts"))
def test_what_is_shown_to_people_is_read_back(examples: Pairs) -> None:
    for locale in LOCALES:
        for field, raw, _ in examples:
            if field.row_fields() is not None:
                continue
            with about(field, repr(raw), locale):
                value = settled(field, field.parse(raw))

                again = settled(field, field.parse_text(field.show(value, locale, NAMES), NAMES))

                assert field.to_json(again) == field.to_json(value)


@pytest.mark.parametrize(
    ("field", "example"), [pytest.param(field, example, id=name) for name, _, field, example in EXAMPLES]
)
async def test_columns_keep_a_value_and_give_its_json(field: Field, example: Any, connection: Any) -> None:
    if not field.columns():
        return
    table = sa.Table(
        "kept",
        sa.MetaData(schema="kinds"),
        sa.Column("id", sa.BigInteger, sa.Identity()),
        *(sa.Column(field.key + column.suffix, column.type) for column in field.columns()),
    )
    await connection.execute("DROP TABLE IF EXISTS kinds.kept")
    await connection.execute(str(sa.schema.CreateTable(table).compile(dialect=DIALECT)))
    for raw, shown in example["accepts"]:
        value = settled(field, field.parse(raw))

        identity = await insert_row(connection, table, field.to_columns(value))
        statement = sa.select(*table.c, field.output(table).label("output")).where(table.c.id == identity)
        (row,) = await run(connection, statement, {})

        assert field.from_columns(row) == value
        assert field.to_json(field.from_columns(row)) == shown
        assert plain(row["output"]) == shown


def plain(output: object) -> object:
    """What orjson makes of a selected value."""
    if isinstance(output, str) and output.startswith("{"):
        return orjson.loads(output)
    return orjson.loads(orjson.dumps(output, option=orjson.OPT_UTC_Z))


def test_unknown_and_computed_fields_are_refused_where_they_stand() -> None:
    fields = {"field": field_of("number", {"settings": {}})}

    parsed = parse_record(fields, {"field": "1", "feild": 2})

    assert parsed.values.keys() == {"field"}
    assert [(issue.code, issue.pointer) for issue in parsed.issues] == [("unknown_field", "/feild")]


async def test_the_ends_of_the_calendar_are_days_in_json_too(connection: Any) -> None:
    field = field_of("date", {"settings": {}})
    table = sa.Table("days", sa.MetaData(schema="kinds"), sa.Column("field", sa.Date))
    await connection.execute("CREATE TABLE kinds.days (field date)")
    for day in ("0001-01-01", "9999-12-31"):
        statement = sa.insert(table).values(field=field.parse(day)).returning(table.c.field)
        await run(connection, statement, {})

    rows = await run(connection, sa.select(sa.func.to_jsonb(field.output(table)).label("day")), {})

    assert [row["day"] for row in rows] == ["0001-01-01", "9999-12-31"]
