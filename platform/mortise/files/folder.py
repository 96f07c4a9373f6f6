"""Contents in a folder of this machine."""

import errno
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from starlette.concurrency import run_in_threadpool

from mortise.db.failpoints import failpoint
from mortise.errors import NotFound
from mortise.files.refusals import StoreDown, StoreFull
from mortise.files.store import BLOCK, base_of

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
MANY: Final = 500


@contextmanager
def refusing() -> Iterator[None]:
    """What the disk says, as people may know it."""
    try:
        yield
    except OSError as failed:
        raise (StoreFull if failed.errno in FULL else StoreDown) from failed


def flush_folder(folder: Path) -> None:
    """Makes the names in a folder outlive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private(folder: Path) -> None:
    """Makes a folder that nobody else may look into, and its name last."""
    if not folder.exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        flush_folder(folder.parent)


class Folder:
    """Contents as files, spread over folders named by their first letters."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def _path(self, content: str) -> Path:
        return self._root / content[:2] / content[2:4] / content

    async def keep(self, file: Path, content: str) -> None:
        await run_in_threadpool(self._keep, file, content)

    def _keep(self, file: Path, content: str) -> None:
        path = self._path(content)
        with refusing():
            self._root.parent.mkdir(parents=True, exist_ok=True)
            for folder in (self._root, path.parent.parent, path.parent):
                make_private(folder)
            failpoint("files.keep")
            file.replace(path)
            flush_folder(path.parent)

    async def size(self, content: str) -> int:
        try:
            return (await run_in_threadpool(self._path(content).stat)).st_size
        except FileNotFoundError as gone:
            raise NotFound from gone
        except OSError as failed:
            raise StoreDown from failed

    async def read(self, content: str, first: int, length: int) -> AsyncIterator[bytes]:
        return blocks(await run_in_threadpool(self._open, content, first), length)

    def _open(self, content: str, first: int) -> BinaryIO:
        try:
            opened = self._path(content).open("rb")
        except FileNotFoundError as gone:
            raise NotFound from gone
        except OSError as failed:
            raise StoreDown from failed
        opened.seek(first)
        return opened

    async def delete(self, contents: Sequence[str]) -> None:
        await run_in_threadpool(self._delete, contents)

    def _delete(self, contents: Sequence[str]) -> None:
        with refusing():
            for content in contents:
                path = self._path(content)
                for found in (path, *path.parent.glob(f"{content}.*")):
                    found.unlink(missing_ok=True)

    async def older_than(self, moment: datetime) -> AsyncIterator[Sequence[str]]:
        return several(await run_in_threadpool(self._older, moment))

    def _older(self, moment: datetime) -> list[str]:
        with refusing():
            return sorted(
                {
                    base_of(path.name)
                    for path in self._root.glob("*/*/*")
                    if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment
                }
            )


async def blocks(opened: BinaryIO, length: int) -> AsyncIterator[bytes]:
    """What an open file holds from where it stands, piece by piece."""
    try:
        while length > 0:
            block = await run_in_threadpool(opened.read, min(BLOCK, length))
            if not block:
                return
            length -= len(block)
            yield block
    finally:
        opened.close()


async def several(names: Sequence[str]) -> AsyncIterator[Sequence[str]]:
    """The names, many at a time."""
    for start in range(0, len(names), MANY):
        yield names[start : start + MANY]
