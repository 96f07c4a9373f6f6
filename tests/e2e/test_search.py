"""Everything is searched from wherever one is, by the keyboard alone, and shows nobody what is not theirs."""

from playwright.async_api import Browser, Page, expect

from tests.conftest import Server
from tests.e2e.crm import PHONE, at_work, create

LEAD = {"name": "贾思勰", "company": "齐民要术种业", "mobile": "13812345678", "source": "website"}

COMPOSE = """(input) => {
    input.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
    input.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", keyCode: 229, isComposing: true, bubbles: true}));
}"""


async def opened(page: Page) -> None:
    await expect(page.get_by_role("button", name="Search everything")).to_be_visible()
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("combobox", name="Search everything")).to_be_focused()


async def test_a_record_is_found_from_everywhere_and_opened_by_the_keyboard(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        number = await create(page, crm, "lead", LEAD)
        await page.goto("/")
        await opened(page)
        box, found = page.get_by_role("combobox"), page.get_by_role("option")
        await box.fill("贾思")
        await expect(found).to_have_count(1)
        await expect(found.locator("mark")).to_have_text("贾思")

        # Enter chooses among characters while a text is being composed, and opens nothing.
        await box.evaluate(COMPOSE)
        await expect(box).to_be_visible()
        await box.dispatch_event("compositionend")
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"**/apps/crm/lead/{number}")
        await expect(page.get_by_role("heading", name="贾思勰")).to_be_visible()

        await opened(page)
        await expect(page.get_by_role("group", name="Opened last").get_by_role("option")).to_have_count(1)
        for typed in ("qmys", "12345678"):
            await box.fill(typed)
            await expect(found.filter(has_text="贾思勰")).to_have_count(1)
        await expect(found.filter(has_text="贾思勰")).to_contain_text("Mobile13812345678")
        await box.fill("no such thing")
        await expect(page.get_by_role("status").filter(has_text="Nothing holds")).to_be_visible()

        await box.fill("公司")
        leads = page.get_by_role("group", name="Lead, CRM").get_by_role("option")
        await expect(leads).to_have_count(6)
        for _ in range(5):
            await page.keyboard.press("ArrowDown")
        await expect(leads.last).to_have_attribute("aria-selected", "true")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/apps/crm/lead?search=*")
        await expect(page.get_by_role("textbox", name="Search").first).to_have_value("公司")
        await opened(page)
        await page.keyboard.press("Escape")
        await expect(box).to_have_count(0)

    async with at_work(browser, crm, "qian.yu", language="zh-CN", **PHONE) as page:
        await page.goto("/")
        await page.get_by_role("button", name="搜索").click()
        await page.get_by_role("combobox", name="全局搜索").fill("贾思勰")
        await expect(page.get_by_role("status").filter(has_text="没有找到")).to_be_visible()
