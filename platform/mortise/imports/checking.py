"""Rows of a file taken in through the form engine, a chunk at a time: the records that they make, or what is wrong."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as member
from datetime import datetime, time, timedelta
from typing import Any, Final

from engines.expression.types import DATE, DATETIME
from engines.form.compiled import Form
from engines.form.facts import Need, Question
from engines.form.field import Field, Names
from engines.form.submit import Submission, submit
from engines.form.system import OWNER
from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.imports.batches import CellIssue
from mortise.imports.faulty import fault_of
from mortise.imports.names import NamesAsked
from mortise.imports.owners import UNSTAMPED, Owners, Stamps
from mortise.imports.plans import Mode
from mortise.imports.reading.faults import seen
from mortise.imports.staging import Staged
from mortise.records.facts import facts_of
from mortise.records.held import issue_of
from mortise.records.new_record import (
    field_columns,
    filled_columns,
    log_values,
    new_log,
    stamps,
    title_columns,
)
from mortise.records.taking_in import gathered

MOST_KEPT_TEXTS: Final = 5_000
"""Texts of a column whose values are kept, in case they come again."""
UNREAD: Final = object()

SERIAL: Final = re.compile(r"\d{4,6}(\.\d+)?")
"""A day as spreadsheets count it, when its cell lost the look of a date."""
FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet's days have no zone
LAST_SERIAL: Final = 2_958_466

Cells = tuple[int, Sequence[str | None]]
"""A row's number and its cells, in the order of the columns that are brought in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file that fills a field. `place` is where it stands; `is_written` is False for one that only
    tells which record is meant; `refused` are names of which no record can be made; `asked` finds out what texts
    name that are still to come."""

    place: int
    header: str
    field: Field
    names: Names
    is_written: bool = True
    refused: Mapping[str, Issue] = member(default_factory=dict)
    asked: NamesAsked | None = None


@dataclass(frozen=True, slots=True)
class Existing:
    """A record that a row may change."""

    id: int
    version: int
    values: Mapping[str, object]
    columns: Mapping[str, object]
    may_be_changed: bool
    hold: Mapping[str, Any] | None = None
    """The flow that keeps it as it is, if one does."""
    may_be_handed_over: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A row whose cells were read: typed values by field, and what is wrong with the others."""

    row: int
    cells: Sequence[str | None]
    values: Mapping[str, object]
    issues: Sequence[Issue]
    key: object
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a row comes to: a new record, or a change of one. `stamps` are whose it is, where the row decides that."""

    row: int
    before: Existing | None
    submission: Submission
    stamps: Stamps = member(default_factory=dict)

    def staged(self, context: Context, form: Form) -> Staged:
        """The record as it waits for all others."""
        result, before = self.submission, self.before
        if before is None:
            log = new_log(form, result, {**stamps(context), **self.stamps})
            columns = {**filled_columns(form, result), **self.stamps}
            return self.row, True, None, None, log, None, None, columns
        written = {**field_columns(form, result), **self.stamps}
        if result.title != before.values["title"]:
            written.update(title_columns(result.title))
        written.update(updated_at=context.clock.now, updated_by=context.principal.person)
        stamped = [key for key, value in self.stamps.items() if value != before.values[key]]
        old = log_values(
            form,
            {key: before.values.get(key) for key in result.values},
            {key: before.values[key] for key in stamped},
        )
        new = log_values(form, result.values, {key: self.stamps[key] for key in stamped})
        columns = {**before.columns, **written}
        return self.row, False, list(written), old, new, before.id, before.version, columns


@dataclass
class Checker:
    """Takes rows in. Texts that come again are read once.

    `numbers` give the automatic numbers of the records that will be new by their place, of which `used` are taken."""

    context: Context
    form: Form
    columns: Sequence[Column]
    mode: Mode = "create"
    key: str | None = None
    owners: Owners | None = None
    """Who can own records, where a column names the owners."""
    numbers: Mapping[str, Callable[[int], str]] = member(default_factory=dict)
    used: int = 0
    unchanged: int = 0
    answers: dict[Question, object] = member(default_factory=dict)
    issues: list[CellIssue] = member(default_factory=list)
    _known: list[tuple[Column, dict[str, object]]] = member(init=False)
    _seen: set[object] = member(default_factory=set)

    def __post_init__(self) -> None:
        self._known = [(column, {}) for column in self.columns]

    def read(self, rows: Sequence[Cells]) -> list[Read]:
        """The values of the rows' cells."""
        return [self._read(number, cells) for number, cells in rows]

    def check(
        self, rows: Iterable[Read], existing: Mapping[object, Existing]
    ) -> tuple[list[Made], frozenset[Question]]:
        """What the rows make; or the questions to answer before asking again, and then nothing is noted."""
        questions: set[Question] = set()
        made: list[Made] = []
        issues: list[CellIssue] = []
        seen: set[object] = set()
        facts = facts_of(self.context, self.answers)
        used, unchanged = self.used, 0
        for row in rows:
            before = existing.get(row.key) if row.key is not None else None
            refused = self._refused(row, before, seen)
            if refused is not None:
                issues.extend(self._told(row, [refused]))
                continue
            stamped = self._stamps(row, before)
            if isinstance(stamped, Issue):
                issues.extend(self._told(row, [*row.issues, stamped]))
                continue
            values = dict(row.values)
            if before is None:
                values.update((key, number(used)) for key, number in self.numbers.items())
                used += 1
            result = submit(self.form, before.values if before else None, values, facts, self.context.clock)
            if isinstance(result, Need):
                questions |= result.questions
                continue
            every = gathered(row.issues, result.issues)
            if has_errors(every):
                issues.extend(self._told(row, every))
            elif before is not None and not result.values and not stamped:
                unchanged += 1
            elif not questions:
                made.append(Made(row.row, before, result, stamped))
        if questions:
            return [], frozenset(questions)
        self.issues += issues
        self.used = used
        self.unchanged += unchanged
        self._seen |= seen
        return made, frozenset()

    def _refused(self, row: Read, before: Existing | None, seen: set[object]) -> Issue | None:
        """Why a row does not go with the record that it names, or names none."""
        if self.key is None:
            return None
        place = f"/{self.key}"
        if row.key is None:
            has_said = any(issue.pointer == place for issue in row.issues)
            return Issue("import_key_blank", place) if self.mode == "update" and not has_said else None
        if row.key in seen or row.key in self._seen:
            return Issue("import_value_twice", place)
        seen.add(row.key)
        if before is None:
            return Issue("import_no_such_record", place) if self.mode == "update" else None
        if before.may_be_changed:
            return None
        return Issue("outside_scope") if before.hold is None else issue_of(self.context, before.hold)

    def _stamps(self, row: Read, before: Existing | None) -> Stamps | Issue:
        """Whose the record is to be: a new one that of whoever brings it in, unless the row names somebody; one that is
        there is handed over where the row names somebody else."""
        if self.owners is None or (before is not None and row.owner is None):
            return UNSTAMPED
        owner = self.context.principal.person if row.owner is None else row.owner
        if before is not None and owner == before.values[OWNER]:
            return UNSTAMPED
        if before is not None and not before.may_be_handed_over:
            return Issue("not_transferable", f"/{OWNER}")
        return self.owners.stamps(owner) if owner in self.owners else Issue("reference_unknown", f"/{OWNER}")

    def _read(self, number: int, cells: Sequence[str | None]) -> Read:
        values: dict[str, object] = {}
        issues: list[Issue] = []
        key: object = None
        for (column, known), text in zip(self._known, cells, strict=True):
            if text is None:
                continue
            value = known.get(text, UNREAD)
            if value is UNREAD:
                value = read_cell(column, text)
                if len(known) >= MOST_KEPT_TEXTS:
                    known.clear()
                known[text] = value
            if value is None:
                continue
            if isinstance(value, Issue):
                issues.append(value.under(f"/{column.field.key}"))
                continue
            if column.is_written:
                values[column.field.key] = value
            if column.field.key == self.key:
                key = value
        owner = values.pop(OWNER, None)
        return Read(number, cells, values, issues, key, owner if isinstance(owner, int) else None)

    def _told(self, row: Read, issues: Sequence[Issue]) -> Iterator[CellIssue]:
        places = {column.field.key: place for place, column in enumerate(self.columns)}
        for issue in issues:
            key = issue.pointer.split("/")[1] if issue.pointer else ""
            place = places.get(key)
            header = "" if place is None else self.columns[place].header
            value = "" if place is None else seen(row.cells[place] or "")
            yield CellIssue(row.row, header, key, value, issue)

    def note(self, number: int, key: str, value: str, issue: Issue) -> None:
        """Notes what the database found wrong with a row."""
        header = next((column.header for column in self.columns if column.field.key == key), "")
        self.issues.append(CellIssue(number, header, key, value, issue))

    def taken(self) -> list[CellIssue]:
        """The issues noted since the last asking."""
        found, self.issues = self.issues, []
        return found


def read_cell(column: Column, text: str) -> object:
    """What a cell means to its field: the typed value, None, or the issue."""
    refused = fault_of(text) or column.refused.get(text)
    if refused is not None:
        return refused
    known = column.field.parse_text(text, column.names)
    if isinstance(known, Issue) and SERIAL.fullmatch(text):
        kind = column.field.value_type().name
        if kind in {DATE.name, DATETIME.name} and float(text) < LAST_SERIAL:
            return column.field.parse_text(_day(float(text)), column.names)
    return known


def _day(serial: float) -> str:
    moment = FIRST_DAY + timedelta(seconds=round(serial * 86_400))
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ", "seconds")


def existing_of(
    row: Mapping[str, Any] | Any, values: Mapping[str, object], columns: Sequence[str]
) -> Existing:
    """A locked-free look at a record, as rows are checked against it."""
    return Existing(
        row["id"],
        row["version"],
        values,
        {name: row[name] for name in columns},
        bool(row["allowed"]),
        row["held"],
        bool(row["transferable"]),
    )
