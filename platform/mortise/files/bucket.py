"""Contents in a bucket that speaks S3: Amazon's own, MinIO, Ceph, and those of the Chinese clouds."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from mortise.db.failpoints import failpoint
from mortise.errors import NotFound, SetupError
from mortise.files.refusals import StoreDown
from mortise.files.store import BLOCK, SIZE_NAMES, base_of
from mortise.settings import Settings

PATIENCE: Final = timedelta(seconds=20)
"""How long a bucket that fails is asked again."""


@contextmanager
def refusing() -> Iterator[None]:
    """What the bucket says, as people may know it."""
    try:
        yield
    except (NotFoundError, FileNotFoundError) as gone:
        raise NotFound from gone
    except (BaseError, OSError) as failed:
        raise StoreDown from failed


class Bucket:
    """Contents as objects, each named as it is."""

    def __init__(self, settings: Settings, *, patience: timedelta = PATIENCE) -> None:
        key, secret = settings.files_key, settings.files_secret
        if settings.files_bucket is None or key is None or secret is None:
            raise SetupError("setup_bucket")
        endpoint = settings.files_endpoint
        self._store = S3Store(
            settings.files_bucket,
            region=settings.files_region,
            access_key_id=key.get_secret_value(),
            secret_access_key=secret.get_secret_value(),
            config={} if endpoint is None else {"endpoint": endpoint},
            client_options={
                "connect_timeout": timedelta(seconds=5),
                "timeout": timedelta(minutes=10),
                "allow_http": endpoint is not None and endpoint.startswith("http://"),
            },
            retry_config={"max_retries": 3 if patience else 0, "retry_timeout": patience},
        )

    async def keep(self, file: Path, content: str) -> None:
        with refusing():
            failpoint("files.keep")
            await obstore.put_async(self._store, content, file)

    async def size(self, content: str) -> int:
        with refusing():
            return (await obstore.head_async(self._store, content))["size"]

    async def read(self, content: str, first: int, length: int) -> AsyncIterator[bytes]:
        if length == 0:
            return nothing()
        with refusing():
            found = await obstore.get_async(self._store, content, options={"range": (first, first + length)})

        async def pieces() -> AsyncIterator[bytes]:
            with refusing():
                async for piece in found.stream(min_chunk_size=BLOCK):
                    yield bytes(piece)

        return pieces()

    async def delete(self, contents: Sequence[str]) -> None:
        names = [
            name for content in contents for name in (content, *(f"{content}.{size}" for size in SIZE_NAMES))
        ]
        with refusing():
            await obstore.delete_async(self._store, names)

    async def older_than(self, moment: datetime) -> AsyncIterator[Sequence[str]]:
        return listed(self._store, moment)


async def nothing() -> AsyncIterator[bytes]:
    """The content of an empty file."""
    for _ in ():
        yield b""


async def listed(store: S3Store, moment: datetime) -> AsyncIterator[Sequence[str]]:
    """The names of old objects, page by page."""
    with refusing():
        async for page in obstore.list(store):
            yield sorted({base_of(found["path"]) for found in page if found["last_modified"] < moment})
