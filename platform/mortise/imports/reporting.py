"""How an import went, as its own person reads it: with no more of records than that person may see by then."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import Statement
from mortise.db.transaction import Reader
from mortise.imports.batches import READ, READ_TOGETHER, shown
from mortise.imports.starting import KIND
from mortise.jobs.standing import NOT_THERE, standing
from mortise.records.access import Door

AT_WORK: Final = frozenset({"staged", "checking", "applying", "undoing"})
COUNTS: Final = ("new", "changed", "unchanged", "bad", "updated", "linked")
IDS: Final = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger()))


async def report(
    reader: Reader, context: Context, number: int, form: str | None = None
) -> dict[str, object] | None:
    """How far the import is and what came of it; None when it is not the person's own. `form`: the one that it must
    go into."""
    row = await reader.fetchrow(READ, {"id": number})
    if (
        row is None
        or (row["app_id"], row["person_id"]) != (context.app.id, context.principal.person)
        or row["form"] != (form or row["form"])
    ):
        return None
    sheets = await reader.fetch(READ_TOGETHER, {"id": number}) if row["leader_id"] is None else []
    told = await _told(reader, context, row)
    if len(sheets) > 1:
        others = [await _told(reader, context, each) for each in sheets[1:]]
        told = {**told, "sheets": [told, *others]}
    return told


async def _told(reader: Reader, context: Context, row: Record) -> dict[str, Any]:
    """One import, of a workbook one sheet of it."""
    outcome = row["outcome"]
    job = await standing(reader, KIND, {"batch": row["id"]}) if row["state"] in AT_WORK else NOT_THERE
    return {
        "id": row["id"],
        "form": row["form"] or None,
        "state": row["state"],
        "file_name": row["file_name"],
        "sheet": row["mapping"].get("sheet"),
        "leader": row["leader_id"],
        "sheets": [],
        "total": row["total"],
        "done": row["done"],
        "attempts": job.attempts,
        "is_waiting": job.is_waiting,
        "created": row["created"],
        **{name: outcome.get(name, 0) for name in COUNTS},
        "batch": outcome.get("batch"),
        "undo": await _undone(reader, context, outcome.get("undo")),
        "has_bad_rows": bool(outcome.get("bad")),
        "issues": [shown(issue, context.locale) for issue in row["issues"]],
        "issue_count": row["issue_count"],
        "created_at": row["created_at"],
        "finished_at": row["finished_at"],
    }


async def _undone(
    reader: Reader, context: Context, told: Mapping[str, Any] | None
) -> Mapping[str, object] | None:
    """What taking the import back did, with the records that stay as far as they may be seen now."""
    if told is None:
        return None
    rows: Sequence[Mapping[str, Any]] = told["rows"]
    titles: dict[tuple[str, int], str | None] = {}
    for form in sorted({row["form"] for row in rows} & context.app.schema.forms.keys()):
        door = Door(context.app.schema.forms[form], context.rights.form(form))
        table = door.form.table
        select = sa.select(table.c.id, door.rights.title(table).label("title")).where(
            table.c.id == sa.any_(IDS),
            door.rows("view", table),
            sa.or_(table.c.deleted_at.is_(None), door.rows("delete", table)),
        )
        ids = [row["id"] for row in rows if row["form"] == form]
        for found in await reader.fetch(Statement(select), {**context.binds, "ids": ids}):
            titles[form, found["id"]] = found["title"]
    named = [(row, (row["form"], row["id"])) for row in rows]
    return {**told, "rows": [{**row, "title": titles[place]} for row, place in named if place in titles]}
