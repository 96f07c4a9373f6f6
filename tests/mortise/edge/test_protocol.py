"""Bytes that are not what a client should send."""

import socket
from urllib.parse import urlsplit

import pytest

from mortise.edge.protocol import HEAD_BYTES
from tests.conftest import Server


def sent(server: Server, parts: list[bytes]) -> bytes:
    """What a server answers to raw bytes until it hangs up."""
    address = urlsplit(server.url)
    assert address.hostname is not None
    # A server that hangs up on what it did not read may be heard to do so before its answer is; one that waits for
    # more is heard by the time limit.
    with socket.create_connection((address.hostname, address.port or 80), timeout=10) as connection:
        try:
            for part in parts:
                connection.sendall(part)
        except ConnectionError:
            pass
        told = b""
        try:
            while chunk := connection.recv(65536):
                told += chunk
        except ConnectionError:
            pass
        return told


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([b"GET /health HTTP/1.1\r\nX: ", *([b"x" * 8192] * 100)], id="a header without an end"),
        pytest.param([b"GET /", *([b"x" * 8192] * 100)], id="an address without an end"),
        pytest.param([b"nonsense\r\n\r\n"], id="no HTTP"),
        pytest.param([b"\x16\x03\x01\x02\x00"], id="TLS where none is spoken"),
    ],
)
def test_a_head_that_is_none_is_refused_and_the_server_goes_on(server: Server, parts: list[bytes]) -> None:
    told = sent(server, parts)

    assert told == b"" or told.startswith(b"HTTP/1.1 400")
    assert sent(server, [b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"]).startswith(
        b"HTTP/1.1 200"
    )


def test_several_requests_of_one_connection_may_together_be_larger_than_a_head(server: Server) -> None:
    request = b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 8000 + b"\r\n\r\n"
    last = b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    told = sent(server, [*([request] * (2 * HEAD_BYTES // len(request))), last])

    assert b" 400 " not in told
    assert told.count(b"HTTP/1.1 200") > 2 * HEAD_BYTES // len(request)
