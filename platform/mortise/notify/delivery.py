"""Telling people: a comment to whom it concerns, and changes of records to their followers, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from mortise.db.connections import Record
from mortise.db.transaction import Tx
from mortise.definitions.published import PublishedApps, current_version
from mortise.discussions.comments import COMMENT_EVENT
from mortise.jobs.telling import tell
from mortise.jobs.work import Handlers, Work
from mortise.notify.recipients import Source, of_changes, of_comment
from mortise.notify.writing import FIND_COMMENT, TAKE, tell_many, tell_of_comment, tell_of_records
from mortise.records.changes import RECORD_EVENT

AT_ONCE: Final = 5_000
"""How many events are taken together."""
FEW: Final = 5
"""Up to so many records of one form are told one by one, more of them as one."""
MOST_KEPT: Final = 10_000
"""How many records one notification remembers."""

NEWS: Final = "notification"
"""The event by which open pages hear that there is something new to read."""

Event: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What one person is to be told of one record."""

    person: int
    kind: str
    record: int
    actors: Sequence[int]
    fields: Sequence[str]
    at: datetime


def notify_handlers(apps: PublishedApps) -> Handlers:
    """Who carries out the jobs that tell people."""

    async def changed(work: Work) -> None:
        async with work.transaction(last=True) as tx:
            others = await tx.fetch(TAKE, {"most": AT_ONCE})
            events = [
                (work.job.app_id, work.job.payload),
                *((row["app_id"], row["payload"]) for row in others),
            ]
            by_form: dict[tuple[int, str], list[Event]] = {}
            for app, event in events:
                if app is not None:
                    by_form.setdefault((app, str(event["form"])), []).append(event)
            for (app, form), some in sorted(by_form.items(), key=lambda pair: pair[0]):
                await tell_of_changes(tx, apps, app, form, some)

    async def commented(work: Work) -> None:
        async with work.transaction(last=True) as tx:
            await tell_of_one_comment(tx, apps, work.job.payload)

    return {RECORD_EVENT: changed, COMMENT_EVENT: commented}


async def tell_of_changes(tx: Tx, apps: PublishedApps, app: int, form: str, events: Sequence[Event]) -> None:
    """Tells everybody whom changes of one form's records concern."""
    source = await _source(tx, apps, app, form)
    if source is None:
        return
    alone = [event for event in events if "id" in event and event.get("version") is not None]
    batches = [event for event in events if "batch" in event]
    values = {
        "app": app,
        "form": form,
        "ids": [event["id"] for event in alone],
        "versions": [event["version"] for event in alone],
        "batches": [event["batch"] for event in batches],
        "moments": [datetime.fromisoformat(event["at"]) for event in batches if "at" in event],
    }
    told = [_told(row) for row in await tx.fetch(of_changes(source), values)]
    few, many = _apart(told)
    await tell_of_records(tx, app, form, [_line(each) | {"record_id": each.record} for each in few])
    await tell_many(tx, app, form, [_summary(some) for some in many])
    await tell(tx, [each.person for each in told], NEWS, {})


async def tell_of_one_comment(tx: Tx, apps: PublishedApps, event: Event) -> None:
    """Tells of a comment: those it mentions that they are, and, when it is new, everybody who follows the record."""
    row = await tx.fetchrow(FIND_COMMENT, {"comment": event["comment"]})
    if row is None:
        return
    source = await _source(tx, apps, row["app_id"], row["form"])
    if source is None:
        return
    mentioned = sorted({*event["mentioned"]} - {row["author_id"]})
    following: Iterable[Record] = ()
    if not event.get("is_edit"):
        values = {
            "app": row["app_id"],
            "form": row["form"],
            "id": row["record_id"],
            "actor": row["author_id"],
        }
        following = await tx.fetch(of_comment(source), values)
    kinds = {each["person_id"]: "comment" for each in following} | dict.fromkeys(mentioned, "mention")
    await tell_of_comment(tx, row, sorted(kinds.items()))
    await tell(tx, kinds, NEWS, {})


async def _source(tx: Tx, apps: PublishedApps, app: int, form: str) -> Source | None:
    """The form as it is published now; None when it is gone."""
    version = await current_version(tx, app)
    if version is None:
        return None
    published = await apps.of(tx, app, version)
    found = published.schema.forms.get(form)
    return None if found is None else Source(app, found)


def _told(row: Record) -> Told:
    actors = [number for number in row["actors"] if number is not None]
    return Told(row["person_id"], row["kind"], row["record_id"], actors, sorted(row["fields"]), row["at"])


def _apart(told: Iterable[Told]) -> tuple[list[Told], list[list[Told]]]:
    """What is told one by one, and what is told together: many records of one kind of news to one person."""
    alike: dict[tuple[int, str], list[Told]] = {}
    for each in told:
        alike.setdefault((each.person, each.kind), []).append(each)
    few = [each for some in alike.values() if len(some) <= FEW for each in some]
    return few, [some for some in alike.values() if len(some) > FEW]


def _line(told: Told) -> dict[str, object]:
    return {
        "person_id": told.person,
        "kind": told.kind,
        "actors": told.actors,
        "fields": told.fields,
        "at": told.at.isoformat(),
    }


def _summary(told: Sequence[Told]) -> dict[str, object]:
    """One line of many: everybody who had a hand in it, every field that changed on some of the records."""
    first = told[0]
    return {
        "person_id": first.person,
        "kind": first.kind,
        "actors": sorted({actor for each in told for actor in each.actors}),
        "fields": sorted({field for each in told for field in each.fields}),
        "at": max(each.at for each in told).isoformat(),
        "records": sorted(each.record for each in told)[:MOST_KEPT],
    }
