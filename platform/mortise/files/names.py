"""Names of files: data that people gave, tidied to be shown, and written so that no header can be broken by them."""

import unicodedata
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

LONGEST: Final = 200
"""Characters of a name; beyond it the middle goes, so that the ending stays."""
NAMELESS: Final = "file"
SEPARATORS: Final = ("/", "\\")
ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}
"""How the names of pictures end that are drawn anew."""
SEEN: Final = frozenset({"L", "M", "N", "P", "S"})


ESCAPED: Final[Mapping[str, str]] = {"%22": '"', "%0D": "\r", "%0A": "\n"}
"""What browsers write in a form's header in place of what would end it."""


def sent_name(written: str) -> str:
    """What a file is called that a browser sent in a form."""
    for escape, character in ESCAPED.items():
        written = written.replace(escape, character)
    return written


def tidy_name(given: str) -> str:
    """The last part of what the sender calls the file, without what cannot be seen."""
    for separator in SEPARATORS:
        given = given.rpartition(separator)[2]
    seen = "".join(
        character if unicodedata.category(character)[0] in SEEN else " "
        for character in unicodedata.normalize("NFC", given)
        if unicodedata.category(character) not in {"Cf", "Cs"}
    )
    name = " ".join(seen.split()).strip(". ") or NAMELESS
    if len(name) <= LONGEST:
        return name
    ending = name[-20:] if "." in name[-20:] else ""
    return name[: LONGEST - len(ending) - 1] + "…" + ending


def with_ending(name: str, media: str) -> str:
    """The name with an ending that says what the picture is now."""
    endings = ENDINGS[media]
    if name.lower().endswith(endings):
        return name
    stem, dot, _ = name.rpartition(".")
    return (stem if dot and stem else name) + endings[0]


def disposition(name: str, *, inline: bool = False) -> str:
    """The header that tells a browser what to call what it saves (RFC 6266, RFC 8187)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in name)
    manner = "inline; " if inline else "attachment; "
    return f"{manner}filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
