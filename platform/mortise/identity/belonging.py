"""What a person belongs to, as parts of a statement: departments around, positions, groups, and the roles that all of
these bring."""

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from mortise.db.tables import applications
from mortise.db.tables import people as tables

PERSON: Final = sa.bindparam("person", type_=sa.BigInteger)


@dataclass(frozen=True, slots=True)
class Belonging:
    """The ids of what the person who is bound as `person` belongs to."""

    own: sa.CTE
    """Departments, the main one and the further ones."""
    above: sa.CTE
    """These and every department over them."""
    positions: sa.CTE
    groups: sa.CTE
    """Groups that the person is in, or one of the departments above."""

    def holds(self) -> sa.ColumnElement[bool]:
        """Whether a row of role members means the person, by whatever way."""
        member = applications.role_member
        return sa.or_(
            member.c.person_id == PERSON,
            member.c.department_id.in_(sa.select(self.above.c.id)),
            member.c.position_id.in_(sa.select(self.positions.c.id)),
            member.c.group_id.in_(sa.select(self.groups.c.id)),
        )


def belonging() -> Belonging:
    """The parts, new for each statement; walking a circle of departments ends by itself (UNION)."""
    person, other, member = tables.person, tables.person_department, tables.group_member
    own = (
        sa.select(person.c.main_department_id.label("id"))
        .where(person.c.id == PERSON, person.c.main_department_id.is_not(None))
        .union(sa.select(other.c.department_id).where(other.c.person_id == PERSON))
        .cte("own")
    )
    above = upwards(own)
    positions = (
        sa.select(person.c.position_id.label("id"))
        .where(person.c.id == PERSON, person.c.position_id.is_not(None))
        .union(
            sa.select(other.c.position_id).where(
                other.c.person_id == PERSON, other.c.position_id.is_not(None)
            )
        )
        .cte("positions")
    )
    groups = (
        sa.select(member.c.group_id.label("id"))
        .where(sa.or_(member.c.person_id == PERSON, member.c.department_id.in_(sa.select(above.c.id))))
        .distinct()
        .cte("groups")
    )
    return Belonging(own, above, positions, groups)


def upwards(own: sa.CTE) -> sa.CTE:
    """Some departments and every department over them."""
    department = tables.department
    above = sa.select(own.c.id).cte("above", recursive=True)
    return above.union(
        sa.select(department.c.parent_id)
        .join(above, department.c.id == above.c.id)
        .where(department.c.parent_id.is_not(None))
    )


def downwards(some: sa.Select[Any], name: str) -> sa.CTE:
    """Departments, the column `id` of `some`, and every department under them."""
    department = tables.department
    below = some.cte(name, recursive=True)
    return below.union(sa.select(department.c.id).join(below, department.c.parent_id == below.c.id))
