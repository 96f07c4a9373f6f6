"""Files under way: a bound that holds while they come, and nothing left of those that do not arrive."""

import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mortise.files import incoming
from mortise.files.incoming import receiving
from mortise.files.refusals import FileTooLarge, StoreFull
from tests.mortise.files.conftest import left

MEGABYTE = 1 << 20


async def zeros(count: int, taken: list[int]) -> AsyncIterator[bytes]:
    """So many blocks of a megabyte, counted as they are taken."""
    block = bytes(MEGABYTE)
    for _ in range(count):
        taken.append(1)
        yield block


def size_of(path: Path) -> int:
    return path.stat().st_size


async def test_what_came_in_is_on_the_disk_and_goes_with_the_block(tmp_path: Path) -> None:
    async with receiving(tmp_path, zeros(3, []), 4 * MEGABYTE) as received:
        assert (received.size, size_of(received.path)) == (3 * MEGABYTE, 3 * MEGABYTE)

    assert left(tmp_path) == []


async def test_two_gigabytes_are_refused_while_they_come_in(tmp_path: Path) -> None:
    taken: list[int] = []
    tracemalloc.start()

    with pytest.raises(FileTooLarge):
        async with receiving(tmp_path, zeros(2_048, taken), 10 * MEGABYTE):
            pass

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(taken) == 11
    assert peak < 5 * MEGABYTE
    assert left(tmp_path) == []


async def test_a_client_that_goes_away_leaves_nothing(tmp_path: Path) -> None:
    async def cut() -> AsyncIterator[bytes]:
        yield b"half of"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        async with receiving(tmp_path, cut(), MEGABYTE):
            pass

    assert left(tmp_path) == []


def test_a_full_disk_is_told_as_such() -> None:
    """Linux has a device that is always full."""
    with pytest.raises(StoreFull), Path("/dev/full").open("wb", buffering=0) as full:
        incoming.write(full, b"x")
