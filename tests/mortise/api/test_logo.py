"""The company's logo: who sets it, what is taken, and how it is given out to everybody."""

from pathlib import Path

import httpx

from tests.conftest import Server, plain_client
from tests.mortise.api.conftest import SignIn
from tests.mortise.files.conftest import picture
from tests.mortise.files.test_http import HOSTILE

LOGO = "/api/settings/logo"


def send(client: httpx.Client, content: bytes, look: str = "light") -> httpx.Response:
    return client.put(f"{LOGO}/{look}", files={"file": ("logo.png", content)})


def stored(server: Server) -> list[Path]:
    folders = (server.settings.data / "files", server.settings.data / "incoming")
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_a_logo_is_drawn_anew_and_given_out_to_strangers(sign_in: SignIn, server: Server) -> None:
    admin = sign_in("admin")
    original = picture(size=(1024, 256)) + b"<script>alert(1)</script>"

    light = send(admin, original).json()["light"]
    with plain_client(server.url) as stranger:
        told = stranger.get("/api/logo").json()
        given = stranger.get(light["address"])
        again = stranger.get(light["address"], headers={"If-None-Match": given.headers["etag"]})

    assert (light["width"], light["height"]) == (512, 128)
    assert told == {"light": light, "dark": None}
    assert sign_in("rep").get("/api/me").json()["company"]["logo"] == told
    assert (given.status_code, given.headers["content-type"]) == (200, "image/png")
    assert given.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert given.headers.get_list("content-security-policy") == ["default-src 'none'; sandbox"]
    assert b"script" not in given.content
    assert again.status_code == 304


def test_another_logo_has_another_address_and_the_old_one_is_gone(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    first = send(admin, picture(size=(40, 20))).json()["light"]
    second = send(admin, picture("JPEG", (30, 30))).json()["light"]
    dark = send(admin, picture("WEBP", (50, 20)), "dark").json()

    assert first["address"] != second["address"]
    assert admin.get(first["address"]).status_code == 404
    assert dark == {"light": second, "dark": dark["dark"]}
    assert admin.get(dark["dark"]["address"]).headers["content-type"] == "image/webp"
    assert admin.delete(f"{LOGO}/light").json() == {"light": None, "dark": dark["dark"]}
    assert admin.get(second["address"]).status_code == 404
    assert admin.delete(f"{LOGO}/light").status_code == 404


def test_what_is_no_picture_is_refused(sign_in: SignIn, server: Server) -> None:
    admin = sign_in("admin")
    for name in HOSTILE.keys() - {"real.png"}:
        refused = send(admin, HOSTILE[name])

        assert refused.status_code == 422, name
        issue = refused.json()["issues"][0]
        assert issue | {"code": "logo_kind", "pointer": "/file"} == issue, name
        assert stored(server) == [], name


def test_a_picture_that_is_too_large_or_broken_is_refused(sign_in: SignIn, server: Server) -> None:
    admin = sign_in("admin")

    large = send(admin, picture() + bytes(2 << 20))
    broken = send(admin, picture()[:-30])

    assert (large.status_code, large.json()["issues"][0]["params"]) == (413, {"megabytes": 2})
    assert (broken.status_code, broken.json()["code"]) == (422, "no_picture")
    assert admin.put(f"{LOGO}/sepia", files={"file": ("a", picture())}).status_code == 422
    assert stored(server) == []
