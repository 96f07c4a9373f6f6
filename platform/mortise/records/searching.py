"""A page of what a search finds, in bounded time whether few records hold the text or most of them."""

from dataclasses import replace

from mortise.db.transaction import Reader
from mortise.records.candidates import Proposal, propose, propose_all
from mortise.records.page import GLANCE, WINDOW, Page
from mortise.records.projection import Item


async def find_page(reader: Reader, page: Page) -> tuple[Page, list[Item]]:
    """The page's records with their keys, and the page as it was read.

    Few proposed records are looked at one by one. Many are not gathered where an index has their order: the order's
    first records are looked at instead, which most often fills the page; only when it does not are all looked at."""
    if not page.found.search:
        return page, await page.read(reader)
    if page.can_be_walked:
        # A text that every tenth record holds fills the page before an index could name all of them.
        items = await replace(page, window=GLANCE).read(reader)
        if len(items) > page.request.limit:
            return page, items
    proposal, found = await propose(reader, page.context, page.found)
    return await read_proposed(reader, replace(page, found=found), proposal)


async def read_proposed(reader: Reader, page: Page, proposal: Proposal) -> tuple[Page, list[Item]]:
    """The page's records, when it is known what the index proposes."""
    if proposal == "many":
        if page.can_be_walked:
            items = await replace(page, window=WINDOW).read(reader)
            if len(items) > page.request.limit or await page.is_all_within(reader, WINDOW):
                return page, items
        page = replace(page, found=await propose_all(reader, page.found))
    return page, await page.read(reader)
