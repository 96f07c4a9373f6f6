"""Lines of the lists as people read them: what flows, nodes, records and people are called for their reader."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from engines.definition import Locale
from engines.flow.node import Node
from engines.flow.task_node import TaskNode
from engines.issues import Issue, sentence
from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.db.connections import Record
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader
from mortise.definitions.flows import flows_by_key
from mortise.definitions.published import PublishedApp
from mortise.definitions.walk import called_part
from mortise.errors import WORDS
from mortise.flows.naming import PERSON, names
from mortise.flows.overview import Places
from mortise.flows.refusals import FlowUnreadable
from mortise.flows.running import Runtime, clock_for, flow_of
from mortise.identity.principal import Principal

STATEMENTS: Final = StatementCache()
Titles = Mapping[tuple[int, str, int], str]


async def contexts_of(
    reader: Reader, runtime: Runtime, principal: Principal, apps: Iterable[tuple[int, int]]
) -> dict[int, Context]:
    """What the person may do in each application, by its number; `apps` are with their published versions."""
    found = {}
    for number, version in sorted(set(apps)):
        published = await runtime.apps.of(reader, number, version)
        rights = rights_of(published, principal)
        found[number] = Context(principal, published, rights, clock_for(principal), principal.locale)
    return found


async def titles_of(
    reader: Reader, contexts: Mapping[int, Context], records: Iterable[tuple[int, str, int]]
) -> Titles:
    """The titles of those of the records that the person may view, by application, form and number; one statement for
    each application."""
    wanted: dict[int, dict[str, set[int]]] = {}
    for app, form, number in records:
        if app in contexts and form in contexts[app].rights.forms:
            wanted.setdefault(app, {}).setdefault(form, set()).add(number)
    found: dict[tuple[int, str, int], str] = {}
    for app, by_form in wanted.items():
        context = contexts[app]
        forms = tuple(sorted(by_form))
        statement = STATEMENTS.get((context.rights, forms), partial(_titles, context, forms))
        ids = {f"ids_{place}": sorted(by_form[form]) for place, form in enumerate(forms)}
        for row in await reader.fetch(statement, {**context.binds, **ids}):
            found[app, forms[row["place"]], row["id"]] = row["title"] or ""
    return found


def _titles(context: Context, forms: Sequence[str]) -> sa.CompoundSelect[Any]:
    selects = []
    for place, key in enumerate(forms):
        rights = context.rights.form(key)
        table = rights.form.table
        ids = sa.bindparam(f"ids_{place}", type_=sa.ARRAY(sa.BigInteger))
        viewed = rights.rows("view", table)
        selects.append(
            sa.select(
                sa.literal_column(str(place), sa.Integer).label("place"),
                table.c.id,
                rights.title(table).label("title"),
            ).where(
                table.c.id == sa.any_(ids),
                table.c.deleted_at.is_(None),
                sa.false() if viewed is None else viewed,
            )
        )
    return sa.union_all(*selects)


async def lines(
    reader: Reader, runtime: Runtime, principal: Principal, rows: Sequence[Record], now: datetime
) -> list[dict[str, object]]:
    """The lines of a page as JSON."""
    contexts = await contexts_of(
        reader, runtime, principal, ((row["app_id"], row["app_version"]) for row in rows)
    )
    places = [(row["app_id"], row["form"], row["record"]) for row in rows]
    titles = await titles_of(reader, contexts, places)
    named = {
        (PERSON, row[name])
        for row in rows
        for name in ("initiator", "person", "owner")
        if row[name] is not None
    }
    people = await names(reader, named, principal.locale)
    then = await earlier(
        reader,
        runtime,
        ((contexts[row["app_id"]], row["flow"], row["node"], row["flow_version"]) for row in rows),
    )
    signing = [await _is_to_sign(reader, runtime, contexts[row["app_id"]], row) for row in rows]

    def who(number: int | None) -> dict[str, object] | None:
        return None if number is None else {"id": number, "title": people.get((PERSON, number), "")}

    return [
        {
            "task": row["task"],
            "version": row["task_version"],
            "instance": row["instance"],
            "app": {
                "key": row["app"],
                "title": contexts[row["app_id"]].app.definition.label.text(principal.locale),
            },
            "flow": flow_json(contexts[row["app_id"]], row["flow"], row["flow_version"]),
            "node": node_json(
                contexts[row["app_id"]],
                row["flow"],
                row["node"],
                then.get((row["app_id"], row["flow_version"])),
            ),
            "form": row["form"],
            "record": {"id": row["record"], "title": titles.get(place)},
            "initiator": who(row["initiator"]),
            "person": who(row["person"]),
            "owner": who(row["owner"]),
            "state": row["instance_state"],
            "is_stuck": row["is_stuck"],
            "began_at": row["began_at"],
            "ended_at": row["ended_at"],
            "opened_at": row["opened_at"],
            "due_at": row["due_at"],
            "is_overdue": row["due_at"] is not None and row["verdict"] is None and row["due_at"] < now,
            "verdict": row["verdict"],
            "signature": is_to_sign,
            "comment": row["comment"],
            "at": row["moment"] if row["verdict"] is not None else None,
        }
        for row, place, is_to_sign in zip(rows, places, signing, strict=True)
    ]


async def _is_to_sign(reader: Reader, runtime: Runtime, context: Context, row: Record) -> bool:
    """Whether approving the task of a line takes a signature, in the version of the flow that it is of."""
    if row["task"] is None or row["verdict"] is not None:
        return False
    try:
        flow = await flow_of(reader, runtime, context.app, row["flow"], row["flow_version"])
    except FlowUnreadable:
        return False
    return asks_signature(flow.nodes.get(row["node"])) and row["owner"] == row["person"]


def asks_signature(node: Node | None) -> bool:
    """Whether approving at a node takes a signature by hand."""
    return isinstance(node, TaskNode) and node.signature


async def overview_lines(
    reader: Reader, runtime: Runtime, context: Context, rows: Sequence[Record], places: Places, now: datetime
) -> list[dict[str, object]]:
    """The lines of the flows of one application as JSON, with where they stand."""
    then = await earlier(
        reader,
        runtime,
        (
            (context, row["flow"], one["node"], row["flow_version"])
            for row in rows
            for one in places.standing.get(row["instance"], ())
        ),
    )
    records = [(context.app.id, row["form"], row["record"]) for row in rows]
    titles = await titles_of(reader, {context.app.id: context}, records)
    people = {row["initiator"] for row in rows}
    people |= {one[name] for some in places.waiting.values() for one in some for name in ("person", "agent")}
    found = await names(reader, {(PERSON, each) for each in people if each is not None}, context.locale)

    def who(number: int | None) -> dict[str, object] | None:
        return None if number is None else {"id": number, "title": found.get((PERSON, number), "")}

    return [
        {
            "instance": row["instance"],
            "flow": flow_json(context, row["flow"], row["flow_version"]),
            "form": row["form"],
            "record": {"id": row["record"], "title": titles.get(record)},
            "initiator": who(row["initiator"]),
            "state": row["state"],
            "is_stuck": row["is_stuck"],
            "began_at": row["began_at"],
            "ended_at": row["ended_at"],
            "standing": [
                {
                    "visit": one["number"],
                    "node": node_json(
                        context, row["flow"], one["node"], then.get((context.app.id, row["flow_version"]))
                    ),
                    "since": one["entered_at"],
                    "incident": incident_json(one["incident"], context.locale),
                }
                for one in places.standing.get(row["instance"], ())
            ],
            "waiting": [
                {
                    "task": one["id"],
                    "node": node_json(
                        context, row["flow"], one["node"], then.get((context.app.id, row["flow_version"]))
                    ),
                    "person": who(one["person"]),
                    "agent": who(one["agent"]),
                    "opened_at": one["opened_at"],
                    "due_at": one["due_at"],
                    "is_overdue": one["due_at"] is not None and one["due_at"] < now,
                }
                for one in places.waiting.get(row["instance"], ())
            ],
            "waiting_count": next((one["count"] for one in places.waiting.get(row["instance"], ())), 0),
        }
        for row, record in zip(rows, records, strict=True)
    ]


def incident_json(code: str | None, locale: Locale) -> dict[str, object] | None:
    """What stops a flow, in words."""
    return None if code is None else {"code": code, "message": words(Issue(code), locale)}


def words(issue: Issue, locale: Locale) -> str:
    """A sentence; one of a code without words is the code."""
    try:
        return sentence(issue, locale, WORDS)[0]
    except KeyError:
        return issue.code


def flow_json(context: Context, key: str, version: int | None = None) -> dict[str, object]:
    """The flow by the name that it has now; one that is gone by its key."""
    flow = flows_by_key(context.app.definition).get(key)
    called = None if flow is None else flow.label.text(context.locale)
    return {"key": key, "title": called or key, "version": version}


async def earlier(
    reader: Reader, runtime: Runtime, places: Iterable[tuple[Context, str, str | None, int]]
) -> dict[tuple[int, int], PublishedApp]:
    """The earlier versions of applications, by number and version, that tell what those of the nodes are called that
    are gone now; a place is a node of a flow at a version."""
    found: dict[tuple[int, int], PublishedApp] = {}
    for context, flow, node, version in places:
        app = context.app
        is_gone = node is not None and _node(app, flow, node) is None
        if is_gone and version != app.version and (app.id, version) not in found:
            found[app.id, version] = await runtime.apps.of(reader, app.id, version)
    return found


def node_json(
    context: Context, key: str, node: str | None, then: PublishedApp | None = None
) -> dict[str, object] | None:
    """The node of a flow by the name that it has now; one that is gone by the name that it had then, or its key."""
    if node is None:
        return None
    found = _node(context.app, key, node)
    if found is None and then is not None:
        found = _node(then, key, node)
    named = None if found is None else called_part(found)
    return {"key": node, "title": node if named is None else named[context.locale]}


def _node(app: PublishedApp, flow: str, key: str) -> Node | None:
    definition = flows_by_key(app.definition).get(flow)
    nodes = () if definition is None else definition.nodes
    return next((each for each in nodes if each.key == key), None)
