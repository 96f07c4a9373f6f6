"""The stream over HTTP: how it begins, what ends it, and how one comes back."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.conftest import Server, serving
from tests.mortise.live.conftest import Room, client_of, heard

DEALS = "/api/apps/sales/forms/deal/records"
EVENTS = "/api/events"


@pytest.fixture
def north(room: Room, server: Server) -> Iterator[httpx.Client]:
    with client_of(server.url, "north") as client:
        yield client


def test_a_stream_tells_at_once_and_no_proxy_keeps_it_back(north: httpx.Client) -> None:
    with north.stream("GET", EVENTS) as answer:
        lines = answer.iter_lines()
        begun = heard(lines)
        made = north.post(DEALS, json={"name": "Bridge"}).json()
        news = heard(lines)

    assert begun == ("begin", {})
    assert news[1]["changes"] == [{"id": made["id"], "action": "create", "version": 1}]
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store, no-transform"
    assert answer.headers["x-accel-buffering"] == "no"


def test_who_is_signed_out_hears_nothing_more(room: Room, north: httpx.Client) -> None:
    with north.stream("GET", EVENTS) as answer:
        lines = answer.iter_lines()
        heard(lines)
        with client_of(str(north.base_url), "north") as elsewhere:
            assert elsewhere.delete("/api/session").status_code == 204
        with client_of(str(north.base_url), "manager") as manager:
            manager.post(DEALS, json={"name": "Bridge", "owner": room.sales.people["north"]})
        ended = heard(lines)
        rest = [line for line in lines if line]

    assert ended == ("end", {"reason": "signed_out"})
    assert rest == []
    assert north.get(EVENTS).status_code == 401


@pytest.mark.parametrize("query", ["?before=1", "?after=a&after=b"])
def test_a_word_too_many_is_refused(north: httpx.Client, query: str) -> None:
    assert north.get(EVENTS + query).status_code == 422


def test_open_streams_do_not_keep_a_server_from_stopping(
    room: Room, database_url: str, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        with serving(database_url, tmp_path / "data") as server:
            north = stack.enter_context(client_of(server.url, "north"))
            lines = stack.enter_context(north.stream("GET", EVENTS)).iter_lines()
            begun = heard(lines)

        assert (begun, heard(lines)) == (("begin", {}), ("end", {"reason": "closing"}))
