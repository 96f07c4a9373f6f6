"""Why a record that may be seen is not to be changed or deleted: a flow holds it; and what tasks hide of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from engines.definition import Locale
from engines.form.wording import called
from engines.issues import Issue, Parameter
from mortise.access.context import Context
from mortise.access.form_rights import FormRights
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader
from mortise.definitions.flows import flows_by_key
from mortise.definitions.roles import Action
from mortise.errors import Forbidden

STATEMENTS: Final = StatementCache()
MOST_NAMED: Final = 3
"""As many of those who are waited for are told by name."""
IDS: Final = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger))


@dataclass(frozen=True, slots=True)
class Hold:
    """A record that a flow keeps, whether the person may view it, and the flow as the database tells of it."""

    title: str
    is_viewed: bool
    told: Mapping[str, Any]


async def forbidden(
    reader: Reader, context: Context, form: str, number: int, action: Action = "edit"
) -> Forbidden:
    """The refusal of a change or a deletion of a record, which says so where a flow keeps it from that."""
    rights = context.rights.form(form)

    def build() -> sa.Select[Any]:
        table = rights.form.table
        return sa.select(rights.hold(table, action).label("told")).where(table.c.id == sa.any_(IDS))

    if not rights.may_be_held:
        return Forbidden()
    row = await reader.fetchrow(
        STATEMENTS.get(("forbidden", context.app, form, action), build), {"ids": [number]}
    )
    return Forbidden([] if row is None or row["told"] is None else [issue_of(context, row["told"])])


async def held_among(
    reader: Reader, context: Context, records: Mapping[str, set[int]]
) -> Mapping[tuple[str, int], Hold]:
    """Those of the records, given by form, that flows keep from being deleted; asked of the database only for forms
    that flows are over."""
    found: dict[tuple[str, int], Hold] = {}
    for form in sorted(form for form in records if context.rights.form(form).may_be_held):
        statement = STATEMENTS.get(("among", context.rights, form), partial(_among, context, form))
        for row in await reader.fetch(statement, {**context.binds, "ids": sorted(records[form])}):
            found[form, row["id"]] = Hold(row["title"] or "", row["viewed"], row["told"])
    return found


def _among(context: Context, form: str) -> sa.Select[Any]:
    rights = context.rights.form(form)
    table = rights.form.table
    viewed = rights.rows("view", table)
    held = (
        sa.select(
            table.c.id,
            rights.title(table).label("title"),
            (sa.false() if viewed is None else sa.func.coalesce(viewed, sa.false())).label("viewed"),
            rights.hold(table, "delete").label("told"),
        )
        .where(table.c.id == sa.any_(IDS))
        .subquery("held")
    )
    return sa.select(held).where(held.c.told.is_not(None)).order_by(held.c.id)


async def hidden_on(reader: Reader, context: Context, form: str, number: int) -> frozenset[str]:
    """The fields of a record that tasks of the person's hide from them now."""
    rights = context.rights.form(form)
    if not rights.hidable:
        return frozenset()
    statement = STATEMENTS.get(("hidden", context.rights, form), partial(_hidden, rights))
    row = await reader.fetchrow(statement, {**context.binds, "ids": [number]})
    return frozenset() if row is None else frozenset(key for key, hides in row.items() if hides)


def _hidden(rights: FormRights) -> sa.Select[Any]:
    table = rights.form.table
    columns = [(~rights.shows(key, table)).label(key) for key in sorted(rights.hidable)]
    return sa.select(*columns).where(table.c.id == sa.any_(IDS))


def issue_of(context: Context, told: Mapping[str, Any]) -> Issue:
    """That a flow keeps a record, which one, and who is waited for."""
    return Issue("record_held" if told["locks"] else "record_under_way", params=words_of(context, told))


def words_of(context: Context, told: Mapping[str, Any]) -> Mapping[str, Mapping[Locale, str] | Parameter]:
    """What the flow is called, and who is waited for, if anybody is."""
    flow = flows_by_key(context.app.definition).get(told["flow"])
    key = str(told["flow"])
    name: Mapping[Locale, str] = {"zh-CN": key, "en": key} if flow is None else called(key, flow.label)
    return {"flow": name, "waiting": _waiting(told["people"])}


def _waiting(people: Sequence[tuple[str, str]]) -> Mapping[Locale, str]:
    if not people:
        return {"zh-CN": "", "en": ""}
    chinese = "、".join(name or other for name, other in people[:MOST_NAMED])
    english = ", ".join(other or name for name, other in people[:MOST_NAMED])
    more = len(people) - MOST_NAMED
    return {
        "zh-CN": f"（等待{chinese}{f'等 {len(people)} 人' if more > 0 else ''}处理）",
        "en": f" (waiting for {english}{f' and {more} more' if more > 0 else ''})",
    }
