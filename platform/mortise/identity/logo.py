"""The company's logo: one picture for light pages, another for dark ones, drawn anew as they come in and told to
everybody, also before they sign in."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool

from engines.issues import Issue
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables import setting
from mortise.db.transaction import Reader, Tx
from mortise.errors import Invalid, NotFound
from mortise.files.incoming import receiving
from mortise.files.media import media_of
from mortise.files.pictures import Drawn, Size, drawing
from mortise.files.store import Store, new_content
from mortise.files.sweeping import forget
from mortise.identity.changes import begin_change, log_change
from mortise.identity.company import LOGOS, Logo, Look, logo_of
from mortise.identity.company_settings import READ, WRITE

LARGEST: Final = 2 << 20
"""Bytes of a picture that is sent."""
SIZE: Final = Size(512, is_small=False)
TAKEN: Final = frozenset({"image/png", "image/jpeg", "image/webp"})

REMOVE: Final = prepare(sa.delete(setting).where(setting.c.key == sa.bindparam("logo", type_=sa.Text)))


async def read_logos(reader: Reader) -> Mapping[Look, Logo]:
    """The pictures that there are."""
    rows = await reader.fetch(READ, {"keys": list(LOGOS.values())})
    settings = {row["key"]: row["value"] for row in rows}
    found = {look: logo_of(settings, look) for look in LOGOS}
    return {look: logo for look, logo in found.items() if logo is not None}


async def take_logo(
    database: Database, store: Store, folder: Path, blocks: AsyncIterator[bytes], look: Look, actor: int
) -> None:
    """Keeps the picture that comes in, in place of the one that was there.

    Raises FileTooLarge, Invalid for what is no PNG, JPEG or WebP (an SVG may bear scripts), and NoPicture for what
    cannot be drawn."""
    async with receiving(folder, blocks, LARGEST) as received:
        media = media_of(received.head)
        if media not in TAKEN:
            raise Invalid([Issue("logo_kind", "/file")])
        async with drawing(received.path, media, folder, SIZE) as drawn:
            logo = await drawn_logo(drawn)
            await store.keep(drawn.path, logo.content)
            try:
                async with database.transaction() as tx:
                    await set_logo(tx, look, logo, actor)
            except Exception:
                await store.delete([logo.content])
                raise


async def drawn_logo(drawn: Drawn) -> Logo:
    """What is told of a picture that was drawn."""
    content = await run_in_threadpool(drawn.path.read_bytes)
    digest = hashlib.sha256(content).hexdigest()[:32]
    return Logo(new_content(), digest, drawn.media, drawn.size, drawn.width, drawn.height)


async def set_logo(tx: Tx, look: Look, logo: Logo, actor: int) -> None:
    """Makes a picture that is stored already the logo; the content of the one before it is forgotten."""
    await begin_change(tx)
    before = (await read_logos(tx)).get(look)
    await tx.execute(WRITE, {"key": LOGOS[look], "value": asdict(logo)})
    await log_logo(tx, look, before, logo, actor)


async def remove_logo(tx: Tx, look: Look, actor: int) -> None:
    """Takes the picture away again. Raises NotFound where there is none."""
    await begin_change(tx)
    before = (await read_logos(tx)).get(look)
    if before is None:
        raise NotFound
    await tx.execute(REMOVE, {"logo": LOGOS[look]})
    await log_logo(tx, look, before, None, actor)


async def log_logo(tx: Tx, look: Look, before: Logo | None, after: Logo | None, actor: int) -> None:
    """Notes the change, and asks for the content to be taken away that is a logo no longer."""
    key = LOGOS[look]
    old, new = ({key: logo and logo.digest} for logo in (before, after))
    await log_change(tx, "setting", 0, "update", actor, old, new)
    if before is not None:
        await forget(tx, [before.content])
