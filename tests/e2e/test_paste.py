"""Rows that come from a spreadsheet through the clipboard."""

import re

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, create, origin, read, records_path

ROWS = [
    (f"泉城试点公司 {number:02}", f"联系人 {number:02}", f"139053100{number:02}", "Untouched", "Website")
    for number in range(1, 21)
]


async def test_rows_go_from_a_spreadsheet_into_the_list_and_from_a_long_list_back(
    browser: Browser, crm: Server
) -> None:
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

        # Rows that were not looked at yet are read before they are copied.
        many = [
            {
                "company": f"江城试点公司 {at:03}",
                "name": "Sun",
                "mobile": f"13805310{at:03}",
                "source": "website",
            }
            for at in range(230)
        ]
        answer = await page.request.post(
            f"{records_path('lead')}/bulk",
            data={"action": "create", "records": [{"values": values} for values in many]},
            headers=origin(crm),
        )
        assert answer.ok, (await answer.text())[:500]
        await page.goto("/apps/crm/lead?search=江城试点&sort=company")
        await expect(page.get_by_text("230 records")).to_be_visible()
        await page.get_by_role("gridcell", name="江城试点公司 000").click()
        await page.keyboard.press("Control+A")
        await page.keyboard.press("Control+C")
        await expect(page.get_by_text("cells copied")).to_be_visible()
        copied = await page.evaluate("() => navigator.clipboard.readText()")
        lines = copied.replace("\r", "").rstrip("\n").split("\n")
        assert [at for at, line in enumerate(lines) if f"江城试点公司 {at:03}" not in line] == []
        assert len(lines) == 230

        # A row is added at the end of the list or not at all, and stays the one that is written in.
        await page.route(re.compile(r"/records\?.*limit=0"), lambda route: route.abort())
        await page.goto("/apps/crm/lead?search=江城试点&sort=company")
        await expect(page.get_by_text("200+ records")).to_be_visible()
        await page.route(re.compile(r"/records\?"), lambda route: route.abort())
        await page.get_by_role("button", name="Add a row").click()
        await expect(page.get_by_text("Where the list ends could not be learned")).to_be_visible()
        await page.unroute_all()
        await page.get_by_role("button", name="Add a row").click()
        await expect(page.get_by_text("230 records")).to_be_visible()
        await expect(page.get_by_label("Company, row 231:")).to_be_focused()
        await create(page, crm, "lead", {**many[0], "company": "江城试点公司 000a", "mobile": "13805311000"})
        await expect(page.get_by_text("231 records")).to_be_visible()
        await expect(page.get_by_label("Company, row 232:")).to_be_focused()
        await page.keyboard.type("Jiangcheng")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("gridcell", name="Jiangcheng")).to_be_visible()
        kept = await read(page.request, f"{records_path('lead')}?search=江城试点&limit=1&count=true")
        assert kept["total"] == 231
