"""Headers that every answer carries."""

from typing import Final

DIRECTIVES: Final = (
    "default-src 'none'",
    "script-src 'self'",
    # The component library writes its styles into the page.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
POLICY: Final = "; ".join(DIRECTIVES)

Headers = list[tuple[bytes, bytes]]

HEADERS: Final[Headers] = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(self), microphone=()"),
]
FILE_POLICY: Final = "default-src 'none'; sandbox"
"""What people sent may do nothing on our origin, even where a browser shows it."""
STRICT_TRANSPORT: Final = (b"strict-transport-security", b"max-age=31536000")
NO_STORE: Final = (b"cache-control", b"no-store")


def without_policy(headers: Headers) -> Headers:
    """The same for an answer that brings a policy of its own."""
    return [header for header in headers if header[0] != HEADERS[0][0]]


def headers_for(*, is_secure: bool) -> Headers:
    """The headers of this installation's answers."""
    return [*HEADERS, STRICT_TRANSPORT] if is_secure else [*HEADERS]
