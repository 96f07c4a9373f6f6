"""A file goes into a record, is looked at, comes out again, and is nobody's who may not see the record."""

import asyncio
import io
from itertools import count
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, Error, FilePayload, Locator, Page, Route, expect

from tests.conftest import Server
from tests.e2e.conftest import PASSWORD
from tests.e2e.crm import PHONE, at_work, create, note, origin, read, records_path

OFFER = FilePayload(name="报价单.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 our offer")
SCRIPT = FilePayload(name="code.js", mimeType="text/javascript", buffer=b"document.title = 'ran'")
SAGE = (20, 120, 90)
NUMBERS = count(1)


def photo(name: str) -> FilePayload:
    """A picture as a camera makes one."""
    written = io.BytesIO()
    Image.new("RGB", (800, 600), SAGE).save(written, "JPEG")
    return FilePayload(name=name, mimeType="image/jpeg", buffer=written.getvalue())


def content(path: Path) -> bytes:
    return path.read_bytes()


async def edited(page: Page, server: Server) -> tuple[int, Locator]:
    """A new account, open to be edited: its id, and the field that holds its files."""
    number = await create(page, server, "account", {"name": f"附件测试公司 {next(NUMBERS)}"})
    await page.goto(f"/apps/crm/account/{number}")
    await page.get_by_role("button", name="Edit", exact=True).click()
    return number, note(page, "attachments")


async def saved(page: Page) -> None:
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()


async def names(page: Page, number: int) -> list[str]:
    """What the record's files are called."""
    held = (await read(page.request, f"{records_path('account')}/{number}"))["attachments"]
    return [file["name"] for file in held or ()]


async def test_files_are_put_into_a_record_seen_taken_out_and_hidden_from_others(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        number, field = await edited(page, crm)
        await field.locator("input[type=file]").first.set_input_files([OFFER, photo("site.jpg"), SCRIPT])
        for name in ("报价单.pdf", "site.jpg", "code.js"):
            await expect(field.get_by_role("link", name=name, exact=True)).to_be_visible()
        await field.get_by_role("button", name="Remove code.js").click()
        await saved(page)
        assert await names(page, number) == ["报价单.pdf", "site.jpg"]

        await page.get_by_role("button", name="Look at site.jpg").click()
        await expect(page.locator(".ant-image-preview-img")).to_have_js_property("naturalWidth", 800)
        await page.keyboard.press("Escape")
        async with page.expect_download() as waiting:
            await page.get_by_role("link", name="Download 报价单.pdf").click()
        download = await waiting.value
        assert download.suggested_filename == "报价单.pdf"
        assert content(await download.path()) == OFFER["buffer"]
        history = page.get_by_role("region", name="History")
        await expect(history).to_contain_text("Attachments")

        held = (await read(page.request, f"{records_path('account')}/{number}"))["attachments"]
        async with at_work(browser, crm, "yang.fan") as other:
            for file in held:
                for path in (f"/api/files/{file['id']}", f"/api/files/{file['id']}/picture"):
                    assert (await page.request.get(path)).status != 404
                    assert (await other.request.get(path)).status == 404


async def test_files_are_dropped_and_pasted(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        number, field = await edited(page, crm)
        for event, member in (("drop", "dataTransfer"), ("paste", "clipboardData")):
            await field.locator("fieldset").evaluate(
                """(box, [event, member]) => {
                    const carried = new DataTransfer();
                    carried.items.add(new File(["hello"], event + ".txt", { type: "text/plain" }));
                    const Kind = event === "drop" ? DragEvent : ClipboardEvent;
                    box.dispatchEvent(new Kind(event, { bubbles: true, cancelable: true, [member]: carried }));
                }""",
                [event, member],
            )
            await expect(field.get_by_role("link", name=f"{event}.txt", exact=True)).to_be_visible()

        await saved(page)

        assert await names(page, number) == ["drop.txt", "paste.txt"]


async def test_an_upload_that_fails_says_why_and_goes_through_when_sent_again(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        number, field = await edited(page, crm)
        await page.route("**/api/files", lambda route: route.abort())
        await field.locator("input[type=file]").first.set_input_files([OFFER])
        await expect(field.get_by_role("alert")).to_be_visible()
        await page.unroute("**/api/files")

        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.get_by_text("“报价单.pdf” has not arrived")).to_be_visible()
        await field.get_by_role("button", name="Send 报价单.pdf again").click()
        await expect(field.get_by_role("link", name="报价单.pdf", exact=True)).to_be_visible()
        await saved(page)

        assert await names(page, number) == ["报价单.pdf"]


async def test_a_save_waits_for_the_files_that_are_on_their_way(browser: Browser, crm: Server) -> None:
    arrive = asyncio.Event()

    async def hold(route: Route) -> None:
        await arrive.wait()
        await route.continue_()

    async with at_work(browser, crm, "zhang.wei") as page:
        number, field = await edited(page, crm)
        await page.route("**/api/files", hold)
        await field.locator("input[type=file]").first.set_input_files([OFFER])
        await page.get_by_role("link", name="Lead", exact=True).first.click()
        await page.get_by_role("button", name="Keep editing").click()
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.get_by_role("button", name="Sending…")).to_be_visible()
        await expect(page.get_by_text("Saved as soon as “报价单.pdf” has arrived")).to_be_visible()
        assert await names(page, number) == []

        arrive.set()
        await expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()

        assert await names(page, number) == ["报价单.pdf"]


async def test_on_a_phone_files_stand_in_the_form_and_on_the_page(browser: Browser, crm: Server) -> None:
    async with at_work(browser, crm, "zhang.wei", "zh-CN", **PHONE) as page:
        number = await create(page, crm, "account", {"name": f"附件测试公司 {next(NUMBERS)}"})
        await page.goto(f"/apps/crm/account/{number}")
        await page.get_by_role("button", name="编辑", exact=True).tap()
        field = note(page, "attachments")
        await field.locator("input[type=file]").first.set_input_files([photo("现场.jpg")])
        await expect(field.get_by_role("link", name="现场.jpg", exact=True)).to_be_visible()
        await page.get_by_role("button", name="保存", exact=True).tap()

        await expect(page.get_by_role("button", name="查看现场.jpg")).to_be_visible()
        width: int = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390


async def test_a_program_that_was_sent_does_not_run(browser: Browser, crm: Server) -> None:
    context = await browser.new_context(base_url=crm.url)
    page = await context.new_page()
    await page.request.post(
        "/api/session", data={"login": "zhang.wei", "password": PASSWORD}, headers=origin(crm)
    )
    files = [SCRIPT, FilePayload(name="page.html", mimeType="text/html", buffer=b"<script>1</script>")]
    sent = [
        await page.request.post("/api/files", multipart={"file": file}, headers=origin(crm)) for file in files
    ]
    script, document = [f"/api/files/{(await answer.json())['id']}" for answer in sent]
    await page.goto("/")

    ended = await page.evaluate(
        """(address) => new Promise((done) => {
            const script = document.createElement("script");
            script.onload = () => done("ran");
            script.onerror = () => done("refused");
            script.src = address;
            document.head.append(script);
        })""",
        script,
    )
    async with page.expect_download():
        with pytest.raises(Error, match="Download is starting"):
            await page.goto(document)

    assert ended == "refused"
    assert await page.title() != "ran"
    await context.close()
