"""Requests for records whose client goes away in the middle."""

import json
import random
import socket
from urllib.parse import urlsplit

from mortise.edge.gate import CLIENT_GONE
from tests.conftest import Server
from tests.looking import later_looks
from tests.mortise.records.conftest import Sales
from tests.mortise.records.test_http import DEALS, Browser, browser
from tests.mortise.records.test_kills import OPEN, check

__all__ = ["browser"]

CUTS = 48


def request(method: str, path: str, values: dict[str, object]) -> tuple[bytes, bytes]:
    """The bytes of a request, its head and its body."""
    body = json.dumps(values).encode()
    head = (
        f"{method} {path} HTTP/1.1",
        "Host: x",
        "Cookie: sid=session of manager",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n", body


def send(server: Server, content: bytes, heard: int = 0) -> None:
    """Sends the bytes, and hangs up after as many bytes of the answer."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname or "", address.port or 0)) as connection:
        connection.sendall(content)
        if heard:
            assert connection.recv(heard)


async def test_a_save_whose_client_goes_away_is_whole_or_was_never(
    sales: Sales, browser: Browser, server: Server
) -> None:
    """Every request is cut at some byte: of its head, of its body, after its last one, or of its answer."""
    manager = browser("manager")
    account = manager.post("/api/apps/sales/forms/account/records", json={"name": "One"}).json()["id"]
    chance = random.Random(20261121)
    lines = [{"quantity": 2, "price": "10"}]
    heard = 1
    for turn in range(CUTS):
        values: dict[str, object] = {"name": f"D{turn}", "stage": "won", "account": account, "lines": lines}
        head, body = request("POST", DEALS, values)
        whole = head + body
        ends = (
            chance.randrange(1, len(head)),
            len(head) + chance.randrange(len(body)),
            len(whole),
            len(whole),
        )
        send(server, whole[: ends[turn % 4]], heard=turn % 4 == 3)
        heard += turn % 4 != 0
    while sum(event["event"] == "request" and event["path"] != "/health" for event in server.events) < heard:
        manager.get("/health")

    statuses = [line["status"] for line in server.requests(DEALS)]
    assert set(statuses) == {CLIENT_GONE, 201}
    assert "incident" not in {event["event"] for event in server.events}
    made = {row["name"] for row in await sales.fetch("SELECT name FROM app_sales.deal")}
    assert len(made) == statuses.count(201)
    assert {f"D{turn}" for turn in range(3, CUTS, 4)} <= made
    assert made <= {f"D{turn}" for turn in range(CUTS) if turn % 4 > 1}
    await nothing_open(sales)
    await check(sales)


async def nothing_open(sales: Sales) -> None:
    """No transaction stays open; the last one may just be ending."""
    async for _ in later_looks():
        if not await sales.fetch(OPEN):
            break


async def test_a_change_and_a_read_whose_client_goes_away_are_no_incident(
    sales: Sales, browser: Browser, server: Server
) -> None:
    manager = browser("manager")
    deal = manager.post(DEALS, json={"name": "D"}).json()
    path = f"{DEALS}/{deal['id']}"
    head, body = request("PATCH", path, {"version": 1, "name": "E"})

    send(server, head + body[:-1])
    send(server, request("GET", path, {})[0].replace(b"Content-Length: 2\r\n", b""))
    while len(server.requests(path)) < 2:
        manager.get("/health")

    statuses = {line["method"]: line["status"] for line in server.requests(path)}
    assert statuses == {"PATCH": CLIENT_GONE, "GET": 200}
    assert "incident" not in {event["event"] for event in server.events}
    assert manager.get(path).json() == deal
    await nothing_open(sales)
