"""The SQL that conditions become: plain where an index can serve, and two-valued everywhere."""

from typing import Any

import asyncpg
import pytest
from sqlalchemy import ColumnElement, column
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from engines.expression.check import Checked, check
from engines.expression.scope import Path
from engines.expression.sql_executor import compile_condition, compile_sql
from engines.expression.values import CAPITAL, FOLDED, SMALL
from tests.engines.expression.corpus import SCOPE

DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


def resolve(path: Path) -> ColumnElement[Any]:
    return column("__".join(path))


def checked(text: str) -> Checked:
    found = check(text, SCOPE)
    assert isinstance(found, Checked), found
    return found


def condition(text: str) -> str:
    """The condition as SQL."""
    return str(compile_condition(checked(text), resolve).compile(dialect=DIALECT))


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ('source = "web"', "source = $1::VARCHAR"),
        ("amount > 1", "amount > $1::NUMERIC"),
        ("signed_on <= TODAY()", "signed_on <= $1::DATE"),
        ('AND(source = "web", amount < 2)', "source = $1::VARCHAR AND (amount < $2::NUMERIC)"),
        ("urgent", "urgent"),
        ("signed_on = BLANK()", "signed_on IS NULL"),
        ("signed_on <> BLANK()", "signed_on IS NOT NULL"),
        ('source <> "web"', "source IS DISTINCT FROM $1::VARCHAR"),
        ("owner = ME", "owner = $1::BIGINT"),
        ("NOT(amount > 1)", "(amount > $1::NUMERIC) IS NOT true"),
        ("created_at > TODAY()", "created_at >= mortise.day_end($1::DATE, $2::VARCHAR)"),
        (
            "TODAY() = created_at",
            (
                "created_at >= mortise.day_start($1::DATE, $2::VARCHAR)"
                " AND created_at < mortise.day_end($1::DATE, $2::VARCHAR)"
            ),
        ),
        ("amount = cost", "amount IS NOT DISTINCT FROM cost"),
        ('IN(source, "web", "fair")', "source IN ($1::VARCHAR, $2::VARCHAR)"),
        ("IN(stage, FILTER.p2)", "stage = ANY ($1::TEXT[])"),
        ('HAS(tags, "vip")', "tags @> CAST(ARRAY[$1::VARCHAR] AS TEXT[])"),
    ],
)
def test_a_condition_is_written_so_that_indexes_serve(text: str, sql: str) -> None:
    assert condition(text) == sql


def test_a_person_without_department_meets_records_without_one() -> None:
    sql = condition("office = ME.department")

    assert sql == "office = $1::BIGINT OR office IS NULL AND $1::BIGINT IS NULL"


def test_parameters_have_the_names_that_callers_fill() -> None:
    text = "AND(due_on < TODAY(), created_at < NOW(), office = ME.department, amount > PARAM.limit)"

    names = compile_condition(checked(text), resolve).compile(dialect=DIALECT).params

    assert {"today", "now", "me_department", "param_limit"} <= set(names)


def test_text_of_an_author_is_never_sql() -> None:
    text = 'name = "\'; DROP TABLE mortise.person; --" & "$$" & "\\"'

    compiled = compile_sql(checked(text), resolve).compile(dialect=DIALECT)

    assert "DROP" not in str(compiled)
    assert "'; DROP TABLE mortise.person; --" in compiled.params.values()


def test_sql_grows_with_the_expression_and_not_faster() -> None:
    def size(depth: int) -> int:
        text = "(amount + " * depth + "cost" + ") * 2" * depth
        return len(str(compile_sql(checked(text), resolve).compile(dialect=DIALECT)))

    assert size(30) < 3 * size(10) + 1_000


async def test_letters_change_in_postgresql_as_in_python(module_database_url: str) -> None:
    connection = await asyncpg.connect(module_database_url)
    letters = "".join(chr(code) for code in range(1, 0xFFFF) if not 0xD800 <= code < 0xE000)

    small = await connection.fetchval("SELECT mortise.lower($1)", letters)
    capital = await connection.fetchval("SELECT mortise.upper($1)", letters)
    folded = await connection.fetchval("SELECT mortise.fold($1)", letters)
    await connection.close()

    assert small == letters.translate(SMALL)
    assert capital == letters.translate(CAPITAL)
    assert folded == letters.translate(FOLDED)
