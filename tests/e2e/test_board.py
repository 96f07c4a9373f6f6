"""Records on a board: dragged from lane to lane, stopped at gates, moved by the keyboard and on a phone."""

from playwright.async_api import Browser, Locator, Page, expect

from tests.conftest import Server
from tests.e2e.crm import PHONE, at_work, control, create, own_account, pick, read, records_path
from tests.e2e.quiet import quiet

BOARD = "/apps/crm/opportunity?view=opportunity_board"


def lane(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def card(page: Page, within: str, title: str) -> Locator:
    return lane(page, within).get_by_role("listitem").filter(has_text=title)


async def on_the_board(page: Page, server: Server, title: str, **values: object) -> int:
    account, _, _ = await own_account(page)
    given = {"name": title, "account": account, "close_date": "2026-01-01", **values}
    number = await create(page, server, "opportunity", given)
    await page.goto(BOARD)
    await expect(card(page, "First contact", title)).to_be_visible()
    return number


async def test_a_dragged_card_is_stopped_at_its_gate_and_moves_once_it_is_filled_in(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        _, _, contact = await own_account(page)
        number = await on_the_board(page, crm, "Dragged", expected_amount="1000.00")
        await card(page, "First contact", "Dragged").drag_to(lane(page, "Needs analysis"))

        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Before leaving First contact, name the primary contact")
        await dialog.get_by_role("button", name="Cancel").click()
        await expect(card(page, "First contact", "Dragged")).to_be_visible()
        await quiet(page)
        assert (await read(page.request, f"{records_path('opportunity')}/{number}"))["stage"] == "initial"

        await card(page, "First contact", "Dragged").drag_to(lane(page, "Needs analysis"))
        await pick(page, control(page, "opportunity", "primary_contact"), contact, contact)
        await pick(page, control(page, "opportunity", "source"), "exhib", "Exhibition")
        await dialog.get_by_role("button", name="Move to Needs analysis").click()
        await expect(dialog).to_have_count(0)

        # Until the lane is read again the card may stand there as it was dropped and as it is kept.
        await expect(card(page, "Needs analysis", "Dragged")).to_have_count(1)
        await expect(card(page, "First contact", "Dragged")).to_have_count(0)
        await quiet(page)
        assert (await read(page.request, f"{records_path('opportunity')}/{number}"))["stage"] == "needs"


async def test_lanes_count_and_add_up_what_they_hold(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        answer = await read(page.request, f"{records_path('opportunity')}/groups?by=stage&totals=sum:amount")
        counts = {group["value"]: group["count"] for group in answer["groups"]}
        await page.goto(BOARD)

        await expect(lane(page, f"Proposal, {counts['proposal']}")).to_be_visible()
        await expect(lane(page, f"Lost, {counts['lost']}")).to_be_attached()
        await page.get_by_placeholder("Search").fill("no such thing at all")
        await expect(lane(page, "Proposal, 0")).to_contain_text("Nothing here yet")


async def test_a_card_is_moved_by_its_menu_on_a_phone(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei", **PHONE) as page:
        _, _, contact = await own_account(page)
        number = await on_the_board(page, crm, "Pocket", source="referral")
        await card(page, "First contact", "Pocket").get_by_role("button", name="Move Pocket").tap()
        await page.get_by_role("menuitem", name="Move to Lost").tap()
        dialog = page.get_by_role("dialog")
        await pick(page, control(page, "opportunity", "primary_contact"), contact, contact)
        await pick(page, control(page, "opportunity", "loss_reason"), "price", "Price")
        await dialog.get_by_role("button", name="Move to Lost").tap()

        await expect(dialog).to_have_count(0)
        # A lane loads when it comes near.
        await lane(page, "Lost").scroll_into_view_if_needed()
        await expect(card(page, "Lost", "Pocket")).to_be_visible()
        await quiet(page)
        assert (await read(page.request, f"{records_path('opportunity')}/{number}"))["stage"] == "lost"
