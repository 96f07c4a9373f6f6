"""Files over HTTP: what is taken in, what is refused, and how it is given out again."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from mortise.db.failpoints import FailpointError, failing
from mortise.files.rows import MOST_LOOSE
from tests.conftest import Server
from tests.mortise.files.conftest import Browser, picture, send
from tests.mortise.records.conftest import Sales

Kept = Callable[[], list[Path]]

HOSTILE = {
    "page.html": b"<html><script>document.title='ran'</script></html>",
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "page.xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
    "page.xml": b"<?xml-stylesheet href='x.xsl'?><a/>",
    "page.mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
    "code.pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "script.png": b"alert(document.domain)",
    "real.png": picture(),
    "": b"<script>alert(1)</script>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_sent_never_runs_on_our_origin(browser: Browser, name: str) -> None:
    north = browser("north")
    sent = north.post("/api/files", files={"file": (name or "nameless", HOSTILE[name])})
    assert sent.status_code == 201, sent.text

    answer = north.get(f"/api/files/{sent.json()['id']}")

    assert answer.status_code == 200
    assert answer.content == HOSTILE[name]
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers.get_list("content-security-policy") == ["default-src 'none'; sandbox"]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "private, no-cache"


def test_only_a_picture_that_we_drew_is_called_a_picture(browser: Browser) -> None:
    north = browser("north")
    original = picture("GIF") + b"<script>alert(1)</script>"

    sent = send(north, original, "stamp.gif", picture="true")
    answer = north.get(f"/api/files/{sent.json()['id']}")

    assert sent.json() | {"id": 1} == {
        "id": 1,
        "name": "stamp.png",
        "size": len(answer.content),
        "type": "image/png",
        "width": 40,
        "height": 20,
    }
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline;")
    assert answer.headers.get_list("content-security-policy") == ["default-src 'none'; sandbox"]
    assert b"script" not in answer.content


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "/etc/passwd",
        "C:\\x.txt",
        "a\\..\\b",
        "CON",
        "NUL.txt",
        "长" * 1_300,
        "\u202egpj.exe",
        "%00.txt",
        "a;b=c.txt",
    ],
)
def test_no_name_says_where_a_file_is_kept(browser: Browser, kept: Kept, server: Server, name: str) -> None:
    sent = send(browser("north"), b"hello", name)

    assert sent.status_code == 201
    (path,) = kept()
    assert path.parent.parent.parent == server.settings.data / "files"
    assert len(path.name) == 32
    assert set(path.name) <= set("0123456789abcdef")
    assert not set(sent.json()["name"]) & {"/", "\\", "\0", "\u202e"}


@pytest.mark.parametrize(
    "request_",
    [
        {"json": {"file": {"path": "/etc/passwd"}}},
        {"data": {"file": "/etc/passwd"}},
        {"content": b"x", "headers": {"Content-Type": "application/octet-stream"}},
        {"content": b"x", "headers": {"Content-Type": "multipart/mixed; boundary=b"}},
        {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
        {},
    ],
    ids=["json", "urlencoded", "raw", "mixed", "no boundary", "nothing"],
)
def test_only_a_form_brings_a_file(browser: Browser, kept: Kept, request_: dict[str, Any]) -> None:
    answer = browser("north").post("/api/files", **request_)

    assert answer.status_code == 415
    assert kept() == []


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([("file[x][path]", (None, b"/etc/passwd"))], "upload_part_unknown"),
        ([("file", (None, b"/etc/passwd"))], "upload_file_missing"),
        ([("path", ("a.txt", b"x"))], "upload_part_unknown"),
        ([("file", ("a.txt", b"x")), ("file", ("b.txt", b"y"))], "upload_part_unknown"),
        ([("file", ("a.txt", b"x")), ("folder", (None, b"/etc"))], "upload_part_unknown"),
    ],
)
def test_a_form_has_one_file_and_nothing_else(browser: Browser, kept: Kept, parts: Any, code: str) -> None:
    answer = browser("north").post("/api/files", files=parts)

    assert answer.status_code == 422
    assert [issue["code"] for issue in answer.json()["issues"]] == [code]
    assert kept() == []


@pytest.mark.parametrize("params", [{"picture": "perhaps"}, {"path": "/x"}, {"picture": "true", "w": "9"}])
def test_a_parameter_too_many_is_refused(browser: Browser, kept: Kept, params: dict[str, str]) -> None:
    answer = send(browser("north"), b"x", **params)

    assert answer.status_code == 422
    assert kept() == []


def test_what_is_no_picture_is_not_kept_as_one(browser: Browser, kept: Kept) -> None:
    answer = send(browser("north"), HOSTILE["script.png"], "script.png", picture="true")

    assert (answer.status_code, answer.json()["code"]) == (422, "no_picture")
    assert kept() == []


def test_a_file_without_a_record_is_its_senders_alone(browser: Browser) -> None:
    number = send(browser("north"), b"mine").json()["id"]

    answers = {login: browser(login).get(f"/api/files/{number}") for login in ("north", "south", "manager")}
    unknown = browser("south").get("/api/files/999999")

    assert {login: answer.status_code for login, answer in answers.items()} == {
        "north": 200,
        "south": 404,
        "manager": 404,
    }
    assert answers["south"].content == unknown.content


def test_a_part_of_a_file_is_given_out(browser: Browser) -> None:
    north = browser("north")
    address = f"/api/files/{send(north, b'0123456789').json()['id']}"

    whole = north.get(address)
    part = north.get(address, headers={"Range": "bytes=2-4"})
    same = north.get(address, headers={"Range": "bytes=2-4", "If-Range": whole.headers["etag"]})
    other = north.get(address, headers={"Range": "bytes=2-4", "If-Range": '"other"'})
    behind = north.get(address, headers={"Range": "bytes=10-"})
    known = north.get(address, headers={"If-None-Match": whole.headers["etag"]})
    head = north.head(address)

    assert (part.status_code, part.content) == (206, b"234")
    assert part.headers["content-range"] == "bytes 2-4/10"
    assert (same.status_code, same.content) == (206, b"234")
    assert (other.status_code, other.content) == (200, b"0123456789")
    assert (behind.status_code, behind.headers["content-range"]) == (416, "bytes */10")
    assert (known.status_code, known.content) == (304, b"")
    assert (head.status_code, head.headers["content-length"], head.content) == (200, "10", b"")


def test_an_empty_file_is_a_file(browser: Browser) -> None:
    north = browser("north")

    sent = send(north, b"", "empty.txt")

    assert sent.json()["size"] == 0
    assert north.get(f"/api/files/{sent.json()['id']}").content == b""


def test_small_pictures_are_drawn_once(browser: Browser, kept: Kept) -> None:
    north = browser("north")
    address = f"/api/files/{send(north, picture('JPEG', (900, 600)), 'a.jpg').json()['id']}/picture"

    answers = [north.get(address, params={"size": "small"}) for _ in range(2)]
    wrong = north.get(address, params={"size": "100000"})
    again = north.get(address, params={"size": "small"})

    assert [answer.status_code for answer in (*answers, again)] == [200, 200, 200]
    assert answers[0].content == answers[1].content == again.content
    assert answers[0].headers["content-type"] == "image/webp"
    assert answers[0].headers.get_list("content-security-policy") == ["default-src 'none'; sandbox"]
    assert (wrong.status_code, wrong.json()["issues"][0]["code"]) == (422, "picture_size")
    assert len(kept()) == 2


def test_of_a_text_no_small_picture_is_drawn(browser: Browser) -> None:
    north = browser("north")
    number = send(north, b"text").json()["id"]

    answer = north.get(f"/api/files/{number}/picture")

    assert (answer.status_code, answer.json()["code"]) == (422, "no_picture")


def head_of(length: int) -> bytes:
    """The head of an upload, and how the form in it begins."""
    lines = (
        "POST /api/files HTTP/1.1",
        "Host: x",
        "Cookie: sid=session of north",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: multipart/form-data; boundary=b",
        f"Content-Length: {length}",
        "",
        "--b",
        'Content-Disposition: form-data; name="file"; filename="a.txt"',
        "",
        "half",
    )
    return "\r\n".join(lines).encode()


def test_a_file_that_says_it_is_too_large_is_refused_at_once(
    browser: Browser, kept: Kept, server: Server
) -> None:
    url = httpx.URL(server.url)
    with socket.create_connection((url.host, url.port or 80)) as wire:
        wire.sendall(head_of(2 << 30))
        answer = wire.recv(100)

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert kept() == []


def test_a_cut_upload_leaves_nothing(browser: Browser, cases: Sales, kept: Kept, server: Server) -> None:
    url = httpx.URL(server.url)
    with socket.create_connection((url.host, url.port or 80)) as wire:
        wire.sendall(head_of(1_000_000))
        wait_for(lambda: len(kept()) == 1)

    wait_for(lambda: kept() == [])


def wait_for(reached: Callable[[], bool]) -> None:
    """Looks until it is so; the test's own time limit ends what never comes."""
    for _ in range(200_000):
        if reached():
            return
    raise AssertionError("it never came")


@pytest.mark.parametrize("place", ["files.write", "files.keep", "files.row"])
def test_an_upload_that_fails_on_the_way_can_be_sent_again(browser: Browser, kept: Kept, place: str) -> None:
    north = browser("north")

    with failing(place):
        failed = send(north, b"hello")
    again = send(north, b"hello")

    assert (failed.status_code, again.status_code) == (500, 201)
    assert FailpointError.__name__ not in failed.text
    assert len(kept()) == (2 if place == "files.row" else 1)


def test_who_saves_nothing_cannot_send_without_end(browser: Browser, cases: Sales, kept: Kept) -> None:
    asyncio.run(
        cases.fetch(
            "INSERT INTO mortise.file (name, media, size, content, uploaded_by) "
            "SELECT 'x', 'x', 1, n::text, $1 FROM generate_series(1, $2) AS n",
            cases.people["north"],
            MOST_LOOSE,
        )
    )

    answers = {login: send(browser(login), b"x") for login in ("north", "south")}

    assert answers["north"].status_code == 429
    assert answers["south"].status_code == 201
    assert len(kept()) == 1


def test_broken_forms_do_not_shake_the_server(browser: Browser, kept: Kept) -> None:
    north = browser("north")
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    whole = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a%00.txt"\r\n\r\nhello\r\n--b--\r\n'
    )

    statuses = set()
    for cut in range(0, len(whole), 3):
        broken = whole[:cut] + bytes([whole[cut] ^ 0xFF]) + whole[cut + 1 :]
        for body in (whole[:cut], broken):
            statuses.add(north.post("/api/files", content=body, headers=headers).status_code)

    assert statuses <= {201, 400, 422, 429}
    assert send(browser("south"), b"x").status_code == 201
