"""Where contents are kept, whatever that is: named at random, written once, read in parts, taken away."""

import secrets
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

BLOCK: Final = 256 * 1024
"""Bytes that are read and sent at once."""
SIZE_NAMES: Final = ("small", "large")
"""What small pictures of a content are called behind its name."""


class Store(Protocol):
    """A folder, or a bucket that speaks S3. Refuses with StoreDown or StoreFull when it cannot do as asked."""

    async def keep(self, file: Path, content: str) -> None:
        """Takes a file over under a name; when this returns, the content outlives a loss of power."""

    async def size(self, content: str) -> int:
        """How many bytes a content has; NotFound where there is none."""

    async def read(self, content: str, first: int, length: int) -> AsyncIterator[bytes]:
        """A part of a content, once it is known to be there; NotFound where it is not."""

    async def delete(self, contents: Sequence[str]) -> None:
        """Takes contents away, and the small pictures made of them; those that are gone already do not matter."""

    async def older_than(self, moment: datetime) -> AsyncIterator[Sequence[str]]:
        """The names of contents written before a moment, many at a time."""


def new_content() -> str:
    """A name that nobody can guess and that says nothing."""
    return secrets.token_hex(16)


def base_of(name: str) -> str:
    """The content that a stored name belongs to: small pictures are named after what they show."""
    return name.partition(".")[0]
