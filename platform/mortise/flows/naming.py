"""What people call everything that a flow names by a number or a key."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from engines.definition import Locale
from engines.flow.flow import Flow
from engines.flow.reasons import Named, Reason
from engines.flow.refusals import Refusal
from engines.form.naming import called_field
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.statements import prepare
from mortise.db.tables import people as tables
from mortise.db.transaction import Reader
from mortise.definitions.walk import called_part
from mortise.identity.directory import title

PERSON: Final = "person"
NUMBERED: Final[Mapping[str, sa.Table]] = {
    PERSON: tables.person,
    "department": tables.department,
    "position": tables.position,
    "group": tables.person_group,
}
"""The names of parameters that are numbers of something that has a name."""
PEOPLE: Final = frozenset({"who", "holder", PERSON})
NODES: Final = frozenset({"node", "target"})

Called = Mapping[tuple[str, int], str]


def _named() -> sa.CompoundSelect[Any]:
    selects = [
        sa.select(sa.literal(kind, sa.Text).label("kind"), table.c.id, table.c.name, table.c.name_en).where(
            table.c.id == sa.any_(sa.bindparam(kind, type_=sa.ARRAY(sa.BigInteger)))
        )
        for kind, table in NUMBERED.items()
    ]
    return sa.union_all(*selects)


NAMED: Final = prepare(_named())


async def names(reader: Reader, wanted: Iterable[tuple[str, int]], locale: Locale) -> Called:
    """What people, departments, positions and groups are called, all of them by one statement."""
    ids: dict[str, set[int]] = {kind: set() for kind in NUMBERED}
    for kind, number in wanted:
        ids[kind].add(number)
    if not any(ids.values()):
        return {}
    rows = await reader.fetch(NAMED, {kind: sorted(numbers) for kind, numbers in ids.items()})
    return {(row["kind"], row["id"]): title(row, locale) for row in rows}


def numbers_in(params: Mapping[str, Named]) -> Iterable[tuple[str, int]]:
    """What of a sentence's parameters is a number that has a name."""
    for name, value in params.items():
        kind = PERSON if name in PEOPLE else name
        if kind in NUMBERED and isinstance(value, int):
            yield kind, value


def called(params: Mapping[str, Named], found: Called, context: Context, flow: Flow) -> Mapping[str, str]:
    """The names for the parameters of a sentence."""
    told: dict[str, str] = {}
    for name, value in params.items():
        kind = PERSON if name in PEOPLE else name
        if kind in NUMBERED and isinstance(value, int):
            told[name] = found.get((kind, value), "")
        elif name in NODES and isinstance(value, str):
            told[name] = node_name(flow, value, context.locale)
        elif name == "role":
            told[name] = role_name(context, str(value))
        elif name == "field":
            fields = context.app.schema.forms[flow.definition.form].fields
            told[name] = called_field(fields, str(value).partition(".")[0])[context.locale]
    return told


def node_name(flow: Flow, key: str, locale: Locale) -> str:
    """What people call a node."""
    node = flow.nodes.get(key)
    named = None if node is None else called_part(node)
    return key if named is None else named[locale]


def branch_name(flow: Flow, key: str, locale: Locale) -> str:
    """What people call a branch that goes on beside others; empty where its author gave it no name."""
    branches = (branch for node in flow.nodes.values() for branch in node.side_by_side())
    return next((label.text(locale) for each, label in branches if each == key), "")


def role_name(context: Context, key: str) -> str:
    """What people call a role."""
    found = next((role for role in context.app.definition.roles if role.key == key), None)
    return key if found is None else found.label.text(context.locale) or key


def moment_text(context: Context, at: datetime) -> str:
    """A moment as the company's clocks showed it."""
    return at.astimezone(context.clock.time_zone).strftime("%Y-%m-%d %H:%M")


async def refusal_issue(reader: Reader, context: Context, flow: Flow, refusal: Refusal) -> Issue:
    """Why a command is not carried out, with who was first, and when."""
    params: dict[str, Named] = dict(refusal.params)
    if refusal.who is not None:
        params["who"] = refusal.who
    found = await names(reader, numbers_in(params), context.locale)
    told = dict(called(params, found, context, flow))
    if refusal.at is not None:
        told["at"] = moment_text(context, refusal.at)
    issue = refusal.issue(told)
    # Programs read the same as people: who it was, and the moment.
    return Issue(
        issue.code,
        issue.pointer,
        {
            **issue.params,
            "person": refusal.who,
            "moment": None if refusal.at is None else refusal.at.isoformat(),
        },
    )


def reason_numbers(reasons: Iterable[Reason | None]) -> Iterable[tuple[str, int]]:
    """What reasons name by number."""
    for reason in reasons:
        if reason is not None:
            yield from numbers_in(reason.params)
