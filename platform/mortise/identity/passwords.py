"""Passwords: what makes one acceptable, and the argon2id hash that is kept of it."""

import asyncio
import secrets
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from engines.issues import Issue

SHORTEST: Final = 12
LONGEST: Final = 1024
"""In bytes: longer input is refused before it costs anything."""
LEAST_STRENGTH: Final = 3
"""Of zxcvbn's 0 to 4: at least 10^8 guesses."""
OWN_WORDS: Final = ("mortise", "榫卯", "sunmao", "admin", "woaini", "520", "1314", "888", "666")

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
_POOL: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")
"""Hashing is meant to be dear, so only two threads of a process ever do it: signing in never starves the rest."""


def normalised(password: str) -> bytes:
    """The bytes that are hashed: the same whichever way a keyboard composes its characters."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def is_too_long(password: str) -> bool:
    """Whether the password is beyond what is ever hashed."""
    return len(password) > LONGEST or len(normalised(password)) > LONGEST


def check_password(password: str, about: Sequence[str] = ()) -> tuple[Issue, ...]:
    """What is wrong with a new password; `about` are words that its owner is known by (login, name)."""
    if is_too_long(password):
        return (Issue("password_too_long", params={"longest": LONGEST}),)
    text = unicodedata.normalize("NFC", password)
    if len(text) < SHORTEST:
        return (Issue("password_too_short", params={"shortest": SHORTEST}),)
    known = [word for word in (*about, *OWN_WORDS) if word]
    if zxcvbn(text[:72], user_inputs=known)["score"] < LEAST_STRENGTH:
        return (Issue("password_too_easy"),)
    return ()


async def hash_password(password: str) -> str:
    """The text to keep of a password."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, _HASHER.hash, normalised(password))


async def verify_password(password: str, kept: str | None) -> bool:
    """Whether the password is the one whose hash was kept.

    Without a kept hash the same work is done and the answer is no, so that time does not tell who exists."""
    verify = partial(_verified, kept or _nobodys_hash(), normalised(password))
    return await asyncio.get_running_loop().run_in_executor(_POOL, verify) and kept is not None


def needs_rehash(kept: str) -> bool:
    """Whether the kept hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(kept)


def random_password() -> str:
    """A password for a person who was given none: easy to read out, hard to guess."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _verified(kept: str, password: bytes) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_bytes(16))
