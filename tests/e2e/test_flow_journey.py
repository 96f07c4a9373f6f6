"""An approval of contracts is drawn by hand, published, and goes all its turns: approved, asked in, sent back from a
branch, handed on, late, left behind by somebody who leaves, done by an agent, rejected and withdrawn; each of them by a
person on the screen, and each of them stands in its history, in both languages."""

from collections.abc import Mapping
from typing import Any

from playwright.async_api import APIRequestContext, Browser, Locator, Page, expect

from mortise.db.database import Database
from mortise.identity.first_start import SampleDepartment, SamplePerson, add_sample_company
from tests.conftest import Server
from tests.e2e import conftest
from tests.e2e.crm import PHONE, at_work, origin, read
from tests.e2e.flow_drawing import change, choose, draw, node, plus, settings
from tests.e2e.test_accessibility import serious

APP = "/api/apps/deals"
LABEL = {"zh-CN": "合同", "en": "Contract"}
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
DEPARTMENTS = [SampleDepartment("office", "总经办", "Head office", head="boss")]
PEOPLE = [
    SamplePerson("rep", "张伟", "Zhang Wei", department="office", manager="manager"),
    SamplePerson("manager", "刘洋", "Liu Yang", department="office", manager="boss"),
    SamplePerson("boss", "陈静", "Chen Jing", department="office"),
    SamplePerson("lawyer", "赵敏", "Zhao Min", department="office", manager="boss"),
    SamplePerson("cashier", "周明", "Zhou Ming", department="office", manager="boss"),
]
FORMS: list[dict[str, Any]] = [
    {
        "key": "contract",
        "label": LABEL,
        "title_field": "name",
        "fields": [
            {"kind": "text", "key": "name", "label": {"zh-CN": "名称", "en": "Name"}},
            {"kind": "number", "key": "amount", "label": {"zh-CN": "金额", "en": "Amount"}},
            {"kind": "person", "key": "reviewer", "label": {"zh-CN": "复核人", "en": "Reviewer"}},
        ],
    }
]
SEEN = {operation: [{"kind": "all"}] for operation in ("create", "view", "edit")}
ROLES = [
    {
        "key": "office",
        "label": {"zh-CN": "总经办", "en": "Office"},
        "grants": [{"form": "contract", "scopes": SEEN}],
    }
]
# The figure that stands there is replaced even by somebody who types before the page is painted again.
TYPED_AT_ONCE = """async (input, typed) => {
    input.focus();
    await Promise.resolve();
    document.execCommand('insertText', false, typed);
}"""
TOLD = {
    "en": {
        "Done at last": [
            "Zhang Wei began the flow",
            "Liu Yang approved",
            "Zhou Ming added Chen Jing to decide first",
            "Chen Jing approved",
            "Zhou Ming added Liu Yang to decide afterwards",
            "Zhou Ming approved",
            "Zhao Min returned it to “Start”",
            "Zhang Wei submitted it again",
            "what was done at “Finance” stands",
            "Zhao Min transferred it to Chen Jing",
            "Zhou Ming reminded",
            "Zhou Ming let the time limit pass; Chen Jing told",
            "Zhou Ming has left; Chen Jing in their place",
            "the flow is approved",
        ],
        "Too dear": ["Chen Jing rejected", "for Liu Yang", "the flow is rejected"],
        "A mistake": ["Zhang Wei withdrew it"],
    },
    "zh-CN": {
        "Done at last": [
            "张伟发起了流程",
            "刘洋同意",
            "周明前加签：陈静",
            "陈静同意",
            "周明后加签：刘洋",
            "周明同意",
            "赵敏退回到“发起”",
            "张伟重新提交",
            "“财务”之前的处理仍然有效",
            "赵敏转办给陈静",
            "自动提醒周明",
            "周明超时未处理，已告知陈静",
            "周明已离职，由陈静接替",
            "流程已通过",
        ],
        "Too dear": ["陈静驳回", "代刘洋", "流程被驳回"],
        "A mistake": ["张伟撤回"],
    },
}


async def post(server: Server, request: APIRequestContext, path: str, **body: object) -> Any:
    answer = await request.post(path, data=body, headers=origin(server))
    assert answer.ok, await answer.text()
    return await answer.json()


async def prepare(page: Page, server: Server) -> None:
    """A published application with a form and a role, and no flow yet."""
    made = await post(server, page.request, "/api/apps", key="deals", labels=LABEL)
    headers = {**origin(server), "If-Match": f'"{made["revision"]}"'}
    patch = [
        {"op": "add", "path": f"/{part}", "value": value}
        for part, value in {"forms": FORMS, "roles": ROLES}.items()
    ]
    changed = await page.request.patch(f"{APP}/draft", data=patch, headers=headers)
    assert changed.ok, await changed.text()
    await post(server, page.request, f"{APP}/publish")


def shape(flow: dict[str, Any]) -> dict[str, object]:
    """Where each node leads."""
    return {
        each["key"]: [
            *(branch["next"] for branch in each.get("branches", ())),
            *(each[way] for way in ("otherwise", "next", "meets") if each.get(way)),
        ]
        for each in flow["nodes"]
    }


async def design(page: Page) -> str:
    """The flow is drawn, looked through as a list, where a mistake is found and mended, and published; its key."""
    await page.goto("/build/deals/flows")
    await page.get_by_role("button", name="New flow").click()
    await page.get_by_label("Name of the flow").fill("Approval of contracts")
    await page.keyboard.press("Enter")
    await draw(page)
    await change(page)
    assert await serious(page) == []

    await page.reload()
    await expect(node(page, "Legal")).to_be_visible()
    [flow] = (await read(page.request, f"{APP}/draft"))["definition"]["flows"]
    assert shape(flow) == {
        "start": ["approve"],
        "approve": ["condition"],
        "condition": ["parallel", "end"],
        "parallel": ["approve_2", "approve_3", "approve_4"],
        "approve_2": ["approve_4"],
        "approve_3": ["approve_4"],
        "approve_4": ["end"],
        "end": [],
    }

    await page.get_by_role("radiogroup", name="How it is shown").get_by_text("List").click()
    await plus(page, "Add behind Legal").click()
    await choose(page, "Copy to")
    await page.get_by_role("button", name="1 problem").click()
    await page.get_by_role("link", name="Nobody").click()
    await expect(node(page, "Copy to")).to_have_attribute("aria-pressed", "true")
    await settings(page).get_by_role("button", name="Remove", exact=True).click()
    await expect(page.get_by_role("button", name="Check", exact=True)).to_be_visible()
    await try_out(page)

    await page.get_by_role("button", name="Publish").click()
    await page.get_by_role("button", name="Publish version 2").click()
    await expect(page.get_by_text("Version 2 is published")).to_be_visible()
    return str(flow["key"])


async def try_out(page: Page) -> None:
    """Tried as somebody else before it is published, over a form of which there is no record yet."""
    await page.get_by_role("radiogroup", name="How it is shown").get_by_text("Preview the way").click()
    await settings(page).get_by_role("combobox", name="Begun by").fill("zhang")
    await page.locator(".ant-select-item-option:visible").filter(has_text="Zhang Wei").click()
    await settings(page).get_by_text("A trial form").click()
    for amount, forks in (("5000", 1), ("5", 0)):
        await settings(page).get_by_role("button", name="Fill in the form" if forks else "Change it").click()
        form = page.get_by_role("dialog", name="Trial form")
        await form.get_by_label("Amount").evaluate(TYPED_AT_ONCE, amount)
        await form.get_by_role("button", name="Show the way").click()
        way = settings(page).get_by_role("list", name="Preview the way")
        await expect(way.get_by_text("At the same time")).to_have_count(forks)
        await expect(way).to_contain_text("direct superior of Zhang Wei")


async def make(server: Server, page: Page, people: Mapping[str, int], name: str) -> int:
    """A contract that is reviewed by the cashier."""
    values = {"name": name, "amount": 5000, "reviewer": people["cashier"]}
    made = await post(server, page.request, f"{APP}/forms/contract/records", **values)
    return int(made["id"])


async def begin(server: Server, page: Page, people: Mapping[str, int], flow: str, name: str) -> int:
    """A contract whose approval is begun without the screen."""
    record = await make(server, page, people, name)
    begun = await post(server, page.request, f"{APP}/flows/{flow}/instances", record=record)
    return int(begun["instance"])


async def ask(page: Page, deed: str, *, is_further: bool = False) -> Locator:
    """The dialog of what is done with the task that came to somebody whose inbox is open."""
    if is_further:
        await page.get_by_role("button", name="More").click()
        await page.get_by_role("menuitem", name=deed, exact=True).click()
    else:
        await page.get_by_role("button", name=deed, exact=True).click()
    return page.get_by_role("dialog", name=deed)


async def confirm(page: Page, asked: Locator, deed: str, comment: str = "") -> None:
    """Does it; nothing is left to do then."""
    await asked.get_by_label("Comment").fill(comment)
    await asked.get_by_role("button", name=deed, exact=True).click()
    await expect(page.get_by_role("heading", name="Nothing to do")).to_be_visible()


async def decide(page: Page, deed: str = "Approve", comment: str = "") -> None:
    await confirm(page, await ask(page, deed), deed, comment)


async def name_somebody(page: Page, asked: Locator, label: str, typed: str, title: str) -> None:
    await asked.get_by_role("combobox", name=label).fill(typed)
    await page.locator(".ant-select-item-option:visible").filter(has_text=title).click()


async def ask_in(page: Page, typed: str, title: str, where: str) -> None:
    """Somebody else is asked to decide, too."""
    asked = await ask(page, "Add a signer", is_further=True)
    await name_somebody(page, asked, "Signers to add", typed, title)
    await asked.get_by_role("radio", name=where).check()
    await confirm(page, asked, "Approve and add" if where == "After I approve" else "Add a signer")


async def send_back(page: Page) -> None:
    """From a branch to before the split, and straight back afterwards."""
    asked = await ask(page, "Return")
    await asked.get_by_role("combobox", name="Return to").click()
    await page.get_by_title("Start", exact=True).click()
    await asked.get_by_role("radio", name="Straight back to me").check()
    await confirm(page, asked, "Return", "Wrong terms")


async def let_time_pass(page: Page, database: Database) -> None:
    """Days later: whoever did nothing was reminded, and their superior told."""
    await expect(page.get_by_role("button", name="Approve")).to_be_visible()
    async with database.transaction() as tx:
        await tx.run("UPDATE mortise.flow_timer SET due_at = now() - interval '1 minute'")
        await tx.run("UPDATE mortise.due SET due_at = now() WHERE kind = 'flow.timer' AND done_at IS NULL")
    happened = page.get_by_role("list", name="What happened").get_by_role("listitem")
    await expect(happened.filter(has_text="Zhou Ming reminded")).to_have_count(1)
    await expect(happened.filter(has_text="Zhou Ming let the time limit pass")).to_have_count(1)


async def hear_of_it(page: Page) -> None:
    """The superior is told who was late, and with what."""
    await page.get_by_role("button", name="Notifications").click()
    told = page.get_by_role("dialog", name="Notifications")
    await expect(told).to_contain_text("Zhou Ming let a time limit pass Approval of contracts · Review")
    await page.keyboard.press("Escape")


async def leave(page: Page) -> None:
    """Somebody leaves, and what they had in hand is another's."""
    await page.goto("/people")
    await page.get_by_role("button", name="Edit Zhou Ming").click()
    await page.get_by_role("button", name="Hand over…").click()
    handing = page.get_by_role("dialog", name="Hand over what 周明 has in hand")
    await name_somebody(page, handing, "To", "chen", "Chen Jing")
    await handing.get_by_role("button", name="Hand over").click()
    await handing.get_by_role("button", name="Close").last.click()
    await expect(page.get_by_role("row").filter(has_text="Zhou Ming")).to_contain_text("Has left")


async def be_away(page: Page) -> None:
    """Somebody has another act for them."""
    await page.goto("/me")
    away = page.get_by_role("region", name="Absence")
    await expect(away).to_contain_text("Nobody acts for you.")
    await away.get_by_role("button", name="Set an absence").click()
    asked = page.get_by_role("dialog", name="Set an absence")
    await asked.get_by_label("Last day").fill("Dec 31, 2099")
    await asked.get_by_label("Last day").press("Enter")
    await name_somebody(page, asked, "Who acts", "chen", "Chen Jing")
    await asked.get_by_role("button", name="Save").click()
    await expect(away).to_contain_text("Chen Jing acts for you Now")
    await expect(away).to_contain_text("in all flows")


async def test_a_flow_is_drawn_goes_all_its_turns_and_each_stands_in_its_history_in_both_languages(
    browser: Browser, server: Server, administrator: str, database: Database
) -> None:
    async with database.transaction() as tx:
        people = (await add_sample_company(tx, DEPARTMENTS, PEOPLE, conftest.PASSWORD)).people
    async with at_work(browser, server, administrator, **WIDE) as admin:
        await prepare(admin, server)
        flow = await design(admin)
        members = await admin.request.put(
            f"{APP}/roles/office/members", data={"people": list(people.values())}, headers=origin(server)
        )
        assert members.ok, await members.text()
        async with (
            at_work(browser, server, "rep", **WIDE) as rep,
            at_work(browser, server, "manager", **WIDE) as manager,
            at_work(browser, server, "boss", **WIDE) as boss,
            at_work(browser, server, "lawyer", **WIDE) as lawyer,
            at_work(browser, server, "cashier", **WIDE) as cashier,
        ):
            for page in (manager, boss, lawyer, cashier):
                await page.goto("/inbox")
            record = await make(server, rep, people, "Pumps")
            await rep.goto(f"/apps/deals/contract/{record}")
            await rep.get_by_role("button", name="Approval of contracts").click()
            ahead = rep.get_by_role("dialog")
            for title in ("Liu Yang", "Zhao Min", "Zhou Ming"):
                await expect(ahead.get_by_role("listitem").filter(has_text=title)).not_to_have_count(0)
            await ahead.get_by_role("button", name="Approval of contracts").click()
            await expect(
                rep.get_by_role("region", name="Flows of this record").get_by_role("status")
            ).to_contain_text("Waiting for Liu Yang (Lead)")

            await decide(manager)
            await ask_in(cashier, "chen", "Chen Jing", "Before me")
            await decide(boss)
            await ask_in(cashier, "liu", "Liu Yang", "After I approve")
            await decide(manager)
            await send_back(lawyer)
            await rep.goto("/inbox")
            await expect(rep.get_by_role("alert").filter(has_text="This was returned to you")).to_be_visible()
            await decide(rep, "Submit again")
            handed = await ask(lawyer, "Transfer")
            await name_somebody(lawyer, handed, "To whom", "chen", "Chen Jing")
            await confirm(lawyer, handed, "Transfer")
            await decide(boss)
            await let_time_pass(cashier, database)
            await hear_of_it(boss)
            await leave(admin)
            await decide(boss, comment="Done at last")

            await be_away(manager)
            await begin(server, rep, people, flow, "Valves")
            await expect(boss.get_by_text("You act for Liu Yang, who is away.")).to_be_visible()
            await decide(boss, "Reject", "Too dear")

            withdrawn = await begin(server, rep, people, flow, "Hoses")
            await rep.goto(f"/inbox?list=started&instance={withdrawn}")
            asked = await ask(rep, "Withdraw")
            await asked.get_by_label("Comment").fill("A mistake")
            await asked.get_by_role("button", name="Withdraw").click()
            await expect(rep.get_by_text("A mistake")).to_be_visible()

            for language, names in (("en", "What happened"), ("zh-CN", "流程动态")):
                changed = await rep.request.patch(
                    "/api/me", data={"language": language}, headers=origin(server)
                )
                assert changed.ok, await changed.text()
                await rep.goto("/inbox?list=started")
                for (said, told), name in zip(
                    TOLD[language].items(), ("Pumps", "Valves", "Hoses"), strict=True
                ):
                    await rep.get_by_role("button", name=name).click()
                    lines = rep.get_by_role("list", name=names).get_by_role("listitem")
                    await expect(lines.filter(has_text=said)).to_have_count(1)
                    for text in told:
                        await expect(lines.filter(has_text=text)).not_to_have_count(0)

    async with at_work(browser, server, administrator, **PHONE) as page:
        await page.goto(f"/build/deals/flows/{flow}")
        await node(page, "Finance").tap()
        await expect(page.get_by_role("dialog").get_by_label("Name", exact=True)).to_have_value("Finance")
        assert await serious(page) == []
