"""Spans of days and of numbers, which expressions see as lists, in conditions of the database."""

from engines.expression.sql_executor import compile_condition
from tests.engines.form.database import filtered
from tests.engines.form.sample import sample


def test_a_span_is_compared_by_its_columns_so_that_their_index_serves() -> None:
    schema = sample()
    order = schema.forms["order"]
    tree = {"field": "term", "operator": "overlaps", "value": ["2026-11-01", "2026-11-30"]}

    _, checked = filtered(schema, order, tree)
    condition = str(compile_condition(checked, schema.resolver(order, order.table)))

    assert "term__end >=" in condition
    assert "ARRAY" not in condition
