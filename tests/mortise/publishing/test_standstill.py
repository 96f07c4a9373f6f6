"""A publication that nobody goes on with blocks the next one: it is told, taken up again or given up."""

from typing import Any

import pytest

from mortise.db.failpoints import failing
from mortise.db.transaction import Tx
from mortise.errors import NotFound
from mortise.identity.first_start import create_administrator
from mortise.jobs.failures import failed_jobs
from mortise.jobs.sweeper import sweep_jobs
from mortise.publishing.preparation import prepare
from mortise.publishing.publications import open_publication
from mortise.publishing.publish import AlreadyPublishing, PublicationStuck, PublicationUnderWay, lock_name
from mortise.publishing.standstill import PublicationAtWork, PublicationOver, abandon, retry

from .conftest import Workshop
from .test_preparation import busy, quiet, state, work
from .test_publish import PLACE, columns, field

pytestmark = pytest.mark.anyio

__all__ = ["busy", "quiet"]

REPAIRS = [{"kind": "number", "key": "cost", "label": {"en": "Cost"}}]
LAST_WORKER_KILLED = (
    "UPDATE mortise.outbox SET attempts = 5, lease_until = now() - interval '1 second' WHERE done_at IS NULL"
)
LOG = (
    "SELECT record_id, actor_id, old ->> 'state', new ->> 'state' FROM mortise.record_change "
    "WHERE app_id = 0 AND form = 'publication' ORDER BY id"
)


@pytest.fixture
async def builder(busy: Workshop) -> int:
    """The person who decides."""
    async with busy.database.transaction() as tx:
        await create_administrator(tx, "Grünkohl-7-mit-Pinkel")
    ((number,),) = await busy.rows("SELECT id FROM mortise.person")
    assert isinstance(number, int)
    return number


async def begin(workshop: Workshop) -> int:
    """A publication with hidden columns, a table and a unique index to be prepared."""
    await workshop.change(field(PLACE, "double_area", kind="formula", formula="area * 2"))
    await workshop.change(field(PLACE, "repairs", kind="sub_table", fields=REPAIRS))
    await workshop.change(field(PLACE, "area", unique=True))
    number = (await workshop.publish()).publication
    assert number is not None
    return number


async def stop(workshop: Workshop, place: str = "publish.fill", passage: int = 3) -> None:
    """A worker dies on the way, and was the last that would try."""
    with failing(place, passage):
        await work(workshop)
    await workshop.run(LAST_WORKER_KILLED)


async def is_stuck(workshop: Workshop) -> bool | None:
    async with workshop.database.read() as reader:
        row = await open_publication(reader, workshop.app_id)
        return None if row is None else bool(row["is_stuck"])


async def test_a_builder_is_told_what_is_in_the_way(busy: Workshop) -> None:
    number = await begin(busy)

    with pytest.raises(PublicationUnderWay) as under_way:
        await busy.publish()
    assert await is_stuck(busy) is False
    await stop(busy)
    assert await is_stuck(busy) is True
    with pytest.raises(PublicationStuck) as stuck:
        await busy.publish()

    for told in (under_way.value, stuck.value):
        assert (told.extra, told.params) == ({"publication": number}, {"version": 2})


async def test_a_publication_is_stuck_before_and_after_its_job_is_put_aside(busy: Workshop) -> None:
    number = await begin(busy)
    await stop(busy)

    async with busy.database.transaction() as tx:
        await sweep_jobs(tx)

    assert await is_stuck(busy) is True
    async with busy.database.read() as reader:
        row = await open_publication(reader, busy.app_id)
        assert [job["kind"] for job in await failed_jobs(reader, 9)] == ["publish.prepare"]
    assert row is not None
    assert (row["id"], row["reason"]) == (number, "FailpointError: publish.fill")


@pytest.mark.parametrize("place", [("publish.fill", 1), ("publish.fill", 3), ("publish.index", 1)])
async def test_what_is_taken_up_again_ends_as_if_nothing_had_happened(
    busy: Workshop, builder: int, place: tuple[str, int]
) -> None:
    number = await begin(busy)
    await stop(busy, *place)

    await retry(busy.database, busy.app_id, number, builder)
    assert await is_stuck(busy) is False
    await work(busy)

    assert await state(busy) == ("done", None)
    assert await busy.rows(
        "SELECT count(*) FROM app_visits.place WHERE double_area IS DISTINCT FROM area * 2"
    ) == [(0,)]
    assert await busy.rows("SELECT count(*) FROM app_visits.place__repairs") == [(0,)]
    assert await busy.rows(LOG) == [(number, builder, "stuck", "preparing")]


@pytest.mark.parametrize("place", [("publish.fill", 1), ("publish.fill", 3), ("publish.commit", 1)])
async def test_what_is_given_up_leaves_nothing_and_the_way_is_free(
    busy: Workshop, builder: int, place: tuple[str, int]
) -> None:
    before = await columns(busy)
    number = await begin(busy)
    draft = await busy.draft()
    await stop(busy, *place)
    assert await columns(busy) != before

    await abandon(busy.database, busy.app_id, number, builder)

    assert await columns(busy) == before
    assert await state(busy) == ("abandoned", None)
    assert (await busy.published()).version == 1
    assert await busy.draft() == draft
    assert await busy.rows(LOG) == [(number, builder, "preparing", "abandoned")]
    async with busy.database.read() as reader:
        assert await failed_jobs(reader, 9) == []
    await busy.publish()
    await work(busy)
    assert await state(busy) == ("done", None)


async def test_what_is_given_up_while_a_worker_is_at_it_is_given_up(busy: Workshop, builder: int) -> None:
    """The worker holds the publisher's lock; it finds its job closed and goes, and what it made is taken away."""
    before = await columns(busy)
    number = await begin(busy)
    async with busy.database.alone(lock_name(busy.app_id)) as worker:
        assert worker is not None
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("mortise.publishing.standstill.LOOK_SECONDS", 0)
            with pytest.raises(AlreadyPublishing):
                await abandon(busy.database, busy.app_id, number, builder)

    await work(busy)
    assert (await busy.published()).version == 1
    await abandon(busy.database, busy.app_id, number, builder)
    assert await columns(busy) == before


async def test_a_worker_that_lost_its_publication_does_not_switch(busy: Workshop, builder: int) -> None:
    """It had all but ended when the publication was given up, and its connection with the lock had died."""
    number = await begin(busy)

    async def given_up(tx: Tx) -> None:
        await tx.run(f"UPDATE mortise.publication SET state = 'abandoned' WHERE id = {number}")

    with pytest.MonkeyPatch.context() as patch:

        async def prepare_and_lose(*args: Any) -> Any:
            found = await prepare(*args)
            async with busy.database.transaction() as tx:
                await given_up(tx)
            return found

        patch.setattr("mortise.publishing.jobs.prepare", prepare_and_lose)
        await work(busy)

    assert (await busy.published()).version == 1
    assert await state(busy) == ("abandoned", None)


async def test_what_is_worked_on_or_over_is_not_taken_up(busy: Workshop, builder: int) -> None:
    number = await begin(busy)
    with pytest.raises(PublicationAtWork):
        await retry(busy.database, busy.app_id, number, builder)
    await work(busy)

    for decide in (retry, abandon):
        with pytest.raises(PublicationOver):
            await decide(busy.database, busy.app_id, number, builder)
        with pytest.raises(NotFound):
            await decide(busy.database, busy.app_id + 1, number, builder)
    assert await busy.rows(LOG) == []


async def test_a_tidying_that_stopped_is_taken_up_again_and_blocks_nobody(
    busy: Workshop, builder: int
) -> None:
    await busy.change(field(PLACE, "owned_by", kind="person"))
    number = (await busy.publish()).publication
    assert number is not None
    await busy.run(LAST_WORKER_KILLED)
    assert await is_stuck(busy) is True

    with pytest.raises(PublicationOver):
        await abandon(busy.database, busy.app_id, number, builder)
    await busy.change(field(PLACE, "floor", kind="number"))
    assert (await busy.publish()).version == 3
    await retry(busy.database, busy.app_id, number, builder)
    await work(busy)

    assert await busy.rows("SELECT DISTINCT state FROM mortise.publication") == [("done",)]
