"""People, positions, groups and departments that flows name by number: whoever has left, or is put away, blocks
publishing, since nobody would be asked."""

from typing import Final

import sqlalchemy as sa

from engines.form.sites import NUMBERED, Site
from engines.issues import Issue, pointer
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.flows import numbered_sites

IN_USE: Final = {
    "person": (tables.person, tables.person.c.active),
    "position": (tables.position, tables.position.c.archived_at.is_(None)),
    "group": (tables.person_group, tables.person_group.c.archived_at.is_(None)),
    "department": (tables.department, tables.department.c.archived_at.is_(None)),
}
"""What is named by number → its table, and whether a row of it is there for flows."""
KNOWN: Final = prepare(
    sa.union_all(
        *(
            sa.select(
                sa.literal(kind, sa.Text).label("kind"), table.c.id, table.c.name, used.label("is_there")
            ).where(table.c.id == sa.any_(sa.bindparam(kind, type_=sa.ARRAY(sa.BigInteger))))
            for kind, (table, used) in IN_USE.items()
        )
    )
)


async def named_but_gone(reader: Reader, definition: AppDefinition) -> list[Issue]:
    """The places of flows that name somebody or something that is not there, with pointers into the application."""
    sites: list[Site] = list(numbered_sites(definition))
    if not sites:
        return []
    asked = {kind: sorted({site.value for site in sites if site.what == kind}) for kind in NUMBERED}
    rows = {(row["kind"], row["id"]): row for row in await reader.fetch(KNOWN, asked)}
    found = []
    for site in sites:
        row = rows.get((site.what, site.value))
        if row is None:
            found.append(Issue("flow_names_nobody", pointer(*site.path), {"number": site.value}))
        elif not row["is_there"]:
            found.append(Issue("flow_names_gone", pointer(*site.path), {"name": row["name"]}))
    return found
