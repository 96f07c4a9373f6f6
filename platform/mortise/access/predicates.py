"""Row scopes as SQL: which records of a table a principal reaches. The principal's own facts are binds, so that
everybody with the same roles runs the same statement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause

from engines.expression.check import Checked, check
from engines.expression.scope import ME, PARAM
from engines.expression.sql_executor import compile_condition
from engines.expression.types import BOOLEAN, PERSON, element_of, is_list
from engines.form.schema import Form, Schema
from mortise.access.conditions import Atom
from mortise.db.tables.records import record_share
from mortise.definitions.roles import Action, ScopeKind

Condition = ColumnElement[bool]


class Follower(Protocol):
    """What a scope that follows a link needs to know of the form at its other end."""

    def rows_within(self, action: Action, table: FromClause, asked: frozenset[str]) -> Condition | None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where scopes are compiled: a form of an application, and the way to the others."""

    app: int
    schema: Schema
    form: Form
    follow: Callable[[str], Follower]


def me() -> ColumnElement[int]:
    """The person asking."""
    return sa.bindparam("me", type_=sa.BigInteger)


def mine(name: str) -> ColumnElement[Any]:
    """One of the principal's lists of ids, as what a column may equal any of."""
    return sa.func.any(sa.bindparam(name, type_=sa.ARRAY(sa.BigInteger)))


def predicate(atom: Atom, place: Place, table: FromClause, asked: frozenset[str]) -> Condition:
    """The records of `table` that one scope admits; `asked` are the forms that a circle of follows came through."""
    scope = atom.scope
    if scope.kind == "follows":
        return followed(atom, place, table, asked)
    if scope.kind == "expression":
        checked = checked_condition(place.schema, place.form, scope.condition)
        return compile_condition(checked, place.schema.resolver(place.form.key, table))
    if scope.kind == "shared":
        return shared(atom.action, place, table)
    return SIMPLE[scope.kind](place, table)


def joined(place: Place, table: FromClause) -> Condition:
    """The person stands in one of the record's person fields."""
    found: list[Condition] = []
    for key, field in place.form.fields.items():
        if key in place.form.sub_tables or element_of(field.value_type()).name != PERSON.name:
            continue
        column = field.expression_column(table)
        found.append(me() == sa.func.any(column) if is_list(field.value_type()) else column == me())
    return sa.or_(sa.false(), *found)


def with_me(share: FromClause) -> Condition:
    """Whether a share lets the person take part, or a department around, a group or a position of the person's."""
    return sa.or_(
        share.c.person_id == me(), *(share.c[column] == mine(name) for column, name in BELONGED.items())
    )


def shared(action: Action, place: Place, table: FromClause) -> Condition:
    """Somebody let the person take part; to do more than read, they let the person change the record. What is shared
    is gathered once, so that an index finds it beside what other scopes admit."""
    share = record_share.alias()
    suffices = [] if action in READING else [share.c.may_edit]
    gathered = (
        sa.select(share.c.record_id)
        .where(
            share.c.app_id == sa.literal_column(str(place.app)),
            share.c.form == place.form.key,
            with_me(share),
            *suffices,
        )
        .scalar_subquery()
    )
    return table.c.id == sa.func.any(sa.func.array(gathered, type_=sa.ARRAY(sa.BigInteger)))


READING: Final[frozenset[Action]] = frozenset({"view", "comment", "print", "export"})
"""What leaves a record as it is."""
BELONGED: Final[Mapping[str, str]] = {
    "department_id": "my_departments_above",
    "group_id": "my_groups",
    "position_id": "my_positions",
}
"""What a record may be shared with beside people, and the principal's list of it."""


def subordinates(place: Place, table: FromClause) -> Condition:
    """The owner is the person, or reports to the person directly or not."""
    return sa.or_(table.c.owner == me(), table.c.owner == mine("my_subordinates"))


SIMPLE: Final[Mapping[ScopeKind, Callable[[Place, FromClause], Condition]]] = {
    "own": lambda _, table: table.c.created_by == me(),
    "owner": lambda _, table: table.c.owner == me(),
    "joined": joined,
    "department": lambda _, table: table.c.department == mine("my_departments"),
    "departments_below": lambda _, table: table.c.department == mine("my_departments_below"),
    "subordinates": subordinates,
    "managed_departments": lambda _, table: table.c.department == mine("my_managed_departments"),
    "all": lambda _place, _table: sa.true(),
}


def is_there(table: FromClause) -> Condition:
    """Whether a record is not in the recycle bin: a link to one that is reads as blank."""
    return table.c.deleted_at.is_(None)


def followed(atom: Atom, place: Place, table: FromClause, asked: frozenset[str]) -> Condition:
    """The principal may do the same to the record that the link names, and that record is not deleted.

    A form that is asked about already admits nothing more by asking it again."""
    link = atom.scope.link
    target = place.form.links.get(link or "")
    if link is None or target is None or target in asked:
        return sa.false()
    there = place.schema.forms[target].table.alias()
    admitted = place.follow(target).rows_within(atom.action, there, asked)
    if admitted is None:
        return sa.false()
    here = place.form.fields[link].expression_column(table)
    return sa.exists(
        sa.select(sa.literal_column("1"))
        .select_from(there)
        .where(there.c.id == here, is_there(there), admitted)
        .correlate(table)
    )


def checked_condition(schema: Schema, form: Form, text: str) -> Checked:
    """The condition of a scope, which publishing has checked."""
    names = schema.scope(form.key, {ME: schema.me, PARAM: schema.parameters})
    checked = check(text, names, expected=BOOLEAN, needs=frozenset({"sql"}))
    if isinstance(checked, tuple):
        raise ValueError(f"{form.key}: {checked[0].code} in {text!r}")
    return checked
