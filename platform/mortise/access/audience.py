"""Which of several people may view a record: one statement for all who hold the same roles."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.visitors import replacement_traverse

from mortise.access.context import Context
from mortise.access.rights import AppRights, rights_of
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader
from mortise.identity.principal import Principal

STATEMENTS: Final = StatementCache()
EACH: Final = "each_person"
ME: Final = "me"


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
    personal = frozenset(names)
    columns: dict[str, sa.ColumnClause[Any]] = {ME: sa.column(ME, sa.BigInteger())}

    def from_facts(element: object, **_: object) -> sa.ColumnElement[Any] | None:
        if not isinstance(element, BindParameter) or element.key not in personal:
            return None
        columns.setdefault(element.key, sa.column(element.key, element.type))
        return sa.literal_column(f'{EACH}."{element.key}"', element.type)

    granted = own.rows("view", table)
    admitted = replacement_traverse(sa.false() if granted is None else granted, {}, from_facts)
    facts = (
        sa.func.jsonb_to_recordset(sa.cast(sa.bindparam("people", type_=sa.Text()), JSONB))
        .table_valued(*columns.values())
        .render_derived(name=EACH, with_types=True)
    )
    return (
        sa.select(facts.c[ME])
        .select_from(facts.join(table, sa.true()))
        .where(
            table.c.id == sa.bindparam("record", type_=sa.BigInteger()),
            table.c.deleted_at.is_(None),
            admitted,
        )
    )
