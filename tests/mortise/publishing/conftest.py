"""An application of two linked forms, published into a database of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from engines.expression.clock import Clock
from engines.form.facts import Facts
from mortise.db.database import Database
from mortise.db.statements import Statement
from mortise.definitions.app import AppDefinition
from mortise.definitions.applications import add_app
from mortise.definitions.drafts import Draft, lock_draft, read_draft, write_draft
from mortise.definitions.published import PublishedApp, PublishedApps
from mortise.packages.folder import read_folder
from mortise.packages.layout import Package, read_package
from mortise.publishing.bringing_back import restore_version
from mortise.publishing.checking import AT_ONCE
from mortise.publishing.losses import FieldLoss, losses_of
from mortise.publishing.plan import LARGE, Plan
from mortise.publishing.publish import Outcome, Wish, planned, publish

APPS: Final = Path(__file__).parents[2] / "apps"
CLOCK: Final = Clock(datetime(2026, 3, 1, 4, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))


def application(name: str) -> AppDefinition:
    """One of the applications that tests use."""
    files = read_folder(APPS / name)
    assert not isinstance(files, tuple)
    package = read_package(files)
    assert isinstance(package, Package)
    return package.definition


@dataclass
class Workshop:
    """A database in which an application is built, published and built further."""

    database: Database
    app_id: int
    apps: PublishedApps = field(default_factory=PublishedApps)
    large: int = LARGE
    at_once: int = AT_ONCE

    async def draft(self) -> Draft:
        """The draft as it is."""
        async with self.database.read() as reader:
            return await read_draft(reader, self.app_id)

    async def change(self, change: Callable[[dict[str, Any]], object]) -> None:
        """Changes the draft's document."""
        async with self.database.transaction() as tx:
            draft = await lock_draft(tx, self.app_id)
            document: Any = draft.document
            change(document)
            await write_draft(tx, draft, document, draft.base_version)

    async def plan(self, *take_back: str) -> Plan:
        """The plan for the draft."""
        wish = Wish(None, take_back=frozenset(take_back), large=self.large)
        return await planned(self.database, self.apps, self.app_id, wish)

    async def publish(self, *take_back: str, accept: Sequence[FieldLoss] = ()) -> Outcome:
        """Publishes the draft."""
        fingerprints = frozenset(loss.fingerprint for loss in accept)
        wish = Wish(
            None,
            take_back=frozenset(take_back),
            accept=fingerprints,
            large=self.large,
            at_once=self.at_once,
        )
        return await publish(self.database, self.apps, self.app_id, wish, CLOCK, Facts())

    async def losses(self, *take_back: str) -> list[FieldLoss]:
        """What of the data would not fit the draft."""
        plan = await self.plan(*take_back)
        async with self.database.read() as reader:
            return await losses_of(reader, plan, CLOCK, Facts())

    async def restore(self, version: int) -> None:
        """Makes an earlier version the draft."""
        async with self.database.transaction() as tx:
            await restore_version(tx, self.apps, self.app_id, version)

    async def published(self) -> PublishedApp:
        """The version that people work with."""
        async with self.database.read() as reader:
            return await self.apps.load(reader, "visits")

    async def run(self, sql: str) -> None:
        """Changes data as if people had."""
        async with self.database.transaction(seconds=60) as tx:
            await tx.run(sql)

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Reads what is in the tables."""
        async with self.database.read() as reader:
            return [tuple(row) for row in await reader.fetch(Statement(sa.text(sql)))]


@pytest.fixture
async def begun(database: Database) -> Workshop:
    """The visits application as a draft, nothing published."""
    async with database.transaction() as tx:
        return Workshop(database, await add_app(tx, application("visits"), None))


@pytest.fixture
async def workshop(begun: Workshop) -> Workshop:
    """The visits application, published once."""
    await begun.publish()
    return begun
