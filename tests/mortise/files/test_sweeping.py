"""What is tidied up: files without a record, contents without a row; and what is not."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mortise.db.database import Database
from mortise.db.failpoints import failing
from mortise.files.folder import Folder
from mortise.files.store import new_content
from mortise.files.sweeping import STRAYS, file_handlers, sweep_files
from mortise.jobs.worker import Worker
from tests.mortise.records.conftest import Sales

OLD = datetime.now(UTC) - timedelta(hours=25)


async def keep(folder: Folder, root: Path, content: str, *, old: bool = False) -> str:
    """Puts something into the store, as if a day ago."""
    waiting = root / content
    waiting.write_bytes(b"content")
    if old:
        os.utime(waiting, (OLD.timestamp(), OLD.timestamp()))
    await folder.keep(waiting, content)
    return content


async def add(cases: Sales, content: str, *, hours: int, record: int | None = None) -> None:
    """A row of somebody's, sent some hours ago."""
    place = (None, None, None, None, None) if record is None else (cases.app.id, "case", record, "name", OLD)
    await cases.fetch(
        "INSERT INTO mortise.file (name, media, size, content, uploaded_by, uploaded_at, app_id, form, record_id, "
        "field, attached_at) VALUES ('a', 'x', 7, $1, $2, now() - make_interval(hours => $3), $4, $5, $6, $7, $8)",
        content,
        cases.people["north"],
        hours,
        *place,
    )


def contents(root: Path) -> Sequence[str]:
    return sorted(path.name for path in root.glob("*/*/*"))


async def work_off(database: Database, folder: Folder) -> None:
    """One sweep, and every job that follows."""
    async with database.transaction() as tx:
        await sweep_files(tx)
    await Worker(database, file_handlers(folder)).drain()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "files"


async def test_a_file_that_no_record_took_goes_after_a_day(
    cases: Sales, database: Database, folder: Folder, root: Path, tmp_path: Path
) -> None:
    fresh, old, attached = [await keep(folder, tmp_path, new_content()) for _ in range(3)]
    await add(cases, fresh, hours=23)
    await add(cases, old, hours=25)
    await add(cases, attached, hours=25, record=1)

    await work_off(database, folder)

    assert contents(root) == sorted([fresh, attached])
    assert len(await cases.fetch("SELECT FROM mortise.file")) == 2


async def test_a_content_that_a_setting_keeps_stays(
    cases: Sales, database: Database, folder: Folder, root: Path, tmp_path: Path
) -> None:
    logo = await keep(folder, tmp_path, new_content(), old=True)
    await cases.fetch(
        "INSERT INTO mortise.setting (key, value) VALUES ('company_logo', jsonb_build_object('content', $1::text))",
        logo,
    )

    await work_off(database, folder)

    assert contents(root) == [logo]


async def test_a_content_that_another_row_shares_stays(
    cases: Sales, database: Database, folder: Folder, root: Path, tmp_path: Path
) -> None:
    shared = await keep(folder, tmp_path, new_content())
    await add(cases, shared, hours=25)
    await add(cases, shared, hours=25, record=1)

    await work_off(database, folder)

    assert contents(root) == [shared]


async def test_a_content_goes_with_the_small_pictures_made_of_it(
    cases: Sales, database: Database, folder: Folder, root: Path, tmp_path: Path
) -> None:
    content = await keep(folder, tmp_path, new_content())
    await keep(folder, tmp_path, f"{content}.small")
    await add(cases, content, hours=25)

    await work_off(database, folder)

    assert contents(root) == []


async def test_contents_without_a_row_are_found_once_they_are_old(
    cases: Sales, database: Database, folder: Folder, root: Path, tmp_path: Path
) -> None:
    stray = await keep(folder, tmp_path, new_content(), old=True)
    under_way = await keep(folder, tmp_path, new_content())
    attached = await keep(folder, tmp_path, new_content(), old=True)
    await add(cases, attached, hours=25, record=1)

    await work_off(database, folder)

    assert stray not in contents(root)
    assert contents(root) == sorted([under_way, attached])
    (planned,) = await cases.fetch("SELECT due_at > now() + interval '23 h' AS later FROM mortise.due")
    assert planned["later"]


async def test_a_death_between_row_and_content_is_made_good(
    cases: Sales, database: Database, folder: Folder, root: Path, tmp_path: Path
) -> None:
    content = await keep(folder, tmp_path, new_content())
    await add(cases, content, hours=25)
    with failing("files.forget"):
        await work_off(database, folder)
    assert contents(root) == [content]
    await cases.fetch("UPDATE mortise.outbox SET available_at = now(), lease_until = NULL")

    await work_off(database, folder)

    assert contents(root) == []


async def test_strays_are_looked_for_by_one_job_only(
    cases: Sales, database: Database, folder: Folder
) -> None:
    for _ in range(2):
        async with database.transaction() as tx:
            await sweep_files(tx)

    rows = await cases.fetch("SELECT key FROM mortise.due")

    assert [row["key"] for row in rows] == [STRAYS]
