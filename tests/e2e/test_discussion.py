"""Two people talk about a record: one mentions the other, who is told, answers, and changes what was said."""

import re

from playwright.async_api import Browser, expect

from tests.conftest import Server
from tests.e2e.crm import PHONE, at_work, create

HOSTILE = "<img src=x onerror=alert(1)>"


async def test_a_colleague_is_mentioned_told_and_answers_on_the_phone(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei") as asked:
        number = await create(asked, crm, "account", {"name": "Talked about"})
    async with (
        at_work(browser, crm, "sun.lihua") as asking,
        at_work(browser, crm, "zhang.wei", **PHONE) as asked,
    ):
        await asked.goto("/")
        await asking.goto(f"/apps/crm/account/{number}")
        editor = asking.get_by_role("textbox", name="Comment")
        await editor.press_sequentially(f"{HOSTILE} @zw")
        await expect(asking.get_by_role("option", name="Zhang Wei")).to_have_attribute(
            "aria-selected", "true"
        )
        await editor.press("Enter")
        await editor.press_sequentially("please call")

        await asking.reload()
        await expect(editor).to_contain_text(f"{HOSTILE} @Zhang Wei please call")
        await editor.press("Control+Enter")

        timeline = asking.get_by_role("region", name="History and comments")
        said = timeline.get_by_role("listitem").filter(has_text="please call")
        await expect(said).to_contain_text("Sun Lihua")
        await expect(editor).to_have_text("")

        await asked.get_by_role("button", name="Notifications, 1 unread").click()
        await asked.get_by_role("dialog").get_by_role("link", name="Sun Lihua mentioned you").click()
        await expect(asked).to_have_url(re.compile(rf"/account/{number}#comment-\d+$"))
        await expect(asked.get_by_role("button", name="unread")).to_have_count(0)
        await asked.get_by_role("button", name="Reply").click()
        await asked.get_by_role("textbox", name="Comment").press_sequentially("I have")
        await asked.get_by_role("button", name="Comment", exact=True).click()

        answer = timeline.get_by_role("listitem").filter(has_text="I have")
        await expect(answer).to_contain_text("Zhang Wei")
        await answer.get_by_role("button", name="Reply").wait_for()
        await asked.get_by_role("button", name="Delete").click()
        await expect(asked.get_by_text("Zhang Wei deleted this comment")).to_be_visible()
        await asked.get_by_role("button", name="Undo").click()
        await expect(asked.get_by_text("I have")).to_be_visible()
