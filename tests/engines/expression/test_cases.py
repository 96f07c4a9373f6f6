"""Every case of the corpus in Python and in PostgreSQL."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from engines.expression.check import Checked, check
from engines.expression.python_executor import compile_python
from engines.expression.types import BOOLEAN, type_from_json
from tests.engines.expression.corpus import CLOCK, SCOPE, Case, cases, from_json, to_json, typed
from tests.engines.expression.database import run
from tests.naming import about, together

CASES = cases()
GOOD = together((case.group, case) for case in CASES if not case.issues)
BAD = together((case.group, case) for case in CASES if case.issues)


@pytest.fixture(scope="module")
async def connection(module_database_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection to a migrated database."""
    opened = await asyncpg.connect(module_database_url, server_settings={"jit": "off"})
    yield opened
    await opened.close()


def checked(case: Case) -> Checked:
    """The case's expression, which must make sense."""
    expected = None if case.expected is None else type_from_json(case.expected)
    found = check(case.text, SCOPE, expected=expected)
    assert isinstance(found, Checked), found
    return found


@pytest.mark.parametrize("cases", GOOD)
def test_python_gives_what_the_cases_say(cases: list[Case]) -> None:
    for case in cases:
        with about(case.name):
            expression = checked(case)
            evaluate = compile_python(expression)

            for values, expect in case.rows:
                assert evaluate(typed(values), CLOCK) == from_json(expression.type, expect), values


@pytest.mark.parametrize("cases", GOOD)
async def test_postgresql_gives_what_the_cases_say(
    cases: list[Case], connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    for case in cases:
        with about(case.name):
            expression = checked(case)

            for values, expect in case.rows:
                value, kept = await run(connection, expression, typed(values), CLOCK)
                assert to_json(value) == to_json(from_json(expression.type, expect)), values
                if expression.type == BOOLEAN:
                    assert kept is (value is True), values


@pytest.mark.parametrize("cases", BAD)
def test_an_expression_that_makes_no_sense_is_refused(cases: list[Case]) -> None:
    for case in cases:
        with about(case.name):
            expected = None if case.expected is None else type_from_json(case.expected)

            found = check(case.text, SCOPE, expected=expected, stored=case.stored)

            assert not isinstance(found, Checked)
            assert tuple(issue.code.removeprefix("expression.") for issue in found) == case.issues
