"""Which of several people may view a record: one statement for all who hold the same roles."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

import orjson
import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.visitors import replacement_traverse
from sqlalchemy.types import TypeEngine

from mortise.access.context import Context
from mortise.access.rights import AppRights, rights_of
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader
from mortise.identity.principal import Principal

STATEMENTS: Final = StatementCache()
EACH: Final = "each_person"
ME: Final = "me"


class Everybody:
    """The facts of several people, bound as the JSON `people`, in place of the binds of one. `names` are the binds that
    differ from person to person; the rows have what expressions read, beside what is in them `always`."""

    def __init__(self, names: Iterable[str], always: Mapping[str, TypeEngine[Any]]) -> None:
        self._personal = frozenset(names)
        self._columns: dict[str, sa.ColumnClause[Any]] = {
            name: sa.column(name, kind) for name, kind in always.items()
        }

    @property
    def names(self) -> tuple[str, ...]:
        """What a row has."""
        return tuple(self._columns)

    def instead_of_one(self, expression: ColumnElement[Any]) -> ColumnElement[Any]:
        """The expression with every fact taken from the row."""

        def from_facts(element: object, **_: object) -> ColumnElement[Any] | None:
            if not isinstance(element, BindParameter) or element.key not in self._personal:
                return None
            self._columns.setdefault(element.key, sa.column(element.key, element.type))
            return sa.literal_column(f'{EACH}."{element.key}"', element.type)

        replaced: ColumnElement[Any] = replacement_traverse(expression, {}, from_facts)
        return replaced

    def source(self) -> sa.TableValuedAlias:
        """The rows, with what the expressions so far read of them."""
        document = sa.cast(sa.bindparam("people", type_=sa.Text()), JSONB)
        given = sa.func.jsonb_to_recordset(document).table_valued(*self._columns.values())
        return given.render_derived(name=EACH, with_types=True)


async def who_views(
    reader: Reader, context: Context, form: str, record: int, people: Iterable[Principal]
) -> frozenset[int]:
    """Those of the people who may view the record, which is not deleted; `context` gives application and moment."""
    alike: dict[AppRights, list[Mapping[str, object]]] = {}
    for principal in people:
        alike.setdefault(rights_of(context.app, principal), []).append(principal.binds())
    found: set[int] = set()
    for rights, facts in alike.items():
        if "view" not in rights.form(form).actions:
            continue
        statement = STATEMENTS.get((rights, form), partial(_viewing, rights, form, facts[0]))
        values = {**context.binds, "record": record, "people": orjson.dumps(list(map(dict, facts))).decode()}
        found |= {row[ME] for row in await reader.fetch(statement, values)}
    return frozenset(found)


def _viewing(rights: AppRights, form: str, names: Iterable[str]) -> sa.Select[Any]:
    """The row predicate with every fact of the person asking taken from a row of facts instead of from a bind."""
    own = rights.form(form)
    table = own.form.table
    granted = own.rows("view", table)
    people = Everybody(names, {ME: sa.BigInteger()})
    admitted = people.instead_of_one(sa.false() if granted is None else granted)
    facts = people.source()
    return (
        sa.select(facts.c[ME])
        .select_from(facts.join(table, sa.true()))
        .where(
            table.c.id == sa.bindparam("record", type_=sa.BigInteger()),
            table.c.deleted_at.is_(None),
            admitted,
        )
    )
