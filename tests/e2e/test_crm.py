"""The CRM as a salesperson uses it at a desk."""

import re

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.conftest import opened, sign_in
from tests.e2e.crm import at_work, control, create, note, own_account, pick, product, read, records_path

HIDDEN = re.compile(r"cost|margin", re.IGNORECASE)


async def test_a_salesperson_sees_own_records_and_no_cost_or_margin_anywhere(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "chen.jing") as manager:
        every = await read(
            manager.request, f"{records_path('opportunity')}?limit=500&expand=owner&fields=name,owner"
        )
        own = [item for item in every["items"] if item["owner"]["title"] in {"张伟", "Zhang Wei"}]
        others = [item for item in every["items"] if item not in own]
        await manager.goto(f"/apps/crm/opportunity/{own[0]['id']}")
        await expect(manager.get_by_text(HIDDEN).first).to_be_visible()

    async with opened(browser, crm.url) as page:
        await sign_in(page, "zhang.wei")
        await (
            page.get_by_role("button", name="personal menu")
            .or_(page.get_by_role("button", name=re.compile("张伟|Zhang Wei")))
            .click()
        )
        await page.get_by_text("English", exact=True).click()
        await page.goto("/apps/crm/opportunity")
        await expect(page.get_by_text(f"{len(own)} records")).to_be_visible()
        await page.get_by_role("button", name="Columns").click()
        await expect(page.get_by_text("Weighted amount").last).to_be_visible()
        await expect(page.get_by_text(HIDDEN)).to_have_count(0)

        await page.goto(f"/apps/crm/opportunity/{own[0]['id']}")
        await expect(page.get_by_text("Weighted amount").first).to_be_visible()
        await expect(page.get_by_text("Unit price")).to_be_visible()
        await expect(page.get_by_text(HIDDEN)).to_have_count(0)

        await page.get_by_role("button", name="Edit", exact=True).click()
        await expect(control(page, "opportunity", "name")).to_be_visible()
        await expect(page.get_by_text(HIDDEN)).to_have_count(0)

        await page.goto(f"/apps/crm/opportunity/{others[0]['id']}")
        await expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
        await expect(page.get_by_text(others[0]["name"])).to_have_count(0)


async def test_a_lead_with_mistakes_is_told_where_they_are_then_saved_and_given_up_by_a_button(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        await page.goto("/apps/crm/lead")
        await page.get_by_role("button", name="New Lead").click()
        await control(page, "lead", "company").fill("济南趵突泉阀门有限公司")
        await control(page, "lead", "name").fill("孔令仪")
        await control(page, "lead", "mobile").fill("1390")
        await page.get_by_role("button", name="Save", exact=True).click()

        await expect(page.get_by_role("button", name="2 problems")).to_be_visible()
        await expect(note(page, "mobile")).to_contain_text("11-digit mobile number")
        await expect(note(page, "source")).to_contain_text(re.compile("fill", re.IGNORECASE))
        await expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
        await page.get_by_role("button", name="2 problems").click()
        await expect(control(page, "lead", "mobile")).to_be_focused()

        await control(page, "lead", "mobile").fill("13905310001")
        await pick(page, control(page, "lead", "source"), "exhib", "Exhibition")
        await page.get_by_role("button", name="Save", exact=True).click()

        await expect(control(page, "lead", "company")).to_have_count(0)
        await page.get_by_role("searchbox").or_(page.get_by_placeholder("Search")).first.fill("趵突泉")
        await expect(page.get_by_role("gridcell", name="济南趵突泉阀门有限公司")).to_be_visible()

        found = await read(page.request, f"{records_path('lead')}?limit=1&sort=-id")
        await page.goto(f"/apps/crm/lead/{found['items'][0]['id']}")
        await page.get_by_role("button", name="Mark invalid").click()
        window = page.get_by_role("dialog", name="Mark invalid")
        await window.get_by_role("button", name="Mark invalid").click()
        await expect(window.get_by_text("Please fill this in")).to_be_visible()
        await pick(page, window.locator("#press-invalid_reason"), "no b", "No budget")
        await window.get_by_role("button", name="Mark invalid").click()
        await expect(window).to_have_count(0)
        await expect(page.get_by_role("button", name="Mark invalid")).to_have_count(0)
        await expect(page.get_by_text("With the button “Mark invalid”")).to_be_visible()
        await page.get_by_role("button", name="Log an activity").click()
        await expect(control(page, "activity", "lead")).to_be_visible()
        drawer = page.get_by_role("dialog").filter(has=control(page, "activity", "lead"))
        await expect(drawer.get_by_text("济南趵突泉阀门有限公司").first).to_be_visible()


async def test_totals_follow_the_lines_while_typing_and_after_saving_and_history_tells_in_words(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        account, _, _ = await own_account(page)
        lines = [
            {"product": await product(page, "条码打印机"), "quantity": "2", "unit_price": "100"},
            {"product": await product(page, "看板大屏"), "quantity": "1", "unit_price": "50"},
        ]
        values = {"name": "Totals", "account": account, "lines": lines, "next_step": "Call"}
        number = await create(page, crm, "opportunity", values)
        await page.goto(f"/apps/crm/opportunity/{number}")
        await page.get_by_role("button", name="Edit", exact=True).click()
        await expect(control(page, "opportunity", "amount")).to_have_text("250.00")

        quantity = page.get_by_role("row").filter(has_text="条码打印机").get_by_role("gridcell").nth(1)
        await quantity.click()
        await page.keyboard.type("5")
        await page.keyboard.press("Enter")
        await expect(control(page, "opportunity", "amount")).to_have_text("550.00")
        await expect(control(page, "opportunity", "weighted")).to_have_text("55.00")

        await control(page, "opportunity", "next_step").fill("Send the offer")
        await page.get_by_role("button", name="Save", exact=True).click()

        await expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()
        await expect(page.get_by_text("550.00").first).to_be_visible()
        stored = await read(page.request, f"{records_path('opportunity')}/{number}")
        assert (stored["amount"], stored["weighted"]) == ("550.00", "55.00")
        history = page.get_by_role("region", name="History")
        await expect(history).to_contain_text("Zhang Wei changed")
        await expect(history.get_by_role("listitem").filter(has_text="Next step").last).to_contain_text(
            "Call"
        )
        await expect(history.get_by_role("listitem").filter(has_text="Next step").last).to_contain_text(
            "Send the offer"
        )
        await expect(history).to_contain_text("Row 1, Quantity")


async def test_a_stage_gate_says_what_is_missing_and_opens_once_it_is_there(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        account, _, contact = await own_account(page)
        number = await create(page, crm, "opportunity", {"name": "Gate", "account": account})
        await page.goto(f"/apps/crm/opportunity/{number}")
        stages = page.get_by_role("group", name="Stage")
        await stages.get_by_role("button", name="Needs analysis").click()

        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Before leaving First contact, name the primary contact")
        await dialog.get_by_role("button", name="Move to Needs analysis").click()
        await expect(stages.get_by_role("button", name="First contact")).to_have_attribute(
            "aria-current", "step"
        )
        await pick(page, control(page, "opportunity", "primary_contact"), contact, contact)
        await pick(page, control(page, "opportunity", "source"), "exhib", "Exhibition")
        await dialog.get_by_role("button", name="Move to Needs analysis").click()

        await expect(stages.get_by_role("button", name="Needs analysis")).to_have_attribute(
            "aria-current", "step"
        )
        stored = await read(page.request, f"{records_path('opportunity')}/{number}")
        assert stored["stage"] == "needs"


async def test_whoever_saves_second_sees_both_changes_and_chooses(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei") as first, at_work(browser, crm, "zhang.wei") as second:
        account, _, _ = await own_account(first)
        values = {"name": "Two of us", "account": account, "next_step": "Call", "competitor": "none"}
        number = await create(first, crm, "opportunity", values)
        for page in (first, second):
            await page.goto(f"/apps/crm/opportunity/{number}")
            await page.get_by_role("button", name="Edit", exact=True).click()
        # Who has typed something is not overtaken by what others save meanwhile.
        await control(second, "opportunity", "next_step").fill("Write")
        await control(first, "opportunity", "next_step").fill("Visit")
        await control(first, "opportunity", "competitor").fill("Kingdee")
        await first.get_by_role("button", name="Save", exact=True).click()
        await expect(first.get_by_role("button", name="Edit", exact=True)).to_be_visible()

        await second.get_by_role("button", name="Save", exact=True).click()
        dialog = second.get_by_role("dialog")
        await expect(dialog).to_contain_text("changed this record meanwhile")
        await expect(dialog.get_by_role("row").filter(has_text="Next step")).to_contain_text("Visit")
        await expect(dialog.get_by_role("row").filter(has_text="Competitor")).to_contain_text("Kingdee")
        await dialog.get_by_label("Next step: keep mine").check()
        await dialog.get_by_role("button", name="Merge and go on").click()
        await second.get_by_role("button", name="Save", exact=True).click()

        await expect(second.get_by_role("button", name="Edit", exact=True)).to_be_visible()
        stored = await read(second.request, f"{records_path('opportunity')}/{number}")
        assert (stored["next_step"], stored["competitor"]) == ("Write", "Kingdee")


async def test_a_chosen_product_brings_its_list_price_into_the_row(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        account, _, _ = await own_account(page)
        number = await create(page, crm, "opportunity", {"name": "List price", "account": account})
        await page.goto(f"/apps/crm/opportunity/{number}")
        await page.get_by_role("button", name="Edit", exact=True).click()
        lines = page.get_by_role("group", name="Product lines")
        await lines.get_by_role("button", name=re.compile("Add")).click()
        cell = lines.get_by_role("gridcell").first
        await cell.dblclick()
        await page.keyboard.type("条码")
        await page.locator(".ant-select-item-option-active").filter(has_text="条码打印机").wait_for()
        await page.keyboard.press("Enter")
        await expect(lines.get_by_role("row").filter(has_text="条码打印机")).to_contain_text("2,280.00")
        await expect(control(page, "opportunity", "amount")).to_have_text("2,280.00")
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()
        stored = await read(page.request, f"{records_path('opportunity')}/{number}")
        assert [(line["unit_price"], line["amount"]) for line in stored["lines"]] == [("2280.00", "2280.00")]


async def test_marketing_sees_the_leads_of_own_campaigns_and_no_cost_price(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "qian.yu") as page:
        leads = (await read(page.request, f"{records_path('lead')}?limit=500&fields=campaign,owner"))["items"]
        campaigns = await read(page.request, f"{records_path('campaign')}?limit=500&fields=owner")
        me = (await read(page.request, "/api/me"))["person"]["id"]
        own = {item["id"] for item in campaigns["items"] if item["owner"] == me}
        assert leads
        assert own
        assert {lead["campaign"] for lead in leads} <= own
        assert len(own) < len(campaigns["items"])
        await page.goto("/apps/crm/product")
        await expect(page.get_by_role("columnheader", name="List price")).to_be_visible()
        await expect(page.get_by_role("columnheader", name=HIDDEN)).to_have_count(0)
