"""Failures as answers."""

import asyncpg
import pytest

from mortise.edge.problems import refusal
from mortise.errors import NotFound


def test_what_is_unexpected_shows_only_the_number_of_the_incident() -> None:
    told = refusal(RuntimeError("password is hunter2"), "7f3a")

    assert (told.status, told.params) == (500, {"incident": "7f3a"})


def test_a_refusal_stays_what_it_is() -> None:
    refused = NotFound()

    assert refusal(refused, "7f3a") is refused


@pytest.mark.parametrize(
    ("failed", "status"),
    [
        pytest.param(asyncpg.QueryCanceledError("slow"), 503, id="a statement took too long"),
        pytest.param(asyncpg.DeadlockDetectedError("lost"), 503, id="deadlocks again and again"),
        pytest.param(ConnectionResetError(), 503, id="the database went away"),
        pytest.param(asyncpg.CharacterNotInRepertoireError("0x00"), 400, id="a NUL in a text"),
        pytest.param(asyncpg.UndefinedTableError("gone"), 500, id="a fault of ours"),
    ],
)
def test_what_the_database_says_becomes_an_answer(failed: Exception, status: int) -> None:
    assert refusal(failed, "7f3a").status == status
