"""Cursors: where a page of a list ended, sealed so that nobody reads a value from one or makes one up."""

import base64
import binascii
import secrets
from collections.abc import Sequence

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class CursorSeal:
    """Seals the sort values of a page's last row with a key of 32 bytes, and opens them again.

    A cursor belongs to one list: `bound_to` (person, form, order) must be the same when it is opened."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, keys: Sequence[str | None], bound_to: str) -> str:
        """The cursor after the row with these sort values."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = self._cipher.encrypt(nonce, orjson.dumps(list(keys)), bound_to.encode())
        return base64.urlsafe_b64encode(nonce + sealed).rstrip(b"=").decode()

    def open(self, cursor: str, bound_to: str) -> tuple[str | None, ...] | None:
        """The sort values in a cursor, or None when it is not one of ours for this list."""
        try:
            sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            return tuple(
                orjson.loads(self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to.encode()))
            )
        except (binascii.Error, InvalidTag, ValueError):
            return None
