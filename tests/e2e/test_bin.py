"""What was deleted comes back."""

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.crm import at_work, create, origin, read, records_path


async def test_several_records_come_back_from_the_recycle_bin(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "chen.jing") as page:
        names = ("First of the bin", "Second of the bin", "Third of the bin")
        for name in names:
            number = await create(page, crm, "account", {"name": name})
            path = f"{records_path('account')}/{number}"
            assert (await page.request.delete(path, headers=origin(crm))).ok
        await page.goto("/apps/crm/account/bin")

        rows = page.get_by_role("row").filter(has_text="of the bin")
        await expect(rows).to_have_count(3)
        await expect(rows.first).to_contain_text("Third of the bin")
        await expect(rows.first).to_contain_text("Chen Jing")
        await expect(rows.first).to_contain_text("just now")
        await page.get_by_role("textbox", name="Search").fill("second of")
        await expect(rows).to_have_count(1)
        await page.get_by_role("textbox", name="Search").fill("nothing of the kind")
        await page.get_by_role("button", name="Clear the search").click()
        await expect(rows).to_have_count(3)
        for name in names[:2]:
            await rows.filter(has_text=name).get_by_role("checkbox").check()
        await page.get_by_role("button", name="Restore 2 records").click()
        await expect(page.get_by_text("2 records are back.")).to_be_visible()
        await expect(rows).to_have_count(1)
        await page.get_by_role("button", name="Restore “Third of the bin”").click()

        await expect(page.get_by_role("heading", name="The recycle bin is empty")).to_be_visible()
        told = await read(page.request, f"{records_path('account')}?search=of+the+bin&count=true")
        assert told["total"] == 3

        await page.goto(f"/apps/crm/account/{told['items'][0]['id']}")
        entry = page.get_by_role("listitem").filter(has_text="Chen Jing restored")
        await expect(entry).to_be_visible()
        await expect(entry.get_by_role("listitem")).to_have_count(0)
