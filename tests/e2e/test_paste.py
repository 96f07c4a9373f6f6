"""Rows that come from a spreadsheet through the clipboard."""

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, read, records_path

ROWS = [
    (f"泉城试点公司 {number:02}", f"联系人 {number:02}", f"139053100{number:02}", "Untouched", "Website")
    for number in range(1, 21)
]


async def test_twenty_rows_from_a_spreadsheet_become_twenty_records(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei", permissions=["clipboard-read", "clipboard-write"]) as page:
        before = await read(page.request, f"{records_path('lead')}?limit=1&count=true")
        await page.goto("/apps/crm/lead")
        await page.get_by_role("button", name="Add a row").click()
        written = "\r\n".join("\t".join(row) for row in ROWS) + "\r\n"
        await page.evaluate("text => navigator.clipboard.writeText(text)", written)
        await page.keyboard.press("Control+V")

        await expect(page.get_by_text("100 cells changed")).to_be_visible()
        await expect(page.get_by_text(f"{before['total'] + 20} records")).to_be_visible()
        await expect(page.locator("[role=gridcell][data-state]")).to_have_count(0)
        found = await read(page.request, f"{records_path('lead')}?search=泉城试点&limit=50&sort=mobile")
        kept = [(item["company"], item["name"], item["mobile"]) for item in found["items"]]
        assert kept == [row[:3] for row in ROWS]
        assert {(item["status"], item["source"]) for item in found["items"]} == {("untouched", "website")}
