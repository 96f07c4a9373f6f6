"""Sees to the browser and the fonts that the tests drive, or says how to get them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
"""Chromium without windows: it takes a seventh of the time for a new page, since no frame is drawn around it."""
PACKAGES = (SHELL, "fonts-noto-cjk")
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome")


def browser() -> str | None:
    """The path of an installed Chromium."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def has_chinese_font() -> bool:
    """Whether some installed font draws Chinese."""
    if lister := shutil.which("fc-list"):
        return bool(subprocess.run([lister, ":lang=zh-cn"], capture_output=True, check=True).stdout.strip())
    return any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))


def install(*packages: str) -> bool:
    """Installs packages of the system, where that is allowed and they are there."""
    installer = shutil.which("apt-get")
    if installer is None or os.geteuid() != 0:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = [installer, "update", "-qq"]
    added = [installer, "install", "-y", "-qq", "--no-install-recommends", *packages]
    return all(
        subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL).returncode == 0
        for command in (update, added)
    )


def main() -> int:
    """Installs what is missing when allowed to; otherwise tells the command and fails."""
    if shutil.which(SHELL) and has_chinese_font():
        return 0
    if not install(*PACKAGES) and not (browser() and has_chinese_font()):
        install("chromium", *PACKAGES[1:])
    if browser() and has_chinese_font():
        return 0
    print(
        "The tests drive a Chromium and need a Chinese font. Install both, for example with:\n"
        f"    sudo apt-get install -y {' '.join(PACKAGES)}\n"
        "or, where that has no such package, chromium instead of the first.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
