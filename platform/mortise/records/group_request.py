"""What groups of a list may be asked for, read from the address with all mistakes at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from engines.form.groups import UNITS, Unit
from engines.form.wording import did_you_mean
from engines.issues import Issue
from mortise.records.request import ListRequest, ParameterReader

DEEPEST: Final = 3
"""How many groups stand within each other."""
ORDERS: Final = ("count", "value")


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


def read_groups(pairs: Iterable[tuple[str, str]]) -> GroupRequest:
    """The groups that a query string asks for; with no field to group by, only what stands below the whole list."""
    reader = ParameterReader(pairs)
    by = tuple(_level(reader, text) for text in reader.keys("by"))
    totals = tuple(
        (kind, field) for kind, _, field in (name.partition(":") for name in reader.keys("totals"))
    )
    if len(by) > DEEPEST or len({(each.key, each.unit) for each in by}) < len(by) or not (by or totals):
        reader.issues.append(Issue("group_by_few", "/by", {"most": DEEPEST}))
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


def _level(reader: ParameterReader, text: str) -> Level:
    key, _, named = text.removeprefix("-").partition(":")
    unit = next((each for each in UNITS if each == named), None)
    if named and unit is None:
        reader.issues.append(
            Issue("group_unit_unknown", "/by", {"suggestion": did_you_mean(named, list(UNITS))})
        )
    return Level(key, unit, text.startswith("-"))
