"""A page of what a search finds, in bounded time whether few records hold the text or most of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mortise.db.transaction import Reader
from mortise.records.candidates import Proposal, narrow, propose
from mortise.records.page import Page
from mortise.records.projection import Item

GLANCE: Final = 1_000
WINDOW: Final = 20_000
"""How many records of the order are looked at before the index is asked, and of a text that it finds in very many."""


async def find_page(reader: Reader, page: Page) -> tuple[Page, list[Item]]:
    """The page's records with their keys, and the page as it was read.

    What the index proposes is put in order and looked at until the page is full. A text that every tenth record holds
    fills the page before an index could name all of them, so the order's first records are looked at before where an
    index has their order, and more of them where the index would name very many."""
    if not page.found.search:
        return page, await page.read(reader)
    proposal, found = await propose(reader, page.context, page.found)
    proposed = replace(page, found=found, is_gathered=found.is_proposed)
    if proposal == "few":
        return proposed, await proposed.read(reader)
    windows = _windows(page, proposal)
    items: list[Item] = []
    for window in windows:
        items = await replace(page, window=window).read(reader)
        if len(items) > page.request.limit:
            return page, items
    if windows and proposal != "some" and await page.is_all_within(reader, windows[-1]):
        return page, items
    return proposed, await proposed.read(reader)


def _windows(page: Page, proposal: Proposal) -> Sequence[int]:
    """How many records of the order are looked at, one after another."""
    if page.can_be_walked:
        return (GLANCE,) if proposal == "some" else (GLANCE, WINDOW)
    return (GLANCE,) if proposal == "many" and not page.request.offset else ()


async def count_found(reader: Reader, page: Page) -> object:
    """How many records there are on all pages."""
    found = page.found if page.found.is_proposed else await narrow(reader, page.context, page.found)
    return await replace(page, found=found).count(reader)
