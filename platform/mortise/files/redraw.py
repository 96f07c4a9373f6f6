"""Draws a picture anew, in a process of its own that may use little: `python -m mortise.files.redraw`.

Whoever sends a picture chooses its bytes, and decoders have had faults. What comes out is made of pixels alone:
upright, without the camera's notes, and no larger than asked for."""

import json
import resource
import sys
from typing import Final

from PIL import Image, ImageOps

MEMORY: Final = 1 << 30
SECONDS: Final = 15
BYTES: Final = 200 << 20
MOST_PIXELS: Final = 60_000_000
"""A picture of more pixels is refused before one of them is read."""
FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
REFUSED: Final = 3
"""The exit code that says: this is no picture to be drawn."""
KEPT_AS: Final = {"JPEG": "JPEG", "WEBP": "WEBP"}
MEDIA: Final = {"JPEG": "image/jpeg", "WEBP": "image/webp", "PNG": "image/png"}
PLAIN: Final = frozenset({"RGB", "RGBA", "L", "LA"})


def limit() -> None:
    """Takes away from this process what drawing does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def draw(source: str, target: str, longest: int, *, small: bool) -> dict[str, object]:
    """Writes the picture to `target`, its longer side at most `longest`; what came of it."""
    with Image.open(source, formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        wanted = "WEBP" if small else KEPT_AS.get(str(opened.format), "PNG")
        opened.draft("RGB", (longest, longest))
        upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((longest, longest))
    profile = upright.info.get("icc_profile")
    if upright.mode not in PLAIN:
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    if wanted == "JPEG" and upright.mode in {"RGBA", "LA"}:
        upright = upright.convert("RGB")
    upright.info = {}
    upright.save(target, wanted, quality=80 if small else 90, icc_profile=profile)
    return {"width": upright.width, "height": upright.height, "media": MEDIA[wanted]}


def main(arguments: list[str]) -> int:
    """Draws what the arguments name: source, target, longest side, and whether it is to be small."""
    source, target, longest, small = arguments
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        drawn = draw(source, target, int(longest), small=small == "small")
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError, Image.DecompressionBombError):
        return REFUSED
    sys.stdout.write(json.dumps(drawn))
    return 0


if __name__ == "__main__":
    limit()
    sys.exit(main(sys.argv[1:]))
