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
