"""Every word on the screen is in the reader's language; only names, and what people wrote, stay as they are."""

import re
from collections.abc import Iterator

from playwright.async_api import Browser, Page

from tests.conftest import Server
from tests.e2e.crm import at_work, read, records_path
from tests.e2e.quiet import quiet, walk

FORMS = ("lead", "account", "contact", "opportunity", "activity", "campaign", "product")
NAMES = ("Mortise", "榫卯", "CRM", "简体中文", "English", "zhou.mingyuan", "Linux", "Chrome")
"""The product, the languages in their own words, the person, the device."""
ABBREVIATIONS = (
    "CNY",
    "USD",
    "CSV",
    "Excel",
    "Ctrl",
    "Enter",
    "xlsx?",
    "ods",
    "csv",
    "WPS",
    "Ctrl",
    "MQL",
    "SQL",
    "https?",
    "MORTISE_PUBLIC_URL",
    "Alt",
    "API",
)

FOREIGN = {"en": re.compile(r"[\u3400-\u9fff]+"), "zh-CN": re.compile(r"[A-Za-z]{2,}")}

VISIBLE_WORDS = """() => {
  const told = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement } = node;
    const silent = !parentElement || parentElement.closest("script, style, svg");
    if (!silent && shown(parentElement)) told.push(node.data);
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
    if (!shown(element) || element.getAttribute("role") === "img") continue;
    for (const name of ["aria-label", "title", "placeholder"]) told.push(element.getAttribute(name) ?? "");
  }
  return told;
}"""


def texts(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


async def written_by_people(page: Page) -> list[str]:
    """What stands in records, longest first, so that no part of a longer text is taken for a word."""
    told: set[str] = set()
    for form in FORMS:
        for part in range(0, 500, 100):
            path = f"{records_path(form)}?limit=100&offset={part}&expand=*"
            told |= set(texts(await read(page.request, path)))
    told |= set(texts(await read(page.request, "/api/people?limit=100")))
    told |= set(texts(await read(page.request, "/api/departments")))
    lines = [line for text in told for line in text.splitlines()]
    return sorted({line.strip() for line in lines if len(line.strip()) > 1}, key=len, reverse=True)


async def foreign_words(page: Page, language: str, written: list[str]) -> list[str]:
    """The words on the screen that are in another language."""
    await quiet(page)
    told: list[str] = await page.evaluate(VISIBLE_WORDS)
    found = []
    for text in dict.fromkeys(told):
        if not FOREIGN[language].search(text):
            continue
        rest = text
        for known in (*written, *NAMES):
            rest = rest.replace(known, " ")
        if language == "zh-CN":
            rest = re.sub(rf"(?<![A-Za-z])({'|'.join(ABBREVIATIONS)})(?![A-Za-z])", " ", rest)
        if FOREIGN[language].search(rest):
            found.append(text)
    return found


async def scan(browser: Browser, crm: Server, language: str) -> dict[str, list[str]]:
    """Foreign words by screen."""
    found: dict[str, list[str]] = {}
    async with at_work(browser, crm, "zhou.mingyuan", language) as page:
        written = await written_by_people(page)
        [one] = (await read(page.request, f"{records_path('opportunity')}?limit=1"))["items"]
        lines = texts(await read(page.request, f"{records_path('opportunity')}/{one['id']}"))
        written = sorted({*written, *filter(None, lines)}, key=len, reverse=True)
        addresses = [
            "/",
            *(f"/apps/crm/{form}{rest}" for form in FORMS for rest in ("", "/new")),
            f"/apps/crm/opportunity/{one['id']}",
            "/apps/crm/account/import",
            "/apps/crm/account/bin",
            "/me",
            "/no/such/page",
        ]
        await page.goto("/me")
        for address in addresses:
            await walk(page, address)
            found[address] = await foreign_words(page, language, written)
        await walk(page, "/apps/crm/opportunity")
        for icon in ("anticon-filter", "anticon-eye"):
            await page.locator(f"button:has(.{icon})").first.click()
            found[icon] = await foreign_words(page, language, written)
            await page.keyboard.press("Escape")
    return {where: words for where, words in found.items() if words}


async def test_no_chinese_is_left_on_the_english_screens(browser: Browser, crm: Server) -> None:
    assert await scan(browser, crm, "en") == {}


async def test_no_english_is_left_on_the_chinese_screens(browser: Browser, crm: Server) -> None:
    assert await scan(browser, crm, "zh-CN") == {}
