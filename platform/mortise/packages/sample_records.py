"""Sample records become real ones: read, completed and checked by the form engine, written by COPY."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import sqlalchemy as sa

from engines.form.compiled import Form
from engines.form.facts import Need, Question
from engines.form.field import Field
from engines.form.meaning import NO_NAMES
from engines.form.rows import parse_rows
from engines.form.submit import Submission, submit
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.statements import prepare
from mortise.db.tables.people import person
from mortise.db.transaction import Tx
from mortise.identity.first_start import SampleCompany
from mortise.packages.sample_rows import SampleRow
from mortise.packages.sample_writing import (
    NewRecord,
    computed_steps,
    reserve_ids,
    write_links,
    write_listed,
    write_records,
)
from mortise.publishing.filling import Filling
from mortise.records.answers import find_answers
from mortise.records.facts import facts_of
from mortise.records.numbers import next_numbers

PERSON: Final = "person"
DEPARTMENT: Final = "department"
FORM: Final = "form:"
ANY_STAGE: Final = frozenset({"gate_required", "gate_condition", "gate_unmet", "gate_unmet_told"})
"""What a record that began long ago has behind it."""
MOST_ROUNDS: Final = 20
"""How often the engine may ask for more before something is wrong with us."""

MAIN_DEPARTMENTS: Final = prepare(
    sa.select(person.c.id, person.c.main_department_id).where(
        person.c.id == sa.any_(sa.bindparam("people", type_=sa.ARRAY(sa.BigInteger)))
    )
)


@dataclass(slots=True)
class Entry:
    """A sample row on its way to a record."""

    row: SampleRow
    id: int
    given: dict[str, object] = field(default_factory=dict)
    submission: Submission | None = None


@dataclass(slots=True)
class Known:
    """The ids behind the names of a sample: of people, departments and rows of forms."""

    company: SampleCompany
    rows: dict[str, dict[str, int]] = field(default_factory=dict)

    def id_of(self, source: str, name: object) -> int | None:
        """The id that a name of the sample stands for."""
        if source == PERSON:
            return self.company.people.get(str(name))
        if source == DEPARTMENT:
            return self.company.departments.get(str(name))
        return self.rows.get(source.removeprefix(FORM), {}).get(str(name))


async def load_records(
    tx: Tx, context: Context, files: Mapping[str, Sequence[SampleRow]], company: SampleCompany
) -> tuple[Issue, ...]:
    """Writes the rows of every form; issues forbid all of it, and the caller gives the transaction up."""
    forms = context.app.schema.forms
    order = in_link_order([forms[key] for key in files])
    known = Known(company)
    entries: dict[str, list[Entry]] = {}
    for form in order:
        ids = await reserve_ids(tx, form.table, len(files[form.key]))
        entries[form.key] = [Entry(row, number) for row, number in zip(files[form.key], ids, strict=True)]
        known.rows[form.key] = {
            entry.row.id: entry.id for entry in entries[form.key] if entry.row.id is not None
        }
    issues: list[Issue] = []
    for form in order:
        for entry in entries[form.key]:
            entry.given, found = read_entry(form, entry.row, known)
            issues += found
    if issues:
        return tuple(issues)
    departments = await main_departments(tx, company)
    written: set[str] = set()
    waiting: list[tuple[Form, str]] = []
    for form in order:
        issues += await complete(tx, context, form, entries[form.key])
        if issues:
            return tuple(issues)
        # A link to records that come later waits for them; within one form they are written together.
        late = frozenset(key for key, target in form.links.items() if target not in written | {form.key})
        records = [new_record(entry, known, departments) for entry in entries[form.key]]
        await write_records(tx, context, form, records, late)
        written.add(form.key)
        waiting += ((form, key) for key in sorted(late))
    for form, key in waiting:
        links = {
            entry.id: target for entry in entries[form.key] if isinstance(target := entry.given.get(key), int)
        }
        await write_links(tx, form, key, links)
    for form in order:
        await write_listed(tx, form, {entry.id: entry.given for entry in entries[form.key]})
    filling = Filling(context.app.schema, context.clock, facts_of(context, {}))
    await filling.all(tx, list(computed_steps(context)))
    return ()


async def main_departments(tx: Tx, company: SampleCompany) -> Mapping[int, int | None]:
    """The main department of each person of the sample, which stamps the records they own."""
    rows = await tx.fetch(MAIN_DEPARTMENTS, {"people": sorted(company.people.values())})
    return {row["id"]: row["main_department_id"] for row in rows}


def new_record(entry: Entry, known: Known, departments: Mapping[int, int | None]) -> NewRecord:
    """A completed entry as it is written."""
    if entry.submission is None:
        raise LookupError("an entry that was not completed")
    owner = None if entry.row.owner is None else known.company.people[entry.row.owner]
    department = None if owner is None else departments.get(owner)
    return NewRecord(entry.id, owner, department, entry.row.created_at, entry.submission)


def in_link_order(forms: Sequence[Form]) -> list[Form]:
    """The forms, each behind those that its rows lead to, and behind those that its links lead to as far as there is no
    circle."""
    own, rows = dict[str, set[str]](), dict[str, set[str]]()
    for form in forms:
        own[form.key] = set(form.links.values()) - {form.key}
        rows[form.key] = {to for table in form.sub_tables.values() for to in table.leads.values()} - {
            form.key
        }
    ordered: list[Form] = []
    left = list(forms)
    while left:
        coming = {form.key for form in left}
        following = min(left, key=lambda form: (len(rows[form.key] & coming), len(own[form.key] & coming)))
        ordered.append(following)
        left.remove(following)
    return ordered


def read_entry(form: Form, row: SampleRow, known: Known) -> tuple[dict[str, object], list[Issue]]:
    """The typed values of a row, and what is wrong with it."""
    values: dict[str, object] = {}
    issues: list[Issue] = []
    if row.owner is not None and row.owner not in known.company.people:
        issues.append(Issue("sample_reference_unknown", f"{row.place}/owner", {"given": row.owner}))
    for key, raw in row.values.items():
        item = form.fields.get(key)
        if item is None:
            params = {"key": key, "form": form.key}
            issues.append(Issue("field_unknown", row.place + pointer(key), params))
            continue
        value, found = read_value(item, raw, known, is_text=row.is_text)
        issues += (issue.under(row.place + pointer(key)) for issue in found)
        values[key] = value
    return values, issues


def read_value(item: Field, raw: object, known: Known, *, is_text: bool) -> tuple[object, Sequence[Issue]]:
    """The typed value of a field; names of the sample become ids."""
    rows = item.row_fields()
    if rows is not None:
        inner = {field.key: field for field in rows}
        cells, issues = list[object](), list[Issue]()
        for number, cell in enumerate(raw if isinstance(raw, list) else [raw]):
            row, found = (named_row(inner, cell, known)) if isinstance(cell, Mapping) else (cell, ())
            issues += (issue.under(pointer(number)) for issue in found)
            cells.append(row)
        typed, problems = parse_rows(rows, cells, item.row_limits())
        return typed, (*issues, *problems)
    named, unknown = with_ids(item, raw, known)
    if unknown is not None:
        return None, (unknown,)
    is_cell = is_text and named is raw and isinstance(raw, str)
    value = item.parse_text(str(raw), NO_NAMES) if is_cell else item.parse(named)
    return (None, (value,)) if isinstance(value, Issue) else (value, ())


def named_row(
    fields: Mapping[str, Field], raw: Mapping[str, object], known: Known
) -> tuple[dict[str, object], Sequence[Issue]]:
    """A row of a sub-table with ids for names."""
    row: dict[str, object] = {}
    issues: list[Issue] = []
    for key, value in raw.items():
        named, unknown = with_ids(fields[key], value, known) if key in fields else (value, None)
        row[key] = named
        if unknown is not None:
            issues.append(unknown.under(pointer(key)))
    return row, issues


def with_ids(item: Field, raw: object, known: Known) -> tuple[object, Issue | None]:
    """A value in which names of the sample are ids, or the name that the sample does not have."""
    source = item.meaning.source
    if source is None or raw is None:
        return raw, None
    names = raw if isinstance(raw, list) else [raw]
    ids = [known.id_of(source, name) for name in names]
    if None in ids:
        return None, Issue("sample_reference_unknown", "", {"given": str(names[ids.index(None)])[:100]})
    return (ids if isinstance(raw, list) else ids[0]), None


async def complete(tx: Tx, context: Context, form: Form, entries: Sequence[Entry]) -> list[Issue]:
    """Lets the form engine complete and check the entries of a form; what it asks is answered for all at once."""
    await give_numbers(tx, context, form, entries)
    answers: dict[Question, object] = {}
    waiting = list(entries)
    for _ in range(MOST_ROUNDS):
        facts = facts_of(context, answers)
        questions: set[Question] = set()
        still: list[Entry] = []
        for entry in waiting:
            result = submit(form, None, entry.given, facts, context.clock)
            if isinstance(result, Need):
                questions |= result.questions
                still.append(entry)
            else:
                entry.submission = result
        waiting = still
        if not waiting:
            break
        answers |= (await find_answers(tx, context, questions, {})).answers
    else:
        raise RuntimeError(f"the form {form.key} asks without end")
    return [
        issue.under(entry.row.place)
        for entry in entries
        if entry.submission is not None
        for issue in entry.submission.issues
        if issue.severity == "error" and issue.code not in ANY_STAGE
    ]


async def give_numbers(tx: Tx, context: Context, form: Form, entries: Sequence[Entry]) -> None:
    """Gives automatic numbers, counted within the period in which each record was created."""
    numberings = {key: item.numbering() for key, item in form.fields.items()}
    periods: dict[tuple[str, ...], list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.row.created_at, entry.id)):
        day = entry.row.created_at.astimezone(context.clock.time_zone).date()
        period = tuple(numbering.scope(day) for numbering in numberings.values() if numbering is not None)
        if period:
            periods.setdefault(period, []).append(entry)
    for within in periods.values():
        then = replace(context, clock=replace(context.clock, now=within[0].row.created_at))
        for key, numbers in (await next_numbers(tx, then, form, len(within))).items():
            for entry, number in zip(within, numbers, strict=True):
                entry.given.setdefault(key, number)
