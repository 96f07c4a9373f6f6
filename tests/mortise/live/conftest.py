"""People of the sales application who listen: to a broadcaster at hand, or over HTTP."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from mortise.definitions.published import PublishedApps
from mortise.identity.credentials import digest
from mortise.identity.resolution import Principals
from mortise.live.broadcaster import Broadcaster
from mortise.live.position import PositionSeal
from mortise.live.stream import Stream
from tests.conftest import plain_client
from tests.connections import connected
from tests.mortise.records.conftest import Sales, sales, sign_in

__all__ = ["sales"]

Heard = tuple[str, dict[str, Any]]


def events_in(content: bytes) -> list[Heard]:
    """The events that a stream sent, without their ids."""
    return [(name, data) for name, data, _ in frames_in(content)]


def frames_in(content: bytes) -> list[tuple[str, dict[str, Any], str | None]]:
    """Name, data and id of each event."""
    found = []
    for block in content.decode().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines())
        if "event" in lines:
            found.append((lines["event"], json.loads(lines["data"]), lines.get("id")))
    return found


class Room:
    """A broadcaster whose looks are made by the test."""

    def __init__(self, sales: Sales) -> None:
        self.sales = sales
        self.live = Broadcaster(
            sales.database, Principals(sales.database), PublishedApps(), PositionSeal(b"k" * 32)
        )

    def join(self, login: str, after: str | None = None) -> Stream:
        """A stream that has not begun."""
        return self.live.join(digest(f"session of {login}"), self.sales.principals[login], after)

    async def open(self, *logins: str) -> list[Stream]:
        """A stream for each, which has heard that it has begun."""
        streams = [self.join(login) for login in logins]
        await self.live.look()
        for stream in streams:
            assert events_in(stream.take()) == [("begin", {})]
        return streams

    async def hear(self, *streams: Stream) -> list[list[Heard]]:
        """What a look has for each of them."""
        await self.live.look()
        return [events_in(stream.take()) for stream in streams]

    async def run(self, sql: str, *values: object) -> None:
        """A statement that is committed."""
        async with connected(self.sales.url) as connection:
            await connection.execute(sql, *values)


def told(form: str, *changes: dict[str, Any]) -> Heard:
    """The event about some records."""
    return "records", {"app": "sales", "form": form, "changes": list(changes)}


@pytest.fixture
async def room(sales: Sales) -> Room:
    await sign_in(sales)
    return Room(sales)


def heard(lines: Iterator[str]) -> Heard:
    """The next event of an answer that lasts."""
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        if line.startswith("data: "):
            return name, json.loads(line.removeprefix("data: "))
    raise EOFError


def client_of(url: str, login: str) -> httpx.Client:
    """The client of somebody who is signed in."""
    headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "zh-CN"}
    return plain_client(url, headers=headers, cookies={"sid": f"session of {login}"}, timeout=20)
