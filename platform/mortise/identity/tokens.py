"""API tokens: made by a person for a program, never stronger than that person is at the moment of use."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader, Tx
from mortise.errors import NotFound
from mortise.identity.changes import begin_change, log_change
from mortise.identity.credentials import ApiToken, digest, new_secret, write_token
from mortise.identity.principal import INSTALL, ORGANISATION

token: Final = tables.api_token

SCOPE: Final = re.compile(r"(\*|[a-z][a-z0-9_]{0,39}):(\*|[a-z][a-z_]{0,39})")

INSERT: Final = prepare(
    sa.insert(token)
    .values(
        person_id=sa.bindparam("person"),
        name=sa.bindparam("name"),
        secret_hash=sa.bindparam("hash"),
        scopes=sa.bindparam("scopes"),
        expires_at=sa.bindparam("expires_at"),
    )
    .returning(token.c.id)
)
LIST: Final = prepare(
    sa.select(
        token.c.id, token.c.name, token.c.scopes, token.c.created_at, token.c.expires_at, token.c.last_used_at
    )
    .where(token.c.person_id == sa.bindparam("person"), token.c.revoked_at.is_(None))
    .order_by(token.c.id)
)
REVOKE: Final = prepare(
    sa.update(token)
    .where(
        token.c.id == sa.bindparam("token"),
        token.c.person_id == sa.bindparam("person"),
        token.c.revoked_at.is_(None),
    )
    .values(revoked_at=sa.func.now())
    .returning(token.c.name)
)


def is_scope(text: str) -> bool:
    """Whether a text has the shape of a scope."""
    return text in {ORGANISATION, INSTALL} or SCOPE.fullmatch(text) is not None


async def create_token(
    tx: Tx, person: int, *, name: str, scopes: Sequence[str], expires_at: datetime
) -> tuple[int, str]:
    """A new token's number and its text, which is shown this once and kept nowhere."""
    await begin_change(tx)
    secret = new_secret()
    values = {"name": name, "scopes": sorted(set(scopes)), "expires_at": expires_at}
    number = await tx.fetchval(INSERT, {**values, "person": person, "hash": digest(secret)})
    if not isinstance(number, int):
        raise LookupError("the new token has no id")
    await log_change(tx, "api_token", number, "create", person, None, values)
    return number, write_token(ApiToken(number, secret))


async def list_tokens(reader: Reader, person: int) -> list[Record]:
    """A person's tokens that are not revoked, without their secrets."""
    return await reader.fetch(LIST, {"person": person})


async def revoke_token(tx: Tx, person: int, number: int) -> None:
    """Ends one of the person's tokens; the next request with it is refused."""
    await begin_change(tx)
    if await tx.fetchval(REVOKE, {"person": person, "token": number}) is None:
        raise NotFound
    await log_change(tx, "api_token", number, "delete", person, {"revoked": False}, {"revoked": True})
