"""The second half of a builder's journey: two roles, people at work on a phone, and a change that loses nothing."""

import re
from typing import Final

from playwright.async_api import Browser, Locator, Page, expect

from mortise.db.database import Database
from mortise.identity.people import PersonInput, create_person
from tests.conftest import Server
from tests.e2e.conftest import PASSWORD
from tests.e2e.crm import PHONE, at_work, control, origin, pick, read
from tests.e2e.test_accessibility import serious

APP: Final = "/api/apps/field_visits"
REPORTS: Final = f"{APP}/forms/visit_report/records"
CUSTOMERS: Final = f"{APP}/forms/customer/records"
ODD: Final = ("ask reception", "by fax only")
PHONES: Final = [*ODD, "5551234"]


async def employ(database: Database) -> None:
    """Two people who hold no role yet: Mei, who will visit, and Lin, who will read."""
    async with database.transaction() as tx:
        for login, name, english in (("mei", "王梅", "Mei Wang"), ("lin", "林海", "Lin Hai")):
            given = PersonInput(login=login, name=name, name_en=english, password=PASSWORD)
            await create_person(tx, None, given, must_change=False)


def panel(page: Page) -> Locator:
    """What is set of the chosen role or of its rights."""
    return page.get_by_role("complementary").last


async def share(page: Page) -> None:
    """Who visits adds and sees reports of their own; who reads sees everybody's, without what they cost."""
    await page.get_by_role("link", name="Roles").click()
    for role, preset in (("Visitor", "Add and manage own"), ("Reader", "View all")):
        await page.get_by_role("button", name="New role").first.click()
        dialog = page.get_by_role("dialog", name="New role")
        await dialog.get_by_role("radio", name=re.compile(f"^{preset}")).check()
        await dialog.get_by_label("Name of the role").fill(role)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name=f"{role}, Visit report: {preset}")).to_be_visible()
    await page.get_by_role("button", name="Reader, Visit report: View all").click()
    await panel(page).get_by_role("radiogroup", name="Cost").get_by_title("Hidden").click()
    await expect(page.get_by_title("1 field is masked or hidden")).to_be_visible()
    await expect(page.get_by_text("Saved as a draft")).to_be_visible()


async def hand_out(page: Page) -> None:
    """Each of the two roles is given to a person."""
    for role, person in (("visitor", "Mei Wang"), ("reader", "Lin Hai")):
        await page.goto(f"/build/field_visits/roles?role={role}")
        await panel(page).get_by_role("combobox", name="Add a person").fill(person)
        await page.locator(".ant-select-item-option").filter(has_text=person).click()
        await expect(panel(page).get_by_role("button", name=f"Take the role from {person}")).to_be_visible()


async def fill_in(browser: Browser, server: Server) -> None:
    """A report is written on a phone: what it links to is found, a section comes with its condition, a rule refuses."""
    async with at_work(browser, server, "mei", **PHONE) as page:
        for number, phone in enumerate(PHONES):
            customer = {"name": f"Customer {number}", "phone": phone}
            made = await page.request.post(CUSTOMERS, data=customer, headers=origin(server))
            assert made.ok, await made.text()
        await page.goto("/apps/field_visits/visit_report")
        await page.get_by_role("button", name="New", exact=True).tap()
        await control(page, "visit_report", "name").fill("First visit")
        sold = page.get_by_role("region", name="What was sold")
        await expect(sold).to_be_hidden()
        cost = page.get_by_label("Cost")
        await cost.fill("120")
        await expect(sold).to_be_visible()
        await pick(page, control(page, "visit_report", "customer"), "Customer 2", "Customer 2")
        await sold.get_by_role("button", name="Add a row").tap()
        sheet = page.get_by_role("dialog", name="Row 1")
        await sheet.get_by_label("Quantity").fill("3")
        await sheet.get_by_role("button", name="Done").tap()
        await page.get_by_role("button", name="Save", exact=True).tap()
        await expect(page.get_by_text("Too dear")).to_be_visible()
        await cost.tap()
        await expect(cost).to_have_value("120")
        await cost.fill("12")
        await page.get_by_role("button", name="Save", exact=True).tap()
        await expect(page.get_by_role("heading", name="First visit")).to_be_visible()
        across = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert across[0] <= across[1]
        [record] = (await read(page.request, f"{REPORTS}?expand=customer"))["items"]
        assert (record["twice"], record["customer"]["title"]) == ("24.00", "Customer 2")
        stored = await read(page.request, f"{REPORTS}/{record['id']}")
        assert [row["quantity"] for row in stored["lines"]] == ["3.00"]

    async with at_work(browser, server, "lin") as page:
        [record] = (await read(page.request, REPORTS))["items"]
        assert record["name"] == "First visit"
        assert "cost" not in record
        refused = await page.request.post(REPORTS, data={"name": "Mine"}, headers=origin(server))
        assert refused.status == 403


async def rework(page: Page) -> None:
    """A field more, another name, another kind: what does not fit is shown before, kept, and back with the version."""
    settings = page.get_by_role("complementary", name="Settings")
    await page.goto("/build/field_visits?form=customer&field=phone")
    await settings.get_by_role("combobox", name="Kind of field").fill("Number")
    offered = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
    await offered.get_by_title("Number", exact=True).click()
    await expect(page.get_by_role("option").nth(1)).to_have_accessible_name("Phone, Number")
    await expect(page.get_by_text("Saved as a draft")).to_be_visible()
    await page.goto("/build/field_visits?form=visit_report&field=cost")
    label = settings.get_by_label("Name", exact=True)
    await label.fill("Expenses")
    await page.get_by_role("region", name="Add fields").get_by_role("button", name="Long text").click()
    await expect(label).to_be_focused()
    await label.fill("Next step")
    await page.keyboard.press("Tab")
    await expect(page.get_by_text("Saved as a draft")).to_be_visible()

    await page.get_by_role("button", name="Publish").click()
    loss = page.get_by_role("region", name="Customer › Phone", exact=True)
    for value in ODD:
        await expect(loss.get_by_role("cell", name=value)).to_be_visible()
    await expect(page.get_by_text("Becomes Number, was Text")).to_be_visible()
    await expect(page.get_by_text("Renamed from “Cost” to “Expenses”")).to_be_visible()
    await expect(page.get_by_role("link", name="The field “Visit report › Next step”")).to_be_visible()
    assert await serious(page) == []
    await publish(page, 2)
    assert await phones(page) == [None, None, "5551234.00"]
    await page.get_by_role("link", name="Unconverted values").click()
    for value in ODD:
        await expect(page.get_by_role("listitem").filter(has_text=value)).to_be_visible()

    await page.get_by_role("link", name="Versions").click()
    await page.get_by_role("button", name="Restore version 1").click()
    await page.get_by_role("tooltip").get_by_role("button", name="Restore").click()
    await expect(page.get_by_text("This becomes version 3.")).to_be_visible()
    await publish(page, 3)
    assert await phones(page) == PHONES
    reports = (await read(page.request, REPORTS))["items"]
    assert [report["twice"] for report in reports if report["name"] == "First visit"] == ["24.00"]


async def phones(page: Page) -> list[object]:
    """The customers' phones as they are kept."""
    return [item["phone"] for item in (await read(page.request, f"{CUSTOMERS}?sort=name"))["items"]]


async def publish(page: Page, version: int) -> None:
    """Says yes to what goes out of sight, if anything does, and publishes."""
    for box in await page.get_by_role("checkbox").all():
        await box.check()
    await page.get_by_role("button", name=f"Publish version {version}").click()
    await expect(page.get_by_text(f"Version {version} is published")).to_be_visible()
    current = page.get_by_role("listitem").filter(has_text=f"Version {version}Current")
    await expect(current).to_be_visible()
