"""Keys that stand twice in one object of a JSON text: every program takes another of the two (RFC 8259, section 4)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import orjson

from engines.issues import Issue, pointer

MOST: Final = 20
"""How many are told of at once."""
TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[][{}:,]')


def repeated_keys(text: bytes, document: object) -> tuple[Issue, ...]:
    """The keys of `text` that stand twice beside each other; `document` is what it was read as.

    What was read has fewer strings than the text then, and strings are quickly counted: a body without such keys is
    not walked."""
    if _strings(text) == _strings(orjson.dumps(document)):
        return ()
    return tuple(issue for issue, _ in zip(_look(text), range(MOST), strict=False))


def _strings(text: bytes) -> int:
    """Twice the number of strings in a JSON text."""
    if b"\\" not in text:
        return text.count(b'"')
    bare = text.replace(rb"\\", b"")
    return bare.count(b'"') - bare.count(rb"\"")


@dataclass
class _Level:
    """An object or an array that is being looked at: where in it, and which keys were there."""

    is_object: bool
    at: str | int
    is_key_next: bool
    keys: set[str] = field(default_factory=set)


def _look(text: bytes) -> Iterator[Issue]:
    levels: list[_Level] = []
    for found in TOKEN.finditer(text):
        token = found[0]
        if token in {b"{", b"["}:
            is_object = token == b"{"
            levels.append(_Level(is_object, "" if is_object else 0, is_key_next=is_object))
            continue
        if not levels:
            continue
        level = levels[-1]
        if token in {b"}", b"]"}:
            levels.pop()
        elif token == b",":
            level.is_key_next = level.is_object
            level.at = level.at + 1 if isinstance(level.at, int) else level.at
        elif token != b":" and level.is_key_next:
            level.is_key_next = False
            level.at = key = str(orjson.loads(token))
            if key in level.keys:
                yield Issue("key_repeated", pointer(*(each.at for each in levels)), {"key": key[:100]})
            level.keys.add(key)
