"""A flow goes all its turns: asked in, sent back from a branch, handed on, done by an agent, late, left behind by
somebody who leaves, and withdrawn; each of them stands in its history, in both languages."""

from collections.abc import Mapping
from typing import Any

import orjson
from playwright.async_api import APIRequestContext, Browser, FilePayload, Locator, Page, expect

from mortise.db.database import Database
from mortise.identity.first_start import SampleDepartment, SamplePerson, add_sample_company
from tests.conftest import Server
from tests.e2e import conftest
from tests.e2e.crm import at_work, origin, read
from tests.looking import later_looks
from tests.mortise.api.test_catalog import packed

LABEL = {"zh-CN": "审批", "en": "Approval"}
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
DEPARTMENTS = [SampleDepartment("office", "总经办", "Head office", head="boss")]
PEOPLE = [
    SamplePerson("rep", "张伟", "Zhang Wei", department="office", manager="manager"),
    SamplePerson("manager", "刘洋", "Liu Yang", department="office", manager="boss"),
    SamplePerson("boss", "陈静", "Chen Jing", department="office"),
    SamplePerson("lawyer", "赵敏", "Zhao Min", department="office", manager="boss"),
    SamplePerson("cashier", "周明", "Zhou Ming", department="office", manager="boss"),
]
ROLES = {"clerk": "rep", "legal": "lawyer", "finance": "cashier", "orders_administrator": "boss"}
NOW: dict[str, object] = {"amount": 0, "unit": "minutes", "working": False}


def node(key: str, chinese: str, english: str, following: str, **more: object) -> dict[str, object]:
    return {
        "kind": "approve",
        "key": key,
        "label": {"zh-CN": chinese, "en": english},
        "next": following,
        **more,
    }


def role(name: str) -> list[dict[str, str]]:
    return [{"kind": "role", "role": name}]


FLOW = {
    "key": "deal",
    "label": LABEL,
    "form": "order",
    "nodes": [
        {"kind": "start", "key": "start", "label": {"zh-CN": "提交", "en": "Submission"}, "next": "both"},
        {
            "kind": "parallel",
            "key": "both",
            "branches": [{"key": "law", "next": "law"}, {"key": "money", "next": "money"}],
            "meets": "lead",
        },
        node("law", "法务", "Legal", "lead", approvers=role("legal")),
        node("money", "财务", "Finance", "lead", approvers=role("finance")),
        node("lead", "主管", "Superior", "last", approvers=[{"kind": "manager_chain"}]),
        node(
            "last",
            "复核",
            "Review",
            "end",
            approvers=[{"kind": "person_field", "field": "reviewer"}],
            timing={"due": NOW, "reminders": [{**NOW, "amount": 9, "side": "after"}], "escalation": NOW},
        ),
        {"kind": "end", "key": "end"},
    ],
}
TOLD = {
    "en": [
        "Zhang Wei began the flow",
        "Zhou Ming asked in Chen Jing to decide first",
        "Chen Jing approved",
        "Zhou Ming asked in Liu Yang to decide afterwards",
        "Zhou Ming approved",
        "Liu Yang approved",
        "Zhao Min returned it to “Submission”",
        "Zhang Wei submitted it again",
        "what was done at “Finance” stands",
        "Zhao Min transferred it to Chen Jing",
        "for Liu Yang",
        "Zhou Ming reminded",
        "Zhou Ming let the time limit pass; Chen Jing told",
        "Zhou Ming has left; Chen Jing in their place",
        "the flow is approved",
    ],
    "zh-CN": [
        "张伟发起了流程",
        "周明前加签：陈静",
        "陈静同意",
        "周明后加签：刘洋",
        "周明同意",
        "刘洋同意",
        "赵敏退回到“提交”",
        "张伟重新提交",
        "“财务”之前的处理仍然有效",
        "赵敏转交给陈静",
        "代刘洋",
        "自动提醒周明",
        "周明超时未处理，已告知陈静",
        "周明已离职，由陈静接替",
        "流程已通过",
    ],
}


async def post(server: Server, request: APIRequestContext, path: str, **body: object) -> Any:
    answer = await request.post(path, data=body, headers=origin(server))
    assert answer.ok, await answer.text()
    return await answer.json()


async def decide(server: Server, page: Page, instance: int, deed: str, **body: object) -> None:
    """Does something with one's own task of a flow, without the screen."""
    task = (await read(page.request, f"/api/instances/{instance}"))["tasks"][0]["task"]
    await post(server, page.request, f"/api/tasks/{task}/{deed}", **body)


async def prepare(browser: Browser, server: Server, administrator: str, people: Mapping[str, int]) -> None:
    """The orders with a flow that two look at side by side, then a superior, then somebody named in the record."""
    async with at_work(browser, server, administrator) as admin:
        files = {"flows/deal.json": orjson.dumps(FLOW)}
        file = FilePayload(name="app.zip", mimeType="application/zip", buffer=packed("orders", **files))
        told = await admin.request.post(
            "/api/packages", multipart={"file": file, "sample": "false"}, headers=origin(server)
        )
        assert told.ok, await told.text()
        for name, login in ROLES.items():
            told = await admin.request.put(
                f"/api/apps/orders/roles/{name}/members",
                data={"people": [people[login]]},
                headers=origin(server),
            )
            assert told.ok, await told.text()


async def begin(server: Server, page: Page, people: Mapping[str, int], subject: str) -> int:
    values = {"subject": subject, "amount": 10, "reviewer": people["cashier"]}
    made = await post(server, page.request, "/api/apps/orders/forms/order/records", **values)
    begun = await post(server, page.request, "/api/apps/orders/flows/deal/instances", record=made["id"])
    return int(begun["instance"])


async def history(page: Page, instance: int, language: str) -> Locator:
    """The lines of what happened in a flow, on the screen of whoever began it."""
    await page.goto(f"/inbox?list=started&instance={instance}")
    name = {"en": "What happened", "zh-CN": "流程动态"}[language]
    return page.get_by_role("list", name=name).get_by_role("listitem")


async def ask_in(page: Page, name: str, first: str) -> None:
    """On the screen of whoever has a task: somebody is asked to decide first."""
    await page.goto("/inbox")
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Add a signer").click()
    asked = page.get_by_role("dialog", name="Add a signer")
    await asked.get_by_role("combobox", name="Who").fill(name)
    await page.locator(".ant-select-item-option:visible").filter(has_text=first).click()
    await asked.get_by_role("button", name="Add a signer").click()
    await expect(page.get_by_role("heading", name="Nothing to do")).to_be_visible()


async def send_back(page: Page) -> None:
    """From a branch to before the split, and straight back afterwards."""
    await page.goto("/inbox")
    await page.get_by_role("button", name="Return", exact=True).click()
    asked = page.get_by_role("dialog", name="Return")
    await expect(asked.get_by_text("Submission", exact=True)).to_be_visible()
    await asked.get_by_role("radio", name="Straight back to me").check()
    await asked.get_by_label("Comment").fill("Wrong terms")
    await asked.get_by_role("button", name="Return", exact=True).click()
    await expect(page.get_by_role("heading", name="Nothing to do")).to_be_visible()


async def submit_again(page: Page) -> None:
    await page.goto("/inbox")
    await expect(page.get_by_role("alert").filter(has_text="This was returned to you")).to_be_visible()
    await page.get_by_role("button", name="Submit again").click()
    await page.get_by_role("dialog").get_by_role("button", name="Submit again").click()
    await expect(page.get_by_role("heading", name="Nothing to do")).to_be_visible()


async def test_a_flow_goes_all_its_turns_and_each_stands_in_its_history_in_both_languages(
    browser: Browser, server: Server, administrator: str, database: Database
) -> None:
    async with database.transaction() as tx:
        people = (await add_sample_company(tx, DEPARTMENTS, PEOPLE, conftest.PASSWORD)).people
    await prepare(browser, server, administrator, people)
    async with (
        at_work(browser, server, "rep", **WIDE) as rep,
        at_work(browser, server, "manager") as manager,
        at_work(browser, server, "boss") as boss,
        at_work(browser, server, "lawyer", **WIDE) as lawyer,
        at_work(browser, server, "cashier", **WIDE) as cashier,
    ):
        instance = await begin(server, rep, people, "Pumps")
        await ask_in(cashier, "Chen", "Chen Jing")
        await decide(server, boss, instance, "approve")
        await decide(server, cashier, instance, "add-signer", where="after", people=[people["manager"]])
        await decide(server, manager, instance, "approve")
        await send_back(lawyer)
        await submit_again(rep)
        await decide(server, lawyer, instance, "transfer", to=people["boss"])
        away = {"starts_at": "2020-01-01T00:00:00Z", "ends_at": "2099-01-01T00:00:00Z"}
        await post(server, manager.request, "/api/delegations", agent=people["boss"], **away)
        await decide(server, boss, instance, "approve")
        await decide(server, boss, instance, "approve")
        async with database.transaction() as tx:
            # Nine minutes later.
            await tx.run("UPDATE mortise.flow_timer SET due_at = now() - interval '1 minute'")
            await tx.run(
                "UPDATE mortise.due SET due_at = now() WHERE kind = 'flow.timer' AND done_at IS NULL"
            )
        async for _ in later_looks():
            lines = (await read(rep.request, f"/api/instances/{instance}"))["timeline"]
            if {"reminded", "escalated"} <= {line["what"] for line in lines}:
                break
        async with at_work(browser, server, administrator) as admin:
            left = await admin.request.patch(
                f"/api/people/{people['cashier']}", data={"active": False}, headers=origin(server)
            )
            assert left.ok, await left.text()
        async for _ in later_looks():
            if (await read(boss.request, f"/api/instances/{instance}"))["tasks"]:
                break
        await decide(server, boss, instance, "approve", comment="Done at last")

        second = await begin(server, rep, people, "Valves")
        await post(server, rep.request, f"/api/instances/{second}/withdraw", comment="A mistake")

        for language, told in TOLD.items():
            changed = await rep.request.patch("/api/me", data={"language": language}, headers=origin(server))
            assert changed.ok, await changed.text()
            lines = await history(rep, instance, language)
            await expect(lines.filter(has_text="Done at last")).to_have_count(1)
            for text in told:
                await expect(lines.filter(has_text=text)).not_to_have_count(0)
            lines = await history(rep, second, language)
            await expect(lines.filter(has_text="A mistake")).to_contain_text(
                {"en": "Zhang Wei withdrew it", "zh-CN": "张伟撤回"}[language]
            )
