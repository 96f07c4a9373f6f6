"""From what a look found to what each stream is told of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from engines.expression.clock import Clock
from mortise.access.context import Context
from mortise.access.form_rights import FormRights
from mortise.access.rights import rights_of
from mortise.db.transaction import Reader
from mortise.definitions.published import PublishedApp
from mortise.identity.calendar import calendar_of
from mortise.jobs.telling import TOLD
from mortise.live.steps import Change, read_changes
from mortise.live.stream import Stream, frame
from mortise.live.tail import Entry
from mortise.live.visibility import MOST_NAMED, ask_about, columns_read, seen_by

VIEW: Final = "view"

Frames = dict[Stream, list[bytes]]


@dataclass(frozen=True, slots=True)
class Audience:
    """The streams that one application is there for, each with what its person may do in it at this moment."""

    app: PublishedApp
    contexts: Mapping[Stream, Context]

    def of(self, form: str) -> dict[Stream, FormRights]:
        """Those who see some of a form's records."""
        found = {stream: context.rights.form(form) for stream, context in self.contexts.items()}
        return {stream: rights for stream, rights in found.items() if VIEW in rights.actions}


def audience_of(app: PublishedApp, streams: Iterable[Stream], now: datetime) -> Audience:
    """Whom an application is there for."""
    contexts = {}
    for stream in streams:
        principal = stream.principal
        rights = rights_of(app, principal)
        if not rights.is_nothing:
            company = principal.company
            clock = Clock(now, company.time_zone, calendar_of(company, now.year))
            contexts[stream] = Context(principal, app, rights, clock, principal.locale)
    return Audience(app, contexts)


def tell_people(entries: Iterable[Entry], streams: Iterable[Stream], frames: Frames) -> None:
    """News that names its people."""
    everybody = list(streams)
    for entry in entries:
        if entry.kind == TOLD and entry.news is not None:
            named, content = set(entry.news["people"]), frame(entry.news["topic"], entry.news["data"])
            for stream in everybody:
                if stream.principal.person in named:
                    frames.setdefault(stream, []).append(content)


async def tell_records(
    reader: Reader, audience: Audience, form: str, entries: Sequence[Entry], frames: Frames
) -> None:
    """What became of one form's records."""
    rights = audience.of(form)
    if not rights:
        return
    columns = frozenset[str]().union(*(columns_read(each) for each in set(rights.values())))
    app = audience.app
    changes = await read_changes(reader, app.schema.forms[form], app.id, entries, columns)
    if not changes:
        return
    question = ask_about(changes.values())
    alike: dict[FormRights, list[Stream]] = {}
    for stream, each in rights.items():
        alike.setdefault(each, []).append(stream)
    for each, streams in alike.items():
        answers = await seen_by(reader, each, question, [audience.contexts[stream] for stream in streams])
        contents: dict[int, bytes] = {}
        for stream, seen in zip(streams, answers, strict=True):
            if seen:
                # Whoever was given the same answer is told the same.
                if id(seen) not in contents:
                    contents[id(seen)] = records_frame(app.key, form, changes, seen)
                frames.setdefault(stream, []).append(contents[id(seen)])


def records_frame(app: str, form: str, changes: Mapping[int, Change], seen: Mapping[int, bool]) -> bytes:
    """The event that tells of some records of a form."""
    if len(seen) > MOST_NAMED:
        return frame("records", {"app": app, "form": form, "many": True})
    told = [told_of(changes[number], is_there) for number, is_there in sorted(seen.items())]
    return frame("records", {"app": app, "form": form, "changes": told})


def told_of(change: Change, is_there: bool) -> Mapping[str, object]:
    """One record's part of an event. Leaving a person's lists and being deleted look the same."""
    if not is_there:
        return {"id": change.id, "action": "delete"}
    action = "update" if change.action == "delete" else change.action
    if change.version is None:
        return {"id": change.id, "action": action}
    return {"id": change.id, "action": action, "version": change.version}


def by_form(entries: Iterable[Entry]) -> dict[tuple[int, str], list[Entry]]:
    """Entries about records, by application and form."""
    found: dict[tuple[int, str], list[Entry]] = {}
    for entry in entries:
        if entry.app_id is not None and entry.form:
            found.setdefault((entry.app_id, entry.form), []).append(entry)
    return found


def this_moment() -> datetime:
    """Now; one moment for a whole round, so that people with the same rights share their answers."""
    return datetime.now(UTC)
