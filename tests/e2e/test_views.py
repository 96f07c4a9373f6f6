"""A person's own views: arranged, kept under a name, changed, shared, made as a board, taken away and brought back."""

import re
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.conftest import Server
from tests.e2e.crm import PHONE, at_work, control, create, pick, read, records_path
from tests.e2e.quiet import quiet
from tests.e2e.test_accessibility import serious

LIST = "/apps/crm/opportunity"
VIEWS = "/api/apps/crm/views?form=opportunity"


async def menu_item(page: Page, view: str, item: str) -> None:
    """Chooses from the menu of the view that is shown."""
    await (
        page.get_by_role("navigation", name="Views")
        .get_by_role("button", name=f"Menu of view {view}")
        .click()
    )
    await page.get_by_role("menuitem", name=item).click()


async def test_a_view_is_kept_changed_shared_and_brought_back(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "sun.lihua") as page:
        tabs = page.get_by_role("navigation", name="Views")

        # What was arranged is kept under a name.
        await page.goto(f"{LIST}?sort=-amount")
        await page.get_by_role("button", name="Save as…").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Name").fill("Largest first")
        await page.keyboard.press("Enter")
        await expect(dialog).to_have_count(0)
        [kept] = (await read(page.request, VIEWS))["items"]
        await expect(page).to_have_url(re.compile(r"\?view=\d+$"))
        await expect(tabs.locator("[aria-current]")).to_contain_text("Largest first")
        address = page.url
        assert kept["definition"]["sort"] == [{"field": "amount", "descending": True}]
        assert address.endswith(f"?view={kept['id']}")

        # What differs is told, and saved or given up.
        await page.get_by_role("button", name="Sort").first.click()
        await page.get_by_text("A → Z").click()
        await page.keyboard.press("Escape")
        await expect(page.get_by_text("The list differs from the saved view.")).to_be_visible()
        await page.get_by_role("button", name="Discard").click()
        await expect(page.get_by_text("The list differs from the saved view.")).to_have_count(0)
        await page.goto(f"{address}&sort=close_date")
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.get_by_text("View saved.")).to_be_visible()
        await expect(page).to_have_url(address)
        [kept] = (await read(page.request, VIEWS))["items"]
        assert kept["definition"]["sort"] == [{"field": "close_date", "descending": False}]

        # Renamed and shared, it stands there for a salesperson, who cannot change it.
        await menu_item(page, "Largest first", "Name, sharing, settings…")
        await dialog.get_by_label("Name").fill("Closing next")
        await dialog.get_by_label("Chosen people only").check()
        await expect(dialog.get_by_role("button", name="Save")).to_be_disabled()
        await dialog.get_by_label("Roles").click()
        await page.get_by_title("Salesperson", exact=True).click()
        await dialog.get_by_label("Name").click()
        await dialog.get_by_role("button", name="Save").click()
        await expect(dialog).to_have_count(0)
        await expect(tabs.locator("[aria-current]")).to_contain_text("Closing next")
        async with at_work(browser, crm, "zhang.wei", **PHONE) as other:
            await other.goto(address)
            await expect(other.locator("nav [aria-current]").first).to_contain_text("Closing next")
            await other.get_by_role("button", name="All views").tap()
            sheet = other.get_by_role("dialog")
            await expect(sheet.get_by_role("region", name="Shared")).to_contain_text("Closing next")
            await sheet.get_by_role("button", name="Menu of view Closing next").tap()
            await expect(other.get_by_role("menuitem", name="Duplicate…")).to_be_visible()
            await expect(other.get_by_role("menuitem", name="Delete")).to_have_count(0)

        # A board is made from the menu, its settings drawn from its kind.
        await page.get_by_role("button", name="All views").click()
        await page.get_by_role("button", name="New Board").click()
        await dialog.get_by_label("Name").fill("By person")
        await pick(page, dialog.get_by_label("One lane for each"), "Owner", "Owner")
        await dialog.get_by_role("button", name="Create").click()
        await expect(dialog).to_have_count(0)
        await expect(page.get_by_role("region").first).to_be_visible()
        board = next(view for view in (await read(page.request, VIEWS))["items"] if view["kind"] == "kanban")
        assert (board["definition"]["lanes"], board["shared"]) == ("owner", False)

        # Arranged by the keyboard, put first, locked; deleted and brought back under its own address.
        await menu_item(page, "By person", "Duplicate…")
        await dialog.get_by_label("Name").fill("Second board")
        await page.keyboard.press("Enter")
        await expect(tabs.locator("[aria-current]")).to_contain_text("Second board")
        await page.get_by_role("button", name="All views").click()
        mine = page.get_by_role("region", name="Only mine")
        await mine.get_by_role("button", name="Second board", exact=True).press("Alt+ArrowUp")
        await expect(mine.get_by_role("listitem").first).to_contain_text("Second board")
        await mine.get_by_text("By person").drag_to(mine.get_by_text("Second board"))
        await expect(mine.get_by_role("listitem").first).to_contain_text("By person")
        await page.keyboard.press("Escape")
        await menu_item(page, "Second board", "Show me this one first")
        await page.goto(LIST)
        await expect(tabs.locator("[aria-current]")).to_contain_text("Second board")
        await menu_item(page, "Second board", "Lock")
        await expect(tabs.get_by_label("Locked")).to_be_visible()
        await menu_item(page, "Second board", "Delete")
        await expect(tabs.get_by_role("button", name="Second board")).to_have_count(0)
        await page.get_by_role("button", name="Undo").click()
        await expect(tabs.get_by_role("button", name="Second board").first).to_be_visible()


WIDTH = "cell => Math.round(cell.getBoundingClientRect().width)"


async def test_a_tree_is_gone_through_by_the_keyboard_and_arranged_anew(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "chen.jing", viewport={"width": 1440, "height": 900}) as page:
        holding = await create(page, crm, "account", {"name": "Oakwood Holding"})
        await create(page, crm, "account", {"name": "Oakwood North", "parent_account": holding})
        south = await create(page, crm, "account", {"name": "Oakwood South"})

        async def parent_of(number: int) -> Any:
            await quiet(page)
            return (await read(page.request, f"{records_path('account')}/{number}"))["parent_account"]

        def row(name: str) -> Locator:
            return page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))

        # What is small is shown whole; one record is dragged below another, and put back.
        await page.goto("/apps/crm/account?view=account_tree&search=Oakwood")
        await expect(row("Oakwood North")).to_have_attribute("aria-level", "2")
        await expect(row("Oakwood South")).to_have_attribute("aria-level", "1")
        assert await serious(page) == []
        await row("Oakwood South").drag_to(row("Oakwood Holding"))
        await expect(row("Oakwood South")).to_have_attribute("aria-level", "2")
        assert await parent_of(south) == holding
        await page.get_by_role("button", name="Undo").last.click()
        await expect(row("Oakwood South")).to_have_attribute("aria-level", "1")

        # A column keeps the width that it is given.
        industry = page.get_by_role("columnheader", name="Industry")
        edge = page.get_by_role("separator", name="Width of Industry")
        await edge.press("ArrowRight")
        wide = await industry.evaluate(WIDTH)
        await page.reload()
        await expect(edge).to_have_attribute("aria-valuenow", str(wide))
        assert await industry.evaluate(WIDTH) == wide

        # The same by the keyboard, by which branches are closed and opened, too.
        await row("Oakwood South").press("Alt+ArrowRight")
        await expect(row("Oakwood South")).to_have_attribute("aria-level", "2")
        assert await parent_of(south) == holding
        await row("Oakwood South").press("ArrowLeft")
        await expect(row("Oakwood Holding")).to_be_focused()
        await page.keyboard.press("ArrowLeft")
        await expect(row("Oakwood South")).to_have_count(0)
        await page.keyboard.press("ArrowRight")
        await expect(row("Oakwood South")).to_have_attribute("aria-posinset", "2")

        # No record goes below what is below it, and it is said why.
        await row("Oakwood Holding").get_by_role("button", name="More of").click()
        await page.get_by_role("menuitem", name="Move to…").click()
        dialog = page.get_by_role("dialog", name="Move Oakwood Holding")
        await dialog.get_by_label("Parent record").fill("Oakwood North")
        await page.locator(".ant-select-tree-title", has_text="Oakwood North").click()
        await dialog.get_by_role("button", name="Move", exact=True).click()
        await expect(page.get_by_text("above itself")).to_be_visible()
        await page.keyboard.press("Escape")
        assert await parent_of(holding) is None

        # What matches stays with what leads there, and a record is begun below another.
        await page.goto("/apps/crm/account?view=account_tree&search=Oakwood%20North")
        await expect(row("Oakwood North")).to_have_attribute("aria-level", "2")
        await expect(row("Oakwood Holding")).to_have_attribute("data-lead", "true")
        await row("Oakwood Holding").get_by_role("button", name="More of").click()
        await page.get_by_role("menuitem", name="Add below").click()
        await expect(control(page, "account", "parent_account").locator("..").last).to_contain_text(
            "Oakwood Holding"
        )
