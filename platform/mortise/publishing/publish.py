"""Publishing: the one way in which an application changes what people work with."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import asyncpg

from engines.expression.clock import Clock
from engines.form.facts import Facts
from engines.issues import Issue
from mortise.db.connections import Record
from mortise.db.database import Database
from mortise.db.transaction import Tx
from mortise.definitions.drafts import DraftChanged, read_draft
from mortise.definitions.published import PublishedApps
from mortise.errors import Busy, Conflict, Invalid
from mortise.publishing.checking import AT_ONCE, DONE, ValuesUnchecked, check_values
from mortise.publishing.losses import refuse_unaccepted
from mortise.publishing.plan import LARGE, Plan, make_plan
from mortise.publishing.publications import (
    PREPARING,
    begin_preparation,
    leave_tidying,
    open_publication,
)
from mortise.publishing.switch import LOCK_SECONDS, STATEMENT_SECONDS, switch

T = TypeVar("T")

ATTEMPTS: Final = 40
"""How often the switch is tried: readers and writers go first in between."""
LONGEST_PAUSE: Final = 0.5

LOST: Final = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError)


class AlreadyPublishing(Conflict):
    """Another publication of the same application is under way."""

    code = "already_publishing"


class PublicationUnderWay(AlreadyPublishing):
    """An earlier publication is being prepared, step by step."""

    code = "publication_under_way"


class PublicationStuck(AlreadyPublishing):
    """Nobody goes on with the preparation of an earlier publication."""

    code = "publication_stuck"


class NothingToPublish(Conflict):
    """The draft does what the published version does."""

    code = "nothing_to_publish"


class TablesBusy(Busy):
    """Long work of others holds a table; nothing was changed."""

    code = "tables_busy"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a builder asks to be published: the draft's revision that was looked at (None: whichever there is), why,
    the fields and forms whose parked values are wanted back, the fingerprints of the losses that were looked at, from
    how many rows a table is prepared first, and up to how many rows are looked at while the builder waits."""

    person: int | None
    note: str = ""
    revision: int | None = None
    take_back: frozenset[str] = frozenset()
    accept: frozenset[str] = frozenset()
    large: int = LARGE
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the version, or the publication that prepares it."""

    version: int
    publication: int | None
    is_published: bool


def lock_name(app_id: int) -> str:
    """The lock that one publisher of an application holds."""
    return f"mortise.publish.{app_id}"


async def publish(
    database: Database, apps: PublishedApps, app_id: int, wish: Wish, clock: Clock, facts: Facts
) -> Outcome:
    """Publishes the draft, or begins to prepare it where large tables must be worked through first.

    Whatever fails, everything stays as it was."""
    async with database.alone(lock_name(app_id)) as lock:
        if lock is None:
            raise AlreadyPublishing
        async with database.read() as reader:
            row = await open_publication(reader, app_id)
            if row is not None and row["state"] == PREPARING:
                raise in_the_way(row)
            plan = await planned(database, apps, app_id, wish)
        if plan.is_unchanged:
            raise nothing_to_publish(plan)
        refuse(plan)
        check = await check_values(database, plan, clock, facts, wish.at_once)
        if check.state != DONE:
            raise ValuesUnchecked(headers={"Retry-After": "5"})
        refuse_unaccepted(plan, check.losses, wish.accept)
        accepted = {loss.path: loss.count for loss in check.losses}
        if plan.needs_preparation:
            async with database.transaction() as tx:
                number = await begin_preparation(tx, plan, wish.person, wish.note, accepted)
            return Outcome(plan.version, number, is_published=False)

        async def work(tx: Tx) -> Outcome:
            is_left = await switch(tx, plan, wish.person, wish.note, clock, facts, accepted=accepted)
            number = await leave_tidying(tx, plan, wish.person, wish.note) if is_left else None
            return Outcome(plan.version, number, is_published=True)

        try:
            return await with_locks(database, work)
        except asyncpg.UniqueViolationError as twice:
            raise Invalid([Issue("plan_converted_twice")]) from twice
        except asyncpg.CheckViolationError as circle:
            raise Invalid([Issue("plan_converted_circle")]) from circle


def in_the_way(row: Record) -> AlreadyPublishing:
    """The refusal to publish while an earlier publication is prepared, with the way out."""
    refusal = PublicationStuck if row["is_stuck"] else PublicationUnderWay
    return refusal(extra={"publication": row["id"]}, version=row["version"])


def nothing_to_publish(plan: Plan) -> NothingToPublish:
    """The refusal of what would be a version like the one before."""
    return NothingToPublish(version=plan.version if plan.base is None else plan.base.version)


async def planned(database: Database, apps: PublishedApps, app_id: int, wish: Wish) -> Plan:
    """The plan for the draft as it is now."""
    async with database.read() as reader:
        draft = await read_draft(reader, app_id)
        if wish.revision is not None and wish.revision != draft.revision:
            raise DraftChanged(extra={"revision": draft.revision})
        base = (
            None
            if draft.published_version is None
            else await apps.of(reader, app_id, draft.published_version)
        )
        return await make_plan(reader, apps, draft, base, wish.take_back, wish.large)


def refuse(plan: Plan) -> None:
    """Raises with every issue when something forbids the plan."""
    if not plan.is_publishable:
        raise Invalid(plan.issues)


async def with_locks(
    database: Database,
    work: Callable[[Tx], Awaitable[T]],
    *,
    seconds: float = STATEMENT_SECONDS,
    attempts: int = ATTEMPTS,
) -> T:
    """Does the work of a switch; where a table is held for longer than the switch may wait, all of it again."""
    for attempt in range(1, attempts + 1):
        try:
            async with database.transaction(seconds=seconds, lock_seconds=LOCK_SECONDS) as tx:
                return await work(tx)
        except LOST as lost:
            if attempt == attempts:
                raise TablesBusy(headers={"Retry-After": "5"}) from lost
            await asyncio.sleep(random.uniform(0.05, LONGEST_PAUSE))
    raise AssertionError("the last attempt returns or raises")
