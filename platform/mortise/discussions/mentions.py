"""Mentions: only who may view a record is mentioned on it, so that nobody is told of what is not theirs."""

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa

from engines.definition import Locale
from engines.issues import Issue, pointer
from mortise.access.audience import who_views
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.people import person
from mortise.db.transaction import Reader
from mortise.discussions.body import Part, mentioned
from mortise.identity.resolution import Principals

ACTIVE: Final = prepare(
    sa.select(person.c.id, person.c.name, person.c.name_en).where(
        person.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger()))), person.c.active
    )
)


async def check_mentions(
    reader: Reader,
    context: Context,
    principals: Principals,
    form: str,
    number: int,
    parts: Sequence[Part],
) -> list[Issue]:
    """What is wrong with the people in a comment: they are not there, or may not view the record."""
    wanted = mentioned(parts)
    if not wanted:
        return []
    there = {row["id"]: row for row in await reader.fetch(ACTIVE, {"ids": wanted})}
    people = await principals.of_people(reader, there)
    viewing = await who_views(reader, context, form, number, people)
    issues = []
    for place, part in enumerate(parts):
        each = part.get("person")
        if not isinstance(each, int) or each in viewing:
            continue
        where = pointer("body", place)
        if each in there:
            issues.append(Issue("mention_unseen", where, {"name": _name(there[each])}))
        else:
            issues.append(Issue("mention_unknown", where))
    return issues


def _name(row: Record) -> Mapping[Locale, str]:
    return {"zh-CN": row["name"] or row["name_en"], "en": row["name_en"] or row["name"]}
