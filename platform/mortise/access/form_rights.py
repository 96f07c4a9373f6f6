"""What a set of roles may do with one form's records, as SQL."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import JSONB

from engines.expression.scope import Path
from engines.form.field import Field
from engines.form.schema import Form, Schema
from mortise.access.conditions import (
    ALWAYS,
    Atom,
    Clause,
    Condition,
    Unhidden,
    clause,
    is_everything,
    minimal,
)
from mortise.access.fields import OWNER, WRITES, FieldAccesses, FieldRights
from mortise.access.holds import CHANGING, Holds
from mortise.access.inputs import inputs
from mortise.access.masking import masked, masked_where_unread
from mortise.access.predicates import Place, predicate
from mortise.access.rules import ACTIONS, Rule
from mortise.definitions.roles import Action, RowScope

TITLE: Final = "title"


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Whether a record lets a field be read, be seen at least masked, and be changed; and for each path that it is
    computed from, whether that may be read."""

    reads: ColumnElement[bool]
    sees: ColumnElement[bool]
    writes: ColumnElement[bool]
    inputs: Mapping[Path, ColumnElement[bool]]


class FormRights:
    """Rights on one form. What is said of fields holds for records that `rows("view", …)` admits: statements that
    read fields also carry that condition.

    Fields of a sub-table are named `lines.amount`; their conditions are about the record that the rows belong to."""

    def __init__(
        self,
        app: int,
        schema: Schema,
        form: Form,
        rules: Sequence[Rule],
        others: Callable[[str], "FormRights"],
        holds: Holds | None = None,
    ) -> None:
        self.form = form
        self.rules = tuple(rules)
        self.hidable = frozenset[str]() if holds is None else holds.hidable
        """The fields that a task can hide."""
        self.accesses = FieldAccesses(form, self.rules, lambda key: others(key).accesses, self.hidable)
        self._place = Place(app, schema, form, others)
        self._holds = holds

    # Rows -----------------------------------------------------------------------------------------------------

    @cached_property
    def actions(self) -> frozenset[Action]:
        """The actions that are granted on some record."""
        return frozenset(action for action in ACTIONS if self._admitting(action))

    def rows(self, action: Action, table: FromClause) -> ColumnElement[bool] | None:
        """The records of `table` that the action is granted on; None when that is none at all."""
        return self.rows_within(action, table, frozenset())

    def rows_within(
        self, action: Action, table: FromClause, asked: frozenset[str]
    ) -> ColumnElement[bool] | None:
        """The same for a form that follows this one; `asked` are the forms that lie between."""
        admitting = self._admitting(action)
        if not admitting:
            return None
        return sa.and_(self._sql(frozenset({admitting}), table, asked), *self._unheld(action, table))

    def scope_by_scope(
        self, action: Action, table: FromClause
    ) -> list[tuple[Rule, RowScope, ColumnElement[bool]]]:
        """Every scope that every rule gives for an action, each for itself."""
        through = frozenset({self.form.key})
        return [
            (rule, scope, predicate(Atom(scope, action), self._place, table, through))
            for rule in self.rules
            for scope in rule.scopes(action)
        ]

    def field_by_field(self, key: str, table: FromClause) -> "OnRecord":
        """What may be done with a field on each of the viewed records, and what it is computed from; a button that may
        be pressed counts as written."""

        def asked(condition: Condition | None) -> ColumnElement[bool]:
            return sa.false() if condition is None else self._sql(condition, table)

        field = self.accesses.definition(key)
        writable = None if field is None else self.writable([key], "edit", table)
        if field is not None and field.press() is not None:
            writable = self.pressable(key, table)
        return OnRecord(
            asked(self.accesses.reading(key)),
            asked(self.accesses.seeing(key)),
            sa.false() if writable is None else writable,
            {path: asked(self.accesses.reaching(path)) for path in sorted(inputs(self.form, key))},
        )

    # Fields ---------------------------------------------------------------------------------------------------

    @property
    def fields(self) -> Mapping[str, FieldRights]:
        """Every field that is not hidden."""
        return self.accesses.visible

    def field(self, key: str) -> FieldRights:
        """What may be done with a field; one that does not exist is hidden like one that is."""
        return self.accesses.rights(key)

    def column(self, key: str, table: FromClause, record: FromClause | None = None) -> ColumnElement[Any]:
        """A visible field as JSON gives it: bare where every rule that shows the record lets it be read, else blank
        or masked on the records where it may not. For a row of a sub-table, `record` is what it belongs to."""
        field = self.accesses.definition(key)
        value = table.c[key] if field is None else self._output(key, field, table)
        reading, seeing = self.accesses.reading(key), self.accesses.seeing(key)
        if reading == ALWAYS:
            return value
        whole = table if record is None else record
        if reading is None:
            if field is None or seeing is None:
                raise LookupError(f"{key} is hidden")
            mask = masked(field, value)
            return mask if seeing == ALWAYS else sa.case((self._sql(seeing, whole), mask))
        read = self._sql(reading, whole)
        if field is None or seeing is None or seeing == reading:
            return sa.case((read, value))
        seen = None if seeing == ALWAYS else self._sql(seeing, whole)
        return masked_where_unread(field, value, read, seen)

    def _output(self, key: str, field: Field, table: FromClause) -> ColumnElement[Any]:
        """What a button says is whether it can be pressed here by whoever asks."""
        value = field.output(table)
        if field.press() is None:
            return value
        pressed = self.pressable(key, table)
        return sa.false() if pressed is None else sa.func.coalesce(sa.and_(value, pressed), sa.false())

    def pressable(self, key: str, table: FromClause) -> ColumnElement[bool] | None:
        """The viewed records on which a button may be pressed; None when that is none at all. A press writes what its
        author decided, whether or not whoever presses could write it otherwise, and may lead the record out of what
        they may write: it is asked of the record before the press alone."""
        condition = self.accesses.pressing(key)
        if condition is None:
            return None
        return sa.and_(self._sql(minimal(condition), table), *self._unheld("transfer", table))

    def filter_condition(self, key: str, table: FromClause) -> ColumnElement[bool] | None:
        """What must hold beside a comparison with the field, so that no answer depends on what may not be read; None
        when it may be read on every record. A field that is never read cannot be asked about: false."""
        reading = self.accesses.reading(key)
        if reading == ALWAYS:
            return None
        return sa.false() if reading is None else self._sql(reading, table)

    def shown(self, key: str, value: ColumnElement[Any], table: FromClause) -> ColumnElement[Any]:
        """Any column that tells of the field, blank on the records where not even its mask may be seen."""
        seeing = self.accesses.seeing(key)
        if seeing == ALWAYS:
            return value
        return sa.null() if seeing is None else sa.case((self._sql(seeing, table), value))

    def title(self, table: FromClause) -> ColumnElement[Any]:
        """The title of any record of `table`, also of one that only a link leads to: whoever reads the link reads the
        title, except where a role of theirs keeps what it is made of from them."""
        return self.value(TITLE, table.c.title, table) if self.rules else table.c.title

    def value(self, key: str, value: ColumnElement[Any], table: FromClause) -> ColumnElement[Any]:
        """Any column made of the field, to sort, group, aggregate or search by: blank where it may not be read."""
        reading = self.accesses.reading(key)
        if reading == ALWAYS:
            return value
        return sa.null() if reading is None else sa.case((self._sql(reading, table), value))

    @property
    def may_be_held(self) -> bool:
        """Whether flows may hold records of the form against whoever is asking."""
        return self._holds is not None

    def hold(self, table: FromClause, action: Action = "edit") -> ColumnElement[Any]:
        """The flow that keeps a record of `table` from this, as JSON tells of it; null where there is none."""
        return sa.cast(sa.null(), JSONB) if self._holds is None else self._holds.told(table, action)

    def shows(self, key: str, table: FromClause) -> ColumnElement[bool]:
        """Whether no task of the person's hides the field on a record of `table`."""
        return sa.true() if self._holds is None else self._holds.shows(key, table)

    def kept(self, table: FromClause) -> ColumnElement[bool] | None:
        """Whether a flow keeps the person from changing anything of a record of `table`; None where none ever does."""
        return None if self._holds is None else ~self._holds.is_free(table, "edit")

    def is_within_token(self, action: Action) -> bool:
        """Whether the token that is asking, if it is one, leaves the action to what the roles say."""
        return all(action in rule.allowed for rule in self.rules)

    def writable(self, keys: Iterable[str], action: Action, table: FromClause) -> ColumnElement[bool] | None:
        """The records on which the action may write all of these fields; None when one of them never may.

        Asked of the record before the write and, unless it is a transfer, of the record after it."""
        admitting = self._admitting(action)
        if not admitting:
            return None
        conditions, written = {admitting}, tuple(keys)
        for key in written:
            if not self.accesses.is_writable(key):
                return None
            several = (
                self._admitting("transfer") if key == OWNER else self.accesses.admitting(action, key, WRITES)
            )
            if not several:
                return None
            conditions.add(several)
            if action == "edit":
                conditions |= self.accesses.unhidden(key)
        return sa.and_(
            self._sql(minimal(frozenset(conditions)), table), *self._unheld(action, table, written)
        )

    # SQL ------------------------------------------------------------------------------------------------------

    def _unheld(
        self, action: Action, table: FromClause, keys: Collection[str] = ()
    ) -> list[ColumnElement[bool]]:
        """That no flow keeps the record as it is."""
        if self._holds is None or action not in CHANGING:
            return []
        return [self._holds.is_free(table, action, keys)]

    def _admitting(self, action: Action) -> Clause:
        return clause((scope for rule in self.rules for scope in rule.scopes(action)), action)

    def _sql(
        self, condition: Condition, table: FromClause, asked: frozenset[str] = frozenset()
    ) -> ColumnElement[bool]:
        through = asked | {self.form.key}
        parts = [
            sa.or_(*(self._admits(atom, table, through) for atom in in_order(part)))
            for part in sorted(condition, key=in_order)
            if not is_everything(part)
        ]
        return sa.and_(*parts) if parts else sa.true()

    def _admits(
        self, atom: Atom | Unhidden, table: FromClause, through: frozenset[str]
    ) -> ColumnElement[bool]:
        if isinstance(atom, Atom):
            return predicate(atom, self._place, table, through)
        return self.shows(atom.field, table)


def in_order(part: Clause) -> list[Atom | Unhidden]:
    """The scopes of a clause, always in the same order, so that the same rights make the same text."""
    return sorted(part)
