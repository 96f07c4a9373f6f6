"""Carries the values of a field over to another kind, as a person would who copies what is shown."""

from collections.abc import Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.definition import LOCALES
from engines.expression.clock import Clock
from engines.form.computed import Request, Rows
from engines.form.facts import Facts
from engines.form.field import Field
from engines.form.meaning import NO_NAMES, Names
from engines.form.steps import Convert
from engines.issues import Issue

BATCH: Final = 500
"""So few rows at a time that others get their turn while values are read in Python."""
MOST_KEPT: Final = 50_000
BACK: Final = "back__"
"""Begins the names under which a batch reads the values that a field had before it was what it is."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A row whose value the new kind cannot take, and why."""

    id: int
    issue: Issue


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a batch: the last id (0: nothing was left), the columns of the rows that could be converted, and
    the others."""

    last: int
    values: Mapping[int, Mapping[str, object]]
    losses: Sequence[Loss]


def converted(
    before: Field, after: Field, value: object, names: Names, clock: Clock, facts: Facts
) -> object | Issue:
    """The value in its new kind, read from what is shown in one of the languages; an issue when none can be read."""
    found: object | Issue = Issue("conversion_nothing_shown")
    for shown in dict.fromkeys(before.show(value, locale, names) for locale in LOCALES):
        read = after.parse_text(shown, names)
        if read is not None and not isinstance(read, Issue):
            return after.settle(read, None, clock, facts)
        found = found if read is None else read
    return found


class Conversion:
    """A step at work; what was converted once need not be again."""

    def __init__(self, step: Convert, clock: Clock, facts: Facts, names: Names = NO_NAMES) -> None:
        self.step = step
        self.clock = clock
        self.facts = facts
        self.names = names
        self._kept: dict[Hashable, object | Issue] = {}

    def value(self, row: Mapping[str, Any]) -> object | Issue:
        """The new value of a row: blank for a blank one, an issue for one that cannot be read."""
        now = self.step.before.from_columns({own: row[own] for own in self.step.parked})
        back = self._back(row)
        if back is not None:
            forward = self._read(self.step.after, self.step.before, back)
            if forward == now or (now is None and isinstance(forward, Issue)):
                return back
        return None if now is None else self._read(self.step.before, self.step.after, now)

    def _back(self, row: Mapping[str, Any]) -> object:
        """What the field held when it was of its new kind before."""
        if not self.step.returning:
            return None
        return self.step.after.from_columns({own: row[BACK + own] for own in self.step.returning})

    def _read(self, before: Field, after: Field, value: object) -> object | Issue:
        # 1 and True are the same to a mapping, but not to people.
        key = (before is self.step.before, type(value), value)
        try:
            found = self._kept.get(key)
        except TypeError:  # a list has no hash
            return converted(before, after, value, self.names, self.clock, self.facts)
        if found is None:
            found = converted(before, after, value, self.names, self.clock, self.facts)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found


def filled(step: Convert) -> sa.ColumnElement[bool] | None:
    """The rows that have a value to be converted; None where that cannot be told by the columns alone."""
    if step.returning:
        return None
    return sa.or_(*(column.is_not(None) for column in _columns(step.before, step.parked, "")))


def doubtful(step: Convert) -> sa.ColumnElement[bool] | None:
    """Those of them that must be looked at: SQL does not tell that their value converts. None where all must be."""
    given, main = filled(step), step.parked.get(step.before.key)
    if given is None or main is None:
        return given
    kinds = {column.suffix: column.type for column in step.before.columns()}
    text = step.before.meaning.shown_text(sa.column(main, kinds[""]))
    sure = None if text is None else step.after.meaning.surely_reads(text)
    return given if sure is None else sa.and_(given, sa.not_(sa.func.coalesce(sure, sa.false())))


def try_rows(
    conversion: Conversion,
    table: sa.Table,
    *,
    after: int = 0,
    ids: Sequence[int] | None = None,
    only: sa.ColumnElement[bool] | None = None,
) -> Generator[Request, Rows, Attempt]:
    """Converts the next batch of rows behind the id `after`, or those with the given ids, and writes nothing; where
    `only` is given, no others."""
    rows = yield _batch(conversion.step, table, after, ids, only)
    values: dict[int, Mapping[str, object]] = {}
    losses: list[Loss] = []
    for row in rows:
        found = conversion.value(row)
        if isinstance(found, Issue):
            losses.append(Loss(row["id"], found))
        elif found is not None:
            values[row["id"]] = dict(conversion.step.after.to_columns(found))
    return Attempt(rows[-1]["id"] if rows else 0, values, losses)


def convert_rows(
    conversion: Conversion, table: sa.Table, *, after: int = 0, ids: Sequence[int] | None = None
) -> Generator[Request, Rows, Attempt]:
    """The same, and writes what could be converted."""
    attempt = yield from try_rows(conversion, table, after=after, ids=ids)
    if attempt.values:
        yield _writing(conversion.step, table, attempt.values)
    return attempt


def _batch(
    step: Convert,
    table: sa.Table,
    after: int,
    ids: Sequence[int] | None,
    only: sa.ColumnElement[bool] | None = None,
) -> Request:
    read = [*_columns(step.before, step.parked, ""), *_columns(step.after, step.returning, BACK)]
    statement = sa.select(table.c.id, *read).select_from(table).order_by(table.c.id)
    if only is not None:
        statement = statement.where(only)
    if ids is None:
        statement = statement.where(table.c.id > sa.bindparam("after", type_=sa.BigInteger)).limit(BATCH)
        return Request(("batch", table.name, step.after.key), statement, {"after": after})
    chosen = table.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.BigInteger)))
    return Request(("rows", table.name, step.after.key), statement.where(chosen), {"ids": list(ids)})


def _columns(item: Field, names: Mapping[str, str], prefix: str) -> list[sa.ColumnElement[Any]]:
    kinds = {item.key + column.suffix: column.type for column in item.columns()}
    return [sa.column(name, kinds[own]).label(prefix + own) for own, name in names.items()]


def _writing(step: Convert, table: sa.Table, values: Mapping[int, Mapping[str, object]]) -> Request:
    columns: Sequence[str] = list(next(iter(values.values())))
    arrays: dict[str, object] = {"ids": list(values)}
    sources: list[sa.BindParameter[Any]] = [sa.bindparam("ids", type_=ARRAY(sa.BigInteger))]
    for place, name in enumerate(columns):
        kind = table.c[name].type
        # An array of arrays has one length in PostgreSQL, so lists travel as text.
        is_list = isinstance(kind, ARRAY)
        sources.append(sa.bindparam(f"values_{place}", type_=ARRAY(sa.Text() if is_list else kind)))
        arrays[f"values_{place}"] = [_as_text(row[name]) if is_list else row[name] for row in values.values()]
    names = [sa.column("id", sa.BigInteger), *(sa.column(f"v{place}") for place in range(len(columns)))]
    given = sa.func.unnest(*sources).table_valued(*names).render_derived(name="given")
    assigned = {
        table.c[name]: (
            sa.cast(given.c[f"v{place}"], table.c[name].type)
            if isinstance(table.c[name].type, ARRAY)
            else given.c[f"v{place}"]
        )
        for place, name in enumerate(columns)
    }
    statement = sa.update(table).values(assigned).where(table.c.id == given.c.id)
    return Request(("write", table.name, step.after.key), statement, arrays)


def _as_text(value: object) -> str | None:
    """A list as PostgreSQL writes one."""
    if not isinstance(value, (list, tuple)):
        return None
    members = (str(member).replace("\\", "\\\\").replace('"', '\\"') for member in value)
    return "{" + ",".join(f'"{member}"' for member in members) + "}"
