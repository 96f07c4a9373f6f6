"""`make pictures`: every screen in two widths, two languages and two themes, from a server made for the purpose."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from tools.browser import browser as installed_browser

ROOT: Final = Path(__file__).parents[1]
PICTURES: Final = ROOT / "pictures"
PASSWORD: Final = "a-word-for-pictures-only"
PERSON: Final = "zhou.mingyuan"
"""Somebody who may do all that has a screen."""

WIDTHS: Final = {"wide": (1440, 900), "phone": (390, 844)}
LOCALES: Final = ("zh-CN", "en")
THEMES: Final = ("light", "dark")

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)


@dataclass(frozen=True)
class Screen:
    """A screen, and where it is."""

    name: str
    address: str


SCREENS: Final = (
    Screen("home", "/"),
    Screen("list", "/apps/crm/opportunity"),
    Screen("record", "/apps/crm/opportunity/{opportunity}"),
    Screen("new", "/apps/crm/opportunity/new"),
    Screen("import", "/apps/crm/account/import"),
    Screen("bin", "/apps/crm/account/bin"),
    Screen("missing", "/no/such/page"),
)


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
        is_mobile=width == "phone",
        has_touch=width == "phone",
        device_scale_factor=2 if width == "phone" else 1,
    )
    context.add_init_script(
        f"localStorage.setItem('mortise.theme', '{theme}'); localStorage.setItem('mortise.language', '{locale}')"
    )
    return context.new_page()


def take(page: Page, name: str, variant: str) -> None:
    """Takes a picture once nothing is on its way any more."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=PICTURES / f"{name}-{variant}.png")


def first_record(page: Page, form: str) -> int:
    """The id of a record that the person sees."""
    told = page.request.get(f"/api/apps/crm/forms/{form}/records?limit=1").json()
    number: int = told["items"][0]["id"]
    return number


def photograph(browser: Browser, url: str, width: str, locale: str, theme: str) -> None:
    """Takes every screen in one variant."""
    variant = f"{locale}-{theme}-{width}"
    page = page_for(browser, url, width, locale, theme)
    page.goto("/")
    take(page, "sign-in", variant)
    signed_in = page.request.post("/api/session", data={"login": PERSON, "password": PASSWORD})
    assert signed_in.ok, signed_in.text()
    changed = page.request.patch(
        "/api/me", data={"language": locale, "theme": theme}, headers={"Origin": url}
    )
    assert changed.ok, changed.text()
    ids = {"opportunity": first_record(page, "opportunity")}
    for screen in SCREENS:
        page.goto(screen.address.format(**ids))
        take(page, screen.name, variant)
    page.context.close()


def main() -> None:
    """Takes all pictures anew."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        for width, locale, theme in product(WIDTHS, LOCALES, THEMES):
            photograph(browser, url, width, locale, theme)
        browser.close()
    print(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES}")


if __name__ == "__main__":
    main()
