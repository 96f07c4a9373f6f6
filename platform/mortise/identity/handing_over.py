"""What somebody who leaves has in the organisation beside records and roles, and giving it to others in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.dialects.postgresql import insert

from engines.issues import Issue
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.tables.records import record_share
from mortise.db.tables.views import view
from mortise.db.transaction import Reader, Tx
from mortise.errors import Invalid
from mortise.identity.changes import Logged, begin_change, log_changes
from mortise.identity.people import REPORTS_TO_ITSELF, PersonInput, change_person, read_person
from mortise.identity.texts import RowId

person: Final = tables.person
department: Final = tables.department
group: Final = tables.person_group
member: Final = tables.group_member
THIS: Final = sa.bindparam("person", type_=sa.BigInteger)
HEIR: Final = sa.bindparam("heir", type_=sa.BigInteger)
IDS: Final = sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger)))
Ids = Annotated[tuple[RowId, ...], Field(max_length=10_000)]


class HandOverInput(BaseModel):
    """What is given away, and to whom: `superior` is whom the direct reports report to from then on, where these are
    given away. Afterwards the person is disabled, if that is wished."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    to: RowId
    superior: RowId | None = None
    departments: Ids = ()
    groups: Ids = ()
    views: bool = False
    shares: bool = False
    disable: bool = False


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a person to the organisation: who reports to them, which departments they head, the groups in which
    they are named, how many views they share, and how many records were shared with them or by them."""

    reports: Sequence[Record]
    departments: Sequence[Record]
    groups: Sequence[Record]
    views: int
    shares: int


REPORTS: Final = prepare(
    sa.select(person.c.id, person.c.name, person.c.name_en)
    .where(person.c.manager_id == THIS)
    .order_by(person.c.pinyin, person.c.id)
)
HEADED: Final = prepare(
    sa.select(department.c.id, department.c.name, department.c.name_en)
    .where(department.c.head_id == THIS, department.c.archived_at.is_(None))
    .order_by(department.c.id)
)
JOINED: Final = prepare(
    sa.select(group.c.id, group.c.name, group.c.name_en)
    .join(member, member.c.group_id == group.c.id)
    .where(member.c.person_id == THIS, group.c.archived_at.is_(None))
    .order_by(group.c.name, group.c.id)
)
OWN_VIEWS: Final = sa.and_(view.c.person_id == THIS, view.c.shared, view.c.deleted_at.is_(None))
OWN_SHARES: Final = sa.or_(record_share.c.person_id == THIS, record_share.c.shared_by == THIS)
COUNTS: Final = prepare(
    sa.select(
        sa.select(sa.func.count()).select_from(view).where(OWN_VIEWS).scalar_subquery().label("views"),
        sa.select(sa.func.count())
        .select_from(record_share)
        .where(OWN_SHARES)
        .scalar_subquery()
        .label("shares"),
    )
)

REPORT_TO: Final = prepare(
    sa.update(person)
    .where(person.c.manager_id == THIS)
    .values(manager_id=sa.case((person.c.id == HEIR, sa.bindparam("above", type_=sa.BigInteger)), else_=HEIR))
    .returning(person.c.id, person.c.manager_id)
)
HEAD: Final = prepare(
    sa.update(department)
    .where(department.c.head_id == THIS, department.c.id == IDS)
    .values(head_id=HEIR)
    .returning(department.c.id)
)
JOIN: Final = prepare(
    insert(member)
    .from_select(
        ["group_id", "person_id"],
        sa.select(member.c.group_id, HEIR).where(member.c.person_id == THIS, member.c.group_id == IDS),
    )
    .on_conflict_do_nothing()
)
LEAVE: Final = prepare(
    sa.delete(member).where(member.c.person_id == THIS, member.c.group_id == IDS).returning(member.c.group_id)
)
GIVE_VIEWS: Final = prepare(sa.update(view).where(OWN_VIEWS).values(person_id=HEIR))


def kept_share() -> sa.Insert:
    """What was shared with the person is shared with the heir, where it is not already."""
    share = record_share
    columns = [share.c.app_id, share.c.form, share.c.record_id]
    kept = [share.c.shared_by, share.c.shared_at, share.c.may_edit]
    held = sa.select(*columns, HEIR, *kept).where(share.c.person_id == THIS)
    names = [*(column.name for column in columns), "person_id", *(column.name for column in kept)]
    given = insert(share).from_select(names, held)
    # Who of the two may change the record, the heir may.
    wider = {"may_edit": sa.or_(share.c.may_edit, given.excluded.may_edit)}
    return given.on_conflict_do_update(constraint="record_share_with_key", set_=wider)


SHARE: Final = prepare(kept_share())
UNSHARE: Final = prepare(sa.delete(record_share).where(record_share.c.person_id == THIS))
SHARED_BY: Final = prepare(
    sa.update(record_share).where(record_share.c.shared_by == THIS).values(shared_by=HEIR)
)


async def read_ties(reader: Reader, number: int) -> Ties:
    """What would be given away; NotFound for a number that is nobody's."""
    await read_person(reader, number)
    who = {"person": number}
    counts = await reader.fetchrow(COUNTS, who)
    return Ties(
        await reader.fetch(REPORTS, who),
        await reader.fetch(HEADED, who),
        await reader.fetch(JOINED, who),
        counts["views"] if counts else 0,
        counts["shares"] if counts else 0,
    )


async def hand_over(tx: Tx, actor: int, number: int, given: HandOverInput) -> None:
    """Gives it all away, or nothing of it; every part is in the log.

    Raises Invalid for an heir or superior who is not there, has left or is the person, and for reports who would come
    to report to themselves."""
    await begin_change(tx)
    before = await read_person(tx, number)
    await _refuse_who_cannot(tx, number, given)
    who = {"person": number, "heir": given.to}
    logged: list[Logged] = []
    if given.superior is not None:
        logged += await _move_reports(tx, number, given.superior, before)
    for row in await tx.fetch(HEAD, {**who, "ids": list(given.departments)}):
        logged.append(Logged("department", row["id"], "update", {"head": number}, {"head": given.to}))
    await tx.execute(JOIN, {**who, "ids": list(given.groups)})
    for row in await tx.fetch(LEAVE, {"person": number, "ids": list(given.groups)}):
        logged.append(Logged("group", row["group_id"], "update", {"person": number}, {"person": given.to}))
    counted: dict[str, object] = {}
    if given.views:
        counted["views"] = await tx.execute(GIVE_VIEWS, who)
    if given.shares:
        await tx.execute(SHARE, who)
        counted["shares"] = await tx.execute(UNSHARE, {"person": number}) + await tx.execute(SHARED_BY, who)
    told = {"handed_over": {"to": given.to, **counted}}
    logged.append(Logged("person", number, "update", {"handed_over": None}, told))
    await log_changes(tx, actor, logged)
    if given.disable:
        await change_person(tx, actor, number, PersonInput(active=False))


async def _refuse_who_cannot(tx: Tx, number: int, given: HandOverInput) -> None:
    issues = []
    for place, chosen in (("/to", given.to), ("/superior", given.superior)):
        if chosen is None:
            continue
        found = await tx.fetchrow(ACTIVE, {"person": chosen})
        if found is None or chosen == number:
            issues.append(Issue("not_there", place))
    if issues:
        raise Invalid(issues)


async def _move_reports(tx: Tx, number: int, superior: int, before: Mapping[str, object]) -> list[Logged]:
    """The reports report to somebody else; who becomes the superior of the others reports to whom the person did."""
    values = {"person": number, "heir": superior, "above": before["manager"]}
    moved = await tx.fetch(REPORT_TO, values)
    if await tx.fetchval(REPORTS_TO_ITSELF, {"person": superior}):
        raise Invalid([Issue("reporting_circle", "/superior")])
    return [
        Logged("person", row["id"], "update", {"manager": number}, {"manager": row["manager_id"]})
        for row in moved
    ]


ACTIVE: Final = prepare(sa.select(person.c.id).where(person.c.id == THIS, person.c.active))
