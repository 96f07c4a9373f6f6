"""Statements compiled once."""

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from mortise.db.statements import StatementCache, prepare
from mortise.db.tables import setting
from mortise.db.tables.people import person


def test_binds_become_numbers_in_their_order() -> None:
    statement = prepare(
        sa.select(person.c.id).where(
            person.c.login == sa.bindparam("login"), person.c.id > sa.bindparam("after")
        )
    )

    assert statement.names == ("login", "after")
    assert "$1" in statement.text
    assert "$2" in statement.text
    assert statement.arguments({"after": 5, "login": "wang"}) == ["wang", 5]


def test_a_value_written_in_the_statement_is_its_default() -> None:
    statement = prepare(sa.select(person.c.id).where(person.c.active == sa.bindparam("active", value=True)))

    assert statement.arguments() == [True]
    assert statement.arguments({"active": False}) == [False]


def test_a_missing_value_is_named() -> None:
    statement = prepare(sa.select(person.c.id).where(person.c.login == sa.bindparam("login")))

    with pytest.raises(KeyError, match="login"):
        statement.arguments({})


def test_an_array_is_one_value() -> None:
    ids = sa.bindparam("ids", type_=ARRAY(sa.BigInteger))

    statement = prepare(sa.select(person.c.name).where(person.c.id == sa.any_(ids)))

    assert statement.arguments({"ids": [1, 2, 3]}) == [[1, 2, 3]]


def test_a_list_of_binds_is_refused() -> None:
    with pytest.raises(TypeError, match="arrays"):
        prepare(sa.select(person.c.id).where(person.c.id.in_([1, 2])))


def test_text_with_a_percent_sign_stays_as_it_is() -> None:
    statement = prepare(sa.select(sa.literal_column("'100%'")))

    assert statement.text == "SELECT '100%'"


def test_a_cache_builds_each_shape_once_and_forgets_the_oldest() -> None:
    built: list[str] = []

    def build(key: str) -> sa.Select[tuple[object]]:
        built.append(key)
        return sa.select(setting.c.value).where(setting.c.key == key)

    cache = StatementCache(size=2)
    for key in ("a", "b", "a", "c", "a", "b"):
        cache.get(key, lambda key=key: build(key))  # type: ignore[misc]  # mypy cannot infer a lambda's default

    assert built == ["a", "b", "c", "b"]
    assert len(cache) == 2
