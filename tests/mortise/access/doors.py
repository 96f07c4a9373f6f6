"""Every door by which records are read, asked by a person with some roles, and what must come of it by brute force."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

from mortise.access.context import Context
from mortise.definitions.roles import Action, FieldAccess, Role
from mortise.errors import Forbidden, Invalid, NotFound
from mortise.records.cursor import CursorSeal
from mortise.records.history import history
from mortise.records.projection import SHOWN_SYSTEM
from mortise.records.reading import get_record, list_records
from mortise.records.request import ListRequest, OneRequest
from tests.mortise.access.addresses import comparisons, holds
from tests.mortise.access.comparison import clock, rights
from tests.mortise.access.conftest import Stored
from tests.mortise.access.oracle import ORDER, Oracle
from tests.mortise.access.world import INPUTS, LINKS, OWN_SHAPES, PERSONS, PLAIN, PRESSED, Row

SEAL = CursorSeal(b"a key for tests".ljust(32))
NAMING = {form: {*PERSONS[form], *(key for source, key in LINKS if source == form)} for form in PLAIN}
NAMING["deal"] |= {"hosts", "partners"}
TEXTS = {"account": ["name", "code"], "deal": ["name", "account_name"], "task": ["name", "note"]}
SUMMED = {"account": "secret", "deal": "amount", "task": "hours"}


def refusal(error: Exception) -> str:
    """A refusal by name."""
    if isinstance(error, Invalid):
        return f"Invalid {sorted({issue.code for issue in error.issues})}"
    return type(error).__name__


class Doors:
    """The doors of one form, as a person with some roles finds them."""

    def __init__(self, stored: Stored, held: Sequence[Role], me: int, form: str) -> None:
        self.stored, self.me, self.form = stored, me, form
        self.oracle = Oracle(stored.world, held, me)
        self.rows = stored.world.rows[form]
        own = rights(stored, held)
        self.context = Context(stored.principals[me], stored.app, own, clock(), "en")
        self.shown = [key for key in PLAIN[form] if self.is_visible(form, key)]

    # What brute force knows ------------------------------------------------------------------------------------

    def granted(self, action: Action) -> bool:
        """Whether any scope is given for the action."""
        return any(grant.scopes.get(action) for grant in self.oracle.grants(self.form))

    @property
    def is_open(self) -> bool:
        return self.granted("view") or self.granted("create")

    def is_visible(self, form: str, key: str, least: FieldAccess = "masked") -> bool:
        """Whether the field is there at all, on some record."""
        needed = self.oracle.least(form, key, least)
        given = any(
            grant.scopes.get("view") and self.oracle.access(grant, key) >= needed
            for grant in self.oracle.grants(form)
        )
        return (
            given
            and self.oracle.is_pressed(form, key)
            and all(self.oracle.has_somewhere(*place) for place in INPUTS[form].get(key, ()))
        )

    def is_written(self, key: str) -> bool:
        """Whether the field may be written on some record."""
        return self.is_visible(self.form, key, "read") and any(
            self.oracle.access(grant, key) == ORDER.index("write")
            and (grant.scopes.get("create") or grant.scopes.get("edit"))
            for grant in self.oracle.grants(self.form)
        )

    def seen(self, *, deleted: bool = False) -> dict[int, Row]:
        """The records that the person finds, or finds in the recycle bin."""
        return {
            number: row
            for number, row in self.rows.items()
            if (row["deleted_at"] is not None) == deleted
            and self.oracle.may("view", self.form, row)
            and (not deleted or self.oracle.may("delete", self.form, row))
        }

    def followed(self, form: str, number: int) -> Row | None:
        """The record that a link leads to, as far as it is there for the person."""
        row = self.stored.world.rows[form][number]
        return row if row["deleted_at"] is None and self.oracle.may("view", form, row) else None

    def value(self, row: Row, key: str) -> object:
        """What is answered of a field of a seen record."""
        if key not in NAMING[self.form] or not self.is_visible(self.form, key, "read"):
            return self.oracle.shown(self.form, row, key)
        value = row[key] if self.oracle.has(self.form, row, key, "read") else None
        target = LINKS.get((self.form, key))
        if target is None or value is None:
            return value
        return None if self.stored.world.rows[target][value]["deleted_at"] is not None else value

    def title_of(self, form: str, number: int) -> str:
        """What a link to a record shows of it, seen or not."""
        row = self.stored.world.rows[form][number]
        grants = self.oracle.grants(form)
        viewed = {scope for grant in grants for scope in grant.scopes.get("view", ())}
        reading = {
            scope
            for grant in grants
            if self.oracle.access(grant, "name") >= ORDER.index("read")
            for scope in grant.scopes.get("view", ())
        }
        is_told = not grants or (viewed and viewed <= reading) or "all" in {scope.kind for scope in reading}
        told = is_told or any(
            self.oracle.in_scope(scope, "view", form, row, frozenset({form})) for scope in reading
        )
        return str(row["title"]) if told else ""

    # Asking ----------------------------------------------------------------------------------------------------

    def read(self, ask: Callable[[Any], Awaitable[Any]]) -> Any:
        """The answer to a question, or the refusal."""

        async def asked() -> Any:
            async with self.stored.database.read() as reader:
                return await ask(reader)

        return self.tried(asked)

    def tried(self, work: Callable[[], Awaitable[Any]]) -> Any:
        async def refused() -> Any:
            try:
                return await work()
            except (NotFound, Forbidden, Invalid) as error:
                return refusal(error)

        return self.stored.run(refused())

    def page(self, **asked: Any) -> Any:
        return self.read(
            lambda reader: list_records(reader, self.context, self.form, ListRequest(**asked), SEAL)
        )

    # What must agree -------------------------------------------------------------------------------------------

    def differences(self) -> Iterator[str]:
        """What every comparison of the class finds; of a form that is not there, that every door says so."""
        if self.is_open:
            for name in comparisons(type(self)):
                yield from getattr(self, name)()
        else:
            yield from (f"a closed door answers {answer}" for answer in self.closed() if answer != "NotFound")

    def closed(self) -> Iterator[Any]:
        """What the doors of a form answer where nothing is granted in it."""
        yield self.page()
        yield self.one(1)
        yield self.past(1)

    @holds("GET /api/apps/{app}/forms/{form}/records")
    def lists(self) -> Iterator[str]:
        found = self.page(count=True, limit=100, expand=("*",))
        if not self.granted("view"):
            if found != "Forbidden":
                yield f"a list without the right: {found}"
            return
        items = {item["id"]: item for item in found["items"]}
        seen = self.seen()
        if items.keys() != seen.keys() or found["total"] != len(seen):
            yield f"list: {sorted(items.keys() ^ seen.keys())}, {found['total']} in all"
            return
        for number, item in items.items():
            if {*item} - {*SHOWN_SYSTEM, *OWN_SHAPES} != {*self.shown}:
                yield f"keys of {number}: {sorted({*item} ^ {*self.shown})}"
            for key in self.shown:
                expected = self.value(seen[number], key)
                if key in NAMING[self.form]:
                    yield from self.expanded(key, item[key], expected)
                elif item[key] != expected:
                    yield f"{key} of {number}: {item[key]}, not {expected}"
        bin_page = self.page(deleted=True, limit=100)
        expected_bin: object = "Forbidden" if not self.granted("delete") else {*self.seen(deleted=True)}
        found_bin = bin_page if isinstance(bin_page, str) else {item["id"] for item in bin_page["items"]}
        if found_bin != expected_bin:
            yield f"recycle bin: {found_bin}, not {expected_bin}"
        for key in self.shown:
            yield from self.sorted_by(key, seen)

    def expanded(self, key: str, found: Any, expected: Any) -> Iterator[str]:
        """What a field names, with its title: of people and departments always, of records as roles tell them."""
        several = isinstance(expected, list)
        pairs = zip(found or (), expected, strict=False) if several else [(found, expected)]
        if several and len(found or ()) != len(expected):
            yield f"{key}: {found}, not {expected}"
        target = "account" if key == "partners" else LINKS.get((self.form, key))
        for one, number in pairs:
            if not isinstance(one, Mapping):
                if one != number:
                    yield f"{key}: {one}, not {number}"
            elif one["id"] != number or (target and one["title"] != self.title_of(target, number)):
                yield f"{key}: {one}, not {number} called {target and self.title_of(target, number)!r}"

    def sorted_by(self, key: str, seen: Mapping[int, Row]) -> Iterator[str]:
        field = self.stored.app.schema.forms[self.form].fields[key]
        if key != SUMMED[self.form]:
            return
        page = self.page(sort=((key, False),), fields=("id",), limit=100)
        if not self.is_visible(self.form, key, "read") or not field.sortable:
            if page != "Invalid ['unknown_field']":
                yield f"sorted by {key}: {page}"
            return
        values = {
            n: row[key] if self.oracle.has(self.form, row, key, "read") else None for n, row in seen.items()
        }
        order = [values[item["id"]] for item in page["items"]]
        filled = [value for value in order if value is not None]
        if filled != sorted(filled) or order[len(filled) :] != [None] * (len(order) - len(filled)):
            yield f"sorted by {key}: {order}"

    @holds(
        "GET /api/apps/{app}/forms/{form}/records/{id}",
        "GET /api/apps/{app}/forms/{form}/records/{id}/history",
    )
    def records(self) -> Iterator[str]:
        seen = self.seen()
        for number, row in self.rows.items():
            item = self.one(number)
            if number not in seen:
                if item != "NotFound":
                    yield f"get {number}: {item}"
            elif any(item.get(key) != self.value(row, key) for key in self.shown):
                yield f"get {number}: {item}"
            past = self.past(number)
            if number not in {**seen, **self.seen(deleted=True)}:
                if past != "NotFound":
                    yield f"history of {number}: {past}"
                continue
            told = {change["field"] for entry in past["items"] for change in entry["changes"]}
            kept = [key for key in PLAIN[self.form] if key not in PRESSED[self.form]]
            readable = {key for key in kept if self.oracle.has(self.form, row, key, "read")}
            logged = {key for key in readable if row[key] is not None}
            if told - {"deleted_at", "owner", "department"} != logged:
                yield f"history of {number}: {sorted(told ^ logged)}"

    def one(self, number: int) -> Any:
        return self.read(lambda reader: get_record(reader, self.context, self.form, number, OneRequest()))

    def past(self, number: int) -> Any:
        return self.read(lambda reader: history(reader, self.context, self.form, number, None, SEAL))

    @holds("GET /api/apps/{app}/forms/{form}/records")
    def searches(self) -> Iterator[str]:
        if not self.granted("view"):
            return
        for text in ("name 1", "note 1", "longer"):
            found = {item["id"] for item in self.page(search=text, limit=100)["items"]}
            expected = {
                number
                for number, row in self.seen().items()
                if any(
                    row[key] is not None and text in row[key] and self.oracle.has(self.form, row, key, "read")
                    for key in ("title", *TEXTS[self.form])
                )
            }
            if found != expected:
                yield f"search for {text}: {sorted(found ^ expected)}"
        key = SUMMED[self.form]
        page = self.page(filter={"field": key, "operator": "greater", "value": 40}, limit=100)
        wanted: object = "Invalid ['unknown_field']"
        if self.is_visible(self.form, key, "read"):
            wanted = {
                number
                for number, row in self.seen().items()
                if row[key] is not None and row[key] > 40 and self.oracle.has(self.form, row, key, "read")
            }
        told = page if isinstance(page, str) else {item["id"] for item in page["items"]}
        if told != wanted:
            yield f"filter by {key}: {told}, not {wanted}"
