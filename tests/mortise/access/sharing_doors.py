"""Doors by which single records are shared, and by which people find what is shared with them."""

from collections.abc import Iterator
from typing import Any

from mortise.identity.resolution import Principals
from mortise.records.shared_with_me import shared_with_me
from mortise.records.sharing import Sharing, read_shares, share_record, unshare_record
from tests.mortise.access.addresses import holds
from tests.mortise.access.changing_doors import SAMPLED, ChangingDoors

RECORD = "/api/apps/{app}/forms/{form}/records/{id}"
NOBODY = 2**40


class SharingDoors(ChangingDoors):
    """The doors of one form by which its records are shared."""

    def closed(self) -> Iterator[Any]:
        yield self.shares(1)
        yield self.shared(1, may_edit=False)
        yield self.ended(1)

    def shares(self, number: int) -> Any:
        principals = Principals(self.stored.database)
        return self.read(lambda reader: read_shares(reader, self.context, principals, self.form, number))

    def shared(self, number: int, *, may_edit: bool) -> Any:
        sharing = Sharing({"person": (1,), "department": (), "group": (1,), "position": ()}, may_edit)
        return self.change(lambda tx: share_record(tx, self.context, self.form, number, sharing))

    def ended(self, number: int) -> Any:
        return self.change(lambda tx: unshare_record(tx, self.context, self.form, number, NOBODY))

    @holds(f"GET {RECORD}/shares", f"POST {RECORD}/shares", f"DELETE {RECORD}/shares/{{share}}")
    def sharing(self) -> Iterator[str]:
        """Who sees a record sees with whom it is shared; who may share it gives no more than they have."""
        for number, row in self.rows.items():
            expected = self.refused_row(number, "share")
            found = self.shares(number)
            if isinstance(found, str):
                if found != "NotFound" or expected != "NotFound":
                    yield f"shares of {number}: {found}, not {expected}"
                continue
            held = {
                (kind, who)
                for form, record, kind, who, _ in self.stored.world.shares
                if (form, record) == (self.form, number)
            }
            if {(item["kind"], item["with"]["id"]) for item in found["items"]} != held:
                yield f"shares of {number}: {found}, not {held}"
            if found["may_share"] != (expected is None):
                yield f"whether {number} may be shared: {found}, not {expected}"
            if number % SAMPLED:
                continue
            edits = self.oracle.may("edit", self.form, row)
            wider = expected or (None if edits else "Invalid ['share_beyond']")
            answers = {
                "to view": (self.shared(number, may_edit=False), expected),
                "to change": (self.shared(number, may_edit=True), wider),
                "no longer": (self.ended(number), expected or "NotFound"),
            }
            for name, (answer, wanted) in answers.items():
                if (answer if isinstance(answer, str) else None) != wanted:
                    yield f"{number} shared {name}: {answer}, not {wanted}"

    @holds("GET /api/shares")
    def with_me(self) -> Iterator[str]:
        """What is shared with the person and theirs to see."""
        world = self.stored.world
        found = self.read(lambda reader: shared_with_me(reader, self.context, [self.form]))
        mine = {
            number
            for form, number, kind, who, _ in world.shares
            if form == self.form and world.takes_part(self.me, kind, who)
        }
        seen = self.seen() if self.granted("view") else {}
        if {item["record"]["id"] for item in found} != mine & seen.keys():
            yield f"shared with {self.me}: {found}, not {mine & seen.keys()}"
        for item in found:
            row = seen.get(item["record"]["id"])
            title = row["title"] if row and self.oracle.has(self.form, row, "title", "read") else ""
            if item["record"]["title"] != title:
                yield f"title of what is shared: {item}, not {title}"
