"""Whatever happens to records, and by whichever door: what is computed is what a computation from scratch gives.

Random steps follow each other over one application; after each of them every computed column, every title, every
sort key and every stamped department is compared. `MORTISE_TEST_SEED` repeats a series, `MORTISE_TEST_STEPS` makes
it longer."""

import asyncio
import copy
import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest
import structlog

from mortise.db.database import Database
from mortise.definitions.app import AppDefinition
from mortise.definitions.applications import add_app
from mortise.definitions.drafts import lock_draft, write_draft
from mortise.definitions.reading import read_definition
from mortise.errors import Invalid
from mortise.identity.facts import read_principal
from mortise.publishing.publish import NothingToPublish
from tests.mortise.derived import doors
from tests.mortise.derived.doors import DOORS, FILES, Mill
from tests.mortise.derived.edits import EDITS
from tests.mortise.derived.mill import MILL
from tests.mortise.derived.recomputation import (
    Wrong,
    everything,
    wrong_departments,
    wrong_orders,
    wrong_values,
)
from tests.mortise.imports.conftest import drop
from tests.mortise.publishing.conftest import Workshop
from tests.mortise.records.conftest import Sales, give_roles, make_company

STEPS: Final = int(os.environ.get("MORTISE_TEST_STEPS", "16"))
EDITED_EVERY: Final = 10
"""After so many steps a builder changes how things are computed."""
AT_ONCE: Final = 6


class Series:
    """A series of steps from a seed, and what is compared after each."""

    def __init__(self, mill: Mill, workshop: Workshop, seed: str) -> None:
        self.mill, self.workshop, self.seed = mill, workshop, seed
        self.statement = everything(mill.sales.app.schema)

    @classmethod
    async def begin(cls, database: Database, url: str, data: Path) -> "Series":
        structlog.configure(processors=[drop])
        seed = os.environ.get("MORTISE_TEST_SEED") or os.urandom(4).hex()
        people, departments = await make_company(url)
        definition = read_definition(MILL)
        assert isinstance(definition, AppDefinition), definition
        async with database.transaction() as tx:
            workshop = Workshop(database, await add_app(tx, definition, None))
        await workshop.publish()
        async with database.read() as reader:
            app = await workshop.apps.load(reader, "mill")
        sales = Sales(database, url, app, people, departments, {})
        await give_roles(sales)
        async with database.read() as reader:
            sales.principals = {"manager": await read_principal(reader, people["manager"], 2)}
        return cls(Mill.of(sales, data, random.Random(seed)), workshop, seed)

    async def compare(self) -> None:
        """Nothing that is stored is another than it should be."""
        __tracebackhide__ = True
        wrong = await self.wrong()
        last = self.mill.done[-AT_ONCE:]
        assert wrong == [], f"MORTISE_TEST_SEED={self.seed}, step {len(self.mill.done)} of {last}: {wrong}"

    async def wrong(self) -> Sequence[Wrong]:
        sales = self.mill.sales
        owned = {row["id"]: row["main_department_id"] for row in await sales.fetch(OWNED)}
        async with sales.database.read() as reader:
            schema = sales.app.schema
            values = await wrong_values(reader, schema, self.statement, sales.context("manager").binds)
            orders = await wrong_orders(reader, schema)
            return [*values, *orders, *await wrong_departments(reader, schema, owned)]

    async def edit(self) -> None:
        """Publishes another definition, or goes back to the published one where that cannot be."""
        mill, workshop = self.mill, self.workshop
        mill.done.append("publish")
        async with workshop.database.transaction() as tx:
            draft = await lock_draft(tx, workshop.app_id)
            document: Any = copy.deepcopy(draft.document)
            for _ in range(mill.dice.randint(1, 3)):
                mill.dice.choice(EDITS)(mill.dice, document)
            await write_draft(tx, draft, document, draft.base_version)
        try:
            await workshop.publish(accept=await workshop.losses())
        except NothingToPublish:
            mill.done[-1] += " (edits that undo each other)"
        except Invalid as refused:
            mill.done[-1] += f" ({[issue.code for issue in refused.issues]})"
            await workshop.restore(mill.sales.app.version)
        async with workshop.database.read() as reader:
            mill.sales.app = await workshop.apps.load(reader, "mill")
        self.statement = everything(mill.sales.app.schema)


OWNED: Final = "SELECT id, main_department_id FROM mortise.person"


@pytest.fixture
async def series(database: Database, database_url: str, tmp_path: Path) -> Series:
    return await Series.begin(database, database_url, tmp_path)


async def test_a_random_series_leaves_nothing_behind(series: Series) -> None:
    for number in range(STEPS):
        if number < 8:
            series.mill.done.append("create")
            await doors.create(series.mill)
        elif number % EDITED_EVERY == 0:
            await series.edit()
        else:
            await series.mill.step()
        await series.compare()
    for door in DOORS:
        # Each at least once, so that no door is left out of the comparison.
        series.mill.done.append(door.__name__)
        try:
            await door(series.mill)
        except Invalid:
            continue
        await series.compare()
    if series.mill.imports:
        await doors.take_back(series.mill)
    await series.compare()


async def test_steps_of_many_people_at_once_leave_nothing_behind(series: Series) -> None:
    for _ in range(8):
        await doors.create(series.mill)
    for _ in range(STEPS // (2 * AT_ONCE)):
        await asyncio.gather(*(series.mill.step(but=FILES) for _ in range(AT_ONCE)))
        await series.compare()


async def test_a_value_that_is_not_what_it_should_be_is_found(series: Series) -> None:
    mill = series.mill
    customer = await mill.sales.create("manager", "customer", name="One", region="north")
    await mill.sales.create("manager", "deal", name="Two", customer=customer["id"])
    await series.compare()

    await mill.sales.fetch(
        "WITH one AS (UPDATE app_mill.customer SET deal_count = 7, title = 'x', name__sort = 'y' RETURNING 1) "
        "UPDATE app_mill.deal SET top_region = 'south', department = NULL, title = 'z' RETURNING 1"
    )

    found = {(table, key) for table, key, *_ in await series.wrong()}
    assert found == {
        *(("customer", key) for key in ("deal_count", "label_text", "title", "title__sort", "name__sort")),
        *(
            ("deal", key)
            for key in (
                "top_region",
                "top_region__sort",
                "department",
                "title",
                "title__sort",
                "customer_title",
            )
        ),
    }
