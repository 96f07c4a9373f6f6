"""The built front end as it is served."""

import gzip
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from mortise.edge.pages import Pages
from mortise.errors import NotFound

NOTHING = Headers({})


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>榫卯</title>")
    (tmp_path / "assets" / "main-abc.js").write_text("run();" * 100)
    (tmp_path / ".inputs").write_text("kept for the build")
    return Pages(tmp_path)


@pytest.mark.parametrize(
    "address", ["/", "/index.html", "/apps/crm/forms/deal", "/.inputs", "/../pyproject.toml"]
)
def test_every_other_address_is_the_page(pages: Pages, address: str) -> None:
    told = pages.answer(address, NOTHING)

    assert told.body == "<title>榫卯</title>".encode()
    assert told.headers["cache-control"] == "no-cache"


def test_assets_are_kept_for_ever(pages: Pages) -> None:
    told = pages.answer("/assets/main-abc.js", NOTHING)

    assert told.headers["content-type"].startswith("text/javascript")
    assert "immutable" in told.headers["cache-control"]


def test_an_asset_of_another_build_is_not_found(pages: Pages) -> None:
    with pytest.raises(NotFound):
        pages.answer("/assets/main-old.js", NOTHING)


def test_an_asset_is_compressed_for_who_reads_that(pages: Pages) -> None:
    told = pages.answer("/assets/main-abc.js", Headers({"accept-encoding": "br, gzip"}))

    assert told.headers["content-encoding"] == "gzip"
    assert gzip.decompress(bytes(told.body)) == b"run();" * 100


def test_what_the_browser_has_is_not_sent_again(pages: Pages) -> None:
    tag = pages.answer("/", NOTHING).headers["etag"]

    assert pages.answer("/", Headers({"if-none-match": tag})).status_code == 304


def build_anew(folder: Path) -> None:
    """Puts another build in the place of the one there, as the builder does under a running server."""
    (folder / "assets" / "main-abc.js").unlink()
    (folder / "assets" / "main-xyz.js").write_text("run(2);")
    (folder / "index.html").write_text("<title>anew</title>")


def test_a_part_of_an_old_build_that_was_never_read_is_not_found(pages: Pages, tmp_path: Path) -> None:
    build_anew(tmp_path)

    with pytest.raises(NotFound):
        pages.answer("/assets/main-abc.js", NOTHING)


def test_a_new_build_is_served_without_a_new_start(pages: Pages, tmp_path: Path) -> None:
    pages.answer("/", NOTHING)

    build_anew(tmp_path)

    assert pages.answer("/", NOTHING).body == b"<title>anew</title>"
    assert pages.answer("/assets/main-xyz.js", NOTHING).body == b"run(2);"


def test_while_a_build_is_on_its_way_a_part_that_is_gone_is_not_found(pages: Pages, tmp_path: Path) -> None:
    (tmp_path / "index.html").unlink()
    (tmp_path / "assets" / "main-abc.js").unlink()

    with pytest.raises(NotFound):
        pages.answer("/assets/main-abc.js", NOTHING)
