"""Keys suggested from what people call a thing, Chinese by its pinyin."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from pypinyin import lazy_pinyin

LONGEST: Final = 40
OTHERS: Final = re.compile(r"[^a-z0-9]+")


def suggest_key(name: str, taken: Collection[str], otherwise: str) -> str:
    """A key that reads like the name and is none of `taken`; `otherwise` begins it where the name gives no letter."""
    plain = unicodedata.normalize("NFKC", name[:LONGEST])
    spelt = unicodedata.normalize("NFD", "_".join(lazy_pinyin(plain)))
    letters = spelt.encode("ascii", "ignore").decode().lower()
    key = OTHERS.sub("_", letters).strip("_")[:LONGEST].rstrip("_")
    if not key or not key[0].isalpha():
        key = f"{otherwise}_{key}".rstrip("_")[:LONGEST]
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key[: LONGEST - len(str(number)) - 1]}_{number}"
    return free
