"""The stream of events, held against brute force: who hears of a change, and of nothing else."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa

from mortise.access.context import Context
from mortise.db.statements import prepare
from mortise.db.tables.records import record_change
from mortise.db.transaction import Tx
from mortise.definitions.roles import Grant, RowScope
from mortise.live.news import Audience, Frames, by_form, tell_records
from mortise.live.steps import names_in
from mortise.live.stream import Stream
from mortise.live.tail import Entry, changes, entries, number, read_entries
from mortise.records.patching import patch_record
from mortise.records.removal import delete_record, restore_record
from mortise.records.transfer import transfer_record
from tests.mortise.access.addresses import holds
from tests.mortise.access.changing_doors import ChangingDoors
from tests.mortise.access.comparison import clock, rights
from tests.mortise.access.oracle import Oracle
from tests.mortise.access.roles import role
from tests.mortise.access.world import FIELDS
from tests.mortise.live.conftest import events_in

HERE = record_change.c.told_in == number(sa.func.pg_current_xact_id())
TOLD = prepare(sa.select(entries(changes().where(HERE).cte("new"))))
"""What the transaction itself has told so far."""
COMPUTED = prepare(
    sa.select(record_change.c.form, record_change.c.record_id, record_change.c.new).where(
        record_change.c.action == "computed", record_change.c.at == clock().now
    )
)
CHANGED: Mapping[str, Mapping[str, Any]] = {
    "account": {"secret": 7, "keeper": 3},
    "deal": {"amount": 12},
    "task": {"hours": 70},
}
EVERYTHING = [
    role(
        "all",
        *(
            Grant(
                form=form,
                scopes=dict.fromkeys(("view", "edit", "delete", "transfer"), (RowScope(kind="all"),)),
                other_fields="write",
            )
            for form in FIELDS
        ),
    )
]
GIVEN = {"version": 1, "owner": 4}
Heard = dict[tuple[str, int], str]


class LiveDoors(ChangingDoors):
    """The stream, while somebody who may do everything changes a record of the form."""

    def closed(self) -> Iterator[Any]:
        yield "NotFound" if not self.heard(5, self.patch(5), {})[0].get((self.form, 5)) else "heard"

    @holds("GET /api/events")
    def events(self) -> Iterator[str]:
        owned = {"owner": 4, "department": self.stored.world.mains[4]}
        gone = {"deleted_at": clock().now}
        everyone = (
            (5, "update", self.patch(5), CHANGED[self.form]),
            (8, "update", self.patch(8), CHANGED[self.form]),
            (7, "update", self.by(lambda tx, who: transfer_record(tx, who, self.form, 7, GIVEN)), owned),
            (11, "delete", self.by(lambda tx, who: delete_record(tx, who, self.form, 11)), gone),
            (
                6,
                "restore",
                self.by(lambda tx, who: restore_record(tx, who, self.form, 6)),
                {"deleted_at": None},
            ),
        )
        for place, action, work, values in everyone:
            yield from self.compared_with(place, action, work, values)

    def by(self, work: Callable[[Tx, Context], Awaitable[Any]]) -> Callable[[Tx], Awaitable[Any]]:
        who = Context(
            self.stored.principals[1], self.stored.app, rights(self.stored, EVERYTHING), clock(), "en"
        )
        return lambda tx: work(tx, who)

    def patch(self, place: int) -> Callable[[Tx], Awaitable[Any]]:
        return self.by(lambda tx, who: patch_record(tx, who, self.form, place, 1, CHANGED[self.form]))

    def heard(
        self, place: int, work: Callable[[Tx], Awaitable[Any]], values: Mapping[str, Any]
    ) -> tuple[Heard, list[tuple[str, int, set[str]]]]:
        """What the person hears of, by form and record, and what was computed in the log."""

        async def listen(tx: Tx) -> Any:
            await work(tx)
            told: list[Entry] = list(read_entries(cast(Any, await tx.fetchval(TOLD)) or []))
            stream = Stream(b"", self.context.principal)
            frames: Frames = {}
            audience = Audience(self.stored.app, {stream: self.context})
            for (_, form), some in by_form(told).items():
                await tell_records(tx, audience, form, some, frames)
            logged = [
                (row["form"], row["record_id"], names_in(row["new"])) for row in await tx.fetch(COMPUTED)
            ]
            return frames.get(stream, []), logged

        contents, logged = self.change(listen)
        heard: Heard = {}
        for content in contents:
            for name, data in events_in(content):
                assert name == "records"
                heard.update({(data["form"], each["id"]): each["action"] for each in data["changes"]})
        return heard, logged

    def compared_with(
        self, place: int, action: str, work: Callable[[Tx], Awaitable[Any]], values: Mapping[str, Any]
    ) -> Iterator[str]:
        heard, logged = self.heard(place, work, values)
        world = self.stored.world
        rows = {**world.rows, self.form: {**self.rows, place: {**self.rows[place], **values}}}
        after = Oracle(replace(world, rows=rows), self.oracle.roles, self.me)
        was, now = self.is_listed(self.oracle, self.form, place), self.is_listed(after, self.form, place)
        expected: Heard = {}
        if was or now:
            expected[self.form, place] = action if now else "delete"
        for form, record, keys in logged:
            row = after.world.rows[form][record]
            reads = any(after.has(form, row, key, "read") for key in keys)
            if (form, record) != (self.form, place) and reads and self.is_listed(after, form, record):
                expected[form, record] = "update"
        more = {key: heard[key] for key in heard if heard[key] != expected.get(key)}
        # A record that was seen because of what it led to itself is not missed when it leads elsewhere.
        less = {} if self.follows else {key: expected[key] for key in expected if key not in heard}
        if more or less:
            yield f"{action} of {place}: {more} too much, {less} not heard"

    @property
    def follows(self) -> bool:
        return any(
            scope.kind == "follows"
            for own in self.oracle.roles
            for grant in own.grants
            for scope in grant.scopes.get("view", ())
        )

    def is_listed(self, oracle: Oracle, form: str, record: int) -> bool:
        row = oracle.world.rows[form][record]
        return row["deleted_at"] is None and oracle.may("view", form, row)
