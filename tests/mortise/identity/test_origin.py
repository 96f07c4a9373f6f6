"""Which requests may act with a cookie."""

import pytest

from mortise.identity.origin import is_from_elsewhere

HOST = {"host": "crm.example.com", "cookie": "sid=1"}


@pytest.mark.parametrize(
    ("headers", "public_url", "refused"),
    [
        pytest.param({"sec-fetch-site": "same-origin"}, None, False, id="our own page"),
        pytest.param({"sec-fetch-site": "none"}, None, False, id="typed by the person"),
        pytest.param({"sec-fetch-site": "cross-site"}, None, True, id="another site"),
        pytest.param({"sec-fetch-site": "same-site"}, None, True, id="a neighbour of the same domain"),
        pytest.param({"sec-fetch-site": ""}, None, True, id="an empty word"),
        pytest.param(
            {"sec-fetch-site": "cross-site", "origin": "http://crm.example.com"},
            None,
            True,
            id="both, disagreeing",
        ),
        pytest.param({"origin": "http://crm.example.com"}, None, False, id="the host itself"),
        pytest.param({"origin": "https://crm.example.com"}, None, False, id="the host behind a proxy"),
        pytest.param({"origin": "https://evil.example"}, None, True, id="another origin"),
        pytest.param({"origin": "https://crm.example.com.evil.example"}, None, True, id="a longer name"),
        pytest.param({"origin": "null"}, None, True, id="a sandboxed frame"),
        pytest.param(
            {"origin": "https://CRM.example.com"}, "https://crm.example.com", False, id="the public address"
        ),
        pytest.param(
            {"origin": "http://crm.example.com"}, "https://crm.example.com", True, id="another scheme"
        ),
        pytest.param({}, None, True, id="a cookie and no word of where from"),
    ],
)
def test_a_cookie_acts_only_for_our_own_pages(
    headers: dict[str, str], public_url: str | None, refused: bool
) -> None:
    assert is_from_elsewhere("POST", HOST | headers, public_url) is refused
    assert not is_from_elsewhere("GET", HOST | headers, public_url)


def test_a_program_without_a_cookie_may_sign_in() -> None:
    assert not is_from_elsewhere("POST", {"host": "crm.example.com"}, None)
