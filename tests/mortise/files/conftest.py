"""A server that takes files in, three people who are signed in there, and pictures to send."""

import contextlib
import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from mortise.db.database import Database
from mortise.files.folder import Folder
from tests.conftest import Server, plain_client
from tests.mortise.files.cases import CASES
from tests.mortise.records.conftest import Sales, set_up, sign_in

Browser = Callable[[str], httpx.Client]


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    """A picture of one colour."""
    written = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(written, kind, **options)
    return written.getvalue()


@pytest.fixture
async def cases(database: Database, database_url: str) -> Sales:
    """An application whose records hold files."""
    return await set_up(database, database_url, CASES)


@pytest.fixture
async def browser(cases: Sales, server: Server) -> AsyncIterator[Browser]:
    """Gives each person's client."""
    await sign_in(cases)
    with contextlib.ExitStack() as stack:

        def opened(login: str) -> httpx.Client:
            headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "zh-CN"}
            cookies = {"sid": f"session of {login}"}
            client = plain_client(server.url, headers=headers, cookies=cookies)
            return stack.enter_context(client)

        yield opened


@pytest.fixture
def kept(server: Server) -> Callable[[], list[Path]]:
    """Every file that the server has on its disk, those that wait among them."""
    folders = (server.settings.data / "files", server.settings.data / "incoming")
    return lambda: [path for folder in folders for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder of contents, still empty."""
    return Folder(tmp_path / "files")


def left(folder: Path) -> list[str]:
    """The names of what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def send(client: httpx.Client, content: bytes, name: str = "note.txt", **params: str) -> httpx.Response:
    """Uploads a file."""
    return client.post("/api/files", files={"file": (name, content)}, params=params)
