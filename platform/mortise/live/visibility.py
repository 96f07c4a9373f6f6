"""Which changes of a form's records a person may be told of: asked of the rights compiler, for all of them at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import orjson
import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.sql.selectable import NamedFromClause
from sqlalchemy.sql.visitors import iterate

from mortise.access.audience import Everybody
from mortise.access.context import Context
from mortise.access.form_rights import FormRights
from mortise.db.statements import Statement
from mortise.db.transaction import Reader
from mortise.live.steps import Change

MOST_NAMED: Final = 100
"""Records of a form that one event names; of more it says only that they are many."""

MOST_LINES: Final = 500_000
"""Pairs of a person and a change that one statement looks at."""

PLACE: Final = "place"
GIVEN: Final = (
    sa.func.unnest(
        sa.bindparam("ids", type_=ARRAY(sa.BigInteger)),
        sa.bindparam("states", type_=ARRAY(JSONB)),
        sa.bindparam("classes", type_=ARRAY(sa.Integer)),
    )
    .table_valued(sa.column("id", sa.BigInteger), sa.column("state", JSONB), sa.column("class", sa.Integer))
    .render_derived(name="given")
)

Keys = frozenset[str]


@lru_cache(maxsize=2000)
def columns_read(rights: FormRights) -> frozenset[str]:
    """The record's own columns that decide whether it is in the person's lists."""
    table = rights.form.table
    granted = rights.rows("view", table)
    if granted is None:
        return frozenset()
    return frozenset(
        part.name for part in iterate(granted) if isinstance(part, sa.Column) and part.table is table
    )


@dataclass(frozen=True)
class Question:
    """The changes of a form, as the statements of everybody take them: one line for each state that a record was in
    before, or one alone where none is known to differ."""

    ids: Sequence[int]
    states: Sequence[Mapping[str, object] | None]
    classes: Sequence[int]
    computed: tuple[Keys, ...]
    """The sets of fields that the classes from 1 on stand for; 0 are records that were written."""

    @property
    def values(self) -> Mapping[str, object]:
        """What is bound."""
        return {"ids": self.ids, "states": self.states, "classes": self.classes}


def ask_about(changes: Iterable[Change]) -> Question:
    """The question that goes with these changes."""
    kinds: dict[Keys, int] = {}
    lines: list[tuple[int, Mapping[str, object] | None, int]] = []
    found = list(changes)
    for keys in sorted({frozenset(change.computed) for change in found if change.is_computed}, key=sorted):
        kinds[keys] = len(kinds) + 1
    for change in found:
        kind = kinds[frozenset(change.computed)] if change.is_computed else 0
        states: Sequence[Mapping[str, object] | None] = change.states or [None]
        lines.extend((change.id, state, kind) for state in states)
    ids, states, classes = zip(*lines, strict=True) if lines else ((), (), ())
    return Question(ids, states, classes, tuple(kinds))


@dataclass(frozen=True)
class Telling:
    """The statement that tells people with the same rights of changes, and the facts that tell these people apart."""

    statement: Statement
    personal: tuple[str, ...]


async def seen_by(
    reader: Reader, rights: FormRights, question: Question, contexts: Sequence[Context]
) -> list[Mapping[int, bool]]:
    """For each of some people with these rights the records that the person is told of, each with whether it is in the
    person's lists now. Whoever has the same facts, as far as the rights look at them, shares an answer."""
    has_states = any(state is not None for state in question.states)
    names = frozenset(contexts[0].principal.binds())
    telling = telling_for(rights, question.computed, has_states, names)
    if telling is None:
        return [{} for _ in contexts]
    places: dict[str, int] = {}
    people: list[dict[str, object]] = []
    found: list[dict[int, bool]] = []
    asked = []
    for context in contexts:
        facts = {name: context.binds[name] for name in telling.personal}
        place = places.setdefault(repr(facts), len(people))
        if place == len(people):
            people.append({PLACE: place, **facts})
            found.append({})
        asked.append(place)
    at_once = max(1, MOST_LINES // max(1, len(question.ids)))
    for start in range(0, len(people), at_once):
        some = orjson.dumps(people[start : start + at_once]).decode()
        values = {**contexts[0].binds, **question.values, "people": some}
        for row in await reader.fetch(telling.statement, values):
            found[row[PLACE]][row["id"]] = row["is_there"]
    return [found[place] for place in asked]


@lru_cache(maxsize=2000)
def telling_for(
    rights: FormRights, computed: tuple[Keys, ...], has_states: bool, names: frozenset[str]
) -> Telling | None:
    """The statement of these rights; None where they show no record at all."""
    table = rights.form.table.alias("record")
    granted = rights.rows("view", table)
    if granted is None:
        return None
    everybody = Everybody(names, {PLACE: sa.Integer()})
    select = telling(rights, table, granted, computed, has_states, everybody)
    return Telling(Statement(select), tuple(name for name in everybody.names if name != PLACE))


def telling(
    rights: FormRights,
    table: NamedFromClause,
    granted: ColumnElement[bool],
    computed: tuple[Keys, ...],
    has_states: bool,
    everybody: Everybody,
) -> sa.Select[Any]:
    """A record is told of when it is in the lists now and something changed in it that may be read, or when it was in
    the lists or is now, but not both. Most records told of are enough to know that they are many."""
    shown = sa.func.coalesce(sa.and_(table.c.deleted_at.is_(None), granted), sa.false())
    is_there = everybody.instead_of_one(shown)
    read = everybody.instead_of_one(reading(rights, table, computed))
    source: FromClause = GIVEN.join(table, table.c.id == GIVEN.c.id)
    told = sa.and_(is_there, read)
    if has_states:
        before = former(table)
        was_granted = rights.rows("view", before)
        was_shown = sa.func.coalesce(
            sa.and_(before.c.deleted_at.is_(None), sa.true() if was_granted is None else was_granted),
            sa.false(),
        )
        was_there = everybody.instead_of_one(was_shown)
        source = source.join(before, sa.true())
        told = sa.or_(told, sa.and_(GIVEN.c.state.is_not(None), is_there != was_there))
    people = everybody.source()
    return (
        sa.select(people.c[PLACE], GIVEN.c.id, is_there.label("is_there"))
        .select_from(source.join(people, sa.true()))
        .where(told)
    )


def former(table: NamedFromClause) -> sa.TableValuedAlias:
    """The record as it was: as it is, but for the columns that the state names."""
    whole = sa.func.jsonb_populate_record(table.table_valued(), GIVEN.c.state)
    return whole.table_valued(*(sa.column(column.name, column.type) for column in table.c), name="former")


def reading(rights: FormRights, table: FromClause, computed: tuple[Keys, ...]) -> ColumnElement[bool]:
    """Whether something changed that the person reads: always where a record was written, for its version stands in
    the list; of what was computed, where one of the fields may be read."""
    cases = []
    for kind, keys in enumerate(computed, 1):
        asked_of = [rights.filter_condition(key, table) for key in sorted(keys)]
        conditions = [condition for condition in asked_of if condition is not None]
        if len(conditions) == len(asked_of):
            asked = sa.or_(sa.false(), *conditions)
            cases.append((GIVEN.c["class"] == kind, asked))
    return sa.case(*cases, else_=sa.true()) if cases else sa.true()
