"""The rows of a file on their way: each chunk waits in the database, and is looked at while the next one is read."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence

from mortise.db.bulk import commit_unhurried
from mortise.db.failpoints import failpoint
from mortise.imports.batches import Batch, State, advance
from mortise.imports.checking import Cells
from mortise.imports.reading.process import Chunk, Reading
from mortise.imports.staging import CHUNK, CellTable, plain_text
from mortise.jobs.work import Work


class Arriving:
    """A file's rows. `total` are those that were read so far; `step` tells which state to show. Who writes for the
    import takes the `turn`, since the job's own row lets one transaction through at a time, and no connection is to
    wait for that."""

    def __init__(
        self, work: Work, batch: Batch, reading: Reading, cells: CellTable, step: Callable[[State], State]
    ) -> None:
        self.total = 0
        self.is_read = False
        self.turn = asyncio.Lock()
        self.cells = cells
        self._work = work
        self._batch = batch
        self._chunks = reading.chunks()
        self._step = step
        plan = batch.plan
        self._filled = [plain_text(each.text) or None for each in plan.filled]
        self._corrected: dict[int, dict[int, str | None]] = {}
        for each in plan.corrections:
            self._corrected.setdefault(each.row, {})[each.column] = plain_text(each.text) or None

    async def begin(self) -> None:
        """Makes the table in which the cells wait."""
        async with self._work.transaction() as tx:
            await self.cells.make(tx)

    async def stage(self) -> None:
        """Reads what is left of the file to its end."""
        while await self._next() is not None:
            pass

    async def rows(self, places: Sequence[int]) -> AsyncGenerator[list[Cells], None]:
        """Every row, some at a time: its number, and the cells of the columns that stand at `places`."""
        if self.is_read:
            after = 0
            while again := await self._read_again(after, places):
                after = again[-1][0]
                yield again
            return
        coming = asyncio.create_task(self._next())
        try:
            while (chunk := await coming) is not None:
                coming = asyncio.create_task(self._next())
                rows = await asyncio.to_thread(self._cells_of, chunk, places)
                for start in range(0, len(rows), CHUNK):
                    yield rows[start : start + CHUNK]
        finally:
            if not coming.done():
                coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)

    async def _next(self) -> Chunk | None:
        """The next rows, once they are in the database."""
        chunk = await anext(self._chunks, None)
        if chunk is None:
            await self._complete()
            self.is_read = True
            return None
        self.total += chunk.count
        async with self.turn, self._work.transaction() as tx:
            await commit_unhurried(tx)
            await self.cells.add(tx, chunk)
            await advance(tx, self._batch.id, self._step("staged"), total=self.total, done=0)
        failpoint("import.staged")
        return chunk

    async def _complete(self) -> None:
        plan = self._batch.plan
        if plan.filled or plan.corrections:
            async with self.turn, self._work.transaction() as tx:
                await self.cells.fill(tx, [each.text for each in plan.filled])
                await self.cells.correct(tx, plan.corrections)

    async def _read_again(self, after: int, places: Sequence[int]) -> list[Cells]:
        async with self._work.database.read() as reader:
            return [*await self.cells.chunk(reader, after, places)]

    def _cells_of(self, chunk: Chunk, places: Sequence[int]) -> list[Cells]:
        """The rows as the table has them in the end: with what is filled alike, and with corrections."""
        if not self._filled and not self._corrected:
            return [*chunk.rows(places)]
        found: list[Cells] = []
        for number, cells in chunk.rows(range(self.cells.given)):
            texts = dict(enumerate([*cells, *self._filled])) | self._corrected.get(number, {})
            found.append((number, [texts[place] for place in places]))
        return found
