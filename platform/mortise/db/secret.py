"""The installation's secret, from which every key is derived."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from mortise.db.database import Database
from mortise.db.files import keep_private
from mortise.db.statements import prepare
from mortise.db.tables import setting
from mortise.errors import SetupError
from mortise.settings import Settings

SHORTEST: Final = 32
FEWEST_CHARACTERS: Final = 10
"""A key of fewer different characters was typed, not drawn."""

EXAMPLES: Final = ("changeme", "change-me", "secret", "example", "password", "mortise")

KEY: Final = "secret_fingerprint"
REMEMBER: Final = prepare(
    insert(setting)
    .values(key=KEY, value=sa.bindparam("fingerprint", type_=setting.c.value.type))
    .on_conflict_do_update(index_elements=["key"], set_={"value": setting.c.value})
    .returning(setting.c.value)
)
FORGET: Final = prepare(sa.delete(setting).where(setting.c.key == KEY))


@dataclass(frozen=True, slots=True)
class Secret:
    """What must never leave this installation; its text is kept out of every message."""

    text: str = field(repr=False)

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose, which tells nothing about the keys of others."""
        return hmac.digest(self.text.encode(), f"mortise {purpose}".encode(), hashlib.sha256)


def read_secret(settings: Settings) -> Secret:
    """The secret of the environment, or the one kept in the data folder, made at the first start."""
    if settings.secret_key is not None:
        return Secret(refuse_weak(settings.secret_key.get_secret_value(), "MORTISE_SECRET_KEY"))
    path = secret_file(settings)
    if not path.exists():
        keep_private(path, secrets.token_urlsafe(48))
    return Secret(refuse_weak(path.read_text("utf-8").strip(), str(path)))


def secret_file(settings: Settings) -> Path:
    """Where the secret is kept that nobody gave."""
    return settings.data / "secret.key"


def refuse_weak(text: str, where: str) -> str:
    """Raises when a key is short, or looks like one out of a manual."""
    plain = text.lower()
    if len(text) < SHORTEST or len(set(text)) < FEWEST_CHARACTERS or plain.startswith(EXAMPLES):
        raise SetupError("setup_weak_key", where=where, shortest=SHORTEST)
    return text


async def check_secret(database: Database, secret: Secret) -> None:
    """Raises when the database was used with another key: what is stored encrypted would be lost."""
    fingerprint = secret.derive("fingerprint").hex()
    async with database.transaction() as tx:
        known = await tx.fetchval(REMEMBER, {"fingerprint": fingerprint})
    if known != fingerprint:
        raise SetupError("setup_other_key")


async def forget_secret(database: Database) -> None:
    """Lets the next start take whatever key it has."""
    async with database.transaction() as tx:
        await tx.execute(FORGET)
