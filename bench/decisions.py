"""How many decisions a second flows take end to end: over HTTP, each with its history, its notifications and what it
holds, by people who work at the same time."""

import asyncio
import io
import time
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import httpx
import orjson

LABEL: Final = {"zh-CN": "量", "en": "Bench"}
AT_ONCE: Final = 8
"""So many people decide at the same time."""
APP: Final[dict[str, Any]] = {
    "app.json": {"key": "bench_flows", "format": 2, "label": LABEL, "menu": []},
    "forms/item.json": {
        "key": "item",
        "label": LABEL,
        "title_field": "name",
        "fields": [{"kind": "text", "key": "name", "label": LABEL}],
    },
    "flows/approval.json": {
        "key": "approval",
        "label": LABEL,
        "form": "item",
        "nodes": [
            {"kind": "start", "key": "start", "next": "first"},
            *(
                {
                    "kind": "approve",
                    "key": key,
                    "approvers": [{"kind": "person_field", "field": "owner"}],
                    "own_request": "self",
                    "next": following,
                }
                for key, following in (("first", "second"), ("second", "end"))
            ),
            {"kind": "end", "key": "end"},
        ],
    },
}


def package() -> bytes:
    """An application with a flow of two approvals, as a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in APP.items():
            archive.writestr(name, orjson.dumps(content))
    return buffer.getvalue()


@asynccontextmanager
async def opened(address: str, password: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server's administrator, with the application of this measurement."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
        given = {"login": "admin", "password": password}
        (await client.post("/api/session", json=given)).raise_for_status()
        files, data = {"file": ("app.zip", package())}, {"sample": "false"}
        (await client.post("/api/packages", files=files, data=data)).raise_for_status()
        yield client


async def decisions_per_second(client: httpx.AsyncClient, count: int) -> float:
    """Begins `count` flows at a server and approves each of them twice, by several people at once."""
    for number in range(count):
        made = await client.post("/api/apps/bench_flows/forms/item/records", json={"name": f"n{number}"})
        record = made.raise_for_status().json()["id"]
        begun = await client.post("/api/apps/bench_flows/flows/approval/instances", json={"record": record})
        begun.raise_for_status()
    taken = 0.0
    for _ in range(2):
        tasks = await every_task(client)
        began = time.perf_counter()
        await decide_all(client, tasks)
        taken += time.perf_counter() - began
    return 2 * count / taken


async def every_task(client: httpx.AsyncClient) -> list[int]:
    """The tasks that wait."""
    found: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        params = {"limit": "100", **({"cursor": cursor} if cursor else {})}
        page = (await client.get("/api/tasks", params=params)).raise_for_status().json()
        found += (line["task"] for line in page["items"])
        cursor = page["next"]
    return found


async def decide_all(client: httpx.AsyncClient, tasks: list[int]) -> None:
    """Approves all of them, several at a time."""
    waiting = iter(tasks)

    async def work() -> None:
        for task in waiting:
            (await client.post(f"/api/tasks/{task}/approve", json={})).raise_for_status()

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
