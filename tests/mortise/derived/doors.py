"""Every door by which records change, each used at random as people use it."""

import random
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.errors import Conflict, Invalid, NotFound
from mortise.imports.starting import undo
from mortise.records.at_once import create_at_once, patch_at_once
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import read_bulk
from mortise.records.creation import create_record
from mortise.records.patching import patch_record
from mortise.records.removal import delete_record, restore_record
from mortise.records.transfer import transfer_record
from tests.mortise.derived.mill import STAGES
from tests.mortise.imports.conftest import Importing
from tests.mortise.records.conftest import Sales

Values = dict[str, Any]

FORMS: Final = ("customer", "product", "deal")
REGIONS: Final = ("north", "south", None)
LINES: Final = ("note", "product", "quantity", "price")


@dataclass
class Mill:
    """The application at work, and what its people did."""

    sales: Sales
    importing: Importing
    dice: random.Random
    imports: list[tuple[str, int]] = field(default_factory=list)
    """Imports that are done and were not taken back."""
    count: int = 0
    done: list[str] = field(default_factory=list)
    """What was done, in order."""

    @classmethod
    def of(cls, sales: Sales, data: Path, dice: random.Random) -> "Mill":
        return cls(sales, Importing(sales, data), dice)

    @property
    def context(self) -> Context:
        return self.sales.context("manager")

    async def step(self, but: Collection["Door"] = ()) -> None:
        """Goes through a door that is chosen at random; what is refused changes nothing."""
        open_doors = {door: weight for door, weight in DOORS.items() if door not in but}
        (door,) = self.dice.choices(list(open_doors), weights=list(open_doors.values()))
        self.done.append(door.__name__)
        try:
            await door(self)
        except (Invalid, Conflict, NotFound) as refused:
            self.done[-1] += f" ({type(refused).__name__})"

    # What there is --------------------------------------------------------------------------------------------

    async def rows(self, form: str, *, gone: bool = False) -> list[Record]:
        """The records of a form that are there, or in the recycle bin."""
        where = "IS NOT NULL" if gone else "IS NULL"
        query = f"SELECT * FROM app_mill.{form} WHERE deleted_at {where} ORDER BY id"
        return await self.sales.fetch(query)

    async def some(self, form: str, *, gone: bool = False) -> Record | None:
        found = await self.rows(form, gone=gone)
        return self.dice.choice(found) if found else None

    async def several(self, form: str, most: int = 4) -> list[int]:
        found = [row["id"] for row in await self.rows(form)]
        return self.dice.sample(found, min(len(found), self.dice.randint(0, most)))

    async def one(self, form: str) -> int | None:
        """A record of the form, or none."""
        row = await self.some(form)
        return None if row is None or self.dice.random() < 0.15 else row["id"]

    # What people enter ----------------------------------------------------------------------------------------

    def name(self, form: str) -> str:
        self.count += 1
        return f"{form} {self.count}"

    def amount(self) -> str | None:
        return self.dice.choice([None, "0", "1.5", "10", "99.99", str(self.dice.randint(1, 999))])

    async def line(self) -> Values:
        found: Values = {
            "note": self.dice.choice([None, "a", "b"]),
            "product": await self.one("product"),
            "quantity": self.dice.choice([None, 1, 2, 5]),
            "price": self.amount(),
        }
        return {key: value for key, value in found.items() if self.dice.random() < 0.8}

    async def lines(self, deal: int | None) -> list[Values]:
        """Rows as they could be sent: some kept, some changed, some gone, some new, in another order."""
        kept: list[Values] = []
        if deal is not None:
            query = "SELECT id FROM app_mill.deal__lines WHERE parent = $1"
            for row in await self.sales.fetch(query, deal):
                if self.dice.random() < 0.7:
                    changed = await self.line() if self.dice.random() < 0.5 else {}
                    kept.append({**changed, "id": row["id"]})
        found = [*kept, *[await self.line() for _ in range(self.dice.randint(0, 2))]]
        self.dice.shuffle(found)
        return found

    async def values(self, form: str, number: int | None = None) -> Values:
        """Anything that can be entered in a record of the form."""
        dice = self.dice
        if form == "customer":
            return {
                "name": self.name(form),
                "region": dice.choice(REGIONS),
                "credit": self.amount(),
                "parent_firm": await self.one("customer"),
            }
        if form == "product":
            return {
                "name": self.name(form),
                "price": self.amount(),
                "maker": await self.one("customer"),
            }
        return {
            "name": self.name(form),
            "stage": dice.choice([*STAGES, None]),
            "hot": dice.choice([True, False, None]),
            "day": dice.choice([None, "2026-01-31", f"2026-11-{dice.randint(1, 30):02}"]),
            "rate": dice.choice([None, "12.5", "100"]),
            "customer": await self.one("customer"),
            "product": await self.one("product") if dice.random() < 0.3 else None,
            "partners": await self.several("customer"),
            "bundle": await self.several("product", 3),
            "lines": await self.lines(number),
        }

    async def some_values(self, form: str, number: int | None = None) -> Values:
        every = await self.values(form, number)
        keys = self.dice.sample(sorted(every), self.dice.randint(1, 3))
        return {key: every[key] for key in keys}


# One record -----------------------------------------------------------------------------------------------------


async def create(mill: Mill) -> None:
    form = mill.dice.choice(FORMS)
    values = await mill.values(form)
    async with mill.sales.database.read() as reader:
        made = await create_at_once(reader, mill.context, form, values)
    if made is None:
        await mill.sales.run(lambda tx: create_record(tx, mill.context, form, values))


async def patch(mill: Mill) -> None:
    form = mill.dice.choice(FORMS)
    row = await mill.some(form)
    if row is None:
        return
    number, version = row["id"], row["version"]
    values = await mill.some_values(form, number)
    async with mill.sales.database.read() as reader:
        made = await patch_at_once(reader, mill.context, form, number, version, values)
    if made is None:
        await mill.sales.run(lambda tx: patch_record(tx, mill.context, form, number, version, values))


async def link(mill: Mill) -> None:
    """What a deal lists, and where it leads."""
    row = await mill.some("deal")
    if row is not None:
        values = await mill.values("deal")
        key = mill.dice.choice(["customer", "partners", "bundle"])
        given = {key: values[key]}
        await mill.sales.run(
            lambda tx: patch_record(tx, mill.context, "deal", row["id"], row["version"], given)
        )


async def edit_rows(mill: Mill) -> None:
    row = await mill.some("deal")
    if row is not None:
        given = {"lines": await mill.lines(row["id"])}
        await mill.sales.run(
            lambda tx: patch_record(tx, mill.context, "deal", row["id"], row["version"], given)
        )


async def delete(mill: Mill) -> None:
    form = mill.dice.choice(FORMS)
    row = await mill.some(form)
    if row is not None:
        await mill.sales.run(lambda tx: delete_record(tx, mill.context, form, row["id"], row["version"]))


async def restore(mill: Mill) -> None:
    form = mill.dice.choice(FORMS)
    row = await mill.some(form, gone=True)
    if row is not None:
        await mill.sales.run(lambda tx: restore_record(tx, mill.context, form, row["id"]))


async def hand_over(mill: Mill) -> None:
    form = mill.dice.choice(FORMS)
    row = await mill.some(form)
    if row is not None:
        given = {"version": row["version"], "owner": mill.dice.choice(list(mill.sales.people.values()))}
        await mill.sales.run(lambda tx: transfer_record(tx, mill.context, form, row["id"], given))


# Many records ---------------------------------------------------------------------------------------------------


async def change(mill: Mill, form: str, document: Mapping[str, object]) -> None:
    request = read_bulk({**document, "partial": mill.dice.random() < 0.7})
    await mill.sales.run(lambda tx: change_many(tx, mill.context, form, request))


async def chosen(mill: Mill, form: str, *, gone: bool = False) -> Values:
    """Some records by their ids, or all by a filter."""
    ids = [row["id"] for row in await mill.rows(form, gone=gone)]
    if not gone and mill.dice.random() < 0.2:
        return {"filter": None}
    return {"ids": mill.dice.sample(ids, min(len(ids), 5))}


async def edit_many(mill: Mill) -> None:
    form = mill.dice.choice(FORMS)
    values = {key: value for key, value in (await mill.some_values(form)).items() if key != "lines"}
    if form == "deal" or "name" not in values:
        await change(mill, form, {**await chosen(mill, form), "values": values})


async def edit_each(mill: Mill) -> None:
    form = mill.dice.choice(FORMS)
    records = []
    for row in (await mill.rows(form))[:5]:
        values = {key: value for key, value in (await mill.some_values(form)).items() if key != "lines"}
        records.append({"id": row["id"], "version": row["version"], "values": values})
    await change(mill, form, {"records": records})


async def delete_many(mill: Mill) -> None:
    form = mill.dice.choice(FORMS)
    ids = (await mill.several(form, 3)) or [0]
    await change(mill, form, {"action": "delete", "ids": ids})


async def restore_many(mill: Mill) -> None:
    form = mill.dice.choice(FORMS)
    await change(mill, form, {"action": "restore", **await chosen(mill, form, gone=True)})


async def hand_over_many(mill: Mill) -> None:
    form = mill.dice.choice(FORMS)
    owner = mill.dice.choice(list(mill.sales.people.values()))
    await change(mill, form, {"action": "transfer", "owner": owner, **await chosen(mill, form)})


# Files ----------------------------------------------------------------------------------------------------------


def cell(value: object) -> str:
    return "" if value is None else '"' + str(value).replace('"', '""') + '"'


async def titles(mill: Mill, form: str, ids: Sequence[int | None]) -> str:
    """Records as a cell names them."""
    by_id = {row["id"]: row["title"] for row in await mill.rows(form)}
    return "、".join(by_id[number] for number in ids if number is not None)


async def bring_in(mill: Mill) -> None:
    """A file of a few rows: new records, changes of those that are there, or both."""
    dice = mill.dice
    form = dice.choice(FORMS)
    mode = "create" if form == "deal" else dice.choice(["create", "update", "both"])
    present = [row["name"] for row in await mill.rows(form)]
    lines: list[Values] = []
    for _ in range(dice.randint(1, 4)):
        values = await mill.values(form)
        values.pop("lines", None)
        if mode != "create" and present and dice.random() < 0.7:
            values["name"] = present.pop(dice.randrange(len(present)))
        for key, target in LINKED[form].items():
            ids = values[key] if isinstance(values[key], list) else [values[key]]
            values[key] = await titles(mill, target, ids)
        lines.append(values)
    keys = ["name", *dice.sample(sorted(lines[0].keys() - {"name"}), dice.randint(1, len(lines[0]) - 1))]
    text = "\n".join([",".join(keys), *(",".join(cell(line[key]) for key in keys) for line in lines)]) + "\n"
    more = {"create_linked": ("product",)} if form == "deal" and "product" in keys else {}
    plan = {"mode": mode, "key": None if mode == "create" else "name", "when_bad": "skip", **more}
    told = await mill.importing.bring("manager", form, text, **plan)
    assert told["state"] in {"done", "failed"}, told
    if told["state"] == "done":
        mill.imports.append((form, told["id"]))
    else:
        mill.done[-1] += " (failed)"


LINKED: Final[Mapping[str, Mapping[str, str]]] = {
    "customer": {"parent_firm": "customer"},
    "product": {"maker": "customer"},
    "deal": {"customer": "customer", "product": "product", "partners": "customer", "bundle": "product"},
}


async def take_back(mill: Mill) -> None:
    """An import undone, whatever became of its records since."""
    if mill.imports:
        form, number = mill.imports.pop(mill.dice.randrange(len(mill.imports)))
        await mill.sales.run(lambda tx: undo(tx, mill.context, number))
        await mill.importing.worker().drain()
        assert (await mill.importing.told("manager", form, number))["state"] == "undone"


Door = Callable[[Mill], Awaitable[None]]
FILES: Final[Collection[Door]] = (bring_in, take_back)
DOORS: Final[Mapping[Door, int]] = {
    create: 6,
    patch: 6,
    link: 5,
    edit_rows: 5,
    delete: 3,
    restore: 4,
    hand_over: 1,
    edit_many: 3,
    edit_each: 3,
    delete_many: 2,
    restore_many: 3,
    hand_over_many: 1,
    bring_in: 4,
    take_back: 3,
}
