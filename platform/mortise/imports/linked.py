"""Records that rows link to by a title that nobody bears yet: made along with the rows, where the person may."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from engines.form.field import Field, Names
from engines.form.wording import texts as said
from engines.issues import Issue, has_errors, pointer
from mortise.access.context import Context
from mortise.db.statements import Statement
from mortise.imports.checking import Checker, Column
from mortise.imports.set_checks import check_scope, check_unique
from mortise.imports.staging import CHUNK, CellTable, RecordTable
from mortise.jobs.work import Work
from mortise.records.access import Door
from mortise.records.answers import find_answers
from mortise.records.new_record import stamps
from mortise.records.numbers import is_numbered
from mortise.records.taking_in import ROUNDS

PART: Final = "linked_"


@dataclass(frozen=True, slots=True)
class Linked:
    """New records of the form behind a link, which wait in a table of their own."""

    field: str
    door: Door
    records: RecordTable


def title_field(context: Context, form: str) -> Field | None:
    """The field that alone makes a record of the form, where the person may make one."""
    target = context.app.schema.forms[form]
    rights = context.rights.form(form)
    key = target.definition.title_field
    if "create" not in rights.actions or key is None or is_numbered(target):
        return None
    field = target.fields[key]
    is_free = not field.computed and rights.field(key).access == "write" and len(field.columns()) > 0
    return field if is_free else None


def check_linked(context: Context, door: Door, keys: Sequence[str], written: Sequence[str]) -> list[Issue]:
    """Why records cannot be made for those links."""
    issues = []
    for place, key in enumerate(keys):
        field = door.form.fields.get(key)
        end = None if field is None or key not in written else field.link()
        is_filtered = f"fields/{key}/filter" in door.form.expressions
        if field is None or end is None or is_filtered or title_field(context, end.form) is None:
            params = {"field": said(field.label) if field is not None and key in written else key}
            issues.append(Issue("import_cannot_make_linked", pointer("create_linked", place), params))
    return issues


async def make_linked(
    work: Work, number: int, context: Context, column: Column, cells: CellTable
) -> tuple[Column, Linked]:
    """Takes in a record for every text of the column that names none; the column with the ids that they will have."""
    end = column.field.link()
    own = None if end is None else title_field(context, end.form)
    if end is None or own is None:
        raise LookupError(f"{column.field.key} makes no records")
    form = context.app.schema.forms[end.form]
    records = RecordTable(number, form.table, f"{PART}{column.place}", stamps(context))
    async with work.transaction() as tx:
        await records.make(tx)
    source = f"form:{end.form}"
    async with work.database.read() as reader:
        texts = [row["text"] for row in await reader.fetch(Statement(cells.distinct(column.place)))]
        if column.asked is not None:
            await column.asked.ask(reader, context, texts)
    known = column.names.ids.get(source, {})
    missing = sorted(text for text in texts if text not in known)
    checker = Checker(context, form, [Column(0, column.header, own, Names())])
    for start in range(0, len(missing), CHUNK):
        chunk = list(enumerate(missing[start : start + CHUNK], start))
        read = await asyncio.to_thread(checker.read, [(place, [text]) for place, text in chunk])
        for _ in range(ROUNDS):
            made, questions = await asyncio.to_thread(checker.check, read, {})
            if not questions:
                break
            async with work.database.read() as reader:
                checker.answers.update((await find_answers(reader, context, questions, {})).answers)
        async with work.transaction() as tx:
            await records.add(tx, [each.staged(context, form) for each in made])
    table = records.table
    own_door = Door(form, context.rights.form(end.form))
    async with work.database.read() as reader:
        await check_unique(reader, own_door, records, checker)
        await check_scope(reader, context, own_door, records, checker, "create")
        staged = await reader.fetch(Statement(sa.select(table.c.row, table.c.id)))
    ids = {**known, **{missing[row["row"]]: [row["id"]] for row in staged}}
    refused = {missing[issue.row]: issue.issue for issue in checker.taken() if has_errors([issue.issue])}
    told = {text: Issue(issue.code, params=issue.params) for text, issue in refused.items()}
    names = Names(ids={source: ids})
    column = Column(column.place, column.header, column.field, names, column.is_written, told)
    return column, Linked(column.field.key, own_door, records)


def without_unused(linked: Linked, records: RecordTable) -> sa.Delete:
    """Leaves out what only rows with mistakes link to."""
    table, column = linked.records.table, records.table.c[linked.field]
    used = sa.exists().where(column == table.c.id)
    return sa.delete(table).where(~used)
