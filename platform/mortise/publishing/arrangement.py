"""Which parts stand where they stood, of what can be arranged freely."""

from collections.abc import Mapping
from difflib import SequenceMatcher

Area = tuple[str, ...]
"""A list in which parts stand, by the keys that lead to it."""


def unmoved(old: Mapping[str, Area], new: Mapping[str, Area]) -> frozenset[str]:
    """The keys of parts that stand in the same list as before, in the same order among those that were there before;
    both are in the order of reading."""
    still: set[str] = set()
    for area in set(new.values()):
        before = [key for key, at in old.items() if at == area and key in new]
        after = [key for key, at in new.items() if at == area and key in old]
        for match in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
            still.update(before[match.a : match.a + match.size])
    return frozenset(still)
