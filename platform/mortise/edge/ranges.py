"""The part of a file that a request asks for (RFC 9110, 14)."""

import re
from dataclasses import dataclass
from typing import Final

from mortise.files.refusals import RangeUnsatisfiable

ONE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
"""One span; several are not worth the trouble, and the whole is an allowed answer."""


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes to send: from `first`, `length` of them; of the whole when it is not `is_part`."""

    first: int
    length: int
    is_part: bool


def span_of(header: str | None, size: int) -> Span:
    """What a Range header asks for of `size` bytes; one that cannot be read asks for everything."""
    asked = ONE.fullmatch(header.strip()) if header is not None else None
    if asked is None or not (asked[1] or asked[2]):
        return Span(0, size, is_part=False)
    if not asked[1]:
        first, last = max(size - int(asked[2]), 0), size - 1
    else:
        first, last = int(asked[1]), min(int(asked[2]) if asked[2] else size - 1, size - 1)
        if asked[2] and int(asked[2]) < first:
            return Span(0, size, is_part=False)
    if first >= size or last < first:
        raise RangeUnsatisfiable(headers={"Content-Range": f"bytes */{size}"})
    return Span(first, last - first + 1, is_part=True)
