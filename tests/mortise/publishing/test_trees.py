"""Two who each hang a record below the other's at the same time do not make a circle of them."""

import asyncio
from typing import Any

import asyncpg
import pytest

from tests.looking import later_looks

from .conftest import Workshop
from .test_publish import PLACE

pytestmark = pytest.mark.anyio

HANG = "UPDATE app_visits.place SET above = {above} WHERE id = {id}"


def trees(document: dict[str, Any]) -> None:
    """Places lie within places."""
    field = {"kind": "tree_link", "key": "above", "label": {"zh-CN": "上级", "en": "Above"}, "form": "place"}
    document["forms"][PLACE]["fields"].append(field)


async def test_of_two_at_the_same_time_the_second_one_sees_the_first(workshop: Workshop) -> None:
    await workshop.change(trees)
    await workshop.publish()
    await workshop.run("INSERT INTO app_visits.place (name, title) VALUES ('a', 'a'), ('b', 'b')")
    database = workshop.database

    async def second() -> None:
        async with database.transaction() as tx:
            await tx.run(HANG.format(id=2, above=1))

    async with database.transaction() as tx:
        await tx.run(HANG.format(id=1, above=2))
        waiting = asyncio.create_task(second())
        async for _ in later_looks():
            if waiting.done() or await waits(workshop):
                break
    with pytest.raises(asyncpg.CheckViolationError) as refused:
        await waiting

    assert refused.value.constraint_name in (await workshop.published()).schema.constraints
    assert await workshop.rows("SELECT id, above FROM app_visits.place ORDER BY id") == [(1, 2), (2, None)]


async def waits(workshop: Workshop) -> bool:
    """Whether somebody waits for the one who hangs a record elsewhere."""
    return bool(
        await workshop.rows(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'"
        )
    )


async def test_rows_that_come_together_make_no_circle(workshop: Workshop) -> None:
    await workshop.change(trees)
    await workshop.publish()

    with pytest.raises(asyncpg.CheckViolationError):
        await workshop.run(
            "INSERT INTO app_visits.place (id, name, title, above) OVERRIDING SYSTEM VALUE"
            " VALUES (11, 'a', 'a', 12), (12, 'b', 'b', 11)"
        )
    await workshop.run(
        "INSERT INTO app_visits.place (id, name, title, above) OVERRIDING SYSTEM VALUE"
        " VALUES (11, 'a', 'a', 12), (12, 'b', 'b', NULL)"
    )


async def test_a_field_that_goes_is_watched_no_more_and_watched_again_when_it_comes_back(
    workshop: Workshop,
) -> None:
    await workshop.change(trees)
    await workshop.publish()
    await workshop.change(lambda document: document["forms"][PLACE]["fields"].pop())
    await workshop.publish()
    assert await workshop.rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal") == []

    await workshop.change(trees)
    await workshop.publish("place.above")

    assert len(await workshop.rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")) == 2
