"""Where a stream stands: what a look at the outbox has seen, and the sealed form of it that browsers carry."""

import base64
import binascii
import secrets
import struct
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PLAIN: Final = struct.Struct(">QQ")
NONCE: Final = 12
LONGEST: Final = 100
"""Characters of a position; longer texts are none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A snapshot: every transaction below `since` had ended, but those in `open` were still under way."""

    since: int
    open: tuple[int, ...] = ()

    @property
    def floor(self) -> int:
        """Below this number every transaction had ended."""
        return min(self.open, default=self.since)


@dataclass(frozen=True, slots=True)
class Position:
    """From which transaction on a stream wants to be told again, and when that was so, in seconds."""

    floor: int
    at: int


class PositionSeal:
    """Seals positions with a key of 32 bytes: the numbers of transactions tell how busy others are, and are nobody's to
    read. A position is good for the person that it was given to."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, position: Position, person: int) -> str:
        """The position as an event's id."""
        nonce = secrets.token_bytes(NONCE)
        sealed = self._cipher.encrypt(nonce, PLAIN.pack(position.floor, position.at), str(person).encode())
        return base64.urlsafe_b64encode(nonce + sealed).rstrip(b"=").decode()

    def open(self, text: str, person: int) -> Position | None:
        """The position in an event's id, or None when it is not one that this person was given."""
        if len(text) > LONGEST:
            return None
        try:
            sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            plain = self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], str(person).encode())
            return Position(*PLAIN.unpack(plain))
        except (binascii.Error, InvalidTag, ValueError, struct.error):
            return None
