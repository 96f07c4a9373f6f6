"""Python and PostgreSQL agree on whatever makes sense, and neither ever raises."""

from collections.abc import AsyncIterator
from decimal import Decimal
from random import Random

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.expression.check import Checked, check
from engines.expression.python_executor import compile_python
from engines.expression.tree_json import tree_from_json, tree_to_json
from engines.expression.types import BOOLEAN
from engines.expression.values import LIMIT
from tests.engines.expression.corpus import CLOCK, SCOPE, to_json
from tests.engines.expression.database import run
from tests.engines.expression.random_expressions import random_text, random_values


@pytest.fixture(scope="module")
async def connection(module_database_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection to a migrated database."""
    opened = await asyncpg.connect(module_database_url, server_settings={"jit": "off"})
    yield opened
    await opened.close()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(chance=st.randoms(use_true_random=True))
async def test_python_and_postgresql_agree(
    chance: Random, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    text = random_text(chance)
    expression = check(text, SCOPE)
    assert isinstance(expression, Checked), (text, expression)
    evaluate = compile_python(expression)

    for _ in range(3):
        values = random_values(chance, expression)
        expected = evaluate(values, CLOCK)
        value, kept = await run(connection, expression, values, CLOCK)

        assert to_json(value) == to_json(expected), (text, values)
        assert not isinstance(expected, Decimal) or -LIMIT < expected < LIMIT
        if expression.type == BOOLEAN:
            assert kept is (expected is True), (text, values)


@settings(max_examples=100, deadline=None)
@given(chance=st.randoms(use_true_random=True))
def test_a_tree_survives_json(chance: Random) -> None:
    expression = check(random_text(chance), SCOPE)
    assert isinstance(expression, Checked)

    again = tree_from_json(tree_to_json(expression.tree))

    assert tree_to_json(again) == tree_to_json(expression.tree)
