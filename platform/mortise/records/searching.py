"""A page of what a search finds, in bounded time whether few records hold the text or most of them."""

from dataclasses import replace
from typing import Final

from mortise.db.transaction import Reader
from mortise.records.candidates import narrow, propose
from mortise.records.page import Page
from mortise.records.projection import Item

GLANCE: Final = 1_000
WINDOW: Final = 20_000
"""How many records of the order are looked at before the index is asked, and of a text that it finds in very many."""


async def find_page(reader: Reader, page: Page) -> tuple[Page, list[Item]]:
    """The page's records with their keys, and the page as it was read.

    A text that every tenth record holds fills the page before an index could name all of them, so the order's first
    records are looked at where an index has their order. Otherwise what the index proposes is put in order and looked
    at until the page is full, unless that is very much."""
    if not page.found.search:
        return page, await page.read(reader)
    if page.can_be_walked:
        items = await replace(page, window=GLANCE).read(reader)
        if len(items) > page.request.limit:
            return page, items
    proposal, found = await propose(reader, page.context, page.found)
    if proposal == "few":
        page = replace(page, found=found)
        return page, await replace(page, is_gathered=True).read(reader)
    if page.can_be_walked or (proposal == "many" and not page.request.offset):
        window = WINDOW if page.can_be_walked else GLANCE
        items = await replace(page, window=window).read(reader)
        if len(items) > page.request.limit or await page.is_all_within(reader, window):
            return page, items
    return page, await page.read(reader)


async def count_found(reader: Reader, page: Page) -> object:
    """How many records there are on all pages."""
    found = page.found if page.found.is_proposed else await narrow(reader, page.context, page.found)
    return await replace(page, found=found).count(reader)
