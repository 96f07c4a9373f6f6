"""Every operator of every kind, compiled and run in PostgreSQL, chooses the records that Python chooses."""

from collections.abc import AsyncIterator, Mapping
from decimal import Decimal
from typing import Any, Final

import pytest
import sqlalchemy as sa

from engines.expression.python_executor import compile_python
from engines.expression.types import is_list
from engines.form.aggregates import aggregate, aggregate_column
from engines.form.fields import FIELD_KINDS
from engines.form.filters import compile_filter
from engines.form.meaning import Operator
from engines.form.parsing import parse_record, record_to_json
from engines.form.schema import Form
from engines.form.submit import Submission, submit
from engines.issues import sentence
from tests.engines.form.database import chosen, connect, filtered, insert, install, run
from tests.engines.form.sample import CLOCK, FACTS, sample
from tests.naming import about

SCHEMA: Final = sample()
ORDER: Final = SCHEMA.forms["order"]
CUSTOMER: Final = SCHEMA.forms["customer"]

RECORDS: Final[list[dict[str, Any]]] = [
    {},
    {
        "customer": 1,
        "state": "won",
        "subject": "Ａｃｍｅ 智能仓储",
        "remark": "第一行\n第二行",
        "discount": "5.5",
        "pieces": 12,
        "freight": "100",
        "urgent": True,
        "ordered_on": "2026-11-21",
        "ships_at": "2026-11-21T10:00:00Z",
        "tags": ["red", "blue"],
        "papers": [7, 8],
        "photos": [11],
        "seller": 7,
        "branch": 3,
        "team": [7, 8],
        "branches": [3],
        "partners": [2, 1],
        "margin": "0.125",
        "stars": 4,
        "opens_at": "09:30",
        "took": 5400,
        "term": {"start": "2026-11-20", "end": "2026-11-25"},
        "mail": "Zhang.Wei@example.com",
        "mobile": "138 0013 8000",
        "site": "https://example.com/a",
        "card": "11010519491231002X",
        "minutes": "<h2>会议</h2><p>Ａｃｍｅ <strong>agreed</strong></p>",
        "topics": ["VIP", "仓储"],
        "category": "pump",
        "territory": "440305",
        "ship_to": {"region": "440305", "street": "科技园路1号", "postcode": "518000"},
        "spot": {"latitude": "22.5431", "longitude": "114.0579", "accuracy": 9},
        "credit": "9135 0100 m000 100y 43",
        "account": "1100 1019 5000 5602 0121",
        "founded": 2026,
        "paint": "#1F6F5C",
        "budget": {"low": "10", "high": "20.5"},
        "signed": [11],
        "guide": "# Ａｃｍｅ\n- 一\n- 二",
        "setup": '{"host": "acme"}',
        "lines": [{"product": "a", "quantity": "2", "price": "10"}],
    },
    {
        "customer": 2,
        "state": "open",
        "subject": "acme",
        "remark": 'quote " and % and _ and \\',
        "discount": "-3",
        "pieces": 1,
        "freight": {"amount": "3", "currency": "USD"},
        "urgent": False,
        "ordered_on": "2026-11-03",
        "ships_at": "2026-11-01T15:59:59Z",
        "tags": ["green"],
        "papers": [10],
        "seller": 8,
        "branch": 4,
        "team": [8],
        "branches": [4, 9],
        "partners": [1],
        "margin": "-0.05",
        "stars": 1,
        "opens_at": "18:00:30",
        "took": 60,
        "term": {"start": "2026-01-01", "end": "2026-11-20"},
        "mail": "li@example.org",
        "mobile": "021-58881234-805",
        "site": "http://example.org",
        "card": "EA1234567",
        "minutes": "acme & co",
        "topics": ["vip"],
        "category": "service",
        "territory": "440306",
        "ship_to": {"street": "某街2号"},
        "account": "GB33BUKB20201555555555",
        "founded": "1998",
        "paint": "0af",
        "budget": {"low": "-5", "high": "10"},
        "guide": "acme",
        "setup": "[]",
        "lines": [{"product": "b", "quantity": "0", "price": "1"}, {"product": "c", "price": "7.25"}],
    },
    {
        "customer": 2,
        "state": "lost",
        "subject": "100% _x_",
        "discount": "5.5",
        "pieces": 12,
        "freight": "0",
        "ordered_on": "2025-12-31",
        "ships_at": "2027-01-01T00:00:00+08:00",
        "tags": ["red", "green", "blue"],
        "seller": 7,
        "branch": 9,
        "team": [9, 7],
        "branches": [9],
        "margin": "0.125",
        "stars": 4,
        "opens_at": "00:00",
        "took": 90_000,
        "term": {"start": "2026-12-01", "end": "2026-12-01"},
        "mail": "zhang.wei@example.com",
        "mobile": "+16502530000",
        "site": "https://example.com/b",
        "card": "E12345678",
        "topics": ["仓储", "VIP", "急"],
        "category": "valve",
        "territory": "110101",
        "founded": 2025,
        "paint": "#1f6f5c",
        "budget": {"low": 0, "high": 0},
    },
]


def submitted(raw: Mapping[str, Any]) -> Submission:
    """A new order as it is saved."""
    parsed = parse_record(ORDER.fields, raw)
    assert not parsed.issues
    answers: dict[Any, object] = {}
    while True:
        facts = type(FACTS)(FACTS.me, FACTS.parameters, answers, FACTS.base_currency, FACTS.rates)
        found = submit(ORDER, None, parsed.values, facts, CLOCK)
        if isinstance(found, Submission):
            return found
        for question in found.questions:
            answers[question] = CUSTOMERS[question.id].get(question.path[0].replace("title", "name"))


CUSTOMERS: Final = {1: {"name": "大华", "grade": "a"}, 2: {"name": "宏达", "grade": "b"}}

SAVED: Final = [submitted(raw) for raw in RECORDS]


@pytest.fixture(scope="module")
async def connection(module_database_url: str) -> AsyncIterator[Any]:
    opened = await connect(module_database_url)
    await install(opened, SCHEMA)
    for values in CUSTOMERS.values():
        await insert(opened, CUSTOMER, values, values["name"])
    for saved in SAVED:
        await insert(opened, ORDER, saved.record, saved.title)
    yield opened
    await opened.close()


def flat(place: int) -> dict[str, object]:
    """A saved record as expressions see it."""
    record = SAVED[place].record
    values = {key: field.to_expression(record.get(key)) for key, field in ORDER.fields.items()}
    return {**values, "ME.id": 7, "ME.department": 3, "ME.departments": (3, 4)}


def operand_sets(key: str, operator: Operator) -> list[list[Any]]:
    """Values to compare with: those that the records have."""
    jsons = [record_to_json(ORDER.fields, saved.record).get(key) for saved in SAVED]
    values = [value for value in jsons if value is not None]
    values = [list(value.values())[-1] if isinstance(value, dict) else value for value in values]
    values = [
        next(value[name] for name in ("base", "text", "latitude") if name in value)
        if isinstance(value, dict)
        else value
        for value in values
    ]
    flattened = [item for value in values for item in (value if isinstance(value, list) else [value])]
    found: list[list[Any]] = []
    for first, second in zip(flattened, flattened[1:] + flattened[:1], strict=True):
        operands: list[Any] = []
        for kind, value in zip(operator.operands, (first, second), strict=False):
            if is_list(kind):
                operands.append([first, second])
            elif (kind.name == "number" and not isinstance(value, (int, float, str))) or (
                kind.name == "number" and operator.slots is not None
            ):
                operands.append(30)
            else:
                operands.append(value)
        found.append(operands)
    return found[:4] if operator.operands else [[]]


KEYS: Final = [pytest.param(key, id=f"{field.kind}-{key}") for key, field in ORDER.fields.items()]


def test_the_sample_has_a_field_of_every_kind() -> None:
    kinds = {field.kind for form in SCHEMA.forms.values() for field in form.fields.values()}

    assert kinds == set(FIELD_KINDS)


@pytest.mark.parametrize("key", KEYS)
async def test_operators_choose_in_postgresql_what_they_choose_in_python(key: str, connection: Any) -> None:
    for name, operator in ORDER.fields[key].operators().items():
        with about(name):
            await agree(connection, key, name, operator)


async def agree(connection: Any, key: str, name: str, operator: Operator) -> None:
    for operands in operand_sets(key, operator):
        value = {"value": operands[0] if len(operands) == 1 else operands} if operands else {}
        found, checked = filtered(SCHEMA, ORDER, {"field": key, "operator": name, **value})
        evaluate = compile_python(checked)
        slots = {
            f"FILTER.{slot}": tuple(item) if isinstance(item, list) else item
            for slot, item in found.operands.items()
        }

        expected = {
            place + 1 for place in range(len(SAVED)) if evaluate({**flat(place), **slots}, CLOCK) is True
        }

        assert await chosen(connection, SCHEMA, ORDER, found, checked) == expected


@pytest.mark.parametrize("key", KEYS)
async def test_aggregates_are_the_same_in_postgresql_and_in_python(key: str, connection: Any) -> None:
    kinds: Any = ORDER.fields[key].aggregates()
    for kind in kinds:
        with about(kind):
            column = aggregate_column(kind, ORDER.fields[key].expression_column(ORDER.table))

            (row,) = await run(connection, sa.select(column.label("found")).select_from(ORDER.table), {})

            values = [flat(place)[key] for place in range(len(SAVED))]
            expected = aggregate(kind, values)
            assert (Decimal(row["found"]) if isinstance(expected, Decimal) else row["found"]) == expected


@pytest.mark.parametrize("key", [key for key, field in ORDER.fields.items() if field.row_fields() is None])
async def test_records_are_ordered_and_grouped_by_every_field(key: str, connection: Any) -> None:
    field = ORDER.fields[key]
    ordered = sa.select(ORDER.table.c.id).order_by(*field.sort_columns(ORDER.table), ORDER.table.c.id)
    column = field.expression_column(ORDER.table)
    grouped = sa.select(sa.func.count().label("n")).select_from(ORDER.table).group_by(column)

    ids = [row["id"] for row in await run(connection, ordered, {})]
    counts = [row["n"] for row in await run(connection, grouped, {})]

    assert sorted(ids) == [1, 2, 3, 4]
    assert sum(counts) == len(SAVED)


async def test_choices_are_ordered_as_the_author_listed_them(connection: Any) -> None:
    columns = ORDER.fields["state"].sort_columns(ORDER.table)
    statement = sa.select(ORDER.table.c.state).order_by(*columns, ORDER.table.c.id)

    states = [row["state"] for row in await run(connection, statement, {})]

    assert states == ["open", "open", "won", "lost"]


TREES: Final[list[tuple[Any, set[int]]]] = [
    ({"all": []}, {1, 2, 3, 4}),
    ({"any": []}, set()),
    ({"not": {"field": "state", "operator": "is", "value": "open"}}, {2, 4}),
    ({"field": "customer.grade", "operator": "is", "value": "b"}, {3, 4}),
    ({"field": "owner", "operator": "is_blank"}, {1, 2, 3, 4}),
    ({"field": "id", "operator": "any_of", "value": [2, 4]}, {2, 4}),
    ("COUNT(lines) > 1", {3}),
    ("SUM(lines.amount) > 10", {2}),
    ('customer.grade = "b"', {3, 4}),
    ("customer.order_count >= PARAM.rate", set()),
    (
        {
            "any": [
                {"all": [{"field": "tags", "operator": "contains", "value": "blue"}, {"not": {"any": []}}]},
                {"field": "subject", "operator": "contains", "value": "ACME"},
            ]
        },
        {2, 3, 4},
    ),
]


@pytest.mark.parametrize(("tree", "expected"), TREES)
async def test_a_tree_or_a_text_chooses_records(tree: Any, expected: set[int], connection: Any) -> None:
    found, checked = filtered(SCHEMA, ORDER, tree)
    values = {f"filter_{slot}": value for slot, value in found.operands.items()} | {"param_rate": Decimal(2)}

    assert await chosen(connection, SCHEMA, ORDER, found, checked, values) == expected


MISTAKES: Final[list[tuple[Any, list[tuple[str, str]]]]] = [
    ({"field": "stat", "operator": "is", "value": "open"}, [("unknown_field", "/field")]),
    ({"field": "lines.amount", "operator": "is", "value": 1}, [("unknown_field", "/field")]),
    ({"field": "lines", "operator": "is_blank"}, [("unknown_field", "/field")]),
    ({"field": "state", "operator": "equals", "value": "open"}, [("operator_unknown", "/operator")]),
    ({"field": "state", "operator": "is", "value": "opne"}, [("not_option", "/value")]),
    ({"field": "state", "operator": "is", "value": ["open"]}, [("not_option", "/value")]),
    ({"field": "pieces", "operator": "is", "value": True}, [("not_number", "/value")]),
    ({"field": "pieces", "operator": "is", "value": "NaN"}, [("not_number", "/value")]),
    ({"field": "pieces", "operator": "between", "value": [1]}, [("operand_count", "/value")]),
    ({"field": "pieces", "operator": "is"}, [("operand_count", "/value")]),
    ({"field": "subject", "operator": "contains", "value": ""}, [("operand_count", "/value")]),
    ({"field": "pieces", "operator": "is_blank", "value": 1}, [("operand_count", "/value")]),
    ({"field": "ordered_on", "operator": "before", "value": "2026-02-30"}, [("no_such_date", "/value")]),
    ({"field": "subject", "operator": "contains", "value": "\0"}, [("text_holds_nul", "/value")]),
    ({"field": "subject", "operator": "contains", "value": "\ud800"}, [("text_not_unicode", "/value")]),
    ({"field": "tags", "operator": "includes_any", "value": "red"}, [("not_list", "/value")]),
    ({"field": "seller", "operator": "is", "value": 2**63}, [("not_reference", "/value")]),
    ({"all": [{"x": 1}, 5]}, [("filter_malformed", "/all/0"), ("filter_malformed", "/all/1")]),
    ({"all": [], "any": []}, [("filter_malformed", "")]),
    (5, [("filter_malformed", "")]),
    ("subjet = 1", [("expression.misspelt_name", "")]),
    ("subject =", [("expression.unfinished", "")]),
]


@pytest.mark.parametrize(("tree", "expected"), MISTAKES)
def test_a_mistaken_filter_is_explained_where_it_is_wrong(tree: Any, expected: list[tuple[str, str]]) -> None:
    found, issues = compile_filter(SCHEMA, ORDER, tree, lambda path: True, CLOCK)

    assert found is None
    assert [(issue.code, issue.pointer) for issue in issues] == expected
    for issue in issues:
        assert sentence(issue, "zh-CN")
        assert sentence(issue, "en")


@pytest.mark.parametrize("tree", [{"field": "discount", "operator": "is", "value": 1}, "discount = 1"])
def test_a_field_that_may_not_be_used_reads_as_one_that_is_not_there(tree: Any) -> None:
    hidden, issues = compile_filter(SCHEMA, ORDER, tree, lambda path: path != ("discount",), CLOCK)

    assert hidden is None
    assert [issue.code for issue in issues] == ["unknown_field"]
    assert "discount" not in str(issues[0].params)


def test_a_filter_with_too_many_parts_is_refused_once() -> None:
    part = {"field": "state", "operator": "is", "value": "open"}
    deep: Any = part
    for _ in range(50):
        deep = {"not": deep}

    for tree in ({"all": [part] * 5_000}, deep):
        found, issues = compile_filter(SCHEMA, ORDER, tree, lambda path: True, CLOCK)

        assert found is None
        assert [issue.code for issue in issues] == ["filter_too_large"]


def test_the_same_shape_of_filter_is_the_same_text() -> None:
    first, _ = compile_filter(
        SCHEMA, ORDER, {"field": "state", "operator": "is", "value": "open"}, lambda path: True, CLOCK
    )
    second, _ = compile_filter(
        SCHEMA, ORDER, {"field": "state", "operator": "is", "value": "won"}, lambda path: True, CLOCK
    )

    assert first is not None
    assert second is not None
    assert first.text == second.text
    assert first.operands != second.operands


def test_a_form_and_its_fields_are_compiled_once() -> None:
    assert isinstance(ORDER, Form)
    assert ORDER.program is ORDER.program
