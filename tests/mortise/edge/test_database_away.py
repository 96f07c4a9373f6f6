"""The database goes away under a running server, and comes back."""

import os
import signal
import time
from pathlib import Path

import httpx

from mortise.api.health import FRESH_SECONDS
from mortise.db.embedded.cluster import Cluster
from tests.conftest import plain_client, serving


def status(client: httpx.Client) -> int:
    return client.get("/health").status_code


def eventually(client: httpx.Client, wanted: int) -> bool:
    """Whether an answer comes to be the wanted one; health is asked anew after a second."""
    deadline = time.monotonic() + 60 * FRESH_SECONDS
    while time.monotonic() < deadline:
        if status(client) == wanted:
            return True
    return False


def test_a_server_outlives_its_database(short_folder: Path) -> None:
    with (
        Cluster(short_folder, durable=False).used() as cluster,
        serving(cluster.url(), short_folder / "host") as server,
        plain_client(server.url) as client,
    ):
        assert status(client) == 200
        os.kill(int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

        assert eventually(client, 503)
        told = client.post("/api/session", json={"login": "a", "password": "b"})
        cluster.start()

        assert (told.status_code, told.json()["code"]) == (503, "busy")
        assert eventually(client, 200)
