"""The menu of an application is arranged by mouse and keyboard, published, and shown to each role as it may see it."""

from playwright.async_api import Browser, Locator, Page, expect

from tests.conftest import Server
from tests.e2e.crm import at_work
from tests.e2e.test_accessibility import serious
from tests.e2e.test_record_pages import begin, send


def line(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"Line {name}").first


async def stand(page: Page, *lines: str) -> None:
    """Waits until the menu has exactly these lines, those in groups with their depth before them."""
    rows = page.get_by_role("list", name="Menu").get_by_role("listitem")
    await expect(rows).to_have_count(len(lines))
    for place, told in enumerate(lines):
        depth, _, name = told.rpartition(" ")
        await expect(rows.nth(place)).to_contain_text(name)
        await expect(rows.nth(place)).to_have_attribute("data-depth", str(len(depth)))


async def test_a_menu_is_arranged_published_and_its_groups_are_closed(
    browser: Browser, server: Server, administrator: str
) -> None:
    async with at_work(browser, server, administrator, viewport={"width": 1440, "height": 900}) as page:
        await begin(page, server)
        await page.goto("/build/visits/menu")
        await expect(page.get_by_text("No menu is arranged yet")).to_be_visible()
        await stand(page, "Place", "Visit")

        await page.get_by_role("button", name="Group", exact=True).click()
        await expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_focused()
        await page.keyboard.type("Work")
        await stand(page, "Place", "Visit", "Work")
        await line(page, "Visit").drag_to(line(page, "Work"), target_position={"x": 60, "y": 26})
        await stand(page, "Place", "Work", "> Visit")
        await line(page, "Place").focus()
        await page.keyboard.press("Alt+ArrowDown")
        await stand(page, "Work", "> Visit", "Place")
        await page.keyboard.press("Alt+ArrowRight")
        await stand(page, "Work", "> Visit", "> Place")
        await expect(line(page, "Place")).to_be_focused()
        await page.get_by_role("button", name="Undo").click()
        await stand(page, "Work", "> Visit", "Place")
        await page.get_by_role("button", name="Redo").click()
        await stand(page, "Work", "> Visit", "> Place")

        await page.get_by_role("button", name="Link", exact=True).click()
        await expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_focused()
        await page.keyboard.type("Handbook")
        await page.get_by_role("textbox", name="Address").fill("javascript:alert(1)")
        await expect(page.get_by_text("This is no address that can be opened.").first).to_be_visible()
        await page.get_by_role("textbox", name="Address").fill("https://example.com/help")
        await expect(page.get_by_text("This is no address that can be opened.")).to_have_count(0)
        await page.get_by_role("button", name="Move out of the group").click()
        await stand(page, "Work", "> Visit", "> Place", "Handbook")
        assert await serious(page) == []

        await page.get_by_role("button", name="Publish").click()
        await expect(page.get_by_text("New in the menu: Work, Visit, Place, Handbook")).to_be_visible()
        await send(page, server, "/api/apps/visits/publish", {})
        await page.goto("/apps/visits/place")
        menu = page.get_by_role("navigation", name="Main menu")
        await expect(menu.get_by_role("link", name="Handbook")).to_have_attribute("target", "_blank")
        await expect(menu.get_by_role("link", name="Place")).to_have_attribute("aria-current", "page")
        await menu.get_by_role("button", name="Work").click()
        await expect(menu.get_by_role("link", name="Visit")).to_have_count(0)
        await page.reload()
        await menu.get_by_role("button", name="Work").click()
        await expect(menu.get_by_role("link", name="Visit")).to_be_visible()
