"""What branches of a tree of records may be asked for, read from the address with all mistakes at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from engines.issues import Issue
from mortise.records.request import LIMIT, ListRequest, ParameterReader

MOST: Final = 200
"""The most records of one branch that a request is answered with."""
MOST_BRANCHES: Final = 50


@dataclass(frozen=True, slots=True)
class BranchRequest:
    """The records right below some others, or, with `under` None, those at the top. `parent` names the record above;
    `among` says which records the tree is of, in which order they stand below each other, and what of each."""

    parent: str
    under: tuple[int, ...] | None
    among: ListRequest


def read_branches(pairs: Iterable[tuple[str, str]]) -> BranchRequest:
    """The branches that a query string asks for. A cursor goes on in one branch, so that it comes with no other."""
    reader = ParameterReader(pairs)
    under = reader.ids("under", MOST_BRANCHES)
    among = ListRequest(
        filter=reader.filter("filter"),
        search=reader.text("search"),
        sort=reader.order("sort"),
        fields=reader.keys("fields") or None,
        expand=reader.keys("expand"),
        limit=reader.whole("limit", 1, LIMIT, MOST),
        cursor=reader.given.pop("cursor", "") or None,
    )
    if among.cursor and len(under) > 1:
        reader.issues.append(Issue("cursor_invalid", "/cursor"))
    request = BranchRequest(reader.text("parent"), under or None, among)
    reader.done()
    return request
