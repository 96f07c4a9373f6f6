"""A content under way: written beside the store while it comes, and gone again unless it is taken over."""

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool

from engines.issues import Issue
from mortise.db.failpoints import failpoint
from mortise.files.folder import refusing
from mortise.files.media import HEAD
from mortise.files.refusals import FileTooLarge


@dataclass(frozen=True, slots=True)
class Received:
    """A whole file on this machine's disk: where, how large, and how it begins."""

    path: Path
    size: int
    head: bytes


@asynccontextmanager
async def receiving(folder: Path, blocks: AsyncIterator[bytes], largest: int) -> AsyncIterator[Received]:
    """Writes what comes in to the disk; FileTooLarge as soon as it is more than `largest`. Nothing stays of it behind
    the block but what the store has taken over."""
    path = await run_in_threadpool(empty_file, folder)
    try:
        opened = await run_in_threadpool(path.open, "wb")
        size, head = 0, b""
        try:
            async for block in blocks:
                size += len(block)
                if size > largest:
                    raise FileTooLarge([Issue("file_over_limit", "/file", {"megabytes": largest >> 20})])
                if len(head) < HEAD:
                    head += block[: HEAD - len(head)]
                failpoint("files.write")
                await run_in_threadpool(write, opened, block)
            await run_in_threadpool(flush, opened)
        finally:
            await run_in_threadpool(close, opened)
        yield Received(path, size, head)
    finally:
        path.unlink(missing_ok=True)


def empty_file(folder: Path) -> Path:
    """A file of its own in a folder that nobody else may read."""
    with refusing():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder)
    os.close(descriptor)
    return Path(name)


def write(opened: BinaryIO, block: bytes) -> None:
    """Adds a block; a disk without room says so."""
    with refusing():
        opened.write(block)


def flush(opened: BinaryIO) -> None:
    """Makes what was written outlive a loss of power."""
    with refusing():
        opened.flush()
        os.fsync(opened.fileno())


def close(opened: BinaryIO) -> None:
    """Closes the file; what a full disk did not take has been told already."""
    try:
        opened.close()
    except OSError:
        return
