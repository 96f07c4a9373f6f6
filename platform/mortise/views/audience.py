"""Whom a shared view is for: holders of roles and positions, and people of departments and groups."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final, Literal, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.statements import Statement, prepare
from mortise.db.tables import people
from mortise.db.transaction import Reader

Kind = Literal["departments", "groups", "positions"]


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a shared view is for; everybody where nobody is named."""

    roles: tuple[str, ...] = ()
    departments: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()

    def values(self) -> dict[str, list[str] | list[int]]:
        """By the names of their columns."""
        return {name: list(chosen) for name, chosen in asdict(self).items()}


EVERYBODY: Final = Whom()


class Named(Protocol):
    """What a request says of it; what it does not say is None."""

    @property
    def roles(self) -> tuple[str, ...] | None: ...
    @property
    def departments(self) -> tuple[int, ...] | None: ...
    @property
    def groups(self) -> tuple[int, ...] | None: ...
    @property
    def positions(self) -> tuple[int, ...] | None: ...


def whom(given: Named, before: Whom = EVERYBODY) -> Whom:
    """Whom the view is for from now on; what is not said stays."""
    return Whom(
        before.roles if given.roles is None else given.roles,
        before.departments if given.departments is None else given.departments,
        before.groups if given.groups is None else given.groups,
        before.positions if given.positions is None else given.positions,
    )


def those_there(table: sa.Table) -> Statement:
    """The ids of some that are there."""
    return prepare(
        sa.select(table.c.id).where(table.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.BigInteger))))
    )


THERE: Final[Mapping[Kind, Statement]] = {
    "departments": those_there(people.department),
    "groups": those_there(people.person_group),
    "positions": those_there(people.position),
}


async def check_whom(reader: Reader, context: Context, named: Whom, before: Whom = EVERYBODY) -> list[Issue]:
    """Those who were not named before, and are not there."""
    known = {role.key for role in context.app.definition.roles} | set(before.roles)
    issues = [
        Issue("role_unknown", f"/roles/{place}", {"key": role})
        for place, role in enumerate(named.roles)
        if role not in known
    ]
    chosen: Mapping[Kind, tuple[Iterable[int], Iterable[int]]] = {
        "departments": (named.departments, before.departments),
        "groups": (named.groups, before.groups),
        "positions": (named.positions, before.positions),
    }
    for kind, (ids, kept) in chosen.items():
        if new := set(ids) - set(kept):
            there = {row["id"] for row in await reader.fetch(THERE[kind], {"ids": sorted(new)})}
            issues += [
                Issue("not_there", f"/{kind}/{place}")
                for place, id in enumerate(ids)
                if id in new and id not in there
            ]
    return issues
