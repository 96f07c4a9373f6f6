"""Every kind of words, figures and times is filled in, saved, read again and found in a browser."""

from playwright.async_api import Browser, Page, expect

from tests.conftest import Server
from tests.e2e.conftest import PASSWORD, opened
from tests.e2e.crm import control, note, origin, read
from tools.picture_screens import KINDS
from tools.pictures import packed

RECORDS = "/api/apps/kinds/forms/specimen/records"

WRITTEN = {
    "name": "Specimen",
    "mail": "Wang.Fang@Example.com",
    "mobile": "13800138000",
    "office": "021-58881234-805",
    "site": "example.com/a",
    "card": "11010519491231002x",
    "discount": "12.5",
    "took": "1h 30m",
    "stay": "2d 3h",
    "maker_code": "9135 0100 m000 100y 43",
    "pay_to": "1100 1019 5000 5602 0121",
    "made": "2026年",
    "budget": "1.2万",
    "paint": "#0AF",
    "guide": "# Start\n\nPress **both** keys",
    "setup": '{"retry": 3}',
    "price": "1680.32",
}
"""What is typed into fields that are typed into."""

KEPT = {
    "mail": "wang.fang@example.com",
    "mobile": "+8613800138000",
    "office": "+862158881234;ext=805",
    "site": "https://example.com/a",
    "card": "11010519491231002X",
    "discount": "0.125",
    "took": 5400,
    "stay": 183_600,
    "opens": "09:30:00",
    "term": {"start": "2026-01-05", "end": "2026-02-28"},
    "topics": ["VIP", "new word"],
    "minutes": "<p><strong>agreed</strong></p>",
    "stars": 4,
    "maker_code": "91350100M000100Y43",
    "pay_to": "11001019500056020121",
    "made": 2026,
    "budget": {"low": 12000, "high": 18000},
    "paint": "#00aaff",
    "setup": '{"retry": 3}',
    "in_words": "人民币壹仟陆佰捌拾元零叁角贰分",
}


async def come_in(page: Page, server: Server) -> None:
    """Brings in the application with a field of every kind, and begins a session."""
    answer = await page.request.post("/api/session", data={"login": "admin", "password": PASSWORD})
    assert answer.ok, await answer.text()
    answer = await page.request.patch("/api/me", data={"language": "en"}, headers=origin(server))
    assert answer.ok, await answer.text()
    answer = await page.request.post(
        "/api/packages",
        multipart={"file": {"name": "kinds.zip", "mimeType": "application/zip", "buffer": packed(KINDS)}},
        headers=origin(server),
    )
    assert answer.ok, await answer.text()


async def fill(page: Page, key: str, text: str) -> None:
    """Types into a picker of days or times and leaves it."""
    where = control(page, "specimen", key)
    await where.click()
    await where.fill(text)
    await page.keyboard.press("Enter")


async def sign(page: Page) -> None:
    """Writes by hand, and waits until the picture of it has arrived."""
    await control(page, "specimen", "signed").click()
    paper = page.get_by_role("img", name="Sign here with a finger, a pen or the mouse")
    await paper.hover(position={"x": 60, "y": 60})
    await page.mouse.down()
    await paper.hover(position={"x": 200, "y": 160})
    await page.mouse.up()
    await page.get_by_role("button", name="Done", exact=True).click()
    await expect(page.get_by_role("img", name="Received by")).to_be_visible()


async def test_what_is_typed_in_any_way_is_kept_in_one(
    browser: Browser, server: Server, administrator: str
) -> None:
    async with opened(browser, server.url) as page:
        await come_in(page, server)
        await page.goto("/apps/kinds/specimen/new")
        for key, text in WRITTEN.items():
            await control(page, "specimen", key).fill(text)
        await fill(page, "opens", "09:30")
        await fill(page, "term", "Jan 5, 2026")
        last = page.locator("#field-specimen-term-end")
        await expect(last).to_be_focused()
        await last.fill("Feb 28, 2026")
        await page.keyboard.press("Enter")
        await expect(page.locator(".ant-picker-dropdown:visible")).to_have_count(0)
        await control(page, "specimen", "topics").fill("VIP,new word,")
        await page.keyboard.press("Escape")
        await page.get_by_role("textbox", name="Greatest number").fill("18000")
        await note(page, "stars").get_by_role("radio").nth(3).click()
        await expect(control(page, "specimen", "in_words")).to_have_text("人民币壹仟陆佰捌拾元零叁角贰分")
        await sign(page)
        await page.get_by_role("textbox", name="Minutes").click()
        await page.get_by_role("button", name="Bold").click()
        await page.keyboard.type("agreed")
        await page.get_by_role("button", name="Save", exact=True).click()

        await expect(page.get_by_role("heading", name="Specimen", exact=True)).to_be_visible()
        [item] = (await read(page.request, RECORDS))["items"]
        assert {key: item[key] for key in KEPT} == KEPT
        link = page.get_by_role("link", name="https://example.com/a")
        assert await link.get_attribute("rel") == "noopener noreferrer"
        await expect(page.get_by_role("link", name="138 0013 8000")).to_have_attribute(
            "href", "tel:+8613800138000"
        )
        await expect(page.locator("strong", has_text="agreed")).to_be_visible()
        await expect(page.locator("strong", has_text="both")).to_be_visible()
        await expect(page.get_by_role("img", name="Received by")).to_be_visible()
        await expect(page.get_by_role("img", name=f"QR code: {item['number']}")).to_be_visible()
        await expect(page.get_by_role("img", name=f"Bar code: {item['number']}")).to_be_visible()
        [signature] = item["signed"]
        assert signature["type"] == "image/png"


async def test_a_slip_in_a_card_s_number_is_told_where_it_stands(
    browser: Browser, server: Server, administrator: str
) -> None:
    async with opened(browser, server.url) as page:
        await come_in(page, server)
        await page.goto("/apps/kinds/specimen/new")
        await control(page, "specimen", "name").fill("Specimen")
        await control(page, "specimen", "card").fill("110105194912310021")
        await control(page, "specimen", "site").fill("javascript:alert(1)")
        await page.get_by_role("button", name="Save", exact=True).click()

        await expect(note(page, "card")).to_contain_text("check digit")
        await expect(note(page, "site")).to_contain_text("http:// or https://")
        assert (await read(page.request, RECORDS))["items"] == []


async def test_the_record_above_is_chosen_from_the_tree_and_others_are_listed_by_what_is_filled_in(
    browser: Browser, server: Server, administrator: str
) -> None:
    async with opened(browser, server.url) as page:
        await come_in(page, server)
        places = RECORDS.replace("specimen", "place")
        answer = await page.request.post(places, data={"name": "Mill"}, headers=origin(server))
        place = (await answer.json())["id"]
        above: dict[str, int] = {}
        for name in ("Whole", "Part"):
            given = {"name": name, "place": place, "pieces": 2, **above}
            answer = await page.request.post(RECORDS, data=given, headers=origin(server))
            assert answer.ok, await answer.text()
            above = {"part_of": (await answer.json())["id"]}
        await page.goto("/apps/kinds/specimen/new")
        await control(page, "specimen", "name").fill("Piece")
        await control(page, "specimen", "part_of").click()
        whole = page.locator(".ant-select-tree-treenode").filter(has_text="Whole")
        await whole.locator(".ant-select-tree-switcher").click()
        await page.locator(".ant-select-tree-title", has_text="Part").click()
        others = page.get_by_role("region", name="Others at this place")
        await expect(others).to_contain_text("Nothing meets the condition")
        await control(page, "specimen", "place").click()
        await page.locator(".ant-select-item-option", has_text="Mill").click()
        await expect(others.get_by_role("link")).to_have_count(2)
        await expect(others).to_contain_text("Pieces4")
        await page.get_by_role("button", name="Save", exact=True).click()

        await expect(page.get_by_role("heading", name="Piece", exact=True)).to_be_visible()
        for name in ("Whole", "Part"):
            await expect(page.get_by_role("link", name=name, exact=True).first).to_be_visible()
        await others.get_by_role("link", name="Whole").click()
        await expect(page.get_by_role("dialog").get_by_role("heading", name="Whole")).to_be_visible()
        [piece] = [each for each in (await read(page.request, RECORDS))["items"] if each["name"] == "Piece"]
        assert piece["part_of"] == above["part_of"]
