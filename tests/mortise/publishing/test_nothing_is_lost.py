"""Whatever builders do to a draft: every old value is readable, parked, or in the list of losses that was accepted.

Sequences of random edits follow each other over one large form. People write nothing meanwhile, so the content of a
column must be found again after each publication: under its own name, or under that by which it was parked."""

import copy
import os
import random
from collections.abc import Mapping
from typing import Any, Final

import pytest

from mortise.db.database import Database
from mortise.definitions.app import AppDefinition
from mortise.definitions.applications import add_app
from mortise.definitions.drafts import lock_draft, write_draft
from mortise.definitions.reading import read_definition
from mortise.errors import Invalid
from mortise.publishing.bringing_back import restore_parts
from mortise.publishing.publish import NothingToPublish

from .conftest import Workshop
from .edits import EDITS, beginning

pytestmark = pytest.mark.anyio

SEQUENCES: Final = 200
ROWS: Final = 10_000
FILL: Final = f"""
    INSERT INTO app_visits.item (name, title, code, size, "when", tint, price)
    SELECT 'n' || n, 'n' || n,
        CASE n % 7 WHEN 0 THEN NULL WHEN 1 THEN 'x' || n ELSE (n % 900)::text END,
        CASE n % 5 WHEN 0 THEN '1,2' || n % 10 || '0.5' WHEN 1 THEN 'big' ELSE (n % 100)::text END,
        CASE n % 4 WHEN 0 THEN '2026-01-31' WHEN 1 THEN '2026/2/' || (n % 28 + 1) WHEN 2 THEN 'soon' END,
        CASE n % 3 WHEN 0 THEN 'red' WHEN 1 THEN 'BLUE' ELSE 'o_green' END,
        CASE WHEN n % 9 > 0 THEN n % 900 * 0.25 END
    FROM generate_series(1, {ROWS}) AS n;
    INSERT INTO app_visits.item__lines (parent, position, part)
    SELECT n, 0, CASE n % 2 WHEN 0 THEN n::text ELSE 'p' || n END FROM generate_series(1, 300) AS n;
    INSERT INTO app_visits.extra (name, title, code) SELECT 'e' || n, 'e' || n, n::text FROM generate_series(1, 100) n;
"""  # made of our own numbers
COLUMNS: Final = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = 'app_visits' AND c.relkind = 'r'
"""

Contents = Mapping[tuple[str, str], str]
"""A digest of each column, by table and name."""


async def columns(workshop: Workshop) -> list[tuple[str, str]]:
    return [(str(table), str(column)) for table, column in await workshop.rows(COLUMNS)]


async def contents(workshop: Workshop, wanted: list[tuple[str, str]]) -> Contents:
    """What stands in some columns, one statement for each table."""
    found = {}
    for table in dict.fromkeys(table for table, _ in wanted):
        names = [column for other, column in wanted if other == table]
        sums = ", ".join(
            f"count(\"{name}\") || ':' || bit_xor(hashtextextended(id || ':' || \"{name}\"::text, 0))"
            for name in names
        )
        (row,) = await workshop.rows(f'SELECT {sums} FROM app_visits."{table}"')  # names of ours
        found.update({(table, name): digest for name, digest in zip(names, row, strict=True)})
    return found


async def entered(workshop: Workshop) -> list[tuple[str, str]]:
    """The columns in which people's values stand: not those that are computed or follow from others."""
    found = []
    for table, source in (await workshop.published()).schema.sources.items():
        for key, item in source.fields.items():
            if item.stored and not item.computed:
                own = [key + column.suffix for column in item.columns() if column.suffix != "__sort"]
                found += [(table, name) for name in own]
    return found


async def edit(workshop: Workshop, chance: random.Random) -> None:
    """A few edits of the draft, or something brought back."""
    version = (await workshop.published()).version
    if version > 1 and chance.random() < 0.15:
        await workshop.restore(chance.randint(1, version - 1))
        return
    parked = sorted(
        {column.split("__parked_")[0] for _, column in await columns(workshop) if "__parked_" in column}
    )
    async with workshop.database.transaction() as tx:
        draft = await lock_draft(tx, workshop.app_id)
        document: Any = copy.deepcopy(draft.document)
        for _ in range(chance.randint(1, 3)):
            chance.choice(EDITS)(chance, document)
        draft = await write_draft(tx, draft, document, draft.base_version)
        wanted = [f"item.{key}" for key in parked if chance.random() < 0.2]
        if (
            any(table.startswith("extra__parked") for table, _ in await columns(workshop))
            and chance.random() < 0.4
        ):
            wanted.append("extra")
        for path in wanted:
            try:
                draft = await restore_parts(tx, workshop.apps, workshop.app_id, draft.revision, [path])
            except Invalid:
                continue


async def begin_again(workshop: Workshop) -> None:
    """The draft as it was published, after one that cannot be."""
    version = (await workshop.published()).version
    await workshop.restore(version)


async def publish_checked(workshop: Workshop, known: Contents) -> Contents:
    """Publishes the draft with the losses that it has, and finds every old value again; `known` is what stood in the
    columns after the last publication, given back is what stands there after this one."""
    before = {place: known[place] for place in await entered(workshop)}
    old = (await workshop.published()).schema
    losses = await workshop.losses()
    outcome = await workshop.publish(accept=losses)
    assert outcome.is_published

    there = [
        (table, name)
        for table, name in await columns(workshop)
        if "__parked_" not in f"{table}{name}" or f"__parked_{outcome.version}" in f"{table}{name}"
    ]
    after = await contents(workshop, there)
    for (table, name), digest in before.items():
        same = [place for place, other in after.items() if other == digest and place[0].startswith(table)]
        assert same, f"version {outcome.version}: {table}.{name} is gone"
    aside = {
        f"{form}.{field}": count
        for form, field, count in await workshop.rows(
            "SELECT form, field, count(*)::int FROM mortise.unconverted "  # our own number
            f"WHERE version = {outcome.version} GROUP BY 1, 2"
        )
    }
    assert aside == {loss.path: loss.count for loss in losses if loss.step is not None}
    for table, source in (await workshop.published()).schema.sources.items():
        for key, item in source.fields.items():
            earlier = old.sources[table].fields.get(key) if table in old.sources else None
            parked = f"{key}__parked_{outcome.version}"
            if earlier is None or item.computed or not item.stored or (table, parked) not in after:
                continue
            lost = await workshop.rows(
                f'SELECT count(*)::int FROM app_visits."{table}" WHERE "{parked}" IS NOT NULL AND "{key}" IS NULL'
            )
            path = f"{table}.{key}".replace("__lines.", ".lines.")
            assert lost == [(aside.get(path, 0),)], f"version {outcome.version}: {path}"
    return after


async def test_every_old_value_is_readable_parked_or_accepted_as_lost(database: Database) -> None:
    definition = read_definition(beginning())
    assert isinstance(definition, AppDefinition), definition
    async with database.transaction() as tx:
        # However many fields are retyped at a time, all of their values are looked at at once.
        workshop = Workshop(database, await add_app(tx, definition, None), at_once=100 * ROWS)
    await workshop.publish()
    await workshop.run(FILL)
    seed = os.environ.get("MORTISE_TEST_SEED") or os.urandom(4).hex()
    chance = random.Random(seed)
    known = await contents(workshop, await columns(workshop))
    kept: dict[tuple[str, str], str] = {}
    published = 0
    for number in range(SEQUENCES):
        await edit(workshop, chance)
        try:
            known = await publish_checked(workshop, known)
            published += 1
        except NothingToPublish:
            # Edits that undo each other.
            continue
        except Invalid:
            # Required over blanks, unique over duplicates: nothing may have changed, and the next one begins anew.
            await begin_again(workshop)
        except AssertionError as wrong:
            raise AssertionError(f"MORTISE_TEST_SEED={seed}, sequence {number}: {wrong}") from wrong
        parked = [place for place in await columns(workshop) if "__parked_" in place[1] and place not in kept]
        kept.update({place: known[place] for place in parked if "__parked_" not in place[0]})

    assert published > SEQUENCES // 2
    there = set(await columns(workshop))
    unmoved = [place for place in kept if place in there]
    assert await contents(workshop, unmoved) == {place: kept[place] for place in unmoved}
