"""What is otherwise on the page of a record: which of its blocks and tabs came, went, moved, or say something else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from engines.form.block import Block
from engines.form.page import PageTab, RecordPage
from engines.issues import Issue
from mortise.definitions.walk import Words, called_part
from mortise.publishing.arrangement import Area, unmoved
from mortise.publishing.wording import listed

LAID_OUT: Final = frozenset({"top", "tabs", "side"})
"""Settings of a page that are told by what is in them."""


def page_details(before: RecordPage, after: RecordPage) -> Iterator[Issue]:
    """The sentences behind "the page changes"."""
    was, becomes = {tab.key: tab for tab in before.tabs}, {tab.key: tab for tab in after.tabs}
    yield from told("detail_tabs_added", (tab for key, tab in becomes.items() if key not in was))
    yield from told("detail_tabs_removed", (tab for key, tab in was.items() if key not in becomes))
    old, new = dict(standing(before)), dict(standing(after))
    stay = unmoved(standing_at(old), standing_at(new))
    yield from told("detail_blocks_added", (block for key, (_, block) in new.items() if key not in old))
    yield from told("detail_blocks_removed", (block for key, (_, block) in old.items() if key not in new))
    changed = [new[key][1] for key in old if key in new and old[key][1] != new[key][1]]
    yield from told("detail_blocks_changed", changed)
    yield from told("detail_blocks_moved", (new[key][1] for key in new if key in old and key not in stay))


def standing(page: RecordPage) -> Iterator[tuple[str, tuple[Area, Block]]]:
    """Every block by its key, with the part of the page that it stands in."""
    areas: list[tuple[Area, Sequence[Block]]] = [(("top",), page.top)]
    for tab in page.tabs:
        areas += [(("tab", tab.key, column.key), column.blocks) for column in tab.columns]
    areas.append((("side",), page.side))
    for area, blocks in areas:
        for block in blocks:
            yield block.key, (area, block)


def standing_at(blocks: Mapping[str, tuple[Area, Block]]) -> Mapping[str, Area]:
    """Where each block stands."""
    return {key: area for key, (area, _) in blocks.items()}


def told(code: str, parts: Iterator[Block] | Iterator[PageTab] | Sequence[Block]) -> Iterator[Issue]:
    """One sentence about some parts, if there are any."""
    names: list[Words] = [name for part in parts if (name := called_part(part)) is not None]
    if names:
        yield Issue(code, "", {"parts": listed(names)})
