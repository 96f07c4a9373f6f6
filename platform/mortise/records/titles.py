"""What people, departments and records are called, for any number of ids by one statement."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from engines.expression.types import DEPARTMENT, PERSON
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.tables import people
from mortise.db.transaction import Reader
from mortise.records.projection import localised

Named: TypeAlias = str
"""What an id is of: people, departments, groups, positions, or form:<key>."""
ORGANISATION: Final[Mapping[Named, sa.Table]] = {
    PERSON.name: people.person,
    DEPARTMENT.name: people.department,
    "group": people.person_group,
    "position": people.position,
}

STATEMENTS: Final = StatementCache()


async def read_titles(
    reader: Reader, context: Context, wanted: Iterable[tuple[Named, int]]
) -> Mapping[tuple[Named, int], str]:
    """The titles of everything named, deleted records too: what was once read keeps its name."""
    ids: dict[Named, list[int]] = {}
    for named, number in sorted(set(wanted)):
        ids.setdefault(named, []).append(number)
    if not ids:
        return {}
    kinds = tuple(ids)
    statement = STATEMENTS.get(
        ("titles", context.rights, kinds, context.locale), lambda: _titles(context, kinds)
    )
    values = {**context.binds, **{f"ids_{place}": ids[named] for place, named in enumerate(kinds)}}
    return {
        (kinds[row["kind"]], row["id"]): row["title"] or "" for row in await reader.fetch(statement, values)
    }


def _titles(context: Context, kinds: tuple[Named, ...]) -> sa.CompoundSelect[Any]:
    selects = []
    for place, named in enumerate(kinds):
        ids = sa.bindparam(f"ids_{place}", type_=sa.ARRAY(sa.BigInteger()))
        if named in ORGANISATION:
            table = ORGANISATION[named]
            title: sa.ColumnElement[Any] = localised(table, context.locale)
        else:
            form = named.removeprefix("form:")
            table = context.app.schema.forms[form].table
            title = context.rights.form(form).title(table)
        kind = sa.literal_column(str(place), sa.Integer).label("kind")
        selects.append(sa.select(kind, table.c.id, title.label("title")).where(table.c.id == sa.any_(ids)))
    return sa.union_all(*selects)
