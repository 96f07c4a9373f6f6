"""What is saved of a changed view: the changes, with every part that its editor could not see kept where it was."""

from collections.abc import Mapping
from typing import Final

from mortise.views.saved import Document

FILTER: Final = "filter"
ALL: Final = "all"


def merged(stored: Mapping[str, object], shown: Mapping[str, object] | None, given: Document) -> Document:
    """`given` with what `stored` holds beyond what was `shown` of it. What was not changed stays as it is stored;
    a list keeps its unseen members, a filter its unseen conditions. A view of another kind is a new one."""
    if shown is None or stored.get("kind") != given.get("kind"):
        return given
    return {
        name: merged_setting(name, stored.get(name), shown.get(name), value) for name, value in given.items()
    }


def merged_setting(name: str, stored: object, shown: object, given: object) -> object:
    """One setting with its unseen parts."""
    if given == shown or stored == shown:
        return stored if given == shown else given
    if name == FILTER:
        return merged_filter(stored, shown, given)
    if isinstance(stored, list) and isinstance(given, list):
        return merged_list(stored, shown if isinstance(shown, list) else [], given)
    return given


def merged_list(stored: list[object], shown: list[object], given: list[object]) -> list[object]:
    """The given members, and each unseen one behind the same neighbour as before, or first where that is gone."""
    found = list(given)
    before: object = None
    for member in stored:
        if member not in shown and member not in found:
            place = found.index(before) + 1 if before in found else 0
            found.insert(place, member)
        before = member
    return found


def merged_filter(stored: object, shown: object, given: object) -> object:
    """The given conditions, and those of the stored ones that were not shown, as far as all of them had to hold."""
    unseen = [member for member in conjunction(stored) if member not in conjunction(shown)]
    if not unseen:
        return given
    kept = conjunction(given)
    return {ALL: [*kept, *unseen]} if kept or len(unseen) > 1 else unseen[0]


def conjunction(tree: object) -> list[object]:
    """The conditions that must all hold."""
    if not isinstance(tree, Mapping):
        return []
    members = tree.get(ALL)
    return list(members) if isinstance(members, list | tuple) else [tree]
