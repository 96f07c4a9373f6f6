"""A folder and a bucket keep contents alike; the bucket is a server that speaks S3."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pydantic import SecretStr

from mortise.errors import NotFound, SetupError
from mortise.files.bucket import Bucket
from mortise.files.folder import Folder
from mortise.files.opening import open_store
from mortise.files.refusals import StoreDown
from mortise.files.store import Store, new_content
from mortise.settings import Settings

CONTENT = bytes(range(256)) * 8_192


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A server that speaks S3, with one bucket."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    client.create_bucket(Bucket="files")
    yield address
    server.stop()


def bucket_settings(data: Path, endpoint: str) -> Settings:
    return Settings(
        data=data,
        files_bucket="files",
        files_endpoint=endpoint,
        files_key=SecretStr("key"),
        files_secret=SecretStr("secret"),
    )


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return open_store(Settings(data=tmp_path / "data"))
    return open_store(bucket_settings(tmp_path, request.getfixturevalue("endpoint")))


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "sent"
    path.write_bytes(CONTENT)
    return path


async def whole(blocks: AsyncIterator[bytes]) -> bytes:
    return b"".join([block async for block in blocks])


async def test_what_is_kept_is_read_in_whole_and_in_parts(store: Store, sent: Path) -> None:
    content = new_content()

    await store.keep(sent, content)

    assert await store.size(content) == len(CONTENT)
    assert await whole(await store.read(content, 0, len(CONTENT))) == CONTENT
    assert await whole(await store.read(content, 1_000_000, 300)) == CONTENT[1_000_000:1_000_300]


async def test_nothing_can_be_kept_too(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    content = new_content()

    await store.keep(tmp_path / "empty", content)

    assert await whole(await store.read(content, 0, 0)) == b""


async def test_what_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.size(new_content())
    with pytest.raises(NotFound):
        await store.read(new_content(), 0, 5)


async def test_what_is_deleted_is_gone_with_its_small_pictures(store: Store, tmp_path: Path) -> None:
    content, other = new_content(), new_content()
    for name in (content, f"{content}.small", f"{content}.large", other):
        waiting = tmp_path / "waiting"
        waiting.write_bytes(b"x")
        await store.keep(waiting, name)

    await store.delete([content, new_content()])

    for name in (content, f"{content}.small", f"{content}.large"):
        with pytest.raises(NotFound):
            await store.size(name)
    assert await store.size(other) == 1


async def test_contents_are_listed_by_age(store: Store, sent: Path) -> None:
    content = new_content()
    await store.keep(sent, content)
    now = datetime.now(UTC)

    earlier = [name async for names in await store.older_than(now - timedelta(hours=1)) for name in names]
    later = [name async for names in await store.older_than(now + timedelta(hours=1)) for name in names]

    assert content not in earlier
    assert content in later


async def test_a_bucket_that_is_away_is_told_as_such(tmp_path: Path, sent: Path) -> None:
    away = Bucket(bucket_settings(tmp_path, "http://127.0.0.1:9"), patience=timedelta(0))

    with pytest.raises(StoreDown):
        await away.keep(sent, new_content())
    with pytest.raises(StoreDown):
        await away.read(new_content(), 0, 1)


async def test_a_folder_that_is_none_is_told_as_such(tmp_path: Path, sent: Path) -> None:
    (tmp_path / "files").write_text("not a folder")

    with pytest.raises(StoreDown):
        await Folder(tmp_path / "files").keep(sent, new_content())


def test_a_bucket_without_a_key_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(SetupError):
        open_store(Settings(data=tmp_path, files_bucket="files"))


async def test_nobody_else_may_look_into_the_folder(tmp_path: Path, sent: Path) -> None:
    await Folder(tmp_path / "files").keep(sent, new_content())

    modes = {os.stat(path).st_mode & 0o077 for path in (tmp_path / "files").glob("*")}

    assert modes == {0}
