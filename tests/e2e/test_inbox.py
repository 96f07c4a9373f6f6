"""An approval is begun on a record by hand, signed by another person in the inbox, and seen on the record again;
whoever looks after flows ends one that went wrong."""

from pathlib import Path
from typing import Any

import orjson
from playwright.async_api import Browser, FilePayload, Locator, Page, expect

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


def signed() -> bytes:
    """The approval of an order, by hand."""
    path = Path(__file__).parents[1] / "apps" / "orders" / "flows" / "approval.json"
    flow = orjson.loads(path.read_bytes())
    lead = next(node for node in flow["nodes"] if node["key"] == "lead")
    return orjson.dumps(
        {
            **flow,
            "nodes": [*(node for node in flow["nodes"] if node is not lead), {**lead, "signature": True}],
        }
    )


async def write_name(paper: Locator) -> None:
    """A stroke with the finger across the sheet."""
    await paper.hover()  # once it stands still
    box = await paper.bounding_box()
    assert box is not None
    mouse = paper.page.mouse
    await mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    await mouse.down()
    await mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3, steps=4)
    await mouse.move(box["x"] + box["width"] * 3 / 4, box["y"] + box["height"] / 2, steps=4)
    await mouse.up()


async def rename_step(builder: Page, server: Server) -> None:
    """Publishes the flow anew, with another name for its first step."""
    draft = await builder.request.get("/api/apps/orders/draft")
    flows = (await draft.json())["definition"]["flows"]
    place = next(number for number, each in enumerate(flows) if each["key"] == "approval")
    node = next(number for number, each in enumerate(flows[place]["nodes"]) if each["key"] == "lead")
    path = f"/flows/{place}/nodes/{node}/label/en"
    edit = [{"op": "replace", "path": path, "value": "Approval by the chief"}]
    headers = {**origin(server), "If-Match": draft.headers["etag"]}
    changed = await builder.request.patch("/api/apps/orders/draft", data=edit, headers=headers)
    assert changed.ok, await changed.text()
    published = await builder.request.post("/api/apps/orders/publish", data={}, headers=origin(server))
    assert published.ok, await published.text()


async def test_an_approval_is_begun_by_hand_decided_by_another_and_seen_on_the_record(
    browser: Browser, server: Server, administrator: str, database: Database
) -> None:
    async with database.transaction() as tx:
        people = (await add_sample_company(tx, DEPARTMENTS, PEOPLE, conftest.PASSWORD)).people
    async with at_work(browser, server, administrator) as admin:
        file = FilePayload(
            name="app.zip",
            mimeType="application/zip",
            buffer=packed("orders", **{"flows/approval.json": signed()}),
        )
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
        edit = clerk.get_by_role("button", name="Edit", exact=True)
        await expect(edit).to_be_disabled()
        await expect(edit).to_have_attribute(
            "title", "“Approval of an order” is running: the record cannot be changed until it ends."
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
        await expect(asked.get_by_role("alert")).to_have_text("This step asks for your signature by hand.")
        await asked.get_by_role("button", name="Sign", exact=True).click()
        pad = boss.get_by_role("dialog", name="Your signature")
        await write_name(pad.get_by_role("img", name="Sign here with a finger, a pen or the mouse"))
        await pad.get_by_role("button", name="Done").click()
        await expect(asked.get_by_role("img", name="Your signature")).to_be_visible()
        await (
            asked.get_by_label("Files (optional)")
            .locator("input[type=file]")
            .first.set_input_files(
                FilePayload(name="quote.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 120 pumps")
            )
        )
        await asked.get_by_role("button", name="Approve").click()
        await expect(boss.get_by_role("heading", name="Nothing to do")).to_be_visible()

        assert (await read(clerk.request, f"{ORDERS}/{number}"))["payment"] == "Cash"
        await expect(edit).to_be_enabled()
        await own.get_by_role("button", name="1 earlier flow").click()
        await own.get_by_role("listitem").get_by_role("link", name="Approval of an order").click()
        history = clerk.get_by_role("list", name="What happened").get_by_role("listitem")
        line = history.filter(has_text="Good price")
        await expect(line).to_contain_text("Chen Jing")
        await expect(line.get_by_role("link", name="quote.pdf", exact=True)).to_be_visible()
        drawn = line.get_by_role("img", name="Signature of Chen Jing")
        await expect(drawn).not_to_have_js_property("naturalWidth", 0)
        await expect(history.last).to_contain_text("Zhang Wei")

        made = await clerk.request.post(
            ORDERS, data={"subject": "Valves", "amount": 7000}, headers=origin(server)
        )
        record = (await made.json())["id"]
        begun = await clerk.request.post(
            "/api/apps/orders/flows/approval/instances", data={"record": record}, headers=origin(server)
        )
        assert begun.ok, await begun.text()
        await rename_step(boss, server)
        await boss.goto("/apps/orders/app-flows")
        await boss.get_by_role("textbox", name="Record, number or initiator").fill("valv")
        row = boss.get_by_role("row").filter(has_text="Valves")
        await expect(row).to_contain_text("Approval by the chief")
        await row.get_by_role("checkbox", name="Choose Valves").check()
        await boss.get_by_role("button", name="Move to the newest version").click()
        moving = boss.get_by_role("dialog", name="to the newest version")
        await expect(moving.get_by_role("listitem")).to_contain_text("Valves")
        await expect(moving.get_by_role("listitem")).to_contain_text("stays")
        await moving.get_by_role("button", name="Move 1").click()
        await expect(moving).to_be_hidden()
        await expect(row.get_by_role("checkbox")).to_have_count(0)
        await row.get_by_role("button", name="Valves").click()
        pane = boss.get_by_role("dialog").filter(has_text="Valves")
        await pane.get_by_role("button", name="More").click()
        await boss.get_by_role("menuitem", name="End the flow").click()
        ending = boss.get_by_role("dialog", name="End the flow")
        await expect(ending).to_contain_text("The open tasks of Chen Jing vanish.")
        await ending.get_by_role("button", name="End the flow").click()
        await expect(ending.get_by_role("alert")).to_have_text("Please write a comment.")
        await ending.get_by_label("Comment").fill("Asked twice")
        await ending.get_by_role("button", name="End the flow").click()
        await expect(pane.get_by_text("Ended by an administrator")).to_be_visible()
        await expect(pane.get_by_text("Asked twice")).to_be_visible()
