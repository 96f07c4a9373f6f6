"""Large answers go over the wire smaller, small ones and streams as they are."""

import gzip
from types import SimpleNamespace

import httpx
import pytest

from mortise.edge.packing import takes_packed

OWN = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
LARGE, SMALL = "/schemas/app.json", "/health"


def test_a_large_answer_is_packed_for_a_page_of_ours(http: httpx.Client) -> None:
    with http.stream("GET", LARGE, headers=OWN) as told:
        sent = b"".join(told.iter_raw())

    assert (told.headers["content-encoding"], told.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert int(told.headers["content-length"]) == len(sent)
    assert gzip.decompress(sent) == http.get(LARGE, headers={"Accept-Encoding": "identity"}).content
    assert len(sent) < len(gzip.decompress(sent)) / 4


def test_a_program_with_a_token_gets_large_answers_packed(http: httpx.Client) -> None:
    told = http.get(LARGE, headers={"Accept-Encoding": "gzip", "Authorization": "Bearer any"})

    assert told.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(
            {"Accept-Encoding": "identity", "Sec-Fetch-Site": "same-origin"}, id="who cannot read it"
        ),
        pytest.param(
            {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"}, id="a page of another site"
        ),
        pytest.param({"Accept-Encoding": "gzip", "Sec-Fetch-Site": "none"}, id="a link from anywhere"),
    ],
)
def test_a_large_answer_stays_as_it_is_for(http: httpx.Client, asked: dict[str, str]) -> None:
    told = http.get(LARGE, headers=asked)

    assert told.status_code == 200
    assert "content-encoding" not in told.headers


def test_a_small_answer_stays_as_it_is(http: httpx.Client) -> None:
    told = http.get(SMALL, headers=OWN)

    assert told.status_code == 200
    assert "content-encoding" not in told.headers


@pytest.mark.parametrize(("is_encrypted", "is_packed"), [(True, False), (False, True)])
def test_who_does_not_say_where_a_question_comes_from_is_trusted_on_an_open_wire_only(
    is_encrypted: bool, is_packed: bool
) -> None:
    host = SimpleNamespace(settings=SimpleNamespace(is_secure=is_encrypted))
    scope = {"headers": [(b"accept-encoding", b"gzip, br")], "state": {"host": host}}

    assert takes_packed(scope) == is_packed
