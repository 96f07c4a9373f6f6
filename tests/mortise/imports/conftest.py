"""The sales application and a data folder, with imports carried out as a worker does."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from dataclasses import field as member
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
import structlog

from mortise.db.database import Database
from mortise.definitions.published import PublishedApps
from mortise.identity.principal import Principal
from mortise.identity.resolution import Principals
from mortise.imports.job import KIND, import_handler
from mortise.imports.plans import Plan
from mortise.imports.reporting import report
from mortise.imports.starting import file_of, start
from mortise.jobs.worker import Worker
from tests.mortise.records.conftest import NOW, Sales, give_roles, set_up
from tests.mortise.records.sales import SALES


@dataclass
class Importing:
    """An application whose files are imported."""

    sales: Sales
    data: Path
    apps: PublishedApps = member(default_factory=PublishedApps)
    now: datetime = NOW

    def worker(self) -> Worker:
        handler = import_handler(self.apps, Principals(self.sales.database), self.data, lambda: self.now)
        return Worker(self.sales.database, {KIND: handler})

    async def begin(
        self,
        login: str,
        form: str,
        content: bytes,
        mapping: Mapping[str, str | None] | None = None,
        **plan: Any,
    ) -> int:
        source = self.data / "uploaded"
        source.write_bytes(content)
        context = self.sales.context(login)
        return await self.sales.run(
            lambda tx: start(tx, context, form, self.data, source, "file.csv", Plan(names=mapping, **plan))
        )

    async def bring(self, login: str, form: str, text: str, **more: Any) -> dict[str, Any]:
        """Imports a text; how it ended."""
        number = await self.begin(login, form, text.encode(), **more)
        await self.worker().drain()
        return await self.told(login, form, number)

    async def told(self, login: str, form: str, number: int) -> dict[str, Any]:
        sales = self.sales
        async with sales.database.read() as reader:
            found = await report(reader, sales.context(login), number, form)
        assert found is not None
        assert (found["state"] in {"done", "failed", "undone"}) != file_of(self.data, number).exists()
        return found


def drop(_logger: object, _name: str, _event: MutableMapping[str, object]) -> NoReturn:
    """Keeps failures that a test wants out of its output, where rendering them takes seconds."""
    raise structlog.DropEvent


@pytest.fixture
async def importing(database: Database, database_url: str, tmp_path: Path) -> Importing:
    structlog.configure(processors=[drop])
    sales = await set_up(database, database_url, SALES)
    await give_roles(sales)
    return Importing(sales, tmp_path)


def problems(told: Mapping[str, Any]) -> list[tuple[int, str, str, str]]:
    """Row, column, value and code of each issue."""
    return [(issue["row"], issue["column"], issue["value"], issue["code"]) for issue in told["issues"]]


__all__ = ["Importing", "Principal", "importing", "problems"]
