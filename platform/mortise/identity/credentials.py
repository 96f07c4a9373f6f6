"""Secrets that a client carries: session ids and API tokens, made, read back and reduced to what is stored."""

import hashlib
import secrets
import string
import zlib
from dataclasses import dataclass
from typing import Final

PREFIX: Final = "mortise"
_ALPHABET: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
_CHECKSUM_LENGTH: Final = 6
_SECRET_LENGTH: Final = 43


@dataclass(frozen=True, slots=True)
class ApiToken:
    """An API token as its text says: the number of its row and the secret."""

    id: int
    secret: str


def new_session_id() -> str:
    """256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def new_secret() -> str:
    """256 random bits for an API token, of letters and digits only so that a double click selects it whole."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET_LENGTH))


def digest(secret: str) -> bytes:
    """What is stored of a secret of high entropy."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def write_token(token: ApiToken) -> str:
    """The text that the person keeps: its checksum lets scanners recognise a leaked token for certain."""
    body = f"{PREFIX}_{token.id}_{token.secret}"
    return body + _checksum(body)


def read_token(text: str) -> ApiToken | None:
    """The token that a text is, or None when it cannot be one: no database is asked about a mistyped token."""
    body, checksum = text[:-_CHECKSUM_LENGTH], text[-_CHECKSUM_LENGTH:]
    parts = body.split("_")
    if len(text) > 120 or not text.isascii() or len(parts) != 3 or parts[0] != PREFIX:
        return None
    if not parts[1].isdecimal() or len(parts[1]) > 18 or checksum != _checksum(body):
        return None
    return ApiToken(int(parts[1]), parts[2])


def _checksum(body: str) -> str:
    number = zlib.crc32(body.encode("ascii"))
    digits = ""
    for _ in range(_CHECKSUM_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[rest] + digits
    return digits
