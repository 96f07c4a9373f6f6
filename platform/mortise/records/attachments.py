"""Files of records: who may read them, and which of them a save may take."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from engines.form.compiled import Form, SubTable
from engines.form.files import StoredFile
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader, Tx
from mortise.errors import Invalid, NotFound
from mortise.files.rows import FileRow, Place, copy_files, find_files
from mortise.records.access import Door, open_form
from mortise.records.facts import NO_FILES
from mortise.records.selection import is_read

STATEMENTS: Final = StatementCache()
IDS: Final = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger()))

Values = Mapping[str, object]
Named = tuple[str, StoredFile]
"""A file with the field that names it: `photo`, or `lines.photo` in a row."""


@lru_cache(maxsize=2000)
def file_fields(source: Form | SubTable) -> tuple[str, ...]:
    """The fields whose values are files."""
    return tuple(key for key, field in source.fields.items() if field.holds_files())


@lru_cache(maxsize=2000)
def has_files(form: Form) -> bool:
    """Whether records of the form, or their rows, may hold files."""
    return bool(file_fields(form)) or any(file_fields(sub) for sub in form.sub_tables.values())


def named_files(form: Form, values: Values | None) -> Iterator[Named]:
    """Every file that values name."""
    if values is None:
        return
    for key in file_fields(form):
        yield from ((key, file) for file in _files(values.get(key)))
    for name, sub in form.sub_tables.items():
        for key in file_fields(sub):
            for row in _rows(values.get(name)):
                yield from ((f"{name}.{key}", file) for file in _files(row.get(key)))


def _files(value: object) -> Iterator[StoredFile]:
    yield from (file for file in value if isinstance(file, StoredFile)) if isinstance(value, tuple) else ()


def _rows(value: object) -> Iterator[Values]:
    yield from value if isinstance(value, (list, tuple)) else ()


async def files_to_take(
    reader: Reader, context: Context, form: Form, before: Values | None, values: Values
) -> Mapping[int, StoredFile]:
    """Those of the named files that the record may take or has: its own, those that the person sent, and, looked at
    only, those of records from which they would be copied."""
    if not has_files(form):
        return NO_FILES
    kept = list(named_files(form, before))
    # What a field holds already may stand in another row of it, whatever the rules say by now.
    known = {file.id: replace(file, is_picture=True) for _, file in kept}
    places = {(name, file.id) for name, file in kept}
    wanted = {file.id for name, file in named_files(form, values) if (name, file.id) not in places}
    if not wanted:
        return known
    found = await find_files(reader, wanted)
    loose = [row for row in found if is_loose(row, context)]
    foreign = [] if isinstance(reader, Tx) else await readable_files(reader, context, found)
    return known | {row.file.id: row.file for row in (*loose, *foreign)}


async def with_own_files(
    tx: Tx, context: Context, form: Form, before: Values | None, values: Values
) -> Values:
    """The values with copies in the place of files that belong elsewhere, when the person may read them there: a file
    has one place only."""
    if not has_files(form):
        return values
    kept = {(name, file.id) for name, file in named_files(form, before)}
    named = [(name, file.id) for name, file in named_files(form, values) if (name, file.id) not in kept]
    if not named:
        return values
    _refuse_twice(named)
    found = await find_files(tx, {number for _, number in named})
    foreign = await readable_files(tx, context, found)
    if not foreign:
        return values
    asked = sorted({row.file.id for row in foreign})
    copies = await copy_files(tx, context.principal.person, asked)
    return with_copies(form, values, kept, dict(zip(asked, copies, strict=True)))


def _refuse_twice(named: Iterable[tuple[str, int]]) -> None:
    """Raises where one file is to belong to several places."""
    seen: set[int] = set()
    issues = []
    for name, number in named:
        if number in seen:
            issues.append(Issue("file_twice", pointer(name.partition(".")[0])))
        seen.add(number)
    if issues:
        raise Invalid(issues)


def with_copies(form: Form, values: Values, kept: set[tuple[str, int]], copies: Mapping[int, int]) -> Values:
    """The values with copies, from id to the copy's id, in the place of files other than those that are kept."""

    def own(name: str, value: object) -> object:
        if not isinstance(value, tuple):
            return value
        return tuple(
            StoredFile(copies[file.id], "", 0, "")
            if (name, file.id) not in kept and file.id in copies
            else file
            for file in value
        )

    changed = dict(values)
    for key in file_fields(form):
        if key in changed:
            changed[key] = own(key, changed[key])
    for name, sub in form.sub_tables.items():
        keys = file_fields(sub)
        if keys and name in changed:
            changed[name] = tuple(
                {**row, **{key: own(f"{name}.{key}", row[key]) for key in keys if key in row}}
                for row in _rows(changed[name])
            )
    return changed


def is_loose(row: FileRow, context: Context) -> bool:
    """Whether the file is the person's and belongs nowhere yet."""
    return row.is_loose and row.uploaded_by == context.principal.person


async def readable_files(reader: Reader, context: Context, rows: Iterable[FileRow]) -> list[FileRow]:
    """Those of the application's files that the person may read where they belong, by one statement for each field."""
    places: dict[tuple[str, str], list[FileRow]] = {}
    for row in rows:
        if row.place is not None and row.app == context.app.id:
            places.setdefault((row.place.form, row.place.field), []).append(row)
    readable: list[FileRow] = []
    for (form, field), several in sorted(places.items()):
        records = {row.place.record for row in several if row.place is not None}
        seen = await _readable(reader, context, form, field, records)
        readable += [row for row in several if row.place is not None and row.place.record in seen]
    return readable


async def may_read_file(reader: Reader, context: Context, place: Place) -> bool:
    """Whether the person may now see the record that a file belongs to, and read the field that holds it."""
    return place.record in await _readable(reader, context, place.form, place.field, {place.record})


async def _readable(
    reader: Reader, context: Context, form: str, field: str, records: Iterable[int]
) -> frozenset[int]:
    """The records of which the person may read the field."""
    try:
        door = open_form(context, form)
    except NotFound:
        return frozenset()
    statement = STATEMENTS.get((context.rights, form, field), lambda: readable_records(door, field))
    rows = await reader.fetch(statement, {**context.binds, "ids": sorted(records)})
    return frozenset(row["id"] for row in rows)


def readable_records(door: Door, field: str) -> sa.Select[Any]:
    """Those of the records bound as `ids` on which the field may be read. One in the recycle bin is seen by who may
    delete it."""
    table = door.form.table
    if not is_read(door.rights, field):
        return sa.select(table.c.id).where(sa.false(), table.c.id == sa.any_(IDS))
    condition = door.rights.filter_condition(field, table)
    seen_deleted = sa.and_(table.c.deleted_at.is_not(None), door.rows("delete", table))
    return sa.select(table.c.id).where(
        table.c.id == sa.any_(IDS),
        door.rows("view", table),
        sa.or_(table.c.deleted_at.is_(None), seen_deleted),
        sa.true() if condition is None else condition,
    )
