"""Two people at once: what one does is there for the other, without a jump and without touching what is typed."""

import re
from typing import Any

from playwright.async_api import Browser, Page, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, control, create, origin, own_account, read, records_path

DEALS = records_path("opportunity")
LIST = "/apps/crm/opportunity?view=all&search=Live&sort=name"


async def change(page: Page, server: Server, number: int, **values: object) -> None:
    """Somebody else's change, made without a page."""
    record = await read(page.request, f"{DEALS}/{number}")
    answer = await page.request.patch(
        f"{DEALS}/{number}", data={"version": record["version"], **values}, headers=origin(server)
    )
    assert answer.ok, await answer.text()


async def live(page: Page, address: str) -> None:
    """Opens a page and waits until it is told of news."""
    async with page.expect_response(re.compile("/api/events")):
        await page.goto(address)


async def test_what_one_person_does_is_there_for_the_other(browser: Browser, crm: Server) -> None:
    async with (
        at_work(browser, crm, "zhang.wei") as seller,
        at_work(browser, crm, "sun.lihua") as manager,
    ):
        account, _, _ = await own_account(seller)

        async def deal(name: str, **values: Any) -> int:
            return await create(seller, crm, "opportunity", {"name": name, "account": account, **values})

        bridge = await deal("Live m bridge", expected_amount="1000.00")
        await live(manager, LIST)
        row = manager.get_by_role("gridcell", name="Live m bridge")
        await expect(row).to_be_visible()

        # Rows come in; what is selected stays selected.
        await row.click()
        await deal("Live a tunnel")
        await expect(manager.get_by_role("gridcell", name="Live a tunnel")).to_be_visible()
        await expect(manager.get_by_role("textbox", name=re.compile("row 2.*Live m bridge"))).to_be_focused()

        # Nothing moves while a cell is being written in.
        await manager.keyboard.press("F2")
        await manager.keyboard.type(" II")
        await change(seller, crm, bridge, next_step="Call them")
        await deal("Live b gate")
        await expect(manager.locator("textarea:focus, input:focus")).to_have_value("Live m bridge II")
        await manager.keyboard.press("Escape")
        await expect(manager.get_by_role("gridcell", name="Live b gate")).to_be_visible()

        # A page that is read follows; a form that was begun is asked first.
        await live(manager, f"/apps/crm/opportunity/{bridge}")
        await expect(manager.get_by_text("Call them").first).to_be_visible()
        await change(seller, crm, bridge, next_step="Send the offer")
        await expect(manager.get_by_text("Send the offer").first).to_be_visible()
        await manager.get_by_role("button", name="Edit", exact=True).click()
        await control(manager, "opportunity", "name").fill("Live m bridge, by the manager")
        await change(seller, crm, bridge, next_step="Wait for them")
        notice = manager.get_by_role("status").filter(has_text="Zhang Wei changed this record meanwhile")
        await notice.get_by_role("button", name="Show").click()
        await expect(manager.get_by_role("dialog")).to_contain_text("Wait for them")
        await manager.get_by_role("button", name="Merge and go on").click()
        await expect(control(manager, "opportunity", "next_step")).to_have_value("Wait for them")
        await expect(control(manager, "opportunity", "name")).to_have_value("Live m bridge, by the manager")
        await manager.get_by_role("button", name="Save", exact=True).click()
        await expect(manager.get_by_role("button", name="Edit", exact=True)).to_be_visible()

        # Cards move between the lanes of a board.
        await live(manager, "/apps/crm/opportunity?view=opportunity_board&search=Live")
        card = manager.get_by_role("listitem").filter(has_text="Live m bridge")
        await expect(manager.get_by_role("region", name="First contact").locator(card)).to_be_visible()
        first = await read(seller.request, f"{records_path('contact')}?limit=1")
        await change(
            seller, crm, bridge, stage="needs", primary_contact=first["items"][0]["id"], source="exhibition"
        )
        await expect(manager.get_by_role("region", name="Needs analysis").locator(card)).to_be_visible()

        # What is given to another is gone for the one who had it.
        await live(seller, LIST)
        await expect(seller.get_by_role("gridcell", name=re.compile("Live m bridge"))).to_be_visible()
        record = await read(manager.request, f"{DEALS}/{bridge}")
        me = await read(manager.request, "/api/me")
        await manager.request.post(
            f"{DEALS}/{bridge}/transfer",
            data={"version": record["version"], "owner": me["person"]["id"], "reason": None},
            headers=origin(crm),
        )
        await expect(seller.get_by_role("gridcell", name=re.compile("Live m bridge"))).to_have_count(0)
        await expect(seller.get_by_role("gridcell", name="Live a tunnel")).to_be_visible()
