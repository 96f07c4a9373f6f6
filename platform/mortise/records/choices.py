"""A list narrowed to what a link field, in a record that is being filled in, may choose, or to what a field that lists
records shows there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from engines.expression.check import Checked
from engines.expression.scope import Path
from engines.expression.sql_executor import bind_name, compile_condition
from engines.form.compiled import Form
from engines.form.conditions import RECORD
from engines.form.field import Field
from engines.form.system import SYSTEM_MEANINGS
from engines.issues import Issue
from mortise.access.context import Context
from mortise.access.rights import FormRights
from mortise.errors import Invalid, NotFound
from mortise.records.access import Door, open_form
from mortise.records.selection import is_read, unknown_field


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A field's own filter: `name` tells it from others, `values` are what it reads of the record being filled in."""

    name: str
    checked: Checked
    values: Mapping[str, object]

    def condition(self, context: Context, target: Form, table: FromClause) -> ColumnElement[Any]:
        """The filter as a condition on the records of `table`."""
        return compile_condition(self.checked, context.app.schema.resolver(target, table))

    @property
    def reads(self) -> frozenset[Path]:
        """What it reads of the records that can be chosen."""
        return frozenset(path for path in self.checked.reads if not path[0].isupper())


def narrowing(context: Context, door: Door, link: str, given: Mapping[str, object]) -> Narrowing | None:
    """The filter of the link field, or of the list of records, `form.field` (or `form.rows.field`) for a record with
    the given values, as JSON has them; None where it has none, or where it looks at what the person may not read, since
    an answer would tell it.
    Raises Invalid where there is no such field for the person asking, or it leads to another form."""
    key, _, path = link.partition(".")
    fields = _fields(context, door, link, key, path)
    form = context.app.schema.forms[key]
    expression = form.expressions.get(f"fields/{path.replace('.', '/fields/')}/filter")
    if expression is None:
        return None
    own = [path for path in expression.checked.reads if path[0] == RECORD]
    found = Narrowing(
        link, expression.checked, {bind_name(path): _value(fields, path[1], given) for path in own}
    )
    is_open = all(door.rights.accesses.reaching(path) is not None for path in found.reads)
    return found if is_open and all(len(path) == 2 for path in own) else None


def _fields(context: Context, door: Door, link: str, key: str, path: str) -> Mapping[str, Field]:
    """The fields among which that field stands."""
    try:
        holder = open_form(context, key)
    except NotFound as hidden:
        raise Invalid([_unknown(door, link)]) from hidden
    rows, _, last = path.rpartition(".")
    known: Mapping[str, Field] = holder.form.fields
    if rows:
        sub = holder.form.sub_tables.get(rows)
        known = {} if sub is None else sub.fields
    end = None
    if last in known and _is_read(holder.rights, path):
        end = known[last].link() or known[last].query()
    if end is None or end.form != door.form.key:
        raise Invalid([_unknown(door, link)])
    return known


def _is_read(rights: FormRights, path: str) -> bool:
    return path in rights.fields and is_read(rights, path)


def _unknown(door: Door, link: str) -> Issue:
    return unknown_field(door, "/link", link)


def _value(fields: Mapping[str, Field], key: str, given: Mapping[str, object]) -> object:
    """A value of the record being filled in; what cannot be read yet is blank."""
    if key not in given:
        return None
    kind = fields.get(key) or SYSTEM_MEANINGS.get(key)
    value = None if kind is None else kind.parse(given[key])
    return None if kind is None or value is None or isinstance(value, Issue) else kind.to_expression(value)
