"""Rows of a file taken in through the form engine, a chunk at a time: the records that they make, or what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engines.form.compiled import Form
from engines.form.facts import Need, Question
from engines.form.field import Field, Names
from engines.form.submit import Submission, submit
from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.imports.batches import CellIssue
from mortise.records.facts import facts_of
from mortise.records.new_record import new_columns, new_log
from mortise.records.taking_in import gathered

MOST_KEPT_TEXTS: Final = 50_000

Cells = tuple[int, Sequence[str | None]]
"""A row's number and its cells, in the order of the columns that are brought in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file that fills a field."""

    header: str
    field: Field
    names: Names


@dataclass(frozen=True, slots=True)
class Made:
    """A record that a row makes: what the log tells of it, and its physical columns."""

    row: int
    log: Mapping[str, object]
    columns: Mapping[str, object]
    submission: Submission


@dataclass
class Checker:
    """Takes rows in. Texts that come again are read once."""

    context: Context
    form: Form
    columns: Sequence[Column]
    numbers: Mapping[str, Sequence[str]]
    answers: dict[Question, object] = field(default_factory=dict)
    issues: list[CellIssue] = field(default_factory=list)
    _read: dict[tuple[int, str], object] = field(default_factory=dict)

    def check(self, rows: Sequence[Cells], first: int) -> tuple[list[Made], frozenset[Question]]:
        """The records of the rows, of which the first is the import's `first`; or the questions to answer before
        asking again, and then nothing is noted."""
        questions: set[Question] = set()
        made: list[Made] = []
        issues: list[CellIssue] = []
        facts = facts_of(self.context, self.answers)
        for place, (number, cells) in enumerate(rows):
            values, wrong = self._values(cells)
            values.update((key, texts[first + place]) for key, texts in self.numbers.items())
            result = submit(self.form, None, values, facts, self.context.clock)
            if isinstance(result, Need):
                questions |= result.questions
                continue
            every = gathered(wrong, result.issues)
            if has_errors(every):
                issues.extend(self._told(number, cells, every))
            elif not questions:
                columns = new_columns(self.context, self.form, result)
                made.append(Made(number, new_log(self.form, result, columns), columns, result))
        if questions:
            return [], frozenset(questions)
        self.issues += issues
        return made, frozenset()

    def _values(self, cells: Sequence[str | None]) -> tuple[dict[str, object], list[Issue]]:
        values: dict[str, object] = {}
        issues: list[Issue] = []
        for place, (column, text) in enumerate(zip(self.columns, cells, strict=True)):
            if text is None:
                continue
            known = self._read.get((place, text))
            if known is None:
                known = column.field.parse_text(text, column.names)
                if len(self._read) > MOST_KEPT_TEXTS:
                    self._read.clear()
                self._read[place, text] = known
            if isinstance(known, Issue):
                issues.append(known.under(f"/{column.field.key}"))
            elif known is not None:
                values[column.field.key] = known
        return values, issues

    def _told(self, number: int, cells: Sequence[str | None], issues: Sequence[Issue]) -> Iterator[CellIssue]:
        places = {column.field.key: place for place, column in enumerate(self.columns)}
        for issue in issues:
            key = issue.pointer.split("/")[1] if issue.pointer else ""
            place = places.get(key)
            header = "" if place is None else self.columns[place].header
            value = "" if place is None else cells[place] or ""
            yield CellIssue(number, header, key, value, issue)

    def note(self, number: int, key: str, value: str, issue: Issue) -> None:
        """Notes what the database found wrong with a row."""
        header = next((column.header for column in self.columns if column.field.key == key), "")
        self.issues.append(CellIssue(number, header, key, value, issue))
