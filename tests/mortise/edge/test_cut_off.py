"""Requests whose client goes away in the middle."""

import json
import random
import socket
from urllib.parse import urlsplit

import asyncpg
import httpx

from mortise.edge.gate import CLIENT_GONE
from tests.conftest import Server
from tests.mortise.api.conftest import SignIn, company, sign_in

__all__ = ["company", "sign_in"]

CUTS = 80
STATE = """
    SELECT count(*) FILTER (WHERE state LIKE 'idle in transaction%') AS open,
           count(*) FILTER (WHERE wait_event_type = 'Lock') AS waiting
    FROM pg_stat_activity WHERE datname = current_database()
"""


def request(client: httpx.Client, name: str) -> bytes:
    """The bytes of a request that makes a department."""
    body = json.dumps({"name": name}).encode()
    cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
    head = (
        "POST /api/departments HTTP/1.1",
        "Host: x",
        f"Cookie: {cookie}",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def names(client: httpx.Client) -> list[str]:
    return [item["title"] for item in client.get("/api/departments").json()["items"]]


async def test_no_request_that_is_cut_off_leaves_anything_half_done(
    server: Server, sign_in: SignIn, database_url: str
) -> None:
    client = sign_in("admin")
    before = names(client)
    chance = random.Random(20261121)
    address = urlsplit(server.url)
    whole = set()

    for turn in range(CUTS):
        sent = request(client, f"Cut {turn}")
        # Every other client sends all of it, and does not wait for the answer.
        end = len(sent) if turn % 2 else chance.randint(1, len(sent) - 1)
        if turn % 2:
            whole.add(f"Cut {turn}")
        with socket.create_connection((address.hostname or "", address.port or 0)) as connection:
            connection.sendall(sent[:end])
    last = client.post("/api/departments", json={"name": "The last"})
    # A client that is gone is answered all the same; each answer is a line of the log.
    while len([line for line in server.requests("/api/departments") if line["method"] == "POST"]) <= len(
        whole
    ):
        client.get("/health")

    assert last.status_code == 201
    made = set(names(client)) - set(before) - {"The last"}
    assert made
    assert made <= whole
    database = await asyncpg.connect(database_url)
    state = await database.fetchrow(STATE)
    await database.close()
    assert state is not None
    assert (state["open"], state["waiting"]) == (0, 0)


async def test_a_client_that_went_away_is_no_incident(server: Server, sign_in: SignIn) -> None:
    client = sign_in("admin")
    address = urlsplit(server.url)
    sent = request(client, "Cut")

    with socket.create_connection((address.hostname or "", address.port or 0)) as connection:
        connection.sendall(sent[:-1])
    while not (lines := server.requests("/api/departments")):
        client.get("/health")

    assert [line["status"] for line in lines] == [CLIENT_GONE]
    assert "incident" not in {event["event"] for event in server.events}
