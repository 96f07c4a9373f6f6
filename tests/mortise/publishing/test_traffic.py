"""Publishing beside people at work: nobody waits long, nobody sees an error, and a death leaves all or nothing."""

import asyncio
import signal
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from engines.form.facts import Facts
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.transaction import Reader, Tx
from mortise.definitions.published import PublishedApps
from mortise.publishing.publish import TablesBusy, with_locks
from mortise.publishing.switch import switch
from tests.forking import doomed

from .conftest import CLOCK, Workshop
from .test_publish import PLACE, columns, field, without

pytestmark = pytest.mark.anyio

READERS = 50
AT_WORK = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
    "AND backend_type = 'client backend'"
)


async def publish_on(url: str, app: int) -> None:
    """Publishes as another process would."""
    database = await Database.connect(url)
    await Workshop(database, app).publish()
    await database.close()


@pytest.mark.parametrize(
    "failpoint", ["publish.step:1", "publish.step:4", "publish.version", "publish.commit"]
)
async def test_a_kill_on_the_way_leaves_everything_as_it_was(
    workshop: Workshop, database_url: str, failpoint: str
) -> None:
    await workshop.run("INSERT INTO app_visits.place (name, area) VALUES ('a', 4)")
    await workshop.change(without(PLACE, "opened_on"))
    await workshop.change(field(PLACE, "double_area", kind="formula", formula="area * 2"))
    await workshop.change(field(PLACE, "code", kind="text", unique=True))
    before = await columns(workshop)

    with doomed(publish_on, database_url, workshop.app_id, failpoint=failpoint) as publishing:
        assert await asyncio.to_thread(publishing.wait) == -signal.SIGKILL, publishing.complained()

    assert await columns(workshop) == before
    assert (await workshop.published()).version == 1
    outcome = await workshop.publish()
    assert outcome.version == 2
    assert await workshop.rows("SELECT double_area::text FROM app_visits.place") == [("8.00",)]


@pytest.fixture
async def crowd(database_url: str) -> AsyncIterator[Database]:
    """The same database, with a connection for each of many readers."""
    opened = await Database.connect(database_url, size=READERS)
    yield opened
    await opened.close()


async def test_a_long_reader_lets_others_read_and_the_publication_in_afterwards(
    workshop: Workshop, crowd: Database
) -> None:
    """The switch waits shortly, steps back for those behind it, and tries again."""
    await workshop.run("INSERT INTO app_visits.place (name) VALUES ('a')")
    await workshop.change(field(PLACE, "floor", kind="number"))
    released = asyncio.Event()
    reading = asyncio.Event()

    async def read_long() -> None:
        async with workshop.database.alone("long reader") as connection:
            assert connection is not None
            async with connection.transaction():
                await connection.fetch("SELECT name FROM app_visits.place")
                reading.set()
                await released.wait()

    reader = asyncio.create_task(read_long())
    await reading.wait()
    publication = asyncio.create_task(workshop.publish())
    select = prepare(sa.select(sa.column("name")).select_from(sa.table("place", schema="app_visits")))

    async def read() -> None:
        for _ in range(10):
            async with crowd.read() as others:
                assert [row["name"] for row in await others.fetch(select)] == ["a"]

    await asyncio.gather(*(read() for _ in range(READERS)))
    assert not publication.done()
    released.set()
    await reader

    assert (await publication).version == 2


async def test_a_table_that_is_never_free_ends_the_publication_without_a_change(workshop: Workshop) -> None:
    await workshop.change(field(PLACE, "floor", kind="number"))
    before, plan = await columns(workshop), await workshop.plan()

    async def work(tx: Tx) -> bool:
        return await switch(tx, plan, None, "", CLOCK, Facts())

    async with workshop.database.alone("holder") as connection:
        assert connection is not None
        async with connection.transaction():
            await connection.execute("LOCK TABLE app_visits.place IN ACCESS SHARE MODE")
            with pytest.raises(TablesBusy):
                await with_locks(workshop.database, work, attempts=2)

    assert await columns(workshop) == before
    assert (await workshop.published()).version == 1


async def test_readers_of_changing_tables_see_no_error(workshop: Workshop, crowd: Database) -> None:
    """Each reader has a connection of its own, and on each the plans of every statement grow old."""
    await workshop.run("INSERT INTO app_visits.place (name) SELECT 'p' || n FROM generate_series(1, 50) n")
    ended = asyncio.Event()
    apps = PublishedApps()

    async def look(reader: Reader) -> None:
        app = await apps.load(reader, "visits")
        table = app.schema.forms["place"].table
        rows = await reader.fetch(prepare(sa.select(table).order_by(table.c.id).limit(10)))
        assert [row["name"] for row in rows] == [f"p{number}" for number in range(1, 11)]

    async def read(number: int) -> int:
        count = 0
        while not ended.is_set():
            if number % 2:
                async with crowd.read() as reader:
                    await look(reader)
            else:
                await crowd.run(look)
            count += 1
        return count

    readers = [asyncio.create_task(read(number)) for number in range(READERS)]
    for number in range(4):
        await workshop.change(field(PLACE, f"added_{number}", kind="text"))
        await workshop.publish()
        await workshop.change(field(PLACE, "lastly", kind=("number", "date")[number % 2]))
        await workshop.publish()
    ((connected,),) = await workshop.rows(AT_WORK)
    ended.set()

    assert all(count > 8 for count in await asyncio.gather(*readers))
    assert connected > READERS
