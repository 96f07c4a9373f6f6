"""What a content is, found in its first bytes; what the sender calls it does not count."""

from typing import Final

import puremagic

HEAD: Final = 64 * 1024
"""Bytes that are looked at."""
UNKNOWN: Final = "application/octet-stream"
DRAWN: Final = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/x-ms-bmp"}
)
"""What small pictures are made of."""


def media_of(head: bytes) -> str:
    """The media type of a content that begins so."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    best = max(found, key=lambda match: match.confidence)
    return best.mime_type or UNKNOWN
