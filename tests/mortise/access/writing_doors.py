"""Doors that make records, hand them over, or change many at once, each carried out and looked at in the database."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from mortise.db.statements import Statement
from mortise.db.transaction import Tx
from mortise.definitions.roles import Action
from mortise.errors import Forbidden, Invalid
from mortise.records.at_once import create_at_once, patch_at_once
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import read_bulk
from mortise.records.creation import create_record
from mortise.records.pressing import press_record
from mortise.records.transfer import transfer_record
from tests.mortise.access.addresses import holds
from tests.mortise.access.changing_doors import FIELD, SAMPLED, ChangingDoors
from tests.mortise.access.world import PRESSED, Row

NEW_OWNER = 2
RECORDS = "/api/apps/{app}/forms/{form}/records"
BLIND = {"id", "version"}
"""What is told of a record that its writer may not view."""


class WritingDoors(ChangingDoors):
    """The doors of one form whose changes are carried out."""

    def closed(self) -> Iterator[Any]:
        yield self.made({"name": "new"})
        yield self.handed_over(1)
        yield self.carried_out(action="delete", ids=[1])

    # One record ------------------------------------------------------------------------------------------------

    @holds(f"POST {RECORDS}")
    def creations(self) -> Iterator[str]:
        key, value = FIELD[self.form]
        for values in ({"name": "new"}, {key: value}, {"name": "new", key: 60}, {}):
            found, expected = self.made(values), self.making(values)
            if (found if isinstance(found, str) else None) != expected:
                yield f"create {values}: {found}, not {expected}"
            elif expected is None:
                shown = self.granted("view") and self.oracle.may("view", self.form, self.new_row(values))
                if shown != (set(found) != BLIND):
                    yield f"create {values} answers {found}"

    def made(self, values: Mapping[str, object]) -> Any:
        """What comes of a creation, by the one statement that most take and by a transaction: the same."""

        async def at_once(tx: Tx) -> Any:
            return await create_at_once(tx, self.context, self.form, values)

        quick = self.change(at_once)
        slow = self.change(lambda tx: create_record(tx, self.context, self.form, values))
        return slow if quick is None else self.agreed(quick, slow)

    def agreed(self, quick: Any, slow: Any) -> Any:
        same = (
            quick == slow
            if isinstance(slow, str)
            else isinstance(quick, dict) and quick.keys() == slow.keys()
        )
        return slow if same else f"at once {quick}, in a transaction {slow}"

    def new_row(self, values: Mapping[str, object]) -> Row:
        """The record that would be made, with an id that nobody shares."""
        blank = dict.fromkeys(next(iter(self.rows.values())))
        own = {
            "id": 0,
            "owner": self.me,
            "created_by": self.me,
            "department": self.stored.world.mains[self.me],
        }
        return {**blank, **own, **values}

    def making(self, values: Mapping[str, object]) -> str | None:
        """Why a record with these values is not to be made."""
        if not self.granted("create"):
            return "Forbidden"
        wrong = self.unwritten(values)
        if wrong:
            return f"Invalid {sorted(wrong)}"
        made = self.oracle.writes("create", self.form, self.new_row(values), sorted(values))
        return None if made else "Forbidden"

    def unwritten(self, keys: Mapping[str, object]) -> set[str]:
        """What is said of fields that may be written on no record."""
        unknown = {"unknown_field" for key in keys if not self.is_visible(self.form, key)}
        shown = (key for key in keys if self.is_visible(self.form, key))
        return unknown | {"not_writable" for key in shown if not self.is_written(key)}

    @holds(f"POST {RECORDS}", f"POST {RECORDS}/bulk", f"PATCH {RECORDS}/{{id}}")
    def unique_values(self) -> Iterator[str]:
        """A value that stands somewhere is taken, whether its record may be seen or not, and no more is said; one of a
        record in the recycle bin is free."""
        if self.form != "account" or self.unwritten({"code": ""}) or not self.granted("create"):
            return
        told = set()
        for number, row in self.rows.items():
            issues = self.coded(row["code"])
            if row["deleted_at"] is None:
                told.add(issues)
            elif "already_exists" in issues:
                yield f"the free value of {number} is taken"
        if len(told) > 1 or not told <= {"already_exists /code {}", "Forbidden"}:
            yield f"what is said of taken values: {told}"
        records = [{"values": {"code": row["code"]}} for row in self.rows.values()]
        answer = self.carried_out(action="create", records=records, partial=True)
        for each in answer[0]["refused"] if isinstance(answer, tuple) else ():
            codes = {issue["code"] for issue in each["issues"]}
            extra = each.keys() - {"place", "id", "title", "issues"}
            if each["id"] or each["title"] or extra or not codes <= {"already_exists", "outside_scope"}:
                yield f"of a taken value is told {each}"

    def coded(self, code: str) -> str:
        """What is said, in full, of making a record with that code."""

        async def told(tx: Tx) -> str:
            try:
                await create_record(tx, self.context, "account", {"code": code})
            except Invalid as error:
                return ", ".join(f"{each.code} {each.pointer} {dict(each.params)}" for each in error.issues)
            except Forbidden:
                return "Forbidden"
            return ""

        return str(self.change(told))

    @holds(f"PATCH {RECORDS}/{{id}}")
    def quick_changes(self) -> Iterator[str]:
        """What most changes are: one statement, under the same rights."""
        for number in self.rows:
            found = self.patched_at_once(number)
            expected = self.writing(number)
            if found is not None and (found if isinstance(found, str) else None) != expected:
                yield f"patch {number} at once: {found}, not {expected}"

    def patched_at_once(self, number: int) -> Any:
        key, value = FIELD[self.form]
        return self.change(lambda tx: patch_at_once(tx, self.context, self.form, number, 1, {key: value}))

    @holds(f"POST {RECORDS}/{{id}}/transfer")
    def transfers(self) -> Iterator[str]:
        for number in self.rows:
            if number % SAMPLED:
                continue
            found, expected = self.handed_over(number), self.handing_over(number)
            if (found if isinstance(found, str) else None) != expected:
                yield f"transfer {number}: {found}, not {expected}"

    def handed_over(self, number: int) -> Any:
        asked = {"version": 1, "owner": NEW_OWNER}
        return self.change(lambda tx: transfer_record(tx, self.context, self.form, number, asked))

    def handing_over(self, number: int) -> str | None:
        """Why a record is not to be handed over. Where it then lies is for its next owner to see."""
        return self.refused_row(number, "edit") or self.transferring(number)

    def transferring(self, number: int) -> str | None:
        may = self.granted("transfer") and self.oracle.may("transfer", self.form, self.rows[number])
        return None if may else "Invalid ['not_transferable']"

    @holds(f"POST {RECORDS}/{{id}}/press/{{field}}")
    def presses(self) -> Iterator[str]:
        """A press needs no right to change what it sets, and what was asked for needs but be seen."""
        for key in PRESSED[self.form]:
            for number, row in self.rows.items():
                found, expected = self.pressed(number, key), self.pressing(number, key)
                if (found if isinstance(found, str) else None) != expected:
                    yield f"press {number}: {found}, not {expected}"
                elif expected is None:
                    after = {**row, "name": "pressed", "title": "pressed", "hours": 99}
                    shown = self.oracle.may("view", self.form, after)
                    if shown != ("title" in found["record"]):
                        yield f"press {number} answers {found}"
            if self.granted("press") and self.is_visible(self.form, key):
                many = {number: self.pressing_many(number, key) for number in self.rows}
                values = {"name": "pressed"} if self.is_visible(self.form, "name", "read") else {}
                yield from self.compared_in_full("press", many, ("press",), button=key, values=values)

    def pressed(self, number: int, key: str) -> Any:
        values = {"name": "pressed"}
        return self.change(lambda tx: press_record(tx, self.context, self.form, number, key, 1, values))

    def pressing(self, number: int, key: str) -> str | None:
        """Why a button is not to be pressed on a record."""
        if not self.granted("press"):
            return "Forbidden"
        refused = self.pressing_many(number, key)
        if not self.is_visible(self.form, key):
            return "NotFound"
        if refused in {"NotFound", "Forbidden"}:
            return refused
        return refused if self.is_visible(self.form, "name", "read") else "Invalid ['unknown_field']"

    def pressing_many(self, number: int, key: str) -> str | None:
        """The same where nothing is filled in that may not be seen."""
        row = self.rows[number]
        if row["deleted_at"] is not None or not self.oracle.may("view", self.form, row):
            return "NotFound"
        if not self.oracle.presses(self.form, row, key):
            return "Forbidden"
        return None if row[key] else "Invalid ['button_out_of_place']"

    # Many records ----------------------------------------------------------------------------------------------

    def carried_out(self, **document: Any) -> Any:
        """What is answered, and which records then are another version; or the refusal."""
        table = self.stored.app.schema.forms[self.form].table

        async def work(tx: Tx) -> Any:
            answer = await change_many(tx, self.context, self.form, read_bulk(document))
            changed = sa.select(table.c.id).where(sa.or_(table.c.version != 1, table.c.id > len(self.rows)))
            return answer, {row["id"] for row in await tx.fetch(Statement(changed))}

        return self.change(work)

    @holds(f"POST {RECORDS}/bulk")
    def bulk_changes(self) -> Iterator[str]:
        key, value = FIELD[self.form]
        deleted = {n: self.refused_row(n, "delete") for n in self.rows}
        restored = {n: self.refused_row(n, "delete", deleted=True) for n in self.rows}
        yield from self.compared_in_full("delete", deleted, ("delete",))
        yield from self.compared_in_full("restore", restored, ("delete",))
        if self.is_written(key):
            edited = {n: self.many(n) for n in self.rows}
            yield from self.compared_in_full("edit", edited, ("edit", "bulk_edit"), values={key: value})
        if self.granted("transfer") and self.granted("view"):
            transferred = {n: self.handing_over_many(n) for n in self.rows}
            yield from self.compared_in_full("transfer", transferred, ("edit", "bulk_edit"), owner=NEW_OWNER)
            binned = {n: self.handing_over_many(n, deleted=True) for n in self.rows}
            needed: Sequence[Action] = ("edit", "bulk_edit", "delete")
            yield from self.compared_in_full("transfer", binned, needed, owner=NEW_OWNER, deleted=True)
        else:
            found = self.carried_out(action="transfer", owner=NEW_OWNER, ids=sorted(self.rows))
            if not isinstance(found, str):
                yield f"records are handed over: {found}"

    def handing_over_many(self, number: int, *, deleted: bool = False) -> str | None:
        needed: Sequence[Action] = ("edit", "bulk_edit", "delete") if deleted else ("edit", "bulk_edit")
        refused = (self.refused_row(number, action, deleted=deleted) for action in needed)
        return next(filter(None, refused), None) or self.transferring(number)

    def compared_in_full(
        self, action: str, refusals: Mapping[int, str | None], needed: Sequence[Action], **asked: Any
    ) -> Iterator[str]:
        """The good ones are changed where that is asked for, and else none as long as there is a bad one."""
        ids = sorted(self.rows)
        key, value = FIELD[self.form]
        found = self.carried_out(action=action, ids=ids, partial=True, **asked)
        if not all(self.granted(each) for each in needed):
            if found != "Forbidden":
                yield f"bulk {action} without the right: {found}"
            return
        if isinstance(found, str):
            yield f"bulk {action}: {found}"
            return
        answer, changed = found
        good = {number for number, refused in refusals.items() if not refused}
        same = {"edit": (key, value), "transfer": ("owner", NEW_OWNER)}.get(action)
        moved = {number for number in good if same is None or self.rows[number][same[0]] != same[1]}
        if changed != moved or {each["id"] for each in answer["refused"]} != set(ids) - good:
            yield f"bulk {action}: {sorted(changed ^ moved)}"
        for each in answer["refused"]:
            if refusals[each["id"]] == "NotFound" and each["title"] is not None:
                yield f"bulk {action} tells of {each}"
        whole = self.carried_out(action=action, ids=ids, **asked)
        if (len(good) < len(ids)) != isinstance(whole, str):
            yield f"bulk {action} of all or none: {whole}"

    @holds(f"POST {RECORDS}/bulk")
    def bulk_creations(self) -> Iterator[str]:
        key, _ = FIELD[self.form]
        records = [{"name": "new", key: value} for value in (7, 12, 60, 90)]
        found = self.carried_out(
            action="create", records=[{"values": each} for each in records], partial=True
        )
        if not self.granted("create"):
            if found != "Forbidden":
                yield f"bulk creation without the right: {found}"
            return
        good = {place for place, each in enumerate(records) if self.making(each) is None}
        told = {place for place in range(4) if place not in {each["place"] for each in found[0]["refused"]}}
        if told != good or len(found[1]) != len(good):
            yield f"bulk creation: {told}, not {good}"
