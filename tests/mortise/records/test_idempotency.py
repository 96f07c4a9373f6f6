"""A request that is sent again is carried out once."""

import asyncio
from datetime import UTC, datetime

import asyncpg
import pytest

from mortise.db.database import Database
from mortise.db.transaction import Tx
from mortise.errors import IdempotencyKeyReused, Invalid
from mortise.records.idempotency import Answer, claim, keep, once

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
async def person(database_url: str) -> int:
    connection = await asyncpg.connect(database_url)
    number: int = await connection.fetchval(
        "INSERT INTO mortise.person (login, name) VALUES ('zhang', '张伟') RETURNING id"
    )
    await connection.close()
    return number


async def test_twenty_requests_at_once_are_carried_out_once(database: Database, person: int) -> None:
    carried_out: list[int] = []

    async def request(number: int) -> Answer:
        async def work(tx: Tx) -> Answer:
            asked = once(person, "POST /records", "key", b"body")
            earlier = await claim(tx, asked, NOW)
            if earlier is not None:
                return earlier
            carried_out.append(number)
            answer = Answer(201, b"the record")
            await keep(tx, asked, answer)
            return answer

        return await database.run(work)

    answers = await asyncio.gather(*(request(number) for number in range(20)))

    assert len(carried_out) == 1
    assert answers == [Answer(201, b"the record")] * 20


async def test_the_same_key_with_another_body_is_refused(database: Database, person: int) -> None:
    async def first(tx: Tx) -> None:
        asked = once(person, "POST /records", "key", b"one body")
        await claim(tx, asked, NOW)
        await keep(tx, asked, Answer(201, b""))

    async def second(tx: Tx) -> None:
        await claim(tx, once(person, "POST /records", "key", b"another body"), NOW)

    await database.run(first)
    with pytest.raises(IdempotencyKeyReused):
        await database.run(second)


async def test_a_key_is_free_again_when_its_request_failed(database: Database, person: int) -> None:
    asked = once(person, "POST /records", "key", b"body")

    async def failing(tx: Tx) -> None:
        await claim(tx, asked, NOW)
        raise ArithmeticError

    async def again(tx: Tx) -> Answer | None:
        return await claim(tx, asked, NOW)

    with pytest.raises(ArithmeticError):
        await database.run(failing)
    assert await database.run(again) is None


@pytest.mark.parametrize("key", ["", "x" * 201, "a\nb"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(Invalid):
        once(1, "POST /records", key, b"")
