"""`python -m tools.readme_pictures`: the pictures in README.md and README.zh-CN.md, taken of the product as it is."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.browser import browser as installed_browser
from tools.picture_screens import SCREENS
from tools.pictured import prepare
from tools.pictures import FLAGS, LOCALES, PICTURES, install_kinds, photograph, records_in, served

FOLDER: Final = Path(__file__).parents[1] / "docs" / "pictures"
SHOWN: Final = {
    "list": ("list", "wide"),
    "record": ("record", "wide"),
    "phone": ("list", "phone"),
    "designer": ("design", "wide"),
    "roles": ("design-roles", "wide"),
    "flow": ("flow-design", "wide"),
    "inbox": ("inbox", "wide"),
}
"""The screen and the width of each picture."""
COLOURS: Final = 256


def main() -> None:
    """Takes each in both languages, with no more colours than a screen of ours has."""
    PICTURES.mkdir(exist_ok=True)
    screens = {screen.name: screen for screen in SCREENS}
    failures: list[str] = []
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        install_kinds(browser, url)
        made = {**prepare(browser, url), **records_in(browser, url)}
        for name, (screen, width) in SHOWN.items():
            for locale in LOCALES:
                shown = replace(screens[screen], name=name)
                failures += photograph(browser, url, [shown], (width, locale, "light"), made)
                with Image.open(PICTURES / f"{name}-{locale}-light-{width}.png") as taken:
                    drawn = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
                drawn.save(FOLDER / f"{name}.{locale}.png", optimize=True)
        browser.close()
    print(*failures, sep="\n")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
