"""In which encoding a text file was written: by its mark, by strict reading, or by which characters it would hold."""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from mortise.imports.reading.refusal import RefusedError

CHOICES: Final = ("utf-8", "gb18030", "big5", "utf-16", "windows-1252", "shift_jis")
"""What a person may choose between when the guess is wrong."""

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE: Final = 262_144
BLOCK: Final = 1 << 20
COMMON: Final = 0.6
"""The share of common characters from which a Chinese encoding is believed."""


def detect(path: Path) -> str:
    """The encoding that reads the whole file and makes most sense."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, name in MARKS:
        if sample.startswith(mark):
            return _whole(path, name)
    if b"\0" in sample:
        return _whole(path, _wide(sample))
    for name in ("utf-8", *_by_sense(sample)):
        if reads(path, name):
            return name
    raise RefusedError("import_encoding")


def chosen(path: Path, name: str) -> str:
    """The encoding that a person chose, as a file with its mark needs it."""
    if name not in CHOICES:
        raise RefusedError("import_encoding")
    with path.open("rb") as file:
        head = file.read(4)
    if name == "utf-8":
        name = "utf-8-sig"
    if name == "utf-16" and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16-le"
    if name == "big5":
        name = "cp950"
    return _whole(path, name)


def shown(name: str) -> str:
    """An encoding as the list of choices has it."""
    plain = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "cp950": "big5"}
    return {**plain, "cp1252": "windows-1252"}.get(name, name)


def _whole(path: Path, name: str) -> str:
    if not reads(path, name):
        raise RefusedError("import_encoding")
    return name


def reads(path: Path, name: str) -> bool:
    """Whether the encoding reads every byte of the file."""
    try:
        with path.open(encoding=name, newline="") as text:
            while text.read(BLOCK):
                pass
    except (UnicodeError, LookupError):
        return False
    return True


def _wide(sample: bytes) -> str:
    """Which half of each pair of bytes is mostly empty; a file that is neither is no text."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 8 < len(sample):
        raise RefusedError("import_not_a_table")
    return "utf-16-le" if odd > even else "utf-16-be"


def _by_sense(sample: bytes) -> Iterator[str]:
    """Encodings that any bytes might be in, the likeliest first."""
    simplified, traditional = _share(sample, _is_simplified), _share(sample, _is_traditional)
    best = max(simplified, traditional)
    chinese = ("gb18030", "cp950") if simplified >= traditional else ("cp950", "gb18030")
    is_western = sum(1 for byte in sample if byte >= 0x80) * 4 < len(sample)
    if best < COMMON and is_western:
        yield "cp1252"
    yield from chinese


def _is_simplified(lead: int, trail: int) -> bool:
    """A pair of bytes among the 3,755 common characters of GB 2312, or its marks."""
    return trail >= 0xA1 and (0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3)


def _is_traditional(lead: int, trail: int) -> bool:
    """A pair of bytes among the 5,401 common characters of Big5, or its marks."""
    return 0xA1 <= lead <= 0xC6 and (0x40 <= trail <= 0x7E or trail >= 0xA1)


def _share(sample: bytes, is_common: Callable[[int, int], bool]) -> float:
    pairs = common = place = 0
    while place + 1 < len(sample):
        lead = sample[place]
        if lead < 0x80:
            place += 1
            continue
        pairs += 1
        common += is_common(lead, sample[place + 1])
        place += 2
    return common / pairs if pairs else 0.0
