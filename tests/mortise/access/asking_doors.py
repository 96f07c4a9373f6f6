"""Doors that tell of records without listing them: groups, pickers, related lists, words, searches, files."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from mortise.files.rows import Place
from mortise.records.attachments import may_read_file
from mortise.records.branch_request import BranchRequest
from mortise.records.branches import list_branches
from mortise.records.days import list_days
from mortise.records.days_request import DaysRequest
from mortise.records.global_search import search_app
from mortise.records.group_request import GroupRequest, Level, MembersRequest
from mortise.records.grouping import group_records
from mortise.records.members import list_members
from mortise.records.preview import preview
from mortise.records.request import ListRequest, SuggestionRequest
from mortise.records.suggestions import suggest
from tests.mortise.access.addresses import holds
from tests.mortise.access.doors import SEAL, SUMMED, TEXTS, Doors
from tests.mortise.access.world import LINKS, PLAIN, PRESSED, Row

UNGROUPED = {"crew", "hosts", "partners", "partner_names", "labels", "account_name"}
"""Lists, and what is looked up elsewhere, by which nothing is grouped."""
NEEDLES = ("name 1", "note 1", "code 1", "longer")
FILTERED = ("deal", "account")
"""The link that has a filter of its own: `secret > 20`."""
PATHS = {
    "account": "SUM(deals.amount) > 50",
    "deal": "account.secret > 40",
    "task": "deal.account.keeper = 3",
}


def text(value: object) -> str | None:
    """A group's value as its door takes it."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


class AskingDoors(Doors):
    """The doors of one form through which questions about many records are asked."""

    def closed(self) -> Iterator[Any]:
        yield self.grouped("owner", SUMMED[self.form])
        yield self.page(filter={"field": "owner", "operator": "is", "value": 1})
        yield self.words("labels")

    # Groups ----------------------------------------------------------------------------------------------------

    @holds("GET /api/apps/{app}/forms/{form}/records/groups")
    def groups(self) -> Iterator[str]:
        total = SUMMED[self.form]
        values = [key for key in PLAIN[self.form] if key not in PRESSED[self.form]]
        for key in ("owner", "department", *values):
            if key in UNGROUPED:
                continue
            found, expected = self.grouped(key, total), self.expected_groups(key, total)
            if found != expected:
                yield f"groups by {key}: {found}, not {expected}"

    def grouped(self, key: str, total: str) -> Any:
        asked = GroupRequest((Level(key),), (("sum", total),), False, ListRequest())
        found = self.read(lambda reader: group_records(reader, self.context, self.form, asked))
        if isinstance(found, str):
            return found
        groups: dict[object, tuple[int, int | None]] = {}
        for group in found["groups"]:
            value, added = group["value"], group["totals"][f"sum:{total}"]
            value = value["id"] if isinstance(value, dict) else value
            if value in groups:
                return f"{value} stands twice"
            groups[value] = group["count"], None if added is None else int(added)
        return groups

    @holds("GET /api/apps/{app}/forms/{form}/records/members")
    def members(self) -> Iterator[str]:
        """Each group lists the records that it counts, and nobody else's."""
        for key in ("owner", "department", *PLAIN[self.form]):
            if key in UNGROUPED or key in PRESSED[self.form]:
                continue
            own = key in {"owner", "department"}
            told = {row[key] if own else self.blanked(row, key) for row in self.seen().values()}
            values = [] if self.refused(key) else list(told)
            asked = MembersRequest((Level(key),), tuple((text(value),) for value in values), ListRequest())
            found = self.members_of(asked)
            if isinstance(found, str):
                if found != self.refused(key):
                    yield f"members by {key}: {found}"
                continue
            for value, group in zip(values, found["groups"], strict=True):
                numbers = {
                    number
                    for number, row in self.seen().items()
                    if (row[key] if own else self.blanked(row, key)) == value
                }
                if {item["id"] for item in group["items"]} != numbers or group["total"] != len(numbers):
                    yield f"members of {key} {value}: {group}, not {numbers}"

    def members_of(self, asked: MembersRequest) -> Any:
        return self.read(lambda reader: list_members(reader, self.context, self.form, asked))

    @holds("GET /api/apps/{app}/forms/{form}/records/days")
    def days(self) -> Iterator[str]:
        """Days count and list the records that are seen, and no others."""
        today = datetime.now(UTC).date()
        first, last = today - timedelta(days=20), today + timedelta(days=20)
        asked = DaysRequest("created_at", "", first, last, ListRequest(limit=20))
        found = self.read(lambda reader: list_days(reader, self.context, self.form, asked))
        if not self.granted("view"):
            if found != "Forbidden":
                yield f"days without the right: {found}"
            return
        seen = self.seen()
        listed = {item["id"] for item in found["items"]}
        if sum(found["counts"]) != len(seen) or not listed <= seen.keys():
            yield f"days: {found['counts']} and {listed}, not {seen.keys()}"

    def refused(self, *keys: str) -> str | None:
        """How the fields are refused that are not there for the person to group by or to add up."""
        if not self.granted("view"):
            return "Forbidden"
        fields = [key for key in keys if key not in {"owner", "department"}]
        is_there = all(self.is_visible(self.form, key, "read") for key in fields)
        return None if is_there else "Invalid ['unknown_field']"

    def expected_groups(self, key: str, total: str) -> Any:
        refused = self.refused(key, total)
        if refused:
            return refused
        own = key in {"owner", "department"}
        groups: dict[object, list[Row]] = {}
        for row in self.seen().values():
            groups.setdefault(row[key] if own else self.blanked(row, key), []).append(row)
        return {value: (len(rows), self.added_up(rows, total)) for value, rows in groups.items()}

    def blanked(self, row: Row, key: str) -> object:
        """The value, or nothing where it may not be read; never its mask."""
        return self.value(row, key) if self.oracle.has(self.form, row, key, "read") else None

    def added_up(self, rows: Sequence[Row], key: str) -> int | None:
        values = [
            row[key] for row in rows if row[key] is not None and self.oracle.has(self.form, row, key, "read")
        ]
        return sum(values) if values else None

    # Trees -----------------------------------------------------------------------------------------------------

    @holds("GET /api/apps/{app}/forms/{form}/records/branches")
    def trees(self) -> Iterator[str]:
        """Whoever is seen stands once: below the one above where that is seen and known of, at the top elsewhere."""
        if self.form != "task" or not self.granted("view"):
            return
        for owner in (None, 2, 4):
            found = self.tree(owner)
            expected = self.expected_tree(owner)
            if found != expected:
                yield f"the tree of {owner}: {found}, not {expected}"

    def tree(self, owner: int | None) -> Any:
        """Of each record the one above, how many stand below it, and whether it was asked for."""
        found: dict[int, tuple[int | None, int, bool]] = {}
        filtering = None if owner is None else {"field": "owner", "operator": "is", "value": owner}
        under: tuple[int, ...] | None = None
        while under != ():
            answer = self.branches(BranchRequest("above", under, ListRequest(filter=filtering)))
            if isinstance(answer, str):
                return answer
            for branch in answer["branches"]:
                told = zip(branch["items"], branch["children"], branch["matches"], strict=True)
                found |= {item["id"]: (branch["under"], below, matches) for item, below, matches in told}
            under = tuple(number for number, (above, *_) in found.items() if above in (under or (None,)))
        return found

    def branches(self, asked: BranchRequest) -> Any:
        return self.read(lambda reader: list_branches(reader, self.context, "task", asked, SEAL))

    def expected_tree(self, owner: int | None) -> Any:
        if not self.is_visible("task", "above", "read"):
            return "Invalid ['unknown_field']"
        seen = self.seen()
        told: dict[int, Any] = {number: self.blanked(row, "above") for number, row in seen.items()}
        above = {number: there if there in seen else None for number, there in told.items()}
        asked = {number for number, row in seen.items() if owner in {None, row["owner"]}}
        kept = set(asked)
        while more := {there for number in kept if (there := above[number]) is not None} - kept:
            kept |= more
        return {
            number: (above[number], sum(above[each] == number for each in kept), number in asked)
            for number in kept
        }

    # Lists through links ---------------------------------------------------------------------------------------

    @holds("GET /api/apps/{app}/forms/{form}/records")
    def pickers(self) -> Iterator[str]:
        """What a link field offers: what may be seen, and, where its filter may be asked, passes it."""
        for (source, key), target in LINKS.items():
            if target != self.form or not self.granted("view"):
                continue
            page = self.page(link=f"{source}.{key}", limit=100)
            found = page if isinstance(page, str) else {item["id"] for item in page["items"]}
            expected: object = "Invalid ['unknown_field']"
            if Doors(self.stored, self.oracle.roles, self.me, source).is_open and self.is_visible(
                source, key, "read"
            ):
                expected = {
                    number for number, row in self.seen().items() if self.is_offered(source, key, row)
                }
            if found != expected:
                yield f"{source}.{key} offers {found}, not {expected}"

    def is_offered(self, source: str, key: str, row: Row) -> bool:
        if (source, key) != FILTERED or not self.is_visible(self.form, "secret", "read"):
            return True
        secret: int | None = self.readable(self.form, row, "secret")
        return secret is not None and secret > 20

    @holds("GET /api/apps/{app}/forms/{form}/records")
    def related(self) -> Iterator[str]:
        """The records that link to another: as its page lists them, whether that one may be seen or not."""
        named = [(key, "is") for source, key in LINKS if source == self.form]
        if self.form == "deal":
            named.append(("partners", "includes_any"))
        for key, operator in named if self.granted("view") else ():
            for number in (1, 4, 5):
                value = number if operator == "is" else [number]
                page = self.page(filter={"field": key, "operator": operator, "value": value}, limit=100)
                found = page if isinstance(page, str) else {item["id"] for item in page["items"]}
                expected: object = "Invalid ['unknown_field']"
                if self.is_visible(self.form, key, "read"):
                    expected = {
                        each
                        for each, row in self.seen().items()
                        if number in self.listed(row[key]) and self.oracle.has(self.form, row, key, "read")
                    }
                if found != expected:
                    yield f"{key} of {number}: {found}, not {expected}"

    def listed(self, value: Any) -> Sequence[int]:
        return value if isinstance(value, list) else [value]

    @holds("GET /api/apps/{app}/forms/{form}/records")
    def paths(self) -> Iterator[str]:
        """What a filter asks of linked records, or of those that link here: unseen ones are not there for it."""
        if not self.granted("view"):
            return
        page = self.page(filter=PATHS[self.form], limit=100)
        found = page[:7] if isinstance(page, str) else {item["id"] for item in page["items"]}
        expected: object = "Invalid"
        asked = {
            "account": [("deal", "account"), ("deal", "amount")],
            "deal": [("deal", "account"), ("account", "secret")],
            "task": [("task", "deal"), ("deal", "account"), ("account", "keeper")],
        }[self.form]
        if all(self.oracle.has_somewhere(*place) for place in asked):
            expected = {number for number, row in self.seen().items() if self.passes(row)}
        if found != expected:
            yield f"{PATHS[self.form]}: {found}, not {expected}"

    def passes(self, row: Row) -> bool:
        if self.form == "account":
            linking = [
                deal["amount"]
                for deal in self.stored.world.rows["deal"].values()
                if self.followed("deal", deal["id"]) and self.readable("deal", deal, "account") == row["id"]
                if self.readable("deal", deal, "amount") is not None
            ]
            return bool(sum(linking) > 50)
        account = self.step(self.form, row, "account" if self.form == "deal" else "deal")
        if self.form == "task":
            account = None if account is None else self.step("deal", account, "account")
            return account is not None and self.readable("account", account, "keeper") == 3
        secret = None if account is None else self.readable("account", account, "secret")
        return secret is not None and secret > 40

    def step(self, form: str, row: Row, key: str) -> Row | None:
        """The linked record, as far as the link is read and the record seen."""
        number = self.readable(form, row, key)
        return None if number is None else self.followed(LINKS[form, key], number)

    def readable(self, form: str, row: Row, key: str) -> Any:
        return row[key] if self.oracle.has(form, row, key, "read") else None

    # Words -----------------------------------------------------------------------------------------------------

    @holds("GET /api/apps/{app}/forms/{form}/words/{field}")
    def offered_words(self) -> Iterator[str]:
        found: Any = self.words("labels")
        expected: Any = "Invalid ['unknown_field']"
        if self.form == "task" and self.is_visible("task", "labels", "read"):
            read = [self.readable("task", row, "labels") for row in self.seen().values()]
            expected = {word for words in read for word in words or ()}
        if found != expected:
            yield f"words: {found}, not {expected}"

    def words(self, key: str) -> Any:
        asked = SuggestionRequest(limit=100)
        found = self.read(lambda reader: suggest(reader, self.context, self.form, key, asked))
        return found if isinstance(found, str) else set(found["items"])

    @holds("GET /api/search")
    def search_everywhere(self) -> Iterator[str]:
        """A search over all forms: which records hold the text, and where it is said that they hold it."""
        for needle in NEEDLES:
            groups = self.searched(needle)
            hits = {
                hit.id: hit for group in groups if group.door.form.key == self.form for hit in group.records
            }
            expected = {
                number: keys
                for number, row in (self.seen() if self.granted("view") else {}).items()
                if (keys := self.holding(row, needle))
            }
            if hits.keys() != expected.keys():
                yield f"search for {needle}: {sorted(hits.keys() ^ expected.keys())}"
                continue
            for number, hit in hits.items():
                row = self.rows[number]
                title = "".join(stretch.text for stretch in hit.title)
                told = row["title"] if self.oracle.has(self.form, row, "title", "read") else ""
                if title != told or (hit.match is not None and hit.match.field not in expected[number]):
                    yield f"search for {needle} tells {hit}"

    def searched(self, needle: str) -> Any:
        return self.read(lambda reader: search_app(reader, self.context, needle, 100, 30))

    def holding(self, row: Row, needle: str) -> set[str]:
        return {
            key
            for key in ("title", *TEXTS[self.form])
            if row[key] is not None and needle in row[key] and self.oracle.has(self.form, row, key, "read")
        }

    # Files -----------------------------------------------------------------------------------------------------

    @holds("GET /api/files/{id}", "GET /api/files/{id}/picture")
    def files(self) -> Iterator[str]:
        """A file is given out, whole or drawn small, to whoever reads the field of the record that holds it."""
        if self.form != "deal":
            return
        for number, row in self.rows.items():
            found = self.given_out(number)
            if found != self.reads_papers(row):
                yield f"the file of {number}: {found}"

    @holds("POST /api/apps/{app}/forms/{form}/records/validate", "POST /api/files")
    def taken_files(self) -> Iterator[str]:
        """A record takes files that its writer sent, and copies of those that may be read where they belong."""
        if self.form != "deal" or not self.granted("create") or not self.is_written("papers"):
            return
        for number, row in self.rows.items():
            found = self.with_file(number)
            is_taken = "file_unknown" not in {issue["code"] for issue in found["issues"]}
            if is_taken != self.reads_papers(row):
                yield f"the file of {number} is taken: {is_taken}"

    def given_out(self, number: int) -> Any:
        place = Place("deal", number, "papers")
        return self.read(lambda reader: may_read_file(reader, self.context, place))

    def with_file(self, number: int) -> Any:
        asked = {"values": {"papers": [self.stored.made["papers", number]]}}
        return self.read(lambda reader: preview(reader, self.context, "deal", asked))

    def reads_papers(self, row: Row) -> bool:
        return (
            self.is_open
            and self.oracle.may("view", "deal", row)
            and self.oracle.has("deal", row, "papers", "read")
            and (row["deleted_at"] is None or self.oracle.may("delete", "deal", row))
        )
