"""Pictures drawn in a limited process: whole ones when they come in, small ones when they are first looked at."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson
from starlette.concurrency import run_in_threadpool

from mortise.errors import NotFound
from mortise.files.incoming import empty_file, receiving
from mortise.files.media import DRAWN
from mortise.files.refusals import NoPicture
from mortise.files.rows import FileRow
from mortise.files.store import Store

SECONDS: Final = 30.0
AT_ONCE: Final = asyncio.Semaphore(2)
"""Drawing is dear: a crowd of pictures waits."""
SMALL_MEDIA: Final = "image/webp"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture is drawn: the longer side in pixels, and whether it is a small one of another."""

    longest: int
    is_small: bool


WHOLE: Final = Size(5000, is_small=False)
SIZES: Final = {"small": Size(320, is_small=True), "large": Size(1600, is_small=True)}
"""Small pictures by the name that addresses ask for them."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture on this machine's disk."""

    path: Path
    size: int
    media: str
    width: int
    height: int


@asynccontextmanager
async def drawing(source: Path, media: str, folder: Path, size: Size) -> AsyncIterator[Drawn]:
    """The picture drawn anew; NoPicture where it cannot be. It is gone behind the block unless it was taken over."""
    if media not in DRAWN:
        raise NoPicture
    target = await run_in_threadpool(empty_file, folder)
    try:
        async with AT_ONCE:
            told = await run(source, target, size)
        await run_in_threadpool(flush_file, target)
        written = orjson.loads(told)
        yield Drawn(target, target.stat().st_size, written["media"], written["width"], written["height"])
    finally:
        target.unlink(missing_ok=True)


async def run(source: Path, target: Path, size: Size) -> bytes:
    """What the process that draws says at its end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", "mortise.files.redraw"),
        *(str(source), str(target), str(size.longest), "small" if size.is_small else "whole"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
    )
    try:
        async with asyncio.timeout(SECONDS):
            told, _ = await process.communicate()
    except TimeoutError as late:
        raise NoPicture from late
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise NoPicture
    return told


def flush_file(path: Path) -> None:
    """Makes what another process wrote outlive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


async def small_picture(store: Store, folder: Path, row: FileRow, size: str) -> tuple[str, int]:
    """The stored name and the length of a small picture, which is drawn when it is first asked for."""
    if row.file.media not in DRAWN:
        raise NoPicture
    name = f"{row.content}.{size}"
    try:
        return name, await store.size(name)
    except NotFound:
        blocks = await store.read(row.content, 0, row.file.size)
    async with (
        receiving(folder, blocks, row.file.size) as whole,
        drawing(whole.path, row.file.media, folder, SIZES[size]) as drawn,
    ):
        await store.keep(drawn.path, name)
        return name, drawn.size
