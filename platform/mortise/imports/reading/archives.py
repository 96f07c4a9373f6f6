"""What a zipped workbook must look like before a reader may unpack it."""

import re
import zipfile
from pathlib import Path
from typing import Final

from mortise.imports.reading.refusal import MOST_COLUMNS, MOST_ROWS, RefusedError

MOST_BYTES: Final = 200_000_000
"""Unpacked, all parts together."""
MOST_RATIO: Final = 100
FREE_BYTES: Final = 1_000_000
"""A small part may be packed however well."""
MOST_PARTS: Final = 2_000
MOST_STRINGS: Final = 3_000_000
BLOCK: Final = 1 << 20
OVERLAP: Final = 64
"""What stands across the end of a block is looked at with the next one."""

DECLARATIONS: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
WIDE: Final = re.compile(rb'<c r="[A-Z]{3}\d')
"""A cell right of column ZZ."""


def check_archive(path: Path) -> frozenset[str]:
    """The names of the parts; raises where the archive is a trap, or larger than any table that is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise RefusedError("import_not_a_table")
            _check_told(parts)
            left = MOST_BYTES
            for part in parts:
                left -= _check_part(archive, part, left)
            return frozenset(part.filename for part in parts)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as broken:
        raise RefusedError("import_not_a_table") from broken


def _check_told(parts: list[zipfile.ZipInfo]) -> None:
    """What the archive says of itself."""
    for part in parts:
        if part.flag_bits & 1:
            raise RefusedError("import_locked")
        if part.file_size > max(FREE_BYTES, part.compress_size * MOST_RATIO):
            raise RefusedError("import_unpacks_too_large")
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise RefusedError("import_unpacks_too_large")


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Unpacks a part without keeping it; how many bytes it really has."""
    is_markup = part.filename.endswith((".xml", ".rels", ".vml"))
    size = rows = strings = 0
    before = b""
    with archive.open(part) as file:
        while block := file.read(BLOCK):
            size += len(block)
            if size > left or size > max(FREE_BYTES, part.compress_size * MOST_RATIO):
                raise RefusedError("import_unpacks_too_large")
            if is_markup:
                text = before + block
                if size == len(block) and text[:2] in {b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"}:
                    # Declarations cannot be looked for in an encoding that hides them.
                    raise RefusedError("import_not_a_table")
                if DECLARATIONS.search(text):
                    raise RefusedError("import_declares_entities")
                if WIDE.search(text):
                    raise RefusedError("import_too_wide", most=MOST_COLUMNS)
                rows += block.count(b"<row")
                strings += block.count(b"<si>")
                before = block[-OVERLAP:]
            if rows > MOST_ROWS + 1_000:
                raise RefusedError("import_too_long", most=MOST_ROWS)
            if strings > MOST_STRINGS:
                raise RefusedError("import_unpacks_too_large")
    return size
