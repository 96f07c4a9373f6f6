"""Bringing in a file, held against brute force: each row alone, with what its titles and keys mean to the person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mortise.access.context import Context
from mortise.imports.bad_rows import read_bad_rows
from mortise.imports.batches import read_batch
from mortise.imports.job import carry_out
from mortise.imports.names import given_texts, names_in
from mortise.imports.plans import Plan
from mortise.imports.reporting import report
from mortise.imports.starting import KIND, file_of, start
from mortise.imports.starting import undo as ask_back
from mortise.jobs.work import Work
from mortise.jobs.worker import Worker
from tests.mortise.access.addresses import holds
from tests.mortise.access.changing_doors import FIELD
from tests.mortise.access.conftest import Stored
from tests.mortise.access.world import LINKS, Row
from tests.mortise.access.writing_doors import WritingDoors

LINKED = {"account": "main_deal", "deal": "account", "task": "deal"}
BASE = "/api/apps/{app}/imports"
VALUES = (7, 60)
Line = Mapping[str, object]


class ImportDoors(WritingDoors):
    """Files of two kinds: new records that link to every other one, and changes of accounts by their codes."""

    def __init__(self, stored: Stored, held: Sequence[Any], me: int, form: str, data: Path) -> None:
        super().__init__(stored, held, me, form)
        self.data = data

    def closed(self) -> Iterator[Any]:
        yield self.brought([{"name": "new"}])

    # Bringing in -----------------------------------------------------------------------------------------------

    def brought(self, lines: Sequence[Line], **plan: Any) -> Any:
        """What became of the lines of a file: how the import ended, and its bad rows; or the refusal."""

        async def bring() -> Any:
            source = self.data / "uploaded"
            keys = list(lines[0])
            text = [",".join(keys), *(",".join(str(line[key]) for key in keys) for line in lines)]
            source.write_text("\n".join(text) + "\n")
            planned = Plan(names={key: key for key in keys}, when_bad="skip", **plan)
            async with self.stored.database.transaction() as tx:
                number = await start(tx, self.context, self.form, self.data, source, "lines.csv", planned)
            await Worker(self.stored.database, {KIND: self.carry_out}).drain()
            done = await self.told(number)
            if done[0]["state"] == "done" and "mode" not in plan:
                async with self.stored.database.transaction() as tx:
                    await ask_back(tx, self.context, number)
                await Worker(self.stored.database, {KIND: self.carry_out}).drain()
                done[0]["undo"] = (await self.reported(number))["undo"]
            return done

        return self.tried(bring)

    async def carry_out(self, work: Work) -> None:
        """The job's own work, for the roles of the example."""
        number = int(str(work.job.payload["batch"]))
        async with self.stored.database.read() as reader:
            batch = await read_batch(reader, number)
        assert batch is not None

        async def enter() -> Context:
            return self.context

        await carry_out(work, batch, file_of(self.data, number), enter, lambda: self.context.clock.now)

    async def told(self, number: int) -> Any:
        found = await self.reported(number)
        async with self.stored.database.read() as reader:
            batch = await read_batch(reader, number)
            assert batch is not None
            bad = await read_bad_rows(reader, batch, "en") if found["has_bad_rows"] else []
        codes = {row.row: sorted({str(issue["code"]) for issue in row.issues}) for row in bad}
        cells = {row.row: list(row.cells) for row in bad}
        return found, codes, cells

    async def reported(self, number: int) -> Any:
        """What the person reads of the import, and nobody else."""
        somebody = replace(self.context, principal=self.stored.principals[self.me % 6 + 1])
        async with self.stored.database.read() as reader:
            assert await report(reader, somebody, number, self.form) is None
            return await report(reader, self.context, number, self.form)

    # New records -----------------------------------------------------------------------------------------------

    @holds(
        "POST /api/apps/{app}/forms/{form}/imports",
        "GET /api/apps/{app}/forms/{form}/imports/{id}",
        f"POST {BASE}",
        f"POST {BASE}/{{id}}/check",
        f"POST {BASE}/{{id}}/apply",
        f"GET {BASE}/{{id}}",
        f"GET {BASE}/{{id}}/rows",
        f"GET {BASE}/{{id}}/rows/{{kind}}",
        f"POST {BASE}/{{id}}/undo",
    )
    def new_records(self) -> Iterator[str]:
        key, _ = FIELD[self.form]
        link = LINKED[self.form]
        lines: list[Line] = [
            {"name": f"new {number}", key: VALUES[number % 2], link: f"name {number}"} for number in self.rows
        ]
        found = self.brought(lines)
        self.stored.restore()
        refused = self.refused_import(lines[0], "create")
        if refused or isinstance(found, str):
            if refused != (found if isinstance(found, str) else found[0]["state"]):
                yield f"an import: {found}, not {refused}"
            return
        expected = {
            place: wrong for place, line in enumerate(lines, 2) if (wrong := self.wrong_in(line, key, link))
        }
        yield from self.compared_rows(found, expected, lines)
        made = [
            self.new_row({"name": line["name"], key: line[key], link: int(str(line[link])[5:])})
            for place, line in enumerate(lines, 2)
            if place not in expected
        ]
        yield from self.taken_back(found[0]["undo"], made)

    def taken_back(self, told: Any, made: Sequence[Row]) -> Iterator[str]:
        """Of what was made goes what may be seen and deleted; of the rest is told what may be seen."""
        seen = [row for row in made if self.oracle.may("view", self.form, row)]
        gone = [row for row in seen if self.oracle.may("delete", self.form, row)]
        titles = {
            row["name"] if self.oracle.has(self.form, row, "title", "read") else None
            for row in seen
            if row not in gone
        }
        if told["removed"] != len(gone) or {each["title"] for each in told["rows"]} != titles:
            yield f"an import taken back: {told}, not {len(gone)} and {titles}"

    @holds(f"POST {BASE}/{{id}}/preview")
    def names(self) -> Iterator[str]:
        """What the titles in a file mean, already where it is looked at."""
        link = LINKED[self.form]
        target = LINKS[self.form, link]
        field = self.stored.app.schema.forms[self.form].fields[link]
        rows = self.stored.world.rows[target]
        texts = {"texts": [row["title"] for row in rows.values()]}
        found = self.read(lambda reader: names_in(reader, self.context, field, given_texts(), texts))
        expected = {
            number
            for number, row in rows.items()
            if self.followed(target, number) and self.oracle.has(target, row, "title", "read")
        }
        meant = {number for ids in found.ids[f"form:{target}"].values() for number in ids}
        if meant != expected:
            yield f"titles of {target} mean {meant}, not {expected}"

    def refused_import(self, line: Line, *actions: Any) -> str | None:
        if not all(self.granted(action) for action in ("import", *actions)):
            return "Forbidden"
        return "failed" if any(not self.is_written(key) for key in line) else None

    def wrong_in(self, line: Line, key: str, link: str) -> list[str]:
        """Why a row is bad: what it links to is not there for the person, or it lies outside of the scopes."""
        target = LINKS[self.form, link]
        number = int(str(line[link]).removeprefix("name "))
        row = self.stored.world.rows[target][number]
        names = self.followed(target, number) is not None and self.oracle.has(target, row, "title", "read")
        if not names:
            return ["name_unknown"]
        wrong = ["reference_unknown"] if self.form == "deal" and row["secret"] <= 20 else []
        made = self.new_row({"name": line["name"], key: line[key], link: number})
        keys = ["name", key, link]
        may = self.oracle.writes("create", self.form, made, keys) and self.oracle.may(
            "import", self.form, made
        )
        return wrong if may else sorted([*wrong, "outside_scope"])

    def compared_rows(
        self, found: Any, expected: Mapping[int, list[str]], lines: Sequence[Line]
    ) -> Iterator[str]:
        told, codes, cells = found
        if codes != expected:
            different = {row for row in {*codes, *expected} if codes.get(row) != expected.get(row)}
            yield f"bad rows: {[(row, codes.get(row), expected.get(row)) for row in sorted(different)]}"
        if told["created"] + told["updated"] + told["unchanged"] != len(lines) - len(expected):
            yield f"an import made {told}"
        for row, own in cells.items():
            if own != [str(value) for value in lines[row - 2].values()]:
                yield f"bad row {row} tells {own}"

    @holds(f"POST {BASE}/{{id}}/check", f"POST {BASE}/{{id}}/apply")
    def made_along(self) -> Iterator[str]:
        """Records that are made since rows link to them must be the person's to make."""
        if self.form != "task" or self.refused_import({"name": "", "deal": ""}, "create"):
            return
        deals = WritingDoors(self.stored, self.oracle.roles, self.me, "deal")
        lines: list[Line] = [{"name": "new", "deal": "fresh"}, {"name": "other", "deal": "fresh"}]
        found = self.brought(lines, create_linked=("deal",))
        self.stored.restore()
        if not (deals.granted("create") and deals.is_written("name")):
            if found[0]["state"] != "failed":
                yield f"records are made along: {found}"
            return
        made = deals.making({"name": "fresh"}) is None
        if (found[0]["linked"] > 0) > made:
            yield f"records are made along: {found}"
        if not made and set(found[1]) != {2, 3}:
            yield f"rows that link to what may not be made: {found}"

    # Changes ---------------------------------------------------------------------------------------------------

    @holds(
        "POST /api/apps/{app}/forms/{form}/imports", f"POST {BASE}/{{id}}/check", f"GET {BASE}/{{id}}/rows"
    )
    def changes(self) -> Iterator[str]:
        """Rows that name records by a unique value: only those that may be seen by it are found, and what is in the way
        of a new one is not told."""
        if self.form != "account":
            return
        for mode in ("update", "both"):
            lines: list[Line] = [{"code": row["code"], "secret": 7} for row in self.rows.values()]
            found = self.brought(lines, mode=mode, key="code")
            self.stored.restore()
            actions = ("edit",) if mode == "update" else ("create", "edit")
            refused = self.refused_change(actions)
            if refused or isinstance(found, str):
                if refused != (found if isinstance(found, str) else found[0]["state"]):
                    yield f"an import that changes: {found}, not {refused}"
                continue
            expected = {
                place: wrong
                for place, row in enumerate(self.rows.values(), 2)
                if (wrong := self.wrong_with(row, mode))
            }
            yield from self.compared_rows(found, expected, lines)

    def refused_change(self, actions: Sequence[Any]) -> str | None:
        if not all(self.granted(action) for action in ("import", *actions)):
            return "Forbidden"
        if not self.is_visible("account", "code", "read") or not self.is_written("secret"):
            return "failed"
        return None

    def wrong_with(self, row: Row, mode: str) -> list[str]:
        keys = [key for key in ("code", "secret") if self.is_written(key)]
        seen = self.followed("account", row["id"]) and self.oracle.has("account", row, "code", "read")
        if not seen and mode == "update":
            return ["import_no_such_record"]
        if not seen:
            made = self.new_row({"code": row["code"] if "code" in keys else None, "secret": 7})
            taken = ["already_exists"] if "code" in keys and row["deleted_at"] is None else []
            may = self.may_bring("create", made, keys)
            return sorted([*taken, *([] if may else ["outside_scope"])])
        after = {**row, "secret": 7}
        if not self.may_bring("edit", row, keys):
            return ["outside_scope"]
        stays = row["secret"] == 7 or self.oracle.writes("edit", "account", after, keys)
        return [] if stays else ["outside_scope"]

    def may_bring(self, action: Any, row: Row, keys: Sequence[str]) -> bool:
        return self.oracle.writes(action, "account", row, keys) and self.oracle.may("import", "account", row)
