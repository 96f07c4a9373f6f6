"""Texts that would be programs if a page took them for more than texts."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import Browser, Page, expect

from mortise.db.database import Database
from mortise.packages.archive import write_archive
from mortise.packages.folder import read_folder
from tests.conftest import Server, plain_client
from tests.e2e.conftest import PASSWORD, opened, sign_in
from tests.e2e.quiet import walk

APPS: Final = Path(__file__).parents[1] / "apps"
HOSTILE: Final = (
    "<script>window.taken=1</script>",
    "<img src=x onerror=window.taken=1>",
    "<svg/onload=window.taken=1>",
    "\"><b onmouseover='window.taken=1'>",
    "javascript:window.taken=1",
    "</title><iframe srcdoc='<script>parent.taken=1</script>'>",
    "{{constructor.constructor('window.taken=1')()}}",
    "${window.taken=1}",
    "<a href='javascript:window.taken=1'>x</a>",
    "<math><mtext><style><img src=x onerror=window.taken=1></style>",
)
TAKEN: Final = """() => ({
    taken: window.taken ?? null,
    handlers: [...document.querySelectorAll("*")].flatMap(
        (node) => [...node.attributes].map((each) => each.name).filter((name) => name.startsWith("on"))),
    links: [...document.querySelectorAll("[href], [src], [action]")]
        .map((node) => node.getAttribute("href") ?? node.getAttribute("src") ?? node.getAttribute("action"))
        .filter((address) => /^\\s*javascript:/i.test(address ?? "")),
    strangers: document.querySelectorAll("iframe, math, object, embed, script:not([src]), img[src=x]").length,
})"""
CLEAN: Final[dict[str, object]] = {"taken": None, "handlers": [], "links": [], "strangers": 0}


def hostile(document: Any) -> Any:
    """The document with every label and every name that people read replaced, each by another text."""
    place = 0

    def change(node: Any) -> Any:
        nonlocal place
        if isinstance(node, list):
            return [change(each) for each in node]
        if not isinstance(node, dict):
            return node
        if set(node) <= {"zh-CN", "en"}:
            place += 1
            return {locale: f"{HOSTILE[place % len(HOSTILE)]} {place}" for locale in node}
        return {key: change(each) for key, each in node.items()}

    return change(document)


def packed() -> bytes:
    """The visits application with such texts."""
    read = read_folder(APPS / "visits")
    assert not isinstance(read, tuple)
    files = {
        name: json.dumps(hostile(json.loads(content))).encode() if name.endswith(".json") else content
        for name, content in read.items()
        if not name.startswith("sample/")
    }
    return write_archive(files)


def furnish(url: str) -> None:
    """Installs the application, and keeps such texts as values and as names of people and departments."""
    with plain_client(url, headers={"Sec-Fetch-Site": "same-origin"}) as client:
        came = client.post("/api/session", json={"login": "admin", "password": PASSWORD})
        installed = client.post(
            "/api/packages", files={"file": ("app.zip", packed())}, data={"sample": "false"}
        )
        made = [
            client.post("/api/apps/visits/forms/place/records", json={"name": text, "keeper": 1})
            for text in HOSTILE
        ]
        visits = [
            client.post("/api/apps/visits/forms/visit/records", json={"subject": text, "place": number})
            for number, text in enumerate(HOSTILE, 1)
        ]
        grouped = client.post("/api/departments", json={"name": HOSTILE[1]})
        kept = [
            client.post(
                "/api/apps/visits/views",
                json={"form": "place", "label": {"en": f"{text} view"}, "definition": {"kind": "grid"}},
            )
            for text in HOSTILE
        ]
    for answer in (came, installed, *made, *visits, grouped, *kept):
        assert answer.is_success, answer.text


async def look(page: Page, address: str, shown: str) -> None:
    """Goes to an address, waits until a text stands there as it was written, and looks for what it may have done."""
    await page.goto(address)
    await seen(page, address, shown)


async def look_on(page: Page, address: str, shown: str) -> None:
    """The same from another page of the product."""
    await walk(page, address)
    await seen(page, address, shown)


async def seen(page: Page, address: str, shown: str) -> None:
    """A text stands there as it was written, and did nothing."""
    await expect(page.get_by_text(shown).first).to_be_attached()
    assert await page.evaluate(TAKEN) == CLEAN, address


@pytest.mark.usefixtures("administrator")
async def test_no_text_becomes_a_program_on_any_page(
    browser: Browser, server: Server, database: Database
) -> None:
    furnish(server.url)
    async with database.transaction() as tx:
        await tx.run(f"UPDATE mortise.person SET name = $t${HOSTILE[1]}$t$, name_en = $t${HOSTILE[1]}$t$")
    async with opened(browser, server.url) as page:
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        await sign_in(page, "admin")

        await look(page, "/", "taken=1")
        await look(page, "/apps/visits", "taken=1")
        for form in ("place", "visit"):
            await look(page, f"/apps/visits/{form}", HOSTILE[1])
            await look(page, f"/apps/visits/{form}/1", HOSTILE[0])
            for number in range(2, len(HOSTILE) + 1):
                await look_on(page, f"/apps/visits/{form}/{number}", HOSTILE[number - 1])
            for rest in ("new", "import", "bin"):
                await look_on(page, f"/apps/visits/{form}/{rest}", "taken=1")
        await page.goto("/apps/visits/place?view=1")
        await page.get_by_role("button", name=re.compile("All views|全部视图")).click()
        await expect(page.get_by_text(f"{HOSTILE[1]} view").last).to_be_visible()
        assert await page.evaluate(TAKEN) == CLEAN
        assert dialogs == []
