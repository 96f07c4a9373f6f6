"""Where a request comes from: a page of another site must not act with a person's cookie."""

from collections.abc import Mapping
from typing import Final

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def is_from_elsewhere(method: str, headers: Mapping[str, str], public_url: str | None) -> bool:
    """Whether an unsafe request must be refused. `headers` are by lower-case name.

    Browsers say Sec-Fetch-Site, older ones Origin. A client that says neither proves nothing, so it may send no
    cookie: what it may do it has to prove by an API token, or by a password when it signs in."""
    if method in SAFE_METHODS:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return "cookie" in headers
    if public_url is not None:
        return origin.lower() != public_url
    return origin.lower() not in {f"http://{headers.get('host')}", f"https://{headers.get('host')}"}
