"""Who takes part in a single record because somebody let them: people, departments with all below them, groups, and
whoever has a position."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from engines.issues import Issue, pointer
from mortise.access.audience import who_views
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import StatementCache, prepare
from mortise.db.tables import people
from mortise.db.tables.records import record_share
from mortise.db.transaction import Reader, Tx
from mortise.errors import Forbidden, Invalid, NotFound
from mortise.identity.resolution import Principals
from mortise.identity.texts import LARGEST_ID
from mortise.records.access import Door, open_form
from mortise.records.changes import SHARED, logged
from mortise.records.projection import localised

Kind = Literal["person", "department", "group", "position"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MEMBERS: Final[Mapping[str, Kind]] = {
    "people": "person",
    "departments": "department",
    "groups": "group",
    "positions": "position",
}
TABLES: Final[Mapping[Kind, sa.Table]] = {
    "person": people.person,
    "department": people.department,
    "group": people.person_group,
    "position": people.position,
}
MAY_EDIT: Final = "may_edit"
MOST: Final = 200
"""How many are named at once."""
SHARE: Final = "share"
UNSHARE: Final = "unshare"

STATEMENTS: Final = StatementCache()
BIGINTS: Final = ARRAY(sa.BigInteger())
APP: Final = sa.bindparam("app", type_=sa.BigInteger())
FORM: Final = sa.bindparam("form", type_=sa.Text())
RECORD: Final = sa.bindparam("id", type_=sa.BigInteger())
HERE: Final = sa.and_(
    record_share.c.app_id == APP, record_share.c.form == FORM, record_share.c.record_id == RECORD
)


@dataclass(frozen=True, slots=True)
class Sharing:
    """With whom a record is to be shared, by kind, and whether they may change it, too."""

    holders: Mapping[Kind, tuple[int, ...]]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What the person asking may do with a record that they may view: share it, and let others change it."""

    shares: bool
    edits: bool


def kind_of() -> sa.ColumnElement[str]:
    """With what kind of holder a row shares."""
    cases: Any = (
        (record_share.c[f"{kind}_id"].is_not(None), sa.literal_column(f"'{kind}'")) for kind in KINDS
    )
    return sa.case(*cases)


def number_of() -> sa.ColumnElement[int]:
    """The holder's number."""
    return sa.func.coalesce(*(record_share.c[f"{kind}_id"] for kind in KINDS))


def _put() -> sa.Insert:
    given = (
        sa.func.unnest(sa.bindparam("kinds", type_=ARRAY(sa.Text())), sa.bindparam("holders", type_=BIGINTS))
        .table_valued(sa.column("kind", sa.Text), sa.column("number", sa.BigInteger), name="given")
        .render_derived()
    )
    columns: dict[str, Any] = {
        "app_id": APP,
        "form": FORM,
        "record_id": RECORD,
        **{
            f"{kind}_id": sa.case((given.c.kind == sa.literal_column(f"'{kind}'"), given.c.number))
            for kind in KINDS
        },
        MAY_EDIT: sa.bindparam(MAY_EDIT, type_=sa.Boolean()),
        "shared_by": sa.bindparam("actor", type_=sa.BigInteger()),
        "shared_at": sa.bindparam("at", type_=sa.DateTime(timezone=True)),
    }
    making = insert(record_share).from_select(
        list(columns), sa.select(*columns.values()).order_by(given.c.kind, given.c.number)
    )
    new = making.excluded
    return making.on_conflict_do_update(
        constraint="record_share_with_key",
        set_={name: new[name] for name in (MAY_EDIT, "shared_by", "shared_at")},
        where=record_share.c.may_edit != new.may_edit,
    ).returning(kind_of().label("kind"), number_of().label("number"))


PUT: Final = prepare(_put())
TAKE: Final = prepare(
    sa.delete(record_share)
    .where(HERE, record_share.c.id == sa.bindparam("share", type_=sa.BigInteger()))
    .returning(kind_of().label("kind"), number_of().label("number"), record_share.c.may_edit)
)
THERE: Final = prepare(
    sa.union_all(
        *(
            sa.select(sa.literal_column(f"'{kind}'", sa.Text).label("kind"), table.c.id).where(
                table.c.id == sa.any_(sa.bindparam(kind, type_=BIGINTS)),
                table.c.active if "active" in table.c else table.c.archived_at.is_(None),
            )
            for kind, table in TABLES.items()
        )
    )
)


def read_sharing(given: Mapping[str, object]) -> Sharing:
    """What a request asks for; raises Invalid with everything that is wrong with it."""
    known = {*MEMBERS, MAY_EDIT}
    issues = [
        Issue("parameter_unknown", pointer(name), {"name": name}) for name in given if name not in known
    ]
    holders: dict[Kind, tuple[int, ...]] = {}
    for member, kind in MEMBERS.items():
        ids = given.get(member, [])
        if not isinstance(ids, list) or len(ids) > MOST or not all(is_id(each) for each in ids):
            issues.append(Issue("parameter_ids", pointer(member), {"most": MOST}))
        else:
            holders[kind] = tuple(dict.fromkeys(ids))
    may_edit = given.get(MAY_EDIT, False)
    if not isinstance(may_edit, bool):
        issues.append(Issue("parameter_flag", pointer(MAY_EDIT)))
    if not issues and not any(holders.values()):
        issues.append(Issue("share_with_nobody", "/people"))
    if issues:
        raise Invalid(issues)
    return Sharing(holders, may_edit is True)


def is_id(value: object) -> bool:
    """Whether it is a number that a row can have."""
    return type(value) is int and 0 < value <= LARGEST_ID


async def stand(reader: Reader, context: Context, door: Door, number: int) -> Standing:
    """How the person stands to the record; NotFound where it is not theirs to see."""

    def build() -> sa.Select[Any]:
        table = door.form.table
        asked = {"shares": door.rows("share", table), "edits": door.rows("edit", table)}
        return sa.select(
            *(sa.func.coalesce(each, sa.false()).label(name) for name, each in asked.items())
        ).where(table.c.id == RECORD, table.c.deleted_at.is_(None), door.rows("view", table))

    statement = STATEMENTS.get(("standing", context.rights, door.form.key), build)
    row = await reader.fetchrow(statement, {**context.binds, "id": number})
    if row is None:
        raise NotFound
    return Standing(row["shares"], row["edits"])


async def read_shares(
    reader: Reader, context: Context, principals: Principals, form: str, number: int
) -> dict[str, object]:
    """With whom a record that the person may view is shared, by whom and since when, and what they may do about it. Of
    people it is told whether they see the record: a share lets in only whom a role of theirs lets take part."""
    door = open_form(context, form)
    standing = await stand(reader, context, door, number)
    values = {"app": context.app.id, "form": form, "id": number}
    statement = STATEMENTS.get(("shares", context.locale), lambda: _shares(context))
    rows = await reader.fetch(statement, values)
    named = [row["number"] for row in rows if row["kind"] == "person" and row["active"]]
    seeing: frozenset[int] = frozenset()
    if named:
        seeing = await who_views(reader, context, form, number, await principals.of_people(reader, named))
    return {
        "items": [_item(row, seeing) for row in rows],
        "may_share": standing.shares,
        "may_share_edit": standing.shares and standing.edits,
    }


def _item(row: Record, seeing: frozenset[int]) -> dict[str, object]:
    by = None if row["shared_by"] is None else {"id": row["shared_by"], "title": row["by_title"] or ""}
    return {
        "id": row["id"],
        "kind": row["kind"],
        "with": {"id": row["number"], "title": row["title"] or ""},
        MAY_EDIT: row[MAY_EDIT],
        "by": by,
        "at": row["shared_at"],
        "sees": row["number"] in seeing if row["kind"] == "person" else None,
    }


def _shares(context: Context) -> sa.Select[Any]:
    holders = {kind: table.alias(f"with_{kind}") for kind, table in TABLES.items()}
    by = people.person.alias("by")
    joined: sa.FromClause = record_share
    for kind, table in holders.items():
        joined = joined.outerjoin(table, table.c.id == record_share.c[f"{kind}_id"])
    titles = (localised(table, context.locale) for table in holders.values())
    return (
        sa.select(
            record_share.c.id,
            kind_of().label("kind"),
            number_of().label("number"),
            sa.func.coalesce(*titles).label("title"),
            holders["person"].c.active,
            record_share.c.may_edit,
            record_share.c.shared_at,
            record_share.c.shared_by,
            localised(by, context.locale).label("by_title"),
        )
        .select_from(joined.outerjoin(by, by.c.id == record_share.c.shared_by))
        .where(HERE)
        .order_by(record_share.c.shared_at.desc(), record_share.c.id.desc())
    )


async def share_record(
    tx: Tx, context: Context, form: str, number: int, sharing: Sharing
) -> Mapping[Kind, Sequence[int]]:
    """Lets others take part in the record, those who do already as is said now; whom that changes anything for.

    Raises Forbidden where the person may not share it, Invalid where they would give more than they have or somebody
    named is not there."""
    door = open_form(context, form)
    standing = await stand(tx, context, door, number)
    if not standing.shares:
        raise Forbidden
    if sharing.may_edit and not standing.edits:
        raise Invalid([Issue("share_beyond", pointer(MAY_EDIT))])
    await _refuse_unknown(tx, sharing)
    pairs = [(kind, each) for kind, ids in sharing.holders.items() for each in ids]
    values = {
        "app": context.app.id,
        "form": form,
        "id": number,
        "kinds": [kind for kind, _ in pairs],
        "holders": [each for _, each in pairs],
        MAY_EDIT: sharing.may_edit,
        "actor": context.principal.person,
        "at": context.clock.now,
    }
    changed = sorted((row["kind"], row["number"]) for row in await tx.fetch(PUT, values))
    told = [{"kind": kind, "with": each, MAY_EDIT: sharing.may_edit} for kind, each in changed]
    await _log(tx, context, door, number, SHARE, told)
    return {kind: [each for one, each in changed if one == kind] for kind in KINDS}


async def unshare_record(tx: Tx, context: Context, form: str, number: int, share: int) -> None:
    """Ends that one of them takes part; NotFound where the record has no such share."""
    door = open_form(context, form)
    if not (await stand(tx, context, door, number)).shares:
        raise Forbidden
    values = {"app": context.app.id, "form": form, "id": number, "share": share}
    row = await tx.fetchrow(TAKE, values)
    if row is None:
        raise NotFound
    told = [{"kind": row["kind"], "with": row["number"], MAY_EDIT: row[MAY_EDIT]}]
    await _log(tx, context, door, number, UNSHARE, told)


async def _refuse_unknown(reader: Reader, sharing: Sharing) -> None:
    there = {(row["kind"], row["id"]) for row in await reader.fetch(THERE, _ids_by_kind(sharing))}
    issues = [
        Issue("reference_unknown", pointer(member, place))
        for member, kind in MEMBERS.items()
        for place, each in enumerate(sharing.holders[kind])
        if (kind, each) not in there
    ]
    if issues:
        raise Invalid(issues)


def _ids_by_kind(sharing: Sharing) -> Mapping[str, object]:
    return {kind: list(ids) for kind, ids in sharing.holders.items()}


async def _log(
    tx: Tx, context: Context, door: Door, number: int, action: str, told: Iterable[Mapping[str, object]]
) -> None:
    """Writes it into the record's history."""
    shared = list(told)
    if not shared:
        return

    def build() -> sa.Select[Any]:
        table = door.form.table
        written = sa.select(table.c.id, table.c.version).where(table.c.id == RECORD).cte("written")
        return sa.select(sa.func.count()).select_from(written).add_cte(*logged(written, is_told=False))

    values = {
        "id": number,
        "app_id": context.app.id,
        "form": door.form.key,
        "action": action,
        "actor": context.principal.person,
        "at": context.clock.now,
        "batch": None,
        "cause": {**(context.cause or {}), SHARED: shared},
        "old": None,
        "new": None,
    }
    await tx.fetchval(STATEMENTS.get(("log", context.app, door.form.key), build), values)
