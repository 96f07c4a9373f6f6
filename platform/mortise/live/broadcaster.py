"""The broadcaster of a process: it looks for news while streams are open, and tells each of them what it may know."""

import asyncio
import contextvars
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Final

import asyncpg
import structlog

from mortise.db.database import Database
from mortise.db.transaction import Reader
from mortise.definitions.published import PublishedApps
from mortise.errors import Busy
from mortise.identity.principal import Principal
from mortise.identity.resolution import Principals
from mortise.live.news import Audience, Frames, audience_of, by_form, tell_people, tell_records, this_moment
from mortise.live.position import Mark, Position, PositionSeal
from mortise.live.stream import Stream, frame
from mortise.live.tail import NOWHERE, Entry, Look, Proofs, look

LOG: Final = structlog.get_logger("mortise.live")

BUSY_SECONDS: Final = 0.25
"""How soon another look follows one that found something."""
IDLE_SECONDS: Final = 1.0
"""How soon one follows where nothing happens."""
SLOWER: Final = 1.5

MOST_STREAMS: Final = 2_000
MOST_OF_PERSON: Final = 30
MOST_OF_PROOF: Final = 10
"""Streams of one session or token; the oldest gives way to another."""

KEPT_SECONDS: Final = 300
"""For how long one may come back and be told what happened meanwhile."""
MOST_KEPT: Final = 20_000
"""Changes that are kept for those who come back."""

MOST_FAILURES: Final = 3
AWAY: Final = (Busy, OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError)
"""What says no more than that the database does not answer."""

RESET: Final = frame("reset", {})
LONG_AGO: Final = Position(0, 0)
"""A position from which nothing can be told again."""

Versions = Mapping[int, tuple[str, int]]
"""Key and published version of each application."""


class Broadcaster:
    """Streams come and go; the look at the database is one for all of them, and ends with the last."""

    def __init__(
        self, database: Database, principals: Principals, apps: PublishedApps, seal: PositionSeal
    ) -> None:
        self._database = database
        self._principals = principals
        self._apps = apps
        self._seal = seal
        self._streams: list[Stream] = []
        self._mark: Mark | None = None
        self._floor = 0
        self._kept: deque[Entry] = deque()
        self._versions: Versions = {}
        self._failures = 0
        self._task: asyncio.Task[None] | None = None
        self._asked = asyncio.Event()

    @property
    def streams(self) -> Sequence[Stream]:
        """Every stream that is open or about to be, the oldest first."""
        return tuple(self._streams)

    # Coming and going -----------------------------------------------------------------------------------------

    def join(self, proof: bytes | int, principal: Principal, after: str | None) -> Stream:
        """A stream for who proved to be this person; Busy where the process has as many as it can hold."""
        if len(self._streams) >= MOST_STREAMS:
            raise Busy(headers={"Retry-After": "30"})
        position = None if after is None else self._seal.open(after, principal.person)
        if after is not None and position is None:
            position = LONG_AGO
        stream = Stream(proof, principal, position)
        self._make_room([each for each in self._streams if each.proof == proof], MOST_OF_PROOF)
        same = [each for each in self._streams if each.principal.person == principal.person]
        self._make_room(same, MOST_OF_PERSON)
        self._streams.append(stream)
        self.hurry()
        return stream

    def _make_room(self, like: Sequence[Stream], most: int) -> None:
        for stream in like[: max(0, len(like) - most + 1)]:
            stream.end("replaced")
            self.leave(stream)

    def leave(self, stream: Stream) -> None:
        """Forgets a stream."""
        if stream in self._streams:
            self._streams.remove(stream)

    def keep_looking(self) -> None:
        """Begins to look, unless that is under way. Nothing that it does counts as the work of who asks."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), context=contextvars.Context())

    def hurry(self) -> None:
        """Has the next look made now."""
        self._asked.set()

    async def close(self) -> None:
        """Ends every stream, and the looking."""
        for stream in self.streams:
            stream.end("closing")
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def identify(self, stream: Stream) -> bytes:
        """Where the stream stands, as the line that browsers send back when they return."""
        floor = 0 if self._mark is None else self._mark.floor
        position = Position(floor, int(time.time()))
        return b"id: " + self._seal.seal(position, stream.principal.person).encode() + b"\n"

    # Looking --------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        pause = IDLE_SECONDS
        while self._streams:
            self._asked.clear()
            began = time.monotonic()
            pause = BUSY_SECONDS if await self._look_safely() else min(pause * SLOWER, IDLE_SECONDS)
            # However much there is to tell, half of the time belongs to others.
            lasting = time.monotonic() - began
            await asyncio.sleep(min(lasting, IDLE_SECONDS))
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._asked.wait()
        self._forget()

    async def _look_safely(self) -> bool:
        """A look of which a failure loses nothing: the next one begins where the last good one ended. News that fails
        again and again is given up, and everybody reads again."""
        try:
            found = await self.look()
        except AWAY as failed:
            LOG.warning("no look for news", error=f"{type(failed).__name__}: {failed}")
            return False
        except Exception as failed:
            LOG.exception("news could not be told", exc_info=failed)
            self._failures += 1
            if self._failures >= MOST_FAILURES:
                self._forget()
            return False
        self._failures = 0
        return found

    def _forget(self) -> None:
        self._mark = None
        self._kept.clear()
        self._failures = 0
        for stream in self._streams:
            if stream.after is not None:
                stream.after = LONG_AGO

    async def look(self) -> bool:
        """One look, and what follows from it; whether there was any news."""
        async with self._database.read() as reader:
            return await self._look(reader)

    async def _look(self, reader: Reader) -> bool:
        known = [stream for stream in self._streams if stream.has_begun]
        came = [stream for stream in self._streams if not stream.has_begun]
        mark = self._mark if self._mark is not None else await self._beginning(reader, came)
        found = await look(reader, mark, proofs_of([*known, *came]))
        known = [stream for stream in known if self._holds(stream, found.proofs)]
        came = [stream for stream in came if self._holds(stream, found.proofs)]
        frames: Frames = {}
        await self._renew(reader, [*known, *came], found.epoch, frames)
        await self._tell_versions(reader, known, found.versions, frames)
        if found.entries is None or self._mark is None:
            frames.update((stream, [RESET]) for stream in known)
        else:
            await self._tell(reader, known, found.entries, found.versions, frames)
        await self._welcome(reader, came, found, frames)
        self._settle(found)
        for stream in came:
            stream.has_begun = True
        for stream, contents in frames.items():
            *first, last = contents
            stream.push(b"".join(first) + self.identify(stream) + last)
        return bool(frames) or found.entries is None or bool(found.entries)

    async def _beginning(self, reader: Reader, came: Iterable[Stream]) -> Mark:
        """Where to begin when nobody was there: where the first one who comes back wants to go on from, or before all
        that is under way, so that what is given to those who begin now is a place to come back to."""
        since = int(time.time()) - KEPT_SECONDS
        floors = [each.after.floor for each in came if each.after is not None and each.after.at >= since]
        if not floors:
            floors = [(await look(reader, NOWHERE, proofs_of([]))).mark.floor]
        self._floor = min(floors)
        return Mark(self._floor)

    def _holds(self, stream: Stream, proofs: Proofs) -> bool:
        """Ends a stream whose proof holds no longer."""
        if stream.ended is None and stream.proof not in proofs.sessions and stream.proof not in proofs.tokens:
            stream.end("signed_out")
        if stream.ended is not None:
            self.leave(stream)
        return stream.ended is None

    async def _renew(self, reader: Reader, streams: Sequence[Stream], epoch: int, frames: Frames) -> None:
        """Lets everybody be who they are now. Whoever may see other things than before reads everything again."""
        outdated = [stream for stream in streams if stream.principal.rights_epoch != epoch]
        for person in {stream.principal.person for stream in outdated}:
            fresh = await self._principals.at(reader, person, epoch)
            for stream in outdated:
                if stream.principal.person == person:
                    was, scopes = stream.principal, stream.principal.token_scopes
                    stream.principal = fresh if scopes is None else fresh.through_token(scopes)
                    if stream.has_begun and differs(was, fresh):
                        frames[stream] = [RESET]

    # Telling --------------------------------------------------------------------------------------------------

    async def _tell_versions(
        self, reader: Reader, streams: Sequence[Stream], versions: Versions, frames: Frames
    ) -> None:
        for app_id, (key, version) in versions.items():
            if streams and self._versions.get(app_id) != (key, version):
                audience = await self._audience(reader, app_id, version, streams)
                for stream in audience.contexts:
                    frames.setdefault(stream, []).append(frame("app", {"app": key, "version": version}))

    async def _audience(
        self, reader: Reader, app_id: int, version: int, streams: Iterable[Stream]
    ) -> Audience:
        return audience_of(await self._apps.of(reader, app_id, version), streams, this_moment())

    async def _tell(
        self,
        reader: Reader,
        streams: Sequence[Stream],
        entries: Sequence[Entry],
        versions: Versions,
        frames: Frames,
    ) -> None:
        if not streams:
            return
        audiences: dict[int, Audience] = {}
        for (app_id, form), several in by_form(entries).items():
            if app_id not in versions:
                continue
            if app_id not in audiences:
                audiences[app_id] = await self._audience(reader, app_id, versions[app_id][1], streams)
            if form in audiences[app_id].app.schema.forms:
                await tell_records(reader, audiences[app_id], form, several, frames)
        tell_people(entries, streams, frames)

    async def _welcome(self, reader: Reader, came: Iterable[Stream], found: Look, frames: Frames) -> None:
        """Begins streams: one that comes back is told what happened meanwhile, or to read everything again."""
        since = int(time.time()) - KEPT_SECONDS
        for stream in came:
            frames[stream] = [frame("begin", {})]
            after = stream.after
            if after is None:
                continue
            if found.entries is None or after.floor < self._floor or after.at < since:
                frames[stream].append(RESET)
            else:
                missed = [each for each in (*self._kept, *found.entries) if each.transaction >= after.floor]
                await self._tell(reader, [stream], missed, found.versions, frames)

    def _settle(self, found: Look) -> None:
        """Keeps what was found for those who come back, and goes on from there."""
        self._mark, self._versions = found.mark, found.versions
        if found.entries is None:
            self._kept.clear()
            self._floor = found.mark.since
            return
        self._kept.extend(found.entries)
        size = sum(max(1, len(entry.ids)) for entry in self._kept)
        oldest = this_moment().timestamp() - KEPT_SECONDS
        while self._kept and (size > MOST_KEPT or self._kept[0].at.timestamp() < oldest):
            gone = self._kept.popleft()
            size -= max(1, len(gone.ids))
            self._floor = max(self._floor, gone.transaction + 1)


def proofs_of(streams: Iterable[Stream]) -> Proofs:
    """What these streams were opened with."""
    proofs = [stream.proof for stream in streams]
    return Proofs(
        frozenset(proof for proof in proofs if isinstance(proof, bytes)),
        frozenset(proof for proof in proofs if isinstance(proof, int)),
    )


def differs(was: Principal, now: Principal) -> bool:
    """Whether a person's rights may reach other things than before."""
    return (was.roles, was.is_administrator, was.closed_apps, repr(was.values)) != (
        now.roles,
        now.is_administrator,
        now.closed_apps,
        repr(now.values),
    )
