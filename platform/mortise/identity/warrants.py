"""What held when somebody came in last, and the condition by which a statement finds out whether it still does.

Whoever is known to this process already needs no statement of their own to come in: the one that reads or writes for
them looks at the same rows of session or token, person, rights and application, and gives nothing once one of them is
another. Then they come in the long way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final, Literal

import sqlalchemy as sa

from mortise.db.tables import applications
from mortise.db.tables import people as tables

NOTED_EVERY: Final = timedelta(minutes=5)
"""How often the moment of the last request is written down: reading is then one statement."""

Kind = Literal["session", "token"]


@dataclass(frozen=True, slots=True)
class Warrant:
    """The proof that was shown, and the state in which it let its person into an application."""

    kind: Kind
    proof: object
    """The session's hash, or the token's id."""
    secret: bytes | None
    scopes: tuple[str, ...] | None
    person: int
    rights_epoch: int
    app: int
    app_version: int

    def binds(self) -> Mapping[str, object]:
        """The values behind the binds of `holds`."""
        return {
            "warrant_proof": self.proof,
            "warrant_secret": self.secret,
            "warrant_scopes": None if self.scopes is None else list(self.scopes),
            "warrant_person": self.person,
            "warrant_epoch": self.rights_epoch,
            "warrant_app": self.app,
            "warrant_version": self.app_version,
        }


@lru_cache(maxsize=2)
def holds(kind: Kind) -> sa.ColumnElement[bool]:
    """That a warrant's proof is good still, and that nothing has changed that it let in by. One whose use is to be
    noted does not hold: coming in the long way notes it."""
    proof: sa.Table = tables.session if kind == "session" else tables.api_token
    person, epoch, app = tables.person, tables.epoch, applications.app
    own = _session() if kind == "session" else _token()
    return (
        sa.select(sa.true())
        .select_from(proof.join(person, person.c.id == proof.c.person_id))
        .where(
            *own,
            proof.c.expires_at > sa.func.now(),
            proof.c.person_id == sa.bindparam("warrant_person", type_=sa.BigInteger),
            person.c.active,
            sa.exists().where(
                epoch.c.id == 1, epoch.c.rights == sa.bindparam("warrant_epoch", type_=sa.BigInteger)
            ),
            sa.exists().where(
                app.c.id == sa.bindparam("warrant_app", type_=sa.BigInteger),
                app.c.published_version == sa.bindparam("warrant_version", type_=sa.Integer),
            ),
        )
        .exists()
    )


def _session() -> tuple[sa.ColumnElement[Any], ...]:
    session = tables.session.c
    return (
        session.token_hash == sa.bindparam("warrant_proof", type_=session.token_hash.type),
        session.last_seen_at >= sa.func.now() - NOTED_EVERY,
    )


def _token() -> tuple[sa.ColumnElement[Any], ...]:
    token = tables.api_token.c
    return (
        token.id == sa.bindparam("warrant_proof", type_=token.id.type),
        token.secret_hash == sa.bindparam("warrant_secret", type_=token.secret_hash.type),
        token.scopes == sa.bindparam("warrant_scopes", type_=token.scopes.type),
        token.revoked_at.is_(None),
        token.last_used_at >= sa.func.now() - NOTED_EVERY,
    )
