"""An approval is begun on a record by hand, decided by another person in the inbox, and seen on the record again."""

from typing import Any

from playwright.async_api import Browser, FilePayload, expect

from mortise.db.database import Database
from mortise.identity.first_start import SampleDepartment, SamplePerson, add_sample_company
from tests.conftest import Server
from tests.e2e import conftest
from tests.e2e.crm import PHONE, at_work, origin, read
from tests.mortise.api.test_catalog import packed

ORDERS = "/api/apps/orders/forms/order/records"
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
DEPARTMENTS = [SampleDepartment("office", "总经办", "Head office", head="boss")]
PEOPLE = [
    SamplePerson("rep", "张伟", "Zhang Wei", department="office", manager="boss"),
    SamplePerson("boss", "陈静", "Chen Jing", department="office"),
]


async def test_an_approval_is_begun_by_hand_decided_by_another_and_seen_on_the_record(
    browser: Browser, server: Server, administrator: str, database: Database
) -> None:
    async with database.transaction() as tx:
        people = (await add_sample_company(tx, DEPARTMENTS, PEOPLE, conftest.PASSWORD)).people
    async with at_work(browser, server, administrator) as admin:
        file = FilePayload(name="app.zip", mimeType="application/zip", buffer=packed("orders"))
        told = await admin.request.post(
            "/api/packages", multipart={"file": file, "sample": "false"}, headers=origin(server)
        )
        assert told.ok, await told.text()
        for role, login in {"clerk": "rep", "orders_administrator": "boss"}.items():
            told = await admin.request.put(
                f"/api/apps/orders/roles/{role}/members",
                data={"people": [people[login]]},
                headers=origin(server),
            )
            assert told.ok, await told.text()

    async with (
        at_work(browser, server, "rep", **WIDE) as clerk,
        at_work(browser, server, "boss", **PHONE) as boss,
    ):
        made = await clerk.request.post(
            ORDERS, data={"subject": "Pumps", "amount": 5000}, headers=origin(server)
        )
        assert made.ok, await made.text()
        number = (await made.json())["id"]
        await clerk.goto(f"/apps/orders/order/{number}")
        own = clerk.get_by_role("region", name="Flows of this record")
        await own.get_by_role("button", name="Ask for approval").click()
        ahead = clerk.get_by_role("dialog", name="Approval of an order: who gets it")
        await expect(
            ahead.get_by_role("listitem").filter(has_text="Approval by the superior")
        ).to_contain_text("Chen Jing")
        await ahead.get_by_role("button", name="Ask for approval").click()
        await expect(own.get_by_role("status")).to_contain_text(
            "Approval of an order is running: the record is locked until it ends. "
            "Waiting for Chen Jing (Approval by the superior)"
        )

        await boss.goto("/")
        await boss.get_by_role("link", name="Inbox, 1 task to do").click()
        await boss.get_by_role("button", name="Pumps").click()
        await expect(boss.get_by_role("heading", name="Pumps")).to_be_visible()
        await boss.get_by_role("button", name="Approve").click()
        # What the step requires is asked for before anything else.
        await expect(boss.get_by_role("dialog")).to_have_count(0)
        fill = boss.get_by_role("region", name="For you to fill in")
        await fill.get_by_label("Payment").fill("Cash")
        await boss.get_by_role("button", name="Approve").click()
        asked = boss.get_by_role("dialog", name="Approve")
        await asked.get_by_label("Comment").fill("Good price")
        await asked.get_by_role("button", name="Approve").click()
        await expect(boss.get_by_role("heading", name="Nothing to do")).to_be_visible()

        assert (await read(clerk.request, f"{ORDERS}/{number}"))["payment"] == "Cash"
        await own.get_by_role("button", name="1 earlier flow").click()
        await own.get_by_role("listitem").get_by_role("link", name="Approval of an order").click()
        history = clerk.get_by_role("list", name="What happened").get_by_role("listitem")
        await expect(history.filter(has_text="Good price")).to_contain_text("Chen Jing")
        await expect(history.last).to_contain_text("Zhang Wei")
