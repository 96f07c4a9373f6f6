"""Every door by which records are changed, tried by a person with some roles; whatever comes of it is taken back."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

from mortise.db.transaction import Tx
from mortise.definitions.roles import Action
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import read_bulk
from mortise.records.patching import patch_record
from mortise.records.preview import preview
from mortise.records.removal import delete_record, restore_record
from tests.mortise.access.addresses import holds
from tests.mortise.access.doors import Doors
from tests.mortise.access.world import OWN_SHAPES, PLAIN, PRESSED

SAMPLED = 2
"""One record of so many is changed; some of these lie in the recycle bin."""
FIELD = {"account": ("secret", 7), "deal": ("amount", 12), "task": ("hours", 70)}
"""What is written: a field that scopes look at, and a value that may lie outside of them."""


class Undone(Exception):
    """Takes a change back once it was answered."""


class ChangingDoors(Doors):
    """The doors of one form by which its records are changed."""

    def closed(self) -> Iterator[Any]:
        yield self.patched(1)
        yield self.deleted(1)
        yield self.bulk(action="delete")

    def change(self, work: Callable[[Tx], Awaitable[Any]]) -> Any:
        """What would come of a change, which is taken back."""

        async def changed() -> Any:
            answer: Any = None
            try:
                async with self.stored.database.transaction() as tx:
                    answer = await work(tx)
                    raise Undone
            except Undone:
                return answer

        return self.tried(changed)

    def refused_row(self, number: int, action: Action, *, deleted: bool = False) -> str | None:
        """Why a record is not to be changed, as far as rows go."""
        row = self.rows.get(number)
        if (
            row is None
            or (row["deleted_at"] is not None) != deleted
            or not self.oracle.may("view", self.form, row)
        ):
            return "NotFound"
        return None if self.oracle.may(action, self.form, row) else "Forbidden"

    def deleted(self, number: int) -> Any:
        return self.change(lambda tx: delete_record(tx, self.context, self.form, number))

    def restored(self, number: int) -> Any:
        return self.change(lambda tx: restore_record(tx, self.context, self.form, number))

    @holds(
        "DELETE /api/apps/{app}/forms/{form}/records/{id}",
        "POST /api/apps/{app}/forms/{form}/records/{id}/restore",
    )
    def removals(self) -> Iterator[str]:
        for number, row in self.rows.items():
            if number % SAMPLED:
                continue
            expected = self.refused_row(number, "delete")
            found = self.deleted(number)
            if expected != (found if isinstance(found, str) else None):
                yield f"delete {number}: {found}, not {expected}"
            if row["deleted_at"] is not None:
                expected = self.refused_row(number, "delete", deleted=True)
                found = self.restored(number)
                if found != expected:
                    yield f"restore {number}: {found}, not {expected}"

    def patched(self, number: int) -> Any:
        key, value = FIELD[self.form]
        return self.change(lambda tx: patch_record(tx, self.context, self.form, number, 1, {key: value}))

    def previewed(self, number: int) -> Any:
        key, value = FIELD[self.form]
        asked = {"id": number, "values": {key: value}}
        return self.read(lambda reader: preview(reader, self.context, self.form, asked))

    def writing(self, number: int) -> str | None:
        """Why the field is not to be written in a record."""
        key, value = FIELD[self.form]
        refused = self.refused_row(number, "edit")
        if not self.is_visible(self.form, key):
            return refused or "Invalid ['unknown_field']"
        if not self.is_written(key):
            return refused or "Invalid ['not_writable']"
        if refused:
            return refused
        row = self.rows[number]
        if not self.oracle.writes("edit", self.form, row, [key]):
            return "Invalid ['not_writable_here']"
        after = {**row, key: value}
        return None if self.oracle.writes("edit", self.form, after, [key]) else "Forbidden"

    @holds(
        "PATCH /api/apps/{app}/forms/{form}/records/{id}",
        "POST /api/apps/{app}/forms/{form}/records/validate",
    )
    def writes(self) -> Iterator[str]:
        key, value = FIELD[self.form]
        for number in self.rows:
            if number % SAMPLED:
                continue
            found, expected = self.patched(number), self.writing(number)
            if (found if isinstance(found, str) else None) != expected:
                yield f"patch {number}: {found}, not {expected}"
            elif expected is None:
                shown = self.oracle.may("view", self.form, {**self.rows[number], key: value})
                if shown != ("title" in found):
                    yield f"patch {number} answers {found}"
            looked = self.previewed(number)
            refused = self.refused_row(number, "edit")
            if (looked if isinstance(looked, str) else None) != refused:
                yield f"validate {number}: {looked}, not {refused}"
            elif refused is None:
                readable = {
                    each
                    for each in (*PLAIN[self.form], *OWN_SHAPES)
                    if each in self.stored.app.schema.forms[self.form].fields
                    and each not in PRESSED[self.form]
                    and self.oracle.has(self.form, self.rows[number], each, "read")
                }
                if {*looked["values"]} != readable:
                    yield f"validate {number} tells {sorted({*looked['values']} ^ readable)}"

    def bulk(self, **document: Any) -> Any:
        return self.bulk_of(sorted(self.rows), **document)

    def bulk_of(self, ids: Sequence[int], **document: Any) -> Any:
        """What a preview of a bulk change answers."""
        request = read_bulk({**document, "ids": list(ids), "preview": True})
        return self.read(lambda reader: change_many(reader, self.context, self.form, request))

    @holds("POST /api/apps/{app}/forms/{form}/records/bulk")
    def bulks(self) -> Iterator[str]:
        """A preview of the same for many: what would be done, and what not."""
        key, value = FIELD[self.form]
        for action in ("delete", "restore"):
            found = self.bulk(action=action)
            deleted = action == "restore"
            refusals = {n: self.refused_row(n, "delete", deleted=deleted) for n in self.rows}
            yield from self.compared(action, found, refusals, ("delete",))
        found = self.bulk(action="edit", values={key: value})
        if self.is_written(key):
            yield from self.compared(
                "edit", found, {n: self.many(n) for n in self.rows}, ("edit", "bulk_edit")
            )
        elif not isinstance(found, str):
            yield f"bulk edit of what is not written: {found}"

    def many(self, number: int) -> str | None:
        """Why the field is not to be written in a record together with others."""
        refused = self.refused_row(number, "edit") or self.refused_row(number, "bulk_edit")
        return refused or self.writing(number)

    def compared(
        self, action: str, found: Any, refusals: Mapping[int, str | None], needed: Sequence[Action]
    ) -> Iterator[str]:
        if not all(self.granted(each) for each in needed):
            if found != "Forbidden":
                yield f"bulk {action} without the right: {found}"
        elif isinstance(found, str):
            yield f"bulk {action}: {found}"
        else:
            kept = {each["id"] for each in found["refused"]}
            expected = {number for number, refusal in refusals.items() if refusal}
            if kept != expected:
                yield f"bulk {action}: {sorted(kept ^ expected)}"
