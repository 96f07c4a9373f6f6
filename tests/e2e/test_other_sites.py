"""Pages of other sites, in a browser in which somebody is signed in."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

import pytest
from playwright.async_api import Browser

from tests.conftest import Server
from tests.e2e.conftest import opened, sign_in

PAGE: Final = b"<!doctype html><title>Elsewhere</title>"
POST: Final = """([address, encoding]) => {
    const form = Object.assign(document.createElement("form"), {
        method: "post", action: address, enctype: encoding,
    });
    const field = Object.assign(document.createElement("input"), { name: '{"name":"Taken","x":"', value: '"}' });
    form.append(field);
    document.body.append(form);
    form.submit();
}"""
FETCH: Final = """async ([address, method, type]) => {
    const options = { method, mode: type === "application/json" ? "cors" : "no-cors", credentials: "include" };
    if (method !== "GET") Object.assign(options, { body: '{"name":"Taken"}', headers: { "Content-Type": type } });
    try {
        return await (await fetch(address, options)).text();
    } catch {
        return "";
    }
}"""
SOCKET: Final = """(address) => new Promise((resolve) => {
    const socket = new WebSocket(address);
    socket.onopen = () => resolve("open");
    socket.onerror = () => resolve("refused");
})"""


class Elsewhere(BaseHTTPRequestHandler):
    """Answers every address with an empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def elsewhere() -> Iterator[int]:
    """The port of a server that is not ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_a_page_of_another_site_does_nothing_in_somebodys_name(
    browser: Browser, server: Server, administrator: str, elsewhere: int, host: str
) -> None:
    """Another port of the same host is the same site to a cookie, which is then sent; another host is not."""
    departments = f"{server.url}/api/departments"
    async with opened(browser, server.url) as ours:
        await sign_in(ours, administrator)
        before = await (await ours.request.get("/api/departments")).text()
        theirs = await ours.context.new_page()
        origin = f"http://{host}:{elsewhere}/"

        for encoding in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
            await theirs.goto(origin)
            async with theirs.expect_navigation(url=departments) as answered:
                await theirs.evaluate(POST, [departments, encoding])
            answer = await answered.value
            assert answer is not None
            assert answer.status in {401, 403}
        await theirs.goto(origin)
        for method, kind in (("POST", "text/plain"), ("POST", "application/json"), ("GET", "text/plain")):
            assert await theirs.evaluate(FETCH, [departments, method, kind]) == ""
        assert (
            await theirs.evaluate(SOCKET, server.url.replace("http", "ws") + "/api/departments") == "refused"
        )

        assert await (await ours.request.get("/api/departments")).text() == before
        # The same from a page of ours is done, so what stopped it is where it came from.
        made = await ours.evaluate(FETCH, [departments, "POST", "application/json"])
        assert '"id"' in made
