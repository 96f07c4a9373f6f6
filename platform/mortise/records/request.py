"""What a list may be asked for, read from the address with all mistakes at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from engines.issues import Issue, pointer
from mortise.errors import Invalid

FilterTree = Mapping[str, object]

LIMIT: Final = 50
MOST: Final = 500
FURTHEST: Final = 200_000
"""How far a grid may jump; further on, the database would read more than anyone looks at."""
LONGEST: Final = 20_000
MOST_MARKS: Final = 10
"""How many conditions mark the records of a page."""


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A page of records: which, in what order, with what of each. Empty `sort` is the form's own order; `fields`
    None is everything readable but sub-tables; `expand` may be ("*",). `link` ("form.field") narrows the page to what
    that link may choose, or that list of records shows, in a record with `values`. `marks` are conditions of which each
    record tells the first that holds on it. A limit of 0 with `count` asks for nothing but the number. `view` names the
    view through which the list is read; it changes nothing of the answer."""

    filter: FilterTree | str | None = None
    search: str = ""
    sort: tuple[tuple[str, bool], ...] = ()
    fields: tuple[str, ...] | None = None
    expand: tuple[str, ...] = ()
    limit: int = LIMIT
    offset: int = 0
    cursor: str | None = None
    count: bool = False
    deleted: bool = False
    link: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    marks: tuple[FilterTree, ...] = ()
    view: str = ""


@dataclass(frozen=True, slots=True)
class OneRequest:
    """What of one record is asked for."""

    fields: tuple[str, ...] | None = None
    expand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestionRequest:
    """Which words of a field are asked for: those that contain `search`, the most used first."""

    search: str = ""
    limit: int = LIMIT


class ParameterReader:
    """Takes members out of a query string and collects what is wrong with them."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.issues: list[Issue] = []
        self.given: dict[str, str] = {}
        for name, value in pairs:
            if name in self.given:
                self.issues.append(Issue("parameter_repeated", pointer(name), {"name": name}))
            if "\0" in value:
                self.issues.append(Issue("text_unstorable", pointer(name)))
                value = ""
            self.given[name] = value

    def keys(self, name: str) -> tuple[str, ...]:
        text = self.given.pop(name, "")
        return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))

    def order(self, name: str) -> tuple[tuple[str, bool], ...]:
        """Keys to order by, and whether downwards."""
        return tuple((part.lstrip("-"), part.startswith("-")) for part in self.keys(name))

    def text(self, name: str) -> str:
        return self.given.pop(name, "").strip()[:200]

    def ids(self, name: str, most: int) -> tuple[int, ...]:
        given = self.keys(name)
        if len(given) <= most and all(part.isascii() and part.isdigit() and len(part) < 19 for part in given):
            return tuple(int(part) for part in given)
        self.issues.append(Issue("parameter_ids", pointer(name), {"most": most}))
        return ()

    def whole(self, name: str, smallest: int, default: int, largest: int) -> int:
        text = self.given.pop(name, "")
        if not text:
            return default
        if text.isascii() and text.isdigit() and len(text) < 10 and smallest <= int(text) <= largest:
            return int(text)
        self.issues.append(
            Issue("parameter_range", pointer(name), {"smallest": smallest, "largest": largest})
        )
        return default

    def flag(self, name: str) -> bool:
        text = self.given.pop(name, "false")
        if text not in {"true", "false"}:
            self.issues.append(Issue("parameter_flag", pointer(name)))
        return text == "true"

    def filter(self, name: str) -> FilterTree | str | None:
        text = self.given.pop(name, "").strip()
        if len(text) > LONGEST:
            self.issues.append(Issue("parameter_too_long", pointer(name), {"longest": LONGEST}))
            return None
        if not text.startswith("{"):
            return text or None
        try:
            tree: FilterTree = orjson.loads(text)
        except orjson.JSONDecodeError:
            self.issues.append(Issue("filter_not_json", pointer(name)))
            return None
        return tree

    def values(self, name: str) -> Mapping[str, object]:
        text = self.given.pop(name, "").strip()
        try:
            values = orjson.loads(text) if text and len(text) <= LONGEST else {}
        except orjson.JSONDecodeError:
            values = None
        if len(text) <= LONGEST and isinstance(values, dict):
            return values
        self.issues.append(Issue("filter_not_json", pointer(name)))
        return {}

    def trees(self, name: str, most: int) -> tuple[FilterTree, ...]:
        """A list of filters, as JSON writes it."""
        return self.listed(name, most)

    def listed(self, name: str, most: int) -> tuple[Any, ...]:
        """A list, as JSON writes it."""
        text = self.given.pop(name, "").strip()
        try:
            found = orjson.loads(text) if text and len(text) <= LONGEST else []
        except orjson.JSONDecodeError:
            found = None
        if isinstance(found, list) and len(text) <= LONGEST and len(found) <= most:
            return tuple(found)
        self.issues.append(Issue("filter_not_json", pointer(name)))
        return ()

    def done(self) -> None:
        """Raises Invalid with everything that was wrong, members nobody took among it."""
        self.issues.extend(Issue("parameter_unknown", pointer(name), {"name": name}) for name in self.given)
        if self.issues:
            raise Invalid(self.issues)


def read_list(pairs: Iterable[tuple[str, str]]) -> ListRequest:
    """The list that a query string asks for."""
    reader = ParameterReader(pairs)
    sort = reader.order("sort")
    fields = reader.keys("fields")
    count = reader.flag("count")
    request = ListRequest(
        filter=reader.filter("filter"),
        search=reader.text("search"),
        sort=sort,
        fields=fields or None,
        expand=reader.keys("expand"),
        limit=reader.whole("limit", 0 if count else 1, LIMIT, MOST),
        offset=reader.whole("offset", 0, 0, FURTHEST),
        cursor=reader.given.pop("cursor", "") or None,
        count=count,
        deleted=reader.flag("deleted"),
        link=reader.text("link"),
        values=reader.values("values"),
        marks=reader.trees("marks", MOST_MARKS),
        view=reader.text("view"),
    )
    if request.cursor and request.offset:
        reader.issues.append(Issue("cursor_or_offset", "/offset"))
    reader.done()
    return request


def read_suggestions(pairs: Iterable[tuple[str, str]]) -> SuggestionRequest:
    """The words that a query string asks for."""
    reader = ParameterReader(pairs)
    request = SuggestionRequest(
        search=reader.text("search"),
        limit=reader.whole("limit", 1, LIMIT, MOST),
    )
    reader.done()
    return request


def read_one(pairs: Iterable[tuple[str, str]]) -> OneRequest:
    """What of one record a query string asks for."""
    reader = ParameterReader(pairs)
    request = OneRequest(reader.keys("fields") or None, reader.keys("expand"))
    reader.done()
    return request


def read_whole(pairs: Iterable[tuple[str, str]], name: str) -> int | None:
    """The one whole number that a query string may carry under `name`."""
    reader = ParameterReader(pairs)
    value = reader.whole(name, 0, -1, 999_999_999)
    reader.done()
    return None if value < 0 else value
