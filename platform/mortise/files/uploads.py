"""Taking a file in: content first, made to last; then its row."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

from engines.form.files import StoredFile
from mortise.db.database import Database
from mortise.db.failpoints import failpoint
from mortise.files.incoming import receiving
from mortise.files.media import media_of
from mortise.files.names import tidy_name, with_ending
from mortise.files.pictures import WHOLE, drawing
from mortise.files.rows import add_file
from mortise.files.store import Store, new_content


@dataclass(frozen=True, slots=True)
class Intake:
    """Where files come in: the database and the store that keep them, the folder in which they wait, and how large
    one may be."""

    database: Database
    store: Store
    folder: Path
    largest: int

    async def take(
        self, person: int, name: str, blocks: AsyncIterator[bytes], *, as_picture: bool
    ) -> StoredFile:
        """Keeps what comes in, whole or not at all. A picture is drawn anew: what it told beside what is seen, such as
        the place where it was taken, is not kept."""
        tidy = tidy_name(name)
        async with receiving(self.folder, blocks, self.largest) as received:
            media = media_of(received.head)
            if not as_picture:
                return await self._keep(person, received.path, StoredFile(0, tidy, received.size, media))
            async with drawing(received.path, media, self.folder, WHOLE) as drawn:
                named = with_ending(tidy, drawn.media)
                picture = StoredFile(
                    0, named, drawn.size, drawn.media, drawn.width, drawn.height, is_picture=True
                )
                return await self._keep(person, drawn.path, picture)

    async def _keep(self, person: int, path: Path, file: StoredFile) -> StoredFile:
        content = new_content()
        await self.store.keep(path, content)
        failpoint("files.row")
        try:
            async with self.database.transaction() as tx:
                number = await add_file(tx, person, file, content)
        except Exception:
            await self.store.delete([content])
            raise
        return replace(file, id=number)
