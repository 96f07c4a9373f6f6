"""Idempotency keys: a request that a client sends again is carried out once and answered alike."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from engines.issues import Issue
from mortise.db.statements import prepare
from mortise.db.tables.records import idempotency
from mortise.db.transaction import Tx
from mortise.errors import IdempotencyKeyReused, Invalid

LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered with."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Once:
    """A request that carries an idempotency key, with the sum of what it asks."""

    person: int
    route: str
    key: str
    request_hash: bytes


def once(person: int, route: str, key: str, body: bytes) -> Once:
    """The request's claim to be carried out once; raises Invalid for a key that is none."""
    if not key.isprintable() or not 0 < len(key) <= LONGEST:
        raise Invalid([Issue("idempotency_key", params={"longest": LONGEST})])
    return Once(person, route, key, hashlib.sha256(body).digest())


_IS_IT = sa.and_(
    idempotency.c.person_id == sa.bindparam("person", type_=sa.BigInteger()),
    idempotency.c.route == sa.bindparam("route", type_=sa.Text()),
    idempotency.c.key == sa.bindparam("key", type_=sa.Text()),
)

_CLAIM = prepare(
    insert(idempotency)
    .values(
        person_id=sa.bindparam("person", type_=sa.BigInteger()),
        route=sa.bindparam("route", type_=sa.Text()),
        key=sa.bindparam("key", type_=sa.Text()),
        request_hash=sa.bindparam("request_hash", type_=sa.LargeBinary()),
        created_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)),
    )
    .on_conflict_do_nothing()
    .returning(sa.literal_column("true"))
)
_EARLIER = prepare(
    sa.select(idempotency.c.request_hash, idempotency.c.status, idempotency.c.body).where(_IS_IT)
)
_KEEP = prepare(
    sa.update(idempotency)
    .values(
        status=sa.bindparam("answered", type_=sa.SmallInteger()),
        body=sa.bindparam("content", type_=sa.LargeBinary()),
    )
    .where(_IS_IT)
)


def _values(request: Once) -> dict[str, object]:
    return {"person": request.person, "route": request.route, "key": request.key}


async def claim(tx: Tx, request: Once, at: datetime) -> Answer | None:
    """Claims the key for this transaction, or gives the answer of the one that carried the request out.

    A second request waits here until the first has ended: it then finds the answer, or the key free again."""
    values = _values(request)
    if await tx.fetchval(_CLAIM, {**values, "request_hash": request.request_hash, "at": at}):
        return None
    earlier = await tx.fetchrow(_EARLIER, values)
    if earlier is None or earlier["request_hash"] != request.request_hash:
        raise IdempotencyKeyReused
    return Answer(earlier["status"], earlier["body"])


async def keep(tx: Tx, request: Once, answer: Answer) -> None:
    """Keeps the answer for the requests that come again."""
    await tx.execute(_KEEP, {**_values(request), "answered": answer.status, "content": answer.body})
