"""What groups of a list may be asked for, read from the address with all mistakes at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from engines.form.groups import UNITS, Unit
from engines.form.wording import did_you_mean
from engines.issues import Issue
from mortise.records.request import MOST_MARKS, ListRequest, ParameterReader

DEEPEST: Final = 3
"""How many groups stand within each other."""
ORDERS: Final = ("count", "value")
MOST_MEMBERS: Final = 100
"""The most records of one group that a request is answered with."""
MOST_GROUPS: Final = 50
MOST_TOGETHER: Final = 2_000
"""The most records of all these groups."""


@dataclass(frozen=True, slots=True)
class Level:
    """A field whose values make groups; of days and moments, the spans in which they lie."""

    key: str
    unit: Unit | None = None
    descending: bool = False


@dataclass(frozen=True, slots=True)
class GroupRequest:
    """By what to group, the outermost first, which aggregates of which fields to tell, and the list whose records are
    grouped. The largest groups come first unless they are to stand in the order of their values (`by_value`)."""

    by: tuple[Level, ...]
    totals: tuple[tuple[str, str], ...]
    by_value: bool
    among: ListRequest


@dataclass(frozen=True, slots=True)
class MembersRequest:
    """The first records of several groups: of each the value on every level, as a text, or None where it is blank.
    `among` says of which list, in which order, how many of each and what of each."""

    by: tuple[Level, ...]
    of: tuple[tuple[str | None, ...], ...]
    among: ListRequest


def read_groups(pairs: Iterable[tuple[str, str]]) -> GroupRequest:
    """The groups that a query string asks for; with no field to group by, only what stands below the whole list."""
    reader = ParameterReader(pairs)
    by = _levels(reader)
    totals = tuple(
        (kind, field) for kind, _, field in (name.partition(":") for name in reader.keys("totals"))
    )
    if not (by or totals):
        reader.issues.append(_few())
    order = reader.given.pop("order", "") or ORDERS[0]
    if order not in ORDERS:
        suggestion = did_you_mean(order, ORDERS)
        reader.issues.append(Issue("parameter_choice", "/order", {"suggestion": suggestion}))
    among = ListRequest(
        filter=reader.filter("filter"),
        search=reader.text("search"),
        link=reader.text("link"),
        values=reader.values("values"),
    )
    reader.done()
    return GroupRequest(by, totals, order == "value", among)


def read_members(pairs: Iterable[tuple[str, str]]) -> MembersRequest:
    """The groups whose records a query string asks for."""
    reader = ParameterReader(pairs)
    by = _levels(reader)
    if not by:
        reader.issues.append(_few())
    limit = reader.whole("limit", 1, MOST_MEMBERS, MOST_MEMBERS)
    of = tuple(_path(reader, path, len(by)) for path in reader.listed("of", MOST_GROUPS))
    if len(of) * limit > MOST_TOGETHER:
        reader.issues.append(Issue("members_many", "/of", {"most": MOST_TOGETHER}))
    among = ListRequest(
        filter=reader.filter("filter"),
        search=reader.text("search"),
        sort=reader.order("sort"),
        fields=reader.keys("fields") or None,
        expand=reader.keys("expand"),
        limit=limit,
        marks=reader.trees("marks", MOST_MARKS),
    )
    reader.done()
    return MembersRequest(by, of, among)


def _path(reader: ParameterReader, path: object, length: int) -> tuple[str | None, ...]:
    """A group's values as PostgreSQL writes them."""
    if isinstance(path, list) and len(path) == length and all(map(_is_value, path)):
        return tuple(_text(value) for value in path)
    reader.issues.append(Issue("group_path", "/of"))
    return ()


def _is_value(value: object) -> bool:
    return value is None or isinstance(value, str | int)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    return str(value).lower()


def _few() -> Issue:
    return Issue("group_by_few", "/by", {"most": DEEPEST})


def _levels(reader: ParameterReader) -> tuple[Level, ...]:
    by = tuple(_level(reader, text) for text in reader.keys("by"))
    if len(by) > DEEPEST or len({(each.key, each.unit) for each in by}) < len(by):
        reader.issues.append(_few())
    return by


def _level(reader: ParameterReader, text: str) -> Level:
    key, _, named = text.removeprefix("-").partition(":")
    unit = next((each for each in UNITS if each == named), None)
    if named and unit is None:
        reader.issues.append(
            Issue("group_unit_unknown", "/by", {"suggestion": did_you_mean(named, list(UNITS))})
        )
    return Level(key, unit, text.startswith("-"))
