"""Rows of the table of files: added with an upload, found for a download, taken by a record or a flow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.form.files import StoredFile
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import applications
from mortise.db.tables import files as tables
from mortise.db.tables.schema import NOW
from mortise.db.transaction import Reader, Tx
from mortise.files.refusals import TooManyLoose

file: Final = tables.file

KEPT_LOOSE: Final = timedelta(hours=24)
"""How long a file waits for the record that it is to belong to."""
MOST_LOOSE: Final = 500
MOST_LOOSE_BYTES: Final = 2 * 1024**3

IDS: Final = sa.bindparam("ids", type_=ARRAY(sa.BigInteger))
PERSON: Final = sa.bindparam("person", type_=sa.BigInteger)

ADD: Final = prepare(
    sa.insert(file)
    .values(
        {
            name: sa.bindparam(name)
            for name in ("name", "media", "size", "content", "is_picture", "width", "height", "uploaded_by")
        }
    )
    .returning(file.c.id)
)
LOOSE: Final = prepare(
    sa.select(
        sa.func.count().label("count"), sa.func.coalesce(sa.func.sum(file.c.size), 0).label("bytes")
    ).where(file.c.uploaded_by == PERSON, file.c.attached_at.is_(None))
)
FIND: Final = prepare(
    sa.select(file, applications.app.c.key.label("app"))
    .select_from(file.outerjoin(applications.app, applications.app.c.id == file.c.app_id))
    .where(file.c.id == sa.bindparam("id", type_=sa.BigInteger))
)
FIND_SEVERAL: Final = prepare(sa.select(file).where(file.c.id == sa.any_(IDS)).order_by(file.c.id))
LOCK_SEVERAL: Final = prepare(
    sa.select(file).where(file.c.id == sa.any_(IDS)).order_by(file.c.id).with_for_update()
)
COPIED: Final = ("name", "media", "size", "content", "is_picture", "width", "height")
WANTED: Final = (
    sa.func.unnest(IDS)
    .table_valued(sa.column("id", sa.BigInteger), with_ordinality="place")
    .render_derived(name="wanted")
)
COPY: Final = prepare(
    sa.insert(file)
    .from_select(
        [*COPIED, "uploaded_by"],
        sa.select(*(file.c[name] for name in COPIED), PERSON)
        .where(file.c.id == WANTED.c.id)
        .order_by(WANTED.c.place),
    )
    .returning(file.c.id)
)
TAKEN: Final = (
    sa.func.unnest(
        IDS,
        sa.bindparam("in_fields", type_=ARRAY(sa.Text)),
        sa.bindparam("in_records", type_=ARRAY(sa.BigInteger)),
    )
    .table_valued(
        sa.column("id", sa.BigInteger), sa.column("field", sa.Text), sa.column("record", sa.BigInteger)
    )
    .render_derived(name="taken")
)
ATTACH: Final = prepare(
    sa.update(file)
    .values(
        app_id=sa.bindparam("app", type_=sa.BigInteger),
        form=sa.bindparam("in_form", type_=sa.Text),
        record_id=TAKEN.c.record,
        field=TAKEN.c.field,
        attached_at=NOW,
    )
    .where(file.c.id == TAKEN.c.id, file.c.attached_at.is_(None), file.c.uploaded_by == PERSON)
)
SEND: Final = prepare(
    sa.update(file)
    .values(
        app_id=sa.bindparam("app", type_=sa.BigInteger),
        instance=sa.bindparam("in_flow", type_=sa.BigInteger),
        attached_at=NOW,
    )
    .where(file.c.id == sa.any_(IDS), file.c.attached_at.is_(None), file.c.uploaded_by == PERSON)
)


@dataclass(frozen=True, slots=True)
class Place:
    """The field of a record that a file belongs to; `lines.photo` is one of a sub-table."""

    form: str
    record: int
    field: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row: the file, what the store calls its content, who sent it, and where it belongs, if anywhere: to a record,
    or to the flow `instance`."""

    file: StoredFile
    content: str
    uploaded_by: int
    app: int | None
    place: Place | None
    instance: int | None
    app_key: str | None = None

    @property
    def is_loose(self) -> bool:
        """Whether it belongs nowhere yet."""
        return self.place is None and self.instance is None


def file_row(row: Record) -> FileRow:
    """The row as the host handles it."""
    place = None if row["record_id"] is None else Place(row["form"], row["record_id"], row["field"])
    known = StoredFile(
        row["id"], row["name"], row["size"], row["media"], row["width"], row["height"], row["is_picture"]
    )
    owner, app, instance = row["uploaded_by"], row["app_id"], row["instance"]
    return FileRow(known, row["content"], owner, app, place, instance, row.get("app"))


async def find_file(reader: Reader, number: int) -> FileRow | None:
    """The file of that id, with the key of its application."""
    row = await reader.fetchrow(FIND, {"id": number})
    return None if row is None else file_row(row)


async def find_files(reader: Reader, numbers: Iterable[int]) -> list[FileRow]:
    """The files of these ids; in a transaction they are locked, so that nobody else takes or sweeps them."""
    statement = LOCK_SEVERAL if isinstance(reader, Tx) else FIND_SEVERAL
    return [file_row(row) for row in await reader.fetch(statement, {"ids": sorted(set(numbers))})]


async def refuse_hoarding(reader: Reader, person: int) -> None:
    """Raises when much of what the person sent was never saved with a record."""
    row = await reader.fetchrow(LOOSE, {"person": person})
    if row is not None and (row["count"] >= MOST_LOOSE or row["bytes"] >= MOST_LOOSE_BYTES):
        raise TooManyLoose


async def add_file(tx: Tx, person: int, sent: StoredFile, content: str) -> int:
    """Adds a row that belongs to nobody but its uploader; its id."""
    values = {
        "name": sent.name,
        "media": sent.media,
        "size": sent.size,
        "content": content,
        "is_picture": sent.is_picture,
        "width": sent.width,
        "height": sent.height,
        "uploaded_by": person,
    }
    number = await tx.fetchval(ADD, values)
    return int(str(number))


async def copy_files(tx: Tx, person: int, numbers: Sequence[int]) -> list[int]:
    """Makes a loose copy of each of these files, in their order and of one that comes again another; the copies share
    the contents. Their ids."""
    rows = await tx.fetch(COPY, {"person": person, "ids": list(numbers)})
    return sorted(row["id"] for row in rows)


async def attach_files(tx: Tx, person: int, app: int, form: str, taken: Mapping[int, tuple[int, str]]) -> int:
    """Gives the person's loose files to fields of records, from id to record and field; how many there were to
    give."""
    values = {
        "app": app,
        "in_form": form,
        "ids": list(taken),
        "in_records": [record for record, _ in taken.values()],
        "in_fields": [field for _, field in taken.values()],
        "person": person,
    }
    return await tx.execute(ATTACH, values)


async def send_files(tx: Tx, person: int, app: int, instance: int, numbers: Sequence[int]) -> int:
    """Gives the person's loose files to a flow; how many there were to give."""
    return await tx.execute(SEND, {"app": app, "in_flow": instance, "ids": list(numbers), "person": person})
