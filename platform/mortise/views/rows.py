"""Saved views in their table."""

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.definition import Locale
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import people
from mortise.db.tables.schema import TEXT
from mortise.db.tables.views import view
from mortise.db.transaction import Reader, Tx
from mortise.identity.changes import Assignments
from mortise.identity.directory import title
from mortise.views.saved import SavedView, saved_view

APP: Final = sa.bindparam("app", type_=sa.BigInteger)
ME: Final = sa.bindparam("me", type_=sa.BigInteger)
ID: Final = sa.bindparam("id", type_=sa.BigInteger)
FORMS: Final = sa.bindparam("forms", type_=ARRAY(TEXT))
ROLES: Final = sa.bindparam("my_roles", type_=ARRAY(TEXT))
DEPARTMENTS: Final = sa.bindparam("my_departments_above", type_=ARRAY(sa.BigInteger))
GROUPS: Final = sa.bindparam("my_groups", type_=ARRAY(sa.BigInteger))
POSITIONS: Final = sa.bindparam("my_positions", type_=ARRAY(sa.BigInteger))
EVERYTHING: Final = sa.bindparam("everything", type_=sa.Boolean)

MINE: Final = {
    view.c.roles: ROLES,
    view.c.departments: DEPARTMENTS,
    view.c.groups: GROUPS,
    view.c.positions: POSITIONS,
}
"""Whom a shared view may be for, and what of that the person is."""
for_everybody: Final = sa.and_(*(sa.func.cardinality(column) == 0 for column in MINE))
for_me: Final = sa.or_(for_everybody, EVERYTHING, *(column.overlap(mine) for column, mine in MINE.items()))
seen: Final = sa.and_(
    view.c.app_id == APP,
    view.c.form == sa.any_(FORMS),
    sa.or_(view.c.person_id == ME, sa.and_(view.c.shared, for_me)),
)

named: Final = sa.select(view, people.person.c.name, people.person.c.name_en).join(
    people.person, people.person.c.id == view.c.person_id
)
LIST: Final = prepare(
    named.where(seen, view.c.deleted_at.is_(None)).order_by(view.c.shared.desc(), view.c.id)
)
ONE: Final = prepare(named.where(seen, view.c.id == ID, view.c.deleted_at.is_(None)))
LOCKED: Final = prepare(
    named.where(seen, view.c.id == ID, view.c.deleted_at.is_(None)).with_for_update(of=view)
)
GONE: Final = prepare(
    named.where(seen, view.c.id == ID, view.c.deleted_at.is_not(None)).with_for_update(of=view)
)
EVERY: Final = prepare(
    named.where(view.c.app_id == APP, view.c.deleted_at.is_(None)).order_by(view.c.shared.desc(), view.c.id)
)
SHARED: Final = prepare(
    sa.select(view.c.app_id, view.c.id, view.c.form, view.c.label, view.c.definition)
    .where(
        view.c.app_id == sa.any_(sa.bindparam("apps", type_=ARRAY(sa.BigInteger))),
        view.c.shared,
        view.c.deleted_at.is_(None),
    )
    .order_by(view.c.id)
)
COUNT: Final = prepare(
    sa.select(sa.func.count())
    .select_from(view)
    .where(
        view.c.app_id == APP,
        view.c.form == sa.bindparam("form", type_=TEXT),
        view.c.deleted_at.is_(None),
        sa.case(
            (sa.bindparam("shared", type_=sa.Boolean), view.c.shared),
            else_=~view.c.shared & (view.c.person_id == ME),
        ),
    )
)

WRITTEN: Final = (
    "label",
    "definition",
    "names",
    "shared",
    "roles",
    "departments",
    "groups",
    "positions",
    "locked",
)
binds: Final[Assignments] = {view.c[name]: sa.bindparam(name, type_=view.c[name].type) for name in WRITTEN}
ADD: Final = prepare(
    sa.insert(view)
    .values(
        {view.c.app_id: APP, view.c.form: sa.bindparam("form", type_=TEXT), view.c.person_id: ME, **binds}
    )
    .returning(view.c.id)
)
CHANGE: Final = prepare(
    sa.update(view)
    .where(view.c.id == ID)
    .values({**binds, view.c.version: view.c.version + 1, view.c.updated_at: sa.func.now()})
)
PUT_AWAY: Final = prepare(sa.update(view).where(view.c.id == ID).values(deleted_at=sa.func.now()))
BRING_BACK: Final = prepare(
    sa.update(view).where(view.c.id == ID).values(deleted_at=sa.null(), version=view.c.version + 1)
)


def forms_of(context: Context, form: str | None = None) -> list[str]:
    """The forms whose records the person may look at, or that one of them."""
    forms = [key for key, rights in context.rights.forms.items() if "view" in rights.actions]
    return [key for key in forms if form is None or key == form]


def eyes(context: Context, form: str | None = None) -> dict[str, object]:
    """Whose views are seen: one's own, and those shared with one. Who manages the application sees every shared one."""
    principal = context.principal
    return {
        "app": context.app.id,
        "me": principal.person,
        "forms": forms_of(context, form),
        "my_roles": [role.key for role in context.rights.roles],
        "my_departments_above": list(principal.departments_above),
        "my_groups": list(principal.groups),
        "my_positions": list(principal.positions),
        "everything": manages(context),
    }


def manages(context: Context) -> bool:
    """Whether every shared view of the application may be changed."""
    return context.rights.administers or context.rights.can_build


def as_saved(row: Record, locale: Locale) -> SavedView:
    """A row, with the name of the person who made the view."""
    return saved_view(row, title(row, locale))


async def list_saved(reader: Reader, context: Context, form: str | None = None) -> list[SavedView]:
    """Every view that is seen, of one form or of all, the shared ones first."""
    return [as_saved(row, context.locale) for row in await reader.fetch(LIST, eyes(context, form))]


async def find(
    reader: Reader, context: Context, id: int, *, gone: bool = False, lock: bool = False
) -> SavedView | None:
    """One view that is seen, or one that was deleted and can come back."""
    statement = GONE if gone else LOCKED if lock else ONE
    row = await reader.fetchrow(statement, {**eyes(context), "id": id})
    return None if row is None else as_saved(row, context.locale)


async def every_saved(reader: Reader, app: int) -> list[SavedView]:
    """All views of an application, whoever made them: to tell what a publication would touch."""
    return [as_saved(row, "zh-CN") for row in await reader.fetch(EVERY, {"app": app})]


async def shared_of(reader: Reader, apps: Sequence[int]) -> list[Record]:
    """The views that people share in these applications."""
    return await reader.fetch(SHARED, {"apps": list(apps)})


async def count_of(reader: Reader, context: Context, form: str, *, shared: bool) -> int:
    """How many views of a form the person keeps, or everybody shares."""
    values = {"app": context.app.id, "form": form, "me": context.principal.person, "shared": shared}
    found = await reader.fetchval(COUNT, values)
    return found if isinstance(found, int) else 0


async def add(tx: Tx, context: Context, form: str, values: Mapping[str, object]) -> int:
    """A new view of the person; its number."""
    number = await tx.fetchval(
        ADD, {"app": context.app.id, "me": context.principal.person, "form": form, **values}
    )
    if not isinstance(number, int):
        raise TypeError("a view without a number")
    return number


async def change(tx: Tx, id: int, values: Mapping[str, object]) -> None:
    """Everything that is said of a view, as it is now."""
    await tx.execute(CHANGE, {"id": id, **values})


async def put_away(tx: Tx, id: int) -> None:
    """Deletes a view so that it can come back."""
    await tx.execute(PUT_AWAY, {"id": id})


async def bring_back(tx: Tx, id: int) -> None:
    """Undoes that."""
    await tx.execute(BRING_BACK, {"id": id})
