"""Sees to the browser and the fonts that the tests drive, or says how to get them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("chromium", "fonts-noto-cjk")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser() -> str | None:
    """The path of an installed Chromium."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def has_chinese_font() -> bool:
    """Whether some installed font draws Chinese."""
    if lister := shutil.which("fc-list"):
        return bool(subprocess.run([lister, ":lang=zh-cn"], capture_output=True, check=True).stdout.strip())
    return any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))


def main() -> int:
    """Installs what is missing when allowed to; otherwise tells the command and fails."""
    if browser() and has_chinese_font():
        return 0
    installer = shutil.which("apt-get")
    if installer and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([installer, "update", "-qq"], env=quiet, check=True)
        install = [installer, "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        subprocess.run(install, env=quiet, check=True, stdout=subprocess.DEVNULL)
    if browser() and has_chinese_font():
        return 0
    print(
        "The tests drive a Chromium and need a Chinese font. Install both, for example with:\n"
        f"    sudo apt-get install -y {' '.join(PACKAGES)}",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
