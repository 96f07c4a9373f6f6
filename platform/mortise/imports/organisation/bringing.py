"""A table of people from its file to what became of it, first as a trial, then for good."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal

import orjson

from engines.definition import Locale
from engines.issues import Issue, sentence
from mortise.db.transaction import Reader, Tx
from mortise.errors import WORDS, Conflict, Invalid
from mortise.identity.changes import begin_change
from mortise.identity.principal import Principal
from mortise.imports.organisation.columns import COLUMNS, HEADINGS, Column, match
from mortise.imports.organisation.judging import Judge, leave_out_bad
from mortise.imports.organisation.lines import Line
from mortise.imports.organisation.standing import Known, read_known
from mortise.imports.organisation.writing import Writer, departments_of, names_of
from mortise.imports.reading.process import Source, UnreadableError, opened

MOST_LINES: Final = 20_000
MOST_TOLD: Final = 500
"""So many lines are told, the bad ones first; the others are counted."""

Which = Literal["all", "good"]


class OrganisationMoved(Conflict):
    """The organisation is not as it was when the file was tried: what was shown would not be what is done."""

    code = "organisation_moved"


@dataclass(frozen=True, slots=True)
class Table:
    """What the file holds: where its columns stand, what is ignored, and its lines."""

    columns: Mapping[Column, str]
    """With the headings as the file has them."""
    ignored: Sequence[str]
    rows: Sequence[tuple[int, Mapping[Column, str]]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A table against the organisation as it stood."""

    table: Table
    known: Known
    lines: Sequence[Line]
    good: Sequence[Line]

    @property
    def digest(self) -> str:
        """The same as long as the same would be done."""
        told = [
            (
                line.number,
                line.person.id if line.person else None,
                line.state,
                [(change.column, change.before, change.after) for change in line.changes],
            )
            for line in self.lines
        ]
        return sha256(orjson.dumps(told)).hexdigest()


async def read_table(source: Source) -> Table:
    """The file's people. Raises Invalid where it cannot be read, or is no table of people."""
    try:
        async with opened(source) as reading:
            places, ignored = match(reading.columns)
            if "login" not in places and "email" not in places:
                raise Invalid([Issue("organisation_no_login_column", "/file")])
            rows: list[tuple[int, Mapping[Column, str]]] = []
            async for chunk in reading.chunks():
                for number, cells in chunk.rows(list(places.values())):
                    filled = {
                        column: cell.strip()
                        for column, cell in zip(places, cells, strict=True)
                        if cell and cell.strip()
                    }
                    if filled:
                        rows.append((number, filled))
                if len(rows) > MOST_LINES:
                    raise Invalid([Issue("organisation_too_long", "/file", {"most": MOST_LINES})])
    except UnreadableError as unreadable:
        raise Invalid([unreadable.issue.under("/file")]) from unreadable
    if not rows:
        raise Invalid([Issue("organisation_empty", "/file")])
    named = {column: reading.columns[place] for column, place in places.items()}
    return Table(named, ignored, rows)


async def judge(reader: Reader, principal: Principal, table: Table) -> Judged:
    """What the table would do now."""
    known = await read_known(reader, principal)

    def judged() -> Judged:
        lines = Judge(known).judge(table.rows)
        return Judged(table, known, lines, leave_out_bad(lines))

    return await asyncio.to_thread(judged)


async def bring_in(
    tx: Tx, principal: Principal, table: Table, which: Which, digest: str
) -> tuple[Judged, list[int]]:
    """Does what the trial with that digest showed; the ids of the people who are new.

    Raises OrganisationMoved where it would do something else by now, and Invalid where all lines are to be brought in
    and one is bad."""
    await begin_change(tx)
    judged = await judge(tx, principal, table)
    if judged.digest != digest:
        raise OrganisationMoved
    if which == "all" and len(judged.good) < len(judged.lines):
        raise Invalid([Issue("organisation_bad_lines", "/which")])
    made = await Writer(tx, principal.person, judged.known).write(judged.good)
    return judged, made


def told(judged: Judged, locale: Locale) -> dict[str, object]:
    """What a trial found out, as pages show it."""
    states = [line.state for line in judged.lines]
    positions, groups = names_of(judged.good, judged.known)
    order = {"bad": 0, "new": 1, "changed": 1, "unchanged": 2}
    shown = sorted(judged.lines, key=lambda line: (order[line.state], line.number))[:MOST_TOLD]
    return {
        "columns": [
            {"column": column, "heading": judged.table.columns[column]}
            for column in COLUMNS
            if column in judged.table.columns
        ],
        "ignored": list(judged.table.ignored),
        "counts": {state: states.count(state) for state in ("new", "changed", "unchanged", "bad")},
        "creates": {
            "departments": ["/".join(path) for path in departments_of(judged.good, judged.known)],
            "positions": list(positions.values()),
            "groups": list(groups.values()),
        },
        "lines": [line_told(line, locale) for line in shown],
        "digest": judged.digest,
    }


def line_told(line: Line, locale: Locale) -> dict[str, object]:
    """One line of it."""
    name = line.cells.get("name") or (line.person.texts["name"] if line.person else "")
    return {
        "row": line.number,
        "name": name,
        "login": line.login,
        "state": line.state,
        "changes": [
            {"column": change.column, "before": change.before, "after": change.after}
            for change in sorted(line.changes, key=lambda change: COLUMNS.index(change.column))
        ],
        "problems": [
            {"column": problem.column, "value": problem.value, "message": message, "hint": hint}
            for problem in line.problems
            for message, hint in [sentence(problem.issue, locale, WORDS)]
        ],
    }


def headings(locale: Locale) -> Mapping[Column, str]:
    """The columns as the template calls them."""
    return {column: known.words[locale] for column, known in HEADINGS.items()}
