"""An instance as people read it: where it stands, who is waited for, what happened, and the way before it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from engines.flow.commands.jump import jump_targets
from engines.flow.commands.take_back import takeable
from engines.flow.commands.withdraw import may_withdraw
from engines.flow.effects import Entry
from engines.flow.facts import Facts
from engines.flow.instance import Slot, Token
from engines.flow.preview import Stop, remaining
from engines.flow.reasons import Reason, reason_from_json
from engines.flow.returning import targets
from engines.flow.slots import people_at
from engines.flow.task_node import TaskNode
from engines.form.files import StoredFile
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.flows import flow_entry, flow_slot
from mortise.db.transaction import Reader
from mortise.errors import NotFound
from mortise.files.rows import find_files
from mortise.flows.beginning import unseen_by
from mortise.flows.deciding import context_in, demand, takes_part
from mortise.flows.enclosing import last_signature
from mortise.flows.listing import asks_signature, titles_of, words
from mortise.flows.naming import (
    PERSON,
    Called,
    called,
    names,
    node_name,
    reason_numbers,
)
from mortise.flows.refusals import FlowUnreadable
from mortise.flows.running import Runtime
from mortise.flows.scene import Scene, asked, scene_of
from mortise.flows.stops import reason_text, stop_json, stop_names
from mortise.flows.storing import Held, read
from mortise.identity.principal import Principal

Json = dict[str, object]

INSTANCE: Final = sa.bindparam("instance", type_=sa.BigInteger)
ENTRIES: Final = prepare(
    sa.select(flow_entry).where(flow_entry.c.instance == INSTANCE).order_by(flow_entry.c.id)
)
TASKS: Final = prepare(sa.select(flow_slot.c.number, flow_slot.c.id).where(flow_slot.c.instance == INSTANCE))


async def show(reader: Reader, runtime: Runtime, principal: Principal, number: int) -> Json:
    """The instance for a person who takes part in it, looks after its application, or may view its record; raises
    NotFound for all others."""
    held = await read(reader, number)
    context, title = await seen(reader, runtime, principal, held)
    try:
        scene = await scene_of(reader, runtime, held, None)
    except FlowUnreadable:
        scene = None
    entries = [_entry(row) for row in await reader.fetch(ENTRIES, {"instance": number})]
    ids = {row["number"]: row["id"] for row in await reader.fetch(TASKS, {"instance": number})}
    stops: tuple[Stop, ...] = ()
    if scene is not None and held.instance.state == "running":
        flow = scene.flow
        unseen = await unseen_by(reader, context, flow, held.instance.record)
        stops = await asked(
            reader,
            scene,
            (held.form, held.instance.record),
            held.instance.initiator,
            lambda facts: remaining(flow, held.instance, facts, unseen),
        )
    found = await names(reader, _wanted(held, entries, stops), principal.locale)
    enclosed = {number for entry in entries for number in (*entry.files, entry.signature) if number}
    files = {row.file.id: row.file for row in await find_files(reader, enclosed)} if enclosed else {}
    mine = [slot for slot in held.instance.open_slots() if principal.person in people_at(slot)]
    nodes = {} if scene is None else scene.flow.nodes
    asks = any(asks_signature(nodes.get(held.instance.visits[slot.visit].node)) for slot in mine)
    signature = await last_signature(reader, principal.person) if asks else None
    shown = _Shown(context, scene, held, ids, found, files, signature)
    return {
        "id": held.id,
        "app": {"key": context.app.key, "title": context.app.definition.label.text(principal.locale)},
        "flow": shown.flow(),
        "form": held.form,
        "record": {"id": held.instance.record, "title": title},
        "initiator": shown.who(held.instance.initiator),
        "state": held.instance.state,
        "began_at": held.instance.began_at,
        "ended_at": held.instance.ended_at,
        "parent": held.parent,
        "incidents": shown.incidents(),
        "waiting": [shown.waiting(slot) for slot in held.instance.open_slots()],
        "timeline": [shown.line(entry) for entry in entries],
        "path": [shown.stop(stop) for stop in stops],
        "tasks": [shown.task(slot) for slot in mine],
        "operations": shown.operations(principal.person),
        "take_back": shown.takeable(principal.person),
        "moves": held.instance.last,
        **shown.jumps(),
    }


async def seen(
    reader: Reader, runtime: Runtime, principal: Principal, held: Held
) -> tuple[Context, str | None]:
    """What the person may do in the application of an instance that they may see, and the title of the record where
    they may view that; raises NotFound."""
    context = await context_in(reader, runtime, principal, held)
    demand(principal, context.app.key, "view")
    place = (held.app_id, held.form, held.instance.record)
    titles = await titles_of(reader, {held.app_id: context}, [place])
    if not (takes_part(held.instance, principal.person) or context.rights.administers or place in titles):
        raise NotFound
    return context, titles.get(place)


def _entry(row: Record) -> Entry:
    return Entry(
        what=row["what"],
        at=row["at"],
        actor=row["actor"],
        holder=row["holder"],
        node=row["node"],
        visit=row["visit"],
        slot=row["slot"],
        people=tuple(row["people"]),
        target=row["target"],
        comment=row["comment"],
        files=tuple(row["files"]),
        signature=row["signature"],
        reason=None if row["reason"] is None else reason_from_json(row["reason"]),
    )


def _wanted(held: Held, entries: Sequence[Entry], stops: Sequence[Stop]) -> Iterable[tuple[str, int]]:
    people: set[int | None] = {held.instance.initiator}
    reasons: list[Reason | None] = [entry.reason for entry in entries]
    for entry in entries:
        people |= {entry.actor, entry.holder, *entry.people}
    for slot in held.instance.open_slots():
        people |= {slot.person, slot.owner, slot.agent}
        reasons.append(slot.reason)
    yield from stop_names(stops)
    yield from ((PERSON, each) for each in people if each is not None)
    yield from reason_numbers(reasons)


class _Shown:
    """Parts of an instance in the words of its reader."""

    def __init__(
        self,
        context: Context,
        scene: Scene | None,
        held: Held,
        ids: dict[int, int],
        found: Called,
        files: Mapping[int, StoredFile],
        signature: StoredFile | None,
    ) -> None:
        self.context = context
        self.scene = scene
        self.held = held
        self.ids = ids
        self.found = found
        self.files = files
        self.signature = signature
        self.locale = context.locale

    def who(self, number: int | None) -> Json | None:
        return None if number is None else {"id": number, "title": self.found.get((PERSON, number), "")}

    def node(self, key: str | None) -> Json | None:
        if key is None:
            return None
        title = key if self.scene is None else node_name(self.scene.flow, key, self.locale)
        return {"key": key, "title": title}

    def flow(self) -> Json:
        instance = self.held.instance
        label = None if self.scene is None else self.scene.flow.definition.label.text(self.locale)
        return {"key": instance.flow, "title": label or instance.flow, "version": instance.version}

    def incidents(self) -> list[Json]:
        return [
            {
                "visit": visit.number,
                "node": self.node(visit.node),
                "code": visit.incident,
                "message": words(Issue(visit.incident), self.locale),
            }
            for visit in self.held.instance.live_visits()
            if visit.incident is not None
        ]

    def jumps(self) -> Json:
        """Where it stands, with the nodes to which it may jump, for those who look after it."""
        instance, scene = self.held.instance, self.scene
        if scene is None or instance.state != "running" or not self.context.rights.administers:
            return {"standing": [], "whole": []}

        def targets(token: Token) -> list[Json | None]:
            found = jump_targets(scene.flow, instance.tokens, instance.visits, token)
            return [self.node(key) for key in found]

        return {
            "standing": [
                {
                    "visit": visit.number,
                    "token": visit.token,
                    "node": self.node(visit.node),
                    "since": visit.entered_at,
                    "targets": targets(instance.tokens[visit.token]),
                }
                for visit in instance.live_visits()
            ],
            "whole": next((targets(token) for token in instance.tokens.values() if token.parent is None), []),
        }

    def waiting(self, slot: Slot) -> Json:
        return {
            "task": self.ids[slot.number],
            "version": slot.version,
            "node": self.node(self.held.instance.visits[slot.visit].node),
            "person": self.who(slot.person),
            "owner": self.who(slot.owner),
            "agent": self.who(slot.agent),
            "reason": reason_text(slot.reason, self.context, self.scene, self.found, self.locale),
            "opened_at": slot.opened_at,
            "due_at": slot.due_at,
        }

    def line(self, entry: Entry) -> Json:
        told: dict[str, str] = {
            "who": self._person(entry.actor),
            "holder": self._person(entry.holder),
            "people": "、".join(map(self._person, entry.people))
            if self.locale == "zh-CN"
            else ", ".join(map(self._person, entry.people)),
        }
        if self.scene is not None:
            told["node"] = node_name(self.scene.flow, entry.node or "", self.locale)
            told["target"] = node_name(self.scene.flow, entry.target or "", self.locale)
            if entry.reason is not None:
                told |= called(entry.reason.params, self.found, self.context, self.scene.flow)
        for_whom = entry.for_whom(told)
        return {
            "what": entry.what,
            "at": entry.at,
            "actor": self.who(entry.actor),
            "holder": self.who(entry.holder),
            "people": [self.who(each) for each in entry.people],
            "node": self.node(entry.node),
            "target": self.node(entry.target),
            "comment": entry.comment,
            "files": [self.files[each].to_json() for each in entry.files if each in self.files],
            "signature": self._file(entry.signature),
            "text": words(entry.issue(told), self.locale),
            "for": None if for_whom is None else words(for_whom, self.locale),
            "is_automatic": entry.actor is None,
        }

    def _person(self, number: int | None) -> str:
        return "" if number is None else self.found.get((PERSON, number), "")

    def _file(self, number: int | None) -> Json | None:
        file = None if number is None else self.files.get(number)
        return None if file is None else file.to_json()

    def stop(self, stop: Stop) -> Json:
        if self.scene is None:
            raise LookupError("a way is of a flow that can be read")
        return stop_json(stop, self.scene, self.found, self.locale)

    def task(self, slot: Slot) -> Json:
        """What the reader may do with a task of theirs."""
        instance = self.held.instance
        visit = instance.visits[slot.visit]
        node = None if self.scene is None else self.scene.flow.nodes[visit.node]
        own: dict[str, Any] = {}
        if isinstance(node, TaskNode):
            own = {
                "fields": dict(node.fields),
                "other_fields": node.other_fields,
                "operations": [
                    each
                    for each in node.operations
                    if slot.owner == slot.person or each not in {"return", "transfer", "delegate"}
                ],
                "comment": node.comment,
                "signature": node.signature,
                "last_signature": self.signature.to_json() if node.signature and self.signature else None,
                "may_reject": node.may_reject,
                "resubmission": node.resubmission,
            }
        found = () if self.scene is None else targets(self.scene.flow.nodes, instance.visits, visit)
        return {
            **self.waiting(slot),
            "kind": "start" if node is None else node.kind,
            "is_advice": slot.owner != slot.person,
            "targets": [self.node(each.node) for each in found],
            "added": [
                {"task": self.ids[number], "person": self.who(instance.slots[number].person)}
                for number in slot.asked
                if instance.slots[number].state in {"open", "waiting", "held"}
            ],
            "asks_withdrawal": instance.withdrawal_asked_at is not None,
            **own,
        }

    def takeable(self, person: int) -> list[Json]:
        """The tasks whose approval the reader may take back."""
        if self.scene is None:
            return []
        instance = self.held.instance
        numbers = takeable(self.scene.flow, instance, person, Facts(self.scene.clock, {}))
        return [
            {"task": self.ids[number], "node": self.node(instance.visits[instance.slots[number].visit].node)}
            for number in numbers
        ]

    def may_withdraw(self, person: int) -> bool:
        """Whether the reader may withdraw the flow now, or ask for it."""
        if self.scene is None:
            return False
        return may_withdraw(self.scene.flow, self.held.instance, person, Facts(self.scene.clock, {}))

    def operations(self, person: int) -> list[str]:
        """What the reader may ask for as to the whole flow."""
        instance, found = self.held.instance, list[str]()
        running = instance.state == "running"
        if person == instance.initiator:
            found += ["withdraw"] if self.may_withdraw(person) else []
            others = [slot for slot in instance.open_slots() if person not in people_at(slot)]
            found += ["remind"] if running and others else []
            found += ["resubmit"] if instance.state in {"rejected", "withdrawn"} else []
        if self.takeable(person):
            found.append("take_back")
        if running and self.context.rights.administers:
            found += ["jump"] if person != instance.initiator else []
            found += ["terminate", "replace_approver", "retry", "migrate"]
        return [*found, "comment"]
