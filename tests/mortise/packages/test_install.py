"""An application is installed with its tables, people and records, all of it or nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from engines.expression.clock import Clock
from mortise.db.database import Database
from mortise.db.failpoints import FailpointError, failing
from mortise.definitions.published import PublishedApps
from mortise.errors import Invalid
from mortise.identity.first_start import create_administrator
from mortise.packages.catalog import find_offer, read_app_folder
from mortise.packages.install import Installer, install
from mortise.packages.layout import Package

pytestmark = pytest.mark.anyio

APPS: Final = Path(__file__).parents[2] / "apps"
CLOCK: Final = Clock(datetime(2026, 3, 1, 4, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
INSTALLER: Final = Installer(None, CLOCK, "Vier-Visiten-und-7-Wege")


def package(**sample: bytes) -> Package:
    """The visits application; files of its sample can be replaced by their name."""
    read = read_app_folder(APPS / "visits")
    assert isinstance(read, Package)
    return Package(
        read.definition, {**read.sample, **{f"{name}.json": body for name, body in sample.items()}}
    )


@pytest.fixture
async def ready(database: Database) -> Database:
    """An installation with an administrator."""
    async with database.transaction() as tx:
        await create_administrator(tx, "Grünkohl-7-mit-Pinkel")
    return database


async def rows(database: Database, sql: str) -> list[tuple[Any, ...]]:
    """What stands in the tables."""
    async with database.alone("look") as connection:
        assert connection is not None
        return [tuple(row) for row in await connection.fetch(sql)]


async def test_an_application_is_installed_without_its_sample(ready: Database) -> None:
    installed = await install(ready, package(), INSTALLER, sample=False)

    assert (installed.key, installed.version, installed.records) == ("visits", 1, 0)
    async with ready.read() as reader:
        assert (await PublishedApps().load(reader, "visits")).version == 1
    assert await rows(ready, "SELECT count(*) FROM app_visits.visit") == [(0,)]
    assert await rows(ready, "SELECT count(*) FROM mortise.person") == [(1,)]


async def test_a_sample_becomes_records_with_people_and_history(ready: Database) -> None:
    installed = await install(ready, package(), INSTALLER, sample=True)

    assert installed.records == 5
    assert set(installed.logins) == {"xu.an", "he.ping"}
    assert await rows(
        ready,
        "SELECT v.number, v.title, p.title, v.total::text, v.stage, o.login, v.starts_at, v.created_at "
        "FROM app_visits.visit v JOIN app_visits.place p ON p.id = v.place "
        "JOIN mortise.person o ON o.id = v.owner ORDER BY v.created_at",
    ) == [
        (
            "V-2026-0001",
            "首次拜访",
            "云门书店",
            "83.00",
            "done",
            "he.ping",
            datetime(2026, 2, 26, 2, tzinfo=UTC),
            datetime(2026, 2, 24, 0, 30, tzinfo=UTC),
        ),
        (
            "V-2026-0002",
            "回访",
            "云门书店",
            None,
            "planned",
            "he.ping",
            datetime(2026, 3, 5, 6, tzinfo=UTC),
            datetime(2026, 2, 28, 9, tzinfo=UTC),
        ),
        (
            "V-2026-0003",
            "谈合作",
            '南山 "大" 卖场',
            None,
            "planned",
            "xu.an",
            None,
            datetime(2026, 3, 1, 0, tzinfo=UTC),
        ),
    ]
    assert await rows(
        ready,
        "SELECT title, size, visit_count::text, visit_total::text, department IS NOT NULL "
        "FROM app_visits.place ORDER BY id",
    ) == [("云门书店", "small", "2", "83.00", True), ('南山 "大" 卖场', "large", "1", None, True)]
    assert await rows(
        ready, "SELECT item, amount::text, position FROM app_visits.visit__lines ORDER BY id"
    ) == [
        ("交通", "71.00", 0),
        ("样品", "12.00", 1),
    ]
    assert await rows(
        ready,
        "SELECT form, action, count(*) FROM mortise.record_change WHERE app_id > 0 GROUP BY 1, 2 ORDER BY 1",
    ) == [("place", "create", 2), ("visit", "create", 3)]
    assert await rows(ready, "SELECT role, count(*) FROM mortise.role_member GROUP BY 1 ORDER BY 1") == [
        ("visitor", 1),
        ("visits_administrator", 1),
    ]


async def test_numbers_go_on_where_the_sample_ended(ready: Database) -> None:
    await install(ready, package(), INSTALLER, sample=True)

    assert await rows(ready, "SELECT scope, value FROM mortise.counter") == [("2026", 3)]


async def test_an_application_is_installed_once(ready: Database) -> None:
    await install(ready, package(), INSTALLER, sample=False)

    with pytest.raises(Invalid) as refused:
        await install(ready, package(), INSTALLER, sample=False)
    assert [issue.code for issue in refused.value.issues] == ["app_key_taken"]


@pytest.mark.parametrize(
    ("name", "body", "codes"),
    [
        ("visit", b'[{"id": 1, "subject": "a", "place": 9}]', {"sample_reference_unknown"}),
        ("visit", b'[{"subject": "a", "place": 1, "owner": "nobody"}]', {"sample_reference_unknown"}),
        ("visit", b'[{"place": 1}, {"subject": "a"}]', {"required"}),
        ("visit", b'[{"subject": "a", "place": 1, "stage": "flying", "nothing": 1}]', {"field_unknown"}),
        ("visit", b'[{"subject": "a", "place": 1, "lines": [{"item": 1}]}]', set()),
        ("journey", b"[]", {"sample_form_unknown"}),
        (
            "organisation",
            b'{"people": [{"login": "a", "name": "A", "roles": ["king"]}]}',
            {"sample_name_unknown"},
        ),
        ("organisation", b'{"people": [{"login": "a"}]}', {"setting_missing"}),
    ],
)
async def test_a_sample_with_faults_is_refused_and_nothing_stays(
    ready: Database, name: str, body: bytes, codes: set[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        await install(ready, package(**{name: body}), INSTALLER, sample=True)

    assert codes <= {issue.code for issue in refused.value.issues}
    assert all(issue.pointer.startswith(f"sample/{name}.json") for issue in refused.value.issues)
    assert await rows(ready, "SELECT count(*) FROM mortise.app") == [(0,)]
    assert await rows(ready, "SELECT count(*) FROM pg_namespace WHERE nspname = 'app_visits'") == [(0,)]
    assert await rows(ready, "SELECT count(*) FROM mortise.person") == [(1,)]


@pytest.mark.parametrize("passage", [5, 20, 40, 60, 80])
async def test_a_failure_on_the_way_leaves_nothing(ready: Database, passage: int) -> None:
    with failing("statement", passage), pytest.raises(FailpointError):
        await install(ready, package(), INSTALLER, sample=True)

    assert await rows(ready, "SELECT count(*) FROM mortise.app") == [(0,)]
    assert await rows(ready, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'app_%'") == [(0,)]
    assert await rows(ready, "SELECT count(*) FROM mortise.person") == [(1,)]


async def test_the_crm_of_the_catalogue_is_installed_with_its_sample(ready: Database) -> None:
    offer = find_offer("crm")
    assert offer is not None

    installed = await install(ready, offer.package, INSTALLER, sample=True)

    assert installed.records > 300
    assert await rows(
        ready, "SELECT count(*) > 100 FROM app_crm.opportunity WHERE amount > 0 AND title IS NOT NULL"
    ) == [(True,)]
