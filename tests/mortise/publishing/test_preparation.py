"""Large tables are made ready beside their readers and writers, and taken up again where a worker died."""

from typing import Any

import pytest
import structlog

from mortise.db.failpoints import failing
from mortise.jobs.worker import Worker
from mortise.publishing.jobs import PUBLISHING_HANDLERS
from mortise.publishing.publications import standing_publication
from mortise.publishing.publish import AlreadyPublishing
from mortise.publishing.reasons import read_reason

from .conftest import Workshop
from .test_publish import PLACE, columns, field

pytestmark = pytest.mark.anyio

MANY = 12_000
"""More rows than two batches."""


@pytest.fixture(autouse=True)
def quiet() -> None:
    """Failures that a test causes need no lines of log."""
    structlog.configure(processors=[drop])


def drop(_logger: object, _name: str, _event: object) -> structlog.typing.EventDict:
    raise structlog.DropEvent


@pytest.fixture
async def busy(workshop: Workshop) -> Workshop:
    """The visits application with more places than are worked through in a switch."""
    await workshop.run(
        "INSERT INTO app_visits.place (name, title, area) "
        f"SELECT 'p' || n, 'p' || n, n FROM generate_series(1, {MANY}) n"
    )
    await workshop.run(
        "INSERT INTO app_visits.visit (subject, place, total) SELECT 'v' || n, n, 10 FROM generate_series(1, 20) n"
    )
    workshop.large = 10_000
    return workshop


async def work(workshop: Workshop) -> None:
    """Carries out every job that is waiting, as if its pause were over."""
    await workshop.run("UPDATE mortise.outbox SET lease_until = NULL WHERE done_at IS NULL")
    await Worker(workshop.database, PUBLISHING_HANDLERS).drain()


async def state(workshop: Workshop) -> tuple[Any, ...]:
    """How the last publication stands."""
    (found, *_) = await workshop.rows("SELECT state, error FROM mortise.publication ORDER BY id DESC")
    return found


def logged(record: int, form: str = "place") -> str:
    """A line in the log about a record, as a save writes it."""
    return (
        "INSERT INTO mortise.record_change (app_id, form, record_id, action) "
        f"SELECT id, '{form}', {record}, 'update' FROM mortise.app;"
    )


async def test_a_formula_over_a_large_table_is_prepared_and_then_published(busy: Workshop) -> None:
    await busy.change(field(PLACE, "double_area", kind="formula", formula="area * 2", decimals=1))
    await busy.change(
        field(PLACE, "size_text", kind="formula", formula='IF(double_area > 10, "big", "small")')
    )

    outcome = await busy.publish()
    assert (outcome.version, outcome.is_published) == (2, False)
    assert (await busy.published()).version == 1
    await work(busy)

    assert await state(busy) == ("done", None)
    assert (await busy.published()).version == 2
    (row,) = await busy.rows(
        "SELECT count(*) FILTER (WHERE double_area = area * 2), count(*) FILTER (WHERE size_text = 'big'), "
        "count(*) FILTER (WHERE size_text__sort IS NOT NULL) FROM app_visits.place"
    )
    assert row == (MANY, MANY - 5, MANY)
    assert not any("__next" in str(name) for _, name, *_ in await columns(busy))


async def test_while_one_publication_is_prepared_no_other_begins(busy: Workshop) -> None:
    await busy.change(field(PLACE, "double_area", kind="formula", formula="area * 2"))
    await busy.publish()

    with pytest.raises(AlreadyPublishing):
        await busy.publish()


async def test_a_changed_formula_is_not_seen_before_the_switch(busy: Workshop) -> None:
    await busy.change(field(PLACE, "double_area", kind="formula", formula="area * 2"))
    await busy.publish()
    await work(busy)
    await busy.change(field(PLACE, "double_area", formula="area * 3"))
    await busy.publish()

    with failing("publish.index"), failing("publish.version"):
        await work(busy)
    assert await busy.rows("SELECT count(*) FROM app_visits.place WHERE double_area <> area * 2") == [(0,)]
    await work(busy)

    assert await busy.rows("SELECT count(*) FROM app_visits.place WHERE double_area <> area * 3") == [(0,)]


@pytest.mark.parametrize("passage", [1, 2, 4])
async def test_a_worker_that_dies_is_followed_by_one_that_goes_on(busy: Workshop, passage: int) -> None:
    await busy.change(field(PLACE, "double_area", kind="formula", formula="area * 2"))
    await busy.publish()

    with failing("publish.fill", passage):
        await work(busy)
    assert (await busy.published()).version == 1
    await busy.run("UPDATE app_visits.place SET area = 7 WHERE id IN (1, 11000);" + logged(1) + logged(11000))
    await busy.run("INSERT INTO app_visits.place (name, area) VALUES ('late', 9);" + logged(MANY + 1))
    await work(busy)

    assert await state(busy) == ("done", None)
    assert await busy.rows(
        "SELECT count(*) FROM app_visits.place WHERE double_area IS DISTINCT FROM area * 2"
    ) == [(0,)]


async def test_what_follows_from_other_records_is_caught_up_with_too(busy: Workshop) -> None:
    await busy.change(
        field(
            PLACE, "highest", kind="rollup", source="visits", field="total", aggregate="maximum", decimals=2
        )
    )
    await busy.publish()

    with failing("publish.commit"):
        await work(busy)
    moved = (
        "UPDATE app_visits.visit SET place = 2, total = 99 WHERE id = 1;"
        "INSERT INTO mortise.record_change (app_id, form, record_id, action, old, new) "
        "SELECT id, 'visit', 1, 'update', '{\"place\": 1}', '{\"place\": 2}' FROM mortise.app;"
    )
    await busy.run(moved)
    await work(busy)

    assert await state(busy) == ("done", None)
    assert await busy.rows("SELECT id, highest::text FROM app_visits.place WHERE id < 4 ORDER BY id") == [
        (1, None),
        (2, "99.00"),
        (3, "10.00"),
    ]


async def test_a_unique_field_over_a_large_table_is_indexed_beside_its_writers(busy: Workshop) -> None:
    await busy.change(field(PLACE, "area", unique=True))
    await busy.publish()

    await work(busy)

    assert await state(busy) == ("done", None)
    assert await busy.rows(
        "SELECT x.indisunique, x.indisvalid FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid "
        "WHERE c.relname LIKE 'uq__place__area%'"
    ) == [(True, True)]


async def test_what_breaks_uniqueness_meanwhile_ends_the_publication_and_leaves_all_as_it_was(
    busy: Workshop,
) -> None:
    await busy.change(field(PLACE, "area", unique=True))
    await busy.change(field(PLACE, "double_area", kind="formula", formula="area * 2"))
    before, draft = await columns(busy), await busy.draft()
    await busy.publish()
    await busy.run("UPDATE app_visits.place SET area = 1 WHERE id < 3")

    await work(busy)

    ended, kept = await state(busy)
    assert (ended, "occurs more than once" in read_reason(kept, "en")) == ("failed", True)
    async with busy.database.read() as reader:
        told = await standing_publication(reader, busy.app_id)
    assert told is not None
    assert told["state"] == "failed"
    assert (await busy.published()).version == 1
    assert await columns(busy) == before
    assert await busy.draft() == draft
    await busy.run("UPDATE app_visits.place SET area = 2 WHERE id = 2")
    await busy.publish()
    await work(busy)
    assert await state(busy) == ("done", None)


async def test_a_draft_that_was_changed_meanwhile_goes_on(busy: Workshop) -> None:
    await busy.change(field(PLACE, "double_area", kind="formula", formula="area * 2"))
    await busy.publish()
    await busy.change(field(PLACE, "floor", kind="number"))

    await work(busy)

    assert (await busy.published()).version == 2
    assert "floor" not in (await busy.published()).schema.forms["place"].fields
    assert (await busy.draft()).is_changed
    await busy.publish()
    assert "floor" in (await busy.published()).schema.forms["place"].fields


async def test_an_index_and_a_reference_of_a_large_table_wait_for_the_tidying(busy: Workshop) -> None:
    await busy.change(field(PLACE, "owned_by", kind="person"))

    outcome = await busy.publish()
    assert outcome.is_published
    assert await state(busy) == ("tidying", None)
    await work(busy)

    assert await state(busy) == ("done", None)
    assert await busy.rows("SELECT count(*) FROM pg_constraint WHERE NOT convalidated") == [(0,)]
    assert await busy.rows(
        "SELECT x.indisvalid FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid "
        "WHERE c.relname LIKE 'ix__place__owned_by%'"
    ) == [(True,)]


async def test_a_new_link_of_rows_is_summed_up_over_a_large_table(busy: Workshop) -> None:
    """Tables and fields that begin with the version may be read by what is prepared."""
    rows = [
        {"kind": "number", "key": "cost", "label": {"en": "Cost"}},
    ]
    await busy.change(field(PLACE, "repairs", kind="sub_table", fields=rows))
    await busy.change(field(PLACE, "spent", kind="formula", formula="SUM(repairs.cost) + area", decimals=2))

    await busy.publish()
    await work(busy)

    assert await state(busy) == ("done", None)
    assert await busy.rows("SELECT count(*) FROM app_visits.place WHERE spent = area") == [(MANY,)]
