"""A record while it is being saved: its values as fields keep them and as expressions read them."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from engines.expression.clock import Clock
from engines.expression.scope import ME, OLD, PARAM, Path
from engines.form.facts import Facts, Question
from engines.form.program import Level, Program, Step
from engines.form.structure import Many
from engines.form.system import PARENT


class Leading(Protocol):
    """What leads from a table to others."""

    @property
    def leads(self) -> Mapping[str, str]:
        """Fields that lead to one record."""
        ...


class Worked(Protocol):
    """A form, as far as a save goes."""

    @property
    def key(self) -> str:
        """Its key."""
        ...

    @property
    def leads(self) -> Mapping[str, str]:
        """Fields that lead to one record."""
        ...

    @property
    def lists(self) -> Mapping[str, Many]:
        """Its sub-tables and inverses."""
        ...

    @property
    def sub_tables(self) -> Mapping[str, Leading]:
        """Its sub-tables."""
        ...

    @property
    def program(self) -> Program:
        """What its saves do."""
        ...


class State:
    """A record with its rows. `missing` gathers what only the host can tell."""

    __slots__ = ("before", "clock", "facts", "flat", "form", "missing", "program", "row_states", "values")

    def __init__(
        self,
        form: Worked,
        values: dict[str, object],
        before: Mapping[str, object] | None,
        facts: Facts,
        clock: Clock,
        missing: set[Question],
    ) -> None:
        self.form = form
        self.program = form.program
        self.values = values
        self.before = before
        self.facts = facts
        self.clock = clock
        self.missing = missing
        self.flat = _flat(values, self.program.record)
        self.row_states: dict[str, list[RowState]] = {}
        for key in self.program.rows:
            if before is None or key in values:
                self.enter_rows(key)

    def enter_rows(self, key: str) -> None:
        """Begins to work with the rows of a sub-table, as `values` have them."""
        level = self.program.rows[key]
        given = self.values.get(key)
        rows = [dict(row) for row in given] if isinstance(given, (list, tuple)) else []
        leads = self.form.sub_tables[key].leads
        self.row_states[key] = [RowState(self, level, leads, row) for row in rows]

    def run(self, step: Step) -> object:
        """The value of an expression over the record."""
        flat = self.flat
        for dotted, path in step.loads:
            if dotted not in flat:
                flat[dotted] = self.fetch(path)
        return step.evaluate(flat, self.clock)

    def assign(self, key: str, value: object, shown: object) -> None:
        """Sets a field to a value, which expressions see as `shown`."""
        self.values[key] = value
        self.flat[key] = shown
        self.forget(key)

    def forget(self, key: str) -> None:
        """Drops what was loaded through a field that has changed."""
        for dotted in self.program.record.reads.get(key, ()):
            self.flat.pop(dotted, None)

    def fetch(self, path: Path) -> object:
        """What stands at a path that begins at the record."""
        first, *rest = path
        if first.isupper():
            return self.root(first, rest[0])
        if first in self.row_states:
            return tuple(self._rows_at(first, tuple(rest))) or None
        many = self.form.lists.get(first)
        if many is not None and not many.is_listed:
            return self.ask(self.form.key, self.values.get("id"), path)
        if not rest:
            return self.flat.get(first)
        if many is not None:
            return tuple(self._listed_at(many.entity, first, tuple(rest))) or None
        return self.ask(self.form.leads[first], self.values.get(first), tuple(rest))

    def root(self, root: str, key: str) -> object:
        """A value of ME, of PARAM, or the record's own before the save."""
        if root == OLD:
            return None if self.before is None else _shown(self.before, key, self.program.record)
        return {ME: self.facts.me, PARAM: self.facts.parameters}[root].get(key)

    def ask(self, entity: str, identity: object, path: Path) -> object:
        """What the host knows of another record; nothing leads nowhere."""
        if not isinstance(identity, int) or identity < 0:
            return None
        question = Question(entity, identity, path)
        if question in self.facts.answers:
            answer = self.facts.answers[question]
            return (tuple(answer) or None) if isinstance(answer, list) else answer
        self.missing.add(question)
        return None

    def listed(self, key: str) -> tuple[int, ...]:
        """The ids of the records that a field lists."""
        ids = self.values.get(key)
        return ids if isinstance(ids, tuple) else ()

    def _listed_at(self, entity: str, key: str, path: Path) -> Iterator[object]:
        for number in self.listed(key):
            found = self.ask(entity, number, path)
            # A list behind a list is one list.
            yield from found if isinstance(found, tuple) else (found,)

    def _rows_at(self, key: str, path: Path) -> Iterator[object]:
        for place, row in enumerate(self.row_states[key]):
            if not path:
                # A new row has no number yet, but it counts.
                yield row.values.get("id") or -1 - place
            elif len(path) == 1:
                yield row.flat.get(path[0])
            else:
                yield row.fetch(path)


class RowState:
    """A row of a sub-table of a record that is being saved."""

    __slots__ = ("flat", "leads", "level", "parent", "values")

    def __init__(
        self, parent: State, level: Level, leads: Mapping[str, str], values: dict[str, object]
    ) -> None:
        self.parent = parent
        self.level = level
        self.leads = leads
        self.values = values
        self.flat = _flat(values, level)

    def run(self, step: Step) -> object:
        """The value of an expression over the row; what it loads may change with the record, so nothing is kept."""
        flat = self.flat
        if step.loads:
            flat = {**flat, **{dotted: self.fetch(path) for dotted, path in step.loads}}
        return step.evaluate(flat, self.parent.clock)

    def assign(self, key: str, value: object, shown: object) -> None:
        """Sets a field to a value, which expressions see as `shown`."""
        self.values[key] = value
        self.flat[key] = shown

    def fetch(self, path: Path) -> object:
        """What stands at a path that begins at the row."""
        first, *rest = path
        if first == PARENT:
            return self.parent.fetch(tuple(rest)) if rest else self.parent.values.get("id")
        if first.isupper():
            return self.parent.root(first, rest[0])
        return self.parent.ask(self.leads[first], self.values.get(first), tuple(rest))


def _flat(values: Mapping[str, object], level: Level) -> dict[str, object]:
    """Values as expressions see them."""
    flat = dict(values)
    for key, convert in level.convert:
        value = flat.get(key)
        if value is not None:
            flat[key] = convert(value)
    return flat


def _shown(values: Mapping[str, object], key: str, level: Level) -> object:
    value = values.get(key)
    if value is None:
        return None
    for converted, convert in level.convert:
        if converted == key:
            return convert(value)
    return value
