"""`make pictures`: every screen in two widths, two languages and two themes, from a server made for the purpose."""

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw
from playwright.sync_api import APIRequestContext, Browser, Error, FilePayload, Page, sync_playwright

from tools.browser import browser as installed_browser
from tools.picture_screens import KINDS, SCREENS, Screen
from tools.pictured import ADMINISTRATOR, PASSWORD, come_in, like, prepare

ROOT: Final = Path(__file__).parents[1]
PICTURES: Final = ROOT / "pictures"

WIDTHS: Final = {"wide": (1440, 900), "phone": (390, 844)}
LOCALES: Final = ("zh-CN", "en")
THEMES: Final = ("light", "dark")
PATIENCE: Final = 10_000
"""How many milliseconds may pass before what is pressed is there."""

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)


COUNTING: Final = """
window.asked = 0;
window.lastHeard = performance.now();
const answered = () => { window.asked -= 1; window.lastHeard = performance.now(); };
const ask = window.fetch;
window.fetch = (...given) => { window.asked += 1; return ask(...given).finally(answered); };
"""
"""Counts what a page asks the server for, beside the stream of events, which never ends."""
LOOK_EVERY: Final = 50
QUIET: Final = """
window.asked === 0 && performance.now() - window.lastHeard > 400 &&
[...document.images].every(({complete, loading}) => complete || loading === "lazy")
"""


@contextmanager
def served() -> Iterator[str]:
    """A server of its own with the CRM and its sample; its address."""
    folder = Path(tempfile.mkdtemp(prefix="mortise-pictures-"))
    folder.chmod(0o711)
    environment = {
        **os.environ,
        "MORTISE_DATA": str(folder / "data"),
        "MORTISE_ADMIN_PASSWORD": PASSWORD,
        "MORTISE_DEMO_PASSWORD": PASSWORD,
    }
    command = [sys.executable, "-c", "from mortise.cli import main; main()", "serve", "--install", "crm"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder
    ) as process:
        try:
            assert process.stdout is not None
            yield next(line.split()[-1] for line in process.stdout if "http://" in line)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
            shutil.rmtree(folder)


def page_for(browser: Browser, url: str, width: str, locale: str, theme: str) -> Page:
    """A page that shows one width, language and theme."""
    across, down = WIDTHS[width]
    context = browser.new_context(
        base_url=url,
        locale=locale,
        viewport={"width": across, "height": down},
        reduced_motion="reduce",
        color_scheme="dark" if theme == "dark" else "light",
        is_mobile=width == "phone",
        has_touch=width == "phone",
        device_scale_factor=2 if width == "phone" else 1,
    )
    context.add_init_script(
        f"localStorage.setItem('mortise.theme', '{theme}'); localStorage.setItem('mortise.language', '{locale}')"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(COUNTING)
    return page


def take(page: Page, name: str, variant: str, *, whole: bool = False) -> None:
    """Takes a picture once nothing is on its way any more."""
    settle(page)
    page.evaluate("document.fonts.ready")
    # What was pressed last may begin to move with the next frame.
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    page.evaluate(
        "Promise.all(document.getAnimations()"
        ".filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime))"
        ".map((each) => each.finished.catch(() => null))).then(() => null)"
    )
    if whole:
        unroll(page)
    page.screenshot(path=PICTURES / f"{name}-{variant}.png")


def settle(page: Page) -> None:
    """Waits until the page has its files and its answers, for as long as one may wait for what is pressed."""
    page.wait_for_load_state("networkidle")
    for _ in range(PATIENCE // LOOK_EVERY):
        if page.evaluate(QUIET):
            return
        page.wait_for_timeout(LOOK_EVERY)


def unroll(page: Page) -> None:
    """Makes the window as high as what the page scrolls through."""
    across = page.viewport_size["width"] if page.viewport_size else 0
    down = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map(({scrollHeight, clientHeight, tagName}) =>"
        " tagName === 'HTML' ? scrollHeight : innerHeight + scrollHeight - clientHeight))"
    )
    page.set_viewport_size({"width": across, "height": min(int(down), 7_000)})


def packed(folder: Path) -> bytes:
    """An application as a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(folder.rglob("*.json")):
            archive.write(path, path.relative_to(folder))
    return buffer.getvalue()


def install_kinds(browser: Browser, url: str) -> None:
    """Brings in the application with a field of every kind."""
    context = browser.new_context(base_url=url)
    come_in(context.new_page(), url, ADMINISTRATOR)
    file: FilePayload = {"name": "kinds.zip", "mimeType": "application/zip", "buffer": packed(KINDS)}
    installed = context.request.post(
        "/api/packages", multipart={"file": file, "sample": "true"}, headers={"Origin": url}
    )
    assert installed.ok, installed.text()
    attach_files(context.request, url)
    context.close()


def attach_files(request: APIRequestContext, url: str) -> None:
    """Gives the first specimen files, which no sample can bring along."""
    photo = io.BytesIO()
    Image.linear_gradient("L").save(photo, "PNG")
    paper: FilePayload = {"name": "报价单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    picture: FilePayload = {"name": "现场.png", "mimeType": "image/png", "buffer": photo.getvalue()}
    hand = io.BytesIO()
    signed().save(hand, "PNG")
    signature: FilePayload = {"name": "签名.png", "mimeType": "image/png", "buffer": hand.getvalue()}
    origin = {"Origin": url}
    sent = {
        "papers": [request.post("/api/files", multipart={"file": paper}, headers=origin).json()],
        "photos": [
            request.post("/api/files?picture=true", multipart={"file": picture}, headers=origin).json()
        ],
        "signed": [
            request.post("/api/files?picture=true", multipart={"file": signature}, headers=origin).json()
        ],
    }
    records = "/api/apps/kinds/forms/specimen/records"
    [first] = request.get(f"{records}?limit=1&sort=id&fields=name").json()["items"]
    changed = request.patch(
        f"{records}/{first['id']}", data={"version": first["version"], **sent}, headers=origin
    )
    assert changed.ok, changed.text()


def signed() -> Image.Image:
    """A hand's strokes on white paper."""
    paper = Image.new("RGB", (360, 140), "white")
    pen = ImageDraw.Draw(paper)
    for start in (20, 130, 240):
        pen.arc((start, 20, start + 110, 110), 200, 500, fill="black", width=4)
        pen.line((start + 10, 70, start + 90, 56), fill="black", width=4)
        pen.line((start + 60, 20, start + 42, 122), fill="black", width=4)
    return paper


def first_record(page: Page, app: str, form: str) -> int:
    """The id of a record that the person sees."""
    told = page.request.get(f"/api/apps/{app}/forms/{form}/records?limit=1&sort=id").json()
    number: int = told["items"][0]["id"]
    return number


def photograph(
    browser: Browser,
    url: str,
    screens: Sequence[Screen],
    variant: tuple[str, str, str],
    made: Mapping[str, object],
) -> list[str]:
    """Takes screens in one variant; those that cannot be shown, and why."""
    failures: list[str] = []
    width, locale, theme = variant
    for login in dict.fromkeys(screen.login for screen in screens):
        page = page_for(browser, url, width, locale, theme)
        like(page, url, login, {"language": locale, "theme": theme}, made["newcomer"])
        size = page.viewport_size
        for screen in (screen for screen in screens if screen.login == login):
            if size:
                page.set_viewport_size(size)
            page.unroute_all(behavior="ignoreErrors")
            # An address that differs from the one before behind its "#" alone would load nothing.
            page.goto("about:blank")
            page.goto(placed(screen.address, made))
            if screen.deed is not None:
                settle(page)
                try:
                    screen.deed(page)
                except Error as failed:
                    failures.append(f"{screen.name} {'-'.join(variant)}: {failed}")
            take(page, screen.name, f"{locale}-{theme}-{width}", whole=screen.whole)
        page.context.close()
    return failures


def placed(address: str, made: Mapping[str, object]) -> str:
    """An address with what was made in its places; a filter in it has braces of its own."""
    for key, value in made.items():
        address = address.replace("{" + key + "}", str(value))
    return address


def records_in(browser: Browser, url: str) -> dict[str, object]:
    """A record of each form that has a screen."""
    page = browser.new_context(base_url=url).new_page()
    come_in(page, url, ADMINISTRATOR)
    found = {
        form: first_record(page, app, form) for app, form in (("crm", "opportunity"), ("kinds", "specimen"))
    }
    page.context.close()
    return {**found}


def main() -> None:
    """Takes pictures anew: all, or those whose names begin with what was asked for."""
    asked = tuple(sys.argv[1:]) or ("",)
    screens = [screen for screen in SCREENS if screen.name.startswith(asked)]
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        install_kinds(browser, url)
        made = {**prepare(browser, url), **records_in(browser, url)}
        variants = product(WIDTHS, LOCALES, THEMES)
        failures = [told for each in variants for told in photograph(browser, url, screens, each, made)]
        browser.close()
    print(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES}", *failures, sep="\n")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
