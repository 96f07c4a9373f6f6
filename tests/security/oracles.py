"""What is looked at after every attack: what came out, and what is stored."""

from collections.abc import Iterable, Iterator

import asyncpg

from tests.security.vault import ROWS, hidden_in_deal, of_account, of_deal, said

SEES_DEALS = {
    "owner": (1, 2, 3),
    "member": (1, 2, 3),
    "stranger": (4,),
    "narrow token": (1, 2, 3),
    "steward": ROWS,
    "admin": ROWS,
}
"""Whole deals of which a principal may see what sellers may."""

SEES_SECRETS = {"steward", "admin"}
READS_STAGES = {"reader", "stranger"}
"""Principals who see every deal, but nothing in it except the stage (and what each record has)."""

EXEMPT = ("session", "sign_in_failure", "idempotency", "alembic_version", "notification")
"""What changes without anybody's data being changed; what people are told is written by a worker, some time later."""

ASKED_FOR = {"mortise.outbox": "(SELECT id, kind, app_id, payload FROM mortise.outbox)"}
"""Of jobs what they are: whether a worker has done them already does not matter."""


def forbidden(principal: str) -> Iterator[str]:
    """Everything that must never reach a principal."""
    seen = SEES_DEALS.get(principal, ())
    for row in ROWS:
        if row not in seen and principal not in READS_STAGES:
            yield said(row)
        if row not in seen:
            yield from of_deal(row)
            yield from of_account(row)
        elif principal not in SEES_SECRETS:
            yield f"CANARY{row}38"  # the beginning of a number of which the end may be shown
            yield f"CANARY-account-secret_phone-{row}"
        if principal not in SEES_SECRETS:
            yield from hidden_in_deal(row)


def leaked(principal: str, outputs: Iterable[bytes]) -> set[str]:
    """O1: the canaries in anything that came out."""
    text = b"\n".join(outputs).decode("utf-8", "replace").casefold()
    return {canary for canary in forbidden(principal) if canary.casefold() in text}


TABLES = """
    SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
    WHERE (nspname = 'mortise' OR nspname LIKE 'app\\_%') AND relkind = 'r' AND relname <> ALL($1)
    ORDER BY 1
"""


async def tables(connection: "asyncpg.Connection[asyncpg.Record]", but: Iterable[str] = EXEMPT) -> list[str]:
    """Every table that people's data is in."""
    return [row["name"] for row in await connection.fetch(TABLES, list(but))]


State = dict[str, str]
"""A digest of each table."""


async def state(connection: "asyncpg.Connection[asyncpg.Record]") -> State:
    """O2: a digest of everything that is stored."""
    parts = [
        f"SELECT '{name}' AS name, md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS digest FROM {source} t"
        for name in await tables(connection)
        for source in [ASKED_FOR.get(name, name)]
    ]
    return {row["name"]: row["digest"] for row in await connection.fetch(" UNION ALL ".join(parts))}
