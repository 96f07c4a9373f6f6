"""Doors that tell what was said about records and what a person is to be told: comments, followers, notifications."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from mortise.access.audience import who_views
from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.db.statements import Statement
from mortise.db.tables.discussions import notification
from mortise.db.transaction import Tx
from mortise.discussions.comments import add_comment, edit_comment, remove_comment
from mortise.discussions.followers import follow, read_followers
from mortise.discussions.standing import may_comment
from mortise.discussions.timeline import timeline
from mortise.identity.principal import Principal
from mortise.identity.resolution import Principals
from mortise.notify.inbox import count_unread, read_page
from mortise.notify.marking import read_all
from mortise.records.access import open_form
from tests.mortise.access.addresses import holds
from tests.mortise.access.changing_doors import SAMPLED, ChangingDoors
from tests.mortise.access.comparison import clock
from tests.mortise.access.doors import SEAL, SUMMED
from tests.mortise.access.furnishing import AUTHORS
from tests.mortise.access.oracle import Oracle
from tests.mortise.access.world import PLAIN, Row

RECORD = "/api/apps/{app}/forms/{form}/records/{id}"
COMMENT = f"{RECORD}/comments/{{comment}}"
LAST = 2**62
KINDS = ("change", "assignment", "deletion", "mention", "share")


class TalkingDoors(ChangingDoors):
    """The doors of one form by which people talk about its records. Everybody follows every record, commented on some,
    and has been told of all of them: what is shown is what they may see now."""

    def closed(self) -> Iterator[Any]:
        yield self.line(1)
        yield self.following(1)
        yield self.said(1)

    def line(self, number: int, only: str = "all") -> Any:
        return self.read(
            lambda reader: timeline(reader, self.context, self.form, number, only, None, SEAL)  # type: ignore[arg-type]  # one of its three words
        )

    @holds(f"GET {RECORD}/timeline", f"GET {RECORD}/comments")
    def timelines(self) -> Iterator[str]:
        shown = {**self.seen(), **self.seen(deleted=True)}
        for number in self.rows:
            found, past = self.line(number), self.past(number)
            if number not in shown:
                if found != "NotFound" or self.line(number, "comments") != "NotFound":
                    yield f"timeline of {number}: {found}"
                continue
            items = found["items"]
            changes = [{**item} for item in items if item["type"] == "change"]
            if [each["id"] for each in changes] != [each["id"] for each in past["items"]]:
                yield f"changes in the timeline of {number}: {changes}, not {past}"
            if any(
                each["changes"] != entry["changes"]
                for each, entry in zip(changes, past["items"], strict=True)
            ):
                yield f"changes in the timeline of {number}: {changes}, not {past}"
            said = [part for item in items if item["type"] == "comment" for part in item["body"]]
            only = [part for item in self.line(number, "comments")["items"] for part in item["body"]]
            if said != only or said != [{"text": f"said of {self.form} {number}"}]:
                yield f"comments on {number}: {said}, {only}"

    # Followers -------------------------------------------------------------------------------------------------

    def following(self, number: int) -> Any:
        return self.read(lambda reader: read_followers(reader, self.context, self.form, number))

    @holds(f"GET {RECORD}/followers", f"POST {RECORD}/followers", f"DELETE {RECORD}/followers")
    def followers(self) -> Iterator[str]:
        seen = self.seen()
        for number in self.rows:
            expected = None if number in seen else "NotFound"
            found = self.following(number)
            joined = [self.followed_by_hand(number, follows=follows) for follows in (True, False)]
            for answer in (found, *joined):
                if (answer if isinstance(answer, str) else None) != expected:
                    yield f"followers of {number}: {answer}, not {expected}"

    def followed_by_hand(self, number: int, *, follows: bool) -> Any:
        return self.change(lambda tx: follow(tx, self.context, self.form, number, follows=follows))

    # Comments --------------------------------------------------------------------------------------------------

    def standing(self, number: int) -> str | None:
        """Why a record is not to be commented on."""
        return self.refused_row(number, "comment")

    def said(self, number: int, *people: int) -> Any:
        body = [{"text": "new"}, *({"person": person} for person in people)]
        principals = Principals(self.stored.database)
        return self.change(
            lambda tx: add_comment(tx, self.context, principals, self.form, number, {"body": body})
        )

    def may_say(self, number: int) -> Any:
        async def asked(reader: Any) -> bool:
            return await may_comment(reader, self.context, open_form(self.context, self.form), number)

        return self.read(asked)

    def reworded(self, number: int, comment: int) -> Any:
        principals = Principals(self.stored.database)
        return self.change(
            lambda tx: edit_comment(
                tx, self.context, principals, self.form, number, comment, {"body": "other"}
            )
        )

    def removed(self, number: int, comment: int, *, back: bool = False) -> Any:
        return self.change(lambda tx: remove_comment(tx, self.context, self.form, number, comment, back=back))

    @holds(f"POST {RECORD}/comments", f"PATCH {COMMENT}", f"DELETE {COMMENT}", f"POST {COMMENT}/restore")
    def comments(self) -> Iterator[str]:
        for number in self.rows:
            if number % SAMPLED:
                continue
            expected = self.standing(number)
            asked = self.may_say(number)
            if asked != {None: True, "Forbidden": False}.get(expected, expected):
                yield f"comment on {number}: {asked}, not {expected}"
            found = self.said(number)
            if (found if isinstance(found, str) else None) != expected:
                yield f"comment on {number}: {found}, not {expected}"
            comment, author = self.stored.made[self.form, number], number % AUTHORS + 1
            own = expected or (None if author == self.me else "Forbidden")
            for answer in (self.reworded(number, comment), self.removed(number, comment)):
                if (answer if isinstance(answer, str) else None) != own:
                    yield f"the comment on {number} of {author}: {answer}, not {own}"
            back = self.removed(number, comment, back=True)
            if back != (expected or "NotFound"):
                yield f"the comment on {number} that is there comes back: {back}"

    @holds(f"POST {RECORD}/comments", f"PATCH {COMMENT}")
    def mentions(self) -> Iterator[str]:
        """Whom a comment may mention: those who may view the record, each by their own roles."""
        definition = self.stored.app.definition.model_copy(update={"roles": tuple(self.oracle.roles)})
        app = replace(self.stored.app, definition=definition)
        held = {
            person: tuple(role for place, role in enumerate(self.oracle.roles) if (person + place) % 3)
            for person in self.stored.principals
        }
        people = [
            replace(principal, roles={app.key: frozenset(role.key for role in held[person])})
            for person, principal in self.stored.principals.items()
        ]
        context = Context(people[0], app, rights_of(app, people[0]), clock(), "en")
        oracles = {person: Oracle(self.stored.world, roles, person) for person, roles in held.items()}
        for number, row in self.rows.items():
            found = self.viewing(context, number, people)
            expected = {
                person
                for person, oracle in oracles.items()
                if row["deleted_at"] is None and oracle.may("view", self.form, row)
            }
            if found != expected:
                yield f"who may be mentioned on {number}: {found}, not {expected}"

    def viewing(self, context: Context, number: int, people: list[Principal]) -> Any:
        return self.read(lambda reader: who_views(reader, context, self.form, number, people))

    # Notifications ---------------------------------------------------------------------------------------------

    @holds("GET /api/notifications", "GET /api/notifications/unread", "POST /api/notifications/read")
    def notifications(self) -> Iterator[str]:
        """News of one record each, told whenever it may be viewed now; of a change, when a field of it is read."""
        fields = [SUMMED[self.form], "name", "owner"]
        items = self.told([self.news(number, kind, fields[:2]) for number in self.rows for kind in KINDS])
        found = {(item["record"]["id"], item["kind"]): item for item in items}
        expected = {
            (number, kind): row
            for number, row in self.rows.items()
            for kind in KINDS
            if self.is_told(row, kind, fields[:2])
        }
        if found.keys() != expected.keys():
            yield f"notifications: {sorted(found.keys() ^ expected.keys())}"
            return
        for (number, kind), item in found.items():
            row = expected[number, kind]
            title = row["title"] if self.oracle.has(self.form, row, "title", "read") else ""
            named = {each["key"] for each in item["fields"]}
            wanted = {key for key in fields[:2] if kind == "change" and self.reads(row, key)}
            if item["record"]["title"] != title or named != wanted:
                yield f"notification {kind} of {number}: {item}"

    def news(self, number: int, kind: str, fields: list[str]) -> Mapping[str, object]:
        said = self.stored.made[self.form, number] if kind == "mention" else None
        return {"record_id": number, "kind": kind, "fields": fields, "comment_id": said}

    def is_told(self, row: Row, kind: str, fields: list[str]) -> bool:
        is_there = (row["deleted_at"] is not None) == (kind == "deletion")
        viewed = self.granted("view") and self.oracle.may("view", self.form, row)
        return is_there and viewed and (kind != "change" or any(self.reads(row, key) for key in fields))

    def reads(self, row: Row, key: str) -> bool:
        return self.oracle.has(self.form, row, key, "read")

    def told(self, lines: list[Mapping[str, object]]) -> Any:
        """What the person is shown of such notifications, all of them unread."""

        async def work(tx: Tx) -> Any:
            given = {"app_id": 1, "form": self.form, "person_id": self.me, "actors": [1], "at": clock().now}
            for line in lines:
                await tx.execute(Statement(sa.insert(notification).values(**given, **line)))
            items = await read_page(tx, self.context, [self.form], 500, None, unread=True)
            count = await count_unread(tx, self.context, [self.form])
            await read_all(tx, self.me, LAST)
            assert (count, await count_unread(tx, self.context, [self.form])) == (len(items), 0)
            return items

        return self.change(work)

    @holds("GET /api/notifications")
    def notifications_of_many(self) -> Iterator[str]:
        """News of many records at once count those that may be viewed now."""
        keys = PLAIN[self.form]
        every = {"records": list(self.rows), "record_id": None}
        items = self.told(
            [{**every, "kind": kind, "fields": keys} for kind in ("change", "assignment", "deletion")]
        )
        found = {item["kind"]: item for item in items}
        there = {kind: len(self.seen(deleted=False)) for kind in ("change", "assignment")}
        gone = [row for row in self.rows.values() if self.is_told(row, "deletion", [])]
        counts = {**there, "deletion": len(gone)}
        for kind, count in counts.items():
            if kind in found and found[kind]["count"] != count:
                yield f"{kind} of many: {found[kind]}, not {count}"
            if kind not in found and count and kind != "change":
                yield f"{kind} of many is not told"
        named = {each["key"] for each in found["change"]["fields"]} if "change" in found else set()
        hidden = {key for key in named for row in self.seen().values() if not self.reads(row, key)}
        if hidden:
            yield f"fields of many: {hidden}"
