"""Plays a case: a flow, commands in a line each, and what it then waits for.

A command is `actor verb name=value …`, as in `2 send_back to=start comment=why`; the task is the one that the actor
has, or has at the node `at`; `slot` names any other. `*` changes the company: `* left 2`, `* away 2 5`, `* back 2`,
`* record amount=5`, `* later 3 hours`, `* role finance 5 6`. After each command the instance is stored as rows of
JSON and restored. What it waits for is written `node:person`, with `/agent`, and `node!code` where it is stuck,
`node~` where it waits for something else than people."""

import dataclasses
import itertools
import json
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engines.flow.command import Command
from engines.flow.commands import COMMAND_KINDS
from engines.flow.definition import FlowDefinition
from engines.flow.effects import Act, Effect, Entry
from engines.flow.facts import Need
from engines.flow.flow import Flow, compile_flow
from engines.flow.instance import Instance
from engines.flow.refusals import Refusal
from engines.flow.rows import Rows, from_rows, to_rows
from engines.flow.step import Stepped, begin, step
from tests.engines.flow.company import SCOPE, Company


def flow_of(document: Mapping[str, Any], version: int = 1) -> Flow:
    """The flow that a case is about."""
    flow, issues = compile_flow(FlowDefinition.model_validate(document_of(document)), version, SCOPE)
    assert flow is not None, issues
    return flow


def document_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The whole document of a flow whose nodes may be written in a few words."""
    raw = {"key": "case", "label": {"en": "Case"}, "form": "order", **document}
    raw["nodes"] = [node if isinstance(node, dict) else written_node(node) for node in raw["nodes"]]
    return raw


def written_node(text: str) -> dict[str, object]:
    """A node in a few words: `key 2,3 > next`, `key finance > next` for a role, `start > next`, `end`."""
    way, _, target = text.partition(">")
    key, *who = way.split()
    following = {"next": target.strip()} if target else {}
    if key.startswith("start"):
        return {"key": key, "kind": "start", **following}
    if key.startswith("end"):
        return {"key": key, "kind": "end", "outcome": "rejected" if key == "end_rejected" else "approved"}
    source: dict[str, object] = {"kind": "role", "role": who[0]}
    if who[0][0].isdigit():
        source = {"kind": "people", "people": [int(person) for person in who[0].split(",")]}
    return {"key": key, "kind": "approve", "approvers": [source], **following}


@dataclass
class Play:
    """A case under way."""

    flow: Flow
    company: Company = field(default_factory=Company)
    instance: Instance | None = None
    trace: list[str] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    count: int = 0
    last: Command | None = None

    def begin(self, chosen: Mapping[str, list[int]] | None = None, initiator: int = 1) -> str:
        """The flow begins."""
        people = {key: tuple(value) for key, value in (chosen or {}).items()}
        self.company.record["INITIATOR.id"] = initiator
        self.trace.append("begin")
        return self._ask(lambda facts: begin(self.flow, "begin", initiator, 7, facts, people))

    def say_before(self, line: str) -> None:
        """What happened in the company before the flow begins."""
        _, what, *rest = line.split()
        self._happen(what, rest)

    def say(self, line: str) -> str:
        """One line of a case, and what the flow then waits for."""
        self.trace.append(line)
        actor, verb, *rest = line.split()
        if actor == "*":
            self._happen(verb, rest)
            return self.waits()
        if verb == "again":
            assert self.last is not None
            return self.give(self.last)
        return self.give(self.command(None if actor == "-" else int(actor), verb, rest))

    def command(self, actor: int | None, verb: str, rest: list[str]) -> Command:
        """The command that a line means."""
        kind = COMMAND_KINDS[verb]
        given = dict(part.split("=", 1) for part in rest)
        at, purpose = given.pop("at", None), given.pop("purpose", None)
        hints = typing.get_type_hints(kind)
        values: dict[str, Any] = {name: typed(hints[name], text) for name, text in given.items()}
        members = {member.name for member in dataclasses.fields(kind)}
        instance = self._instance()
        if "slot" in members and "slot" not in values and "visit" not in values:
            values["slot"] = self._task(actor, at)
        if "timer" in members and "timer" not in values:
            timers = [
                timer
                for timer in instance.timers.values()
                if timer.state == "waiting" and purpose in {None, timer.purpose}
            ]
            first = min(timers, key=lambda timer: (timer.due_at, timer.number), default=None)
            values["timer"] = 0 if first is None else first.number
        if verb in {"acted", "child_ended", "retry"} and "visit" not in values:
            values["visit"] = next(
                visit.number
                for visit in instance.live_visits()
                if at in {None, visit.node} and self._idle(visit.number)
            )
        self.count += 1
        return kind(id=f"c{self.count}", actor=actor, **values)

    def _idle(self, number: int) -> bool:
        visit = self._instance().visits[number]
        return visit.incident is not None or not visit.slots

    def _task(self, actor: int | None, at: str | None) -> int:
        instance = self._instance()
        slots = [
            slot
            for slot in instance.slots.values()
            if at in {None, instance.visits[slot.visit].node}
            and actor in {slot.person, slot.agent, slot.owner}
        ]
        mine = [slot for slot in slots if slot.state == "open" and actor in {slot.person, slot.agent}]
        found = mine or slots
        assert found, f"{actor} never had a task"
        return found[-1].number

    def give(self, command: Command) -> str:
        """Carries a command out."""
        self.last = command
        instance = self._instance()
        return self._ask(lambda facts: step(self.flow, instance, command, facts))

    def _instance(self) -> Instance:
        assert self.instance is not None, "nothing has begun"
        return self.instance

    def _ask(self, ask: typing.Callable[[Any], Stepped | Need | Refusal]) -> str:
        questions: set[Any] = set()
        for _ in range(12):
            found = ask(self.company.facts(questions))
            if not isinstance(found, Need):
                break
            assert found.questions - questions, "the same was asked again"
            questions |= found.questions
        else:
            raise AssertionError("it never stops asking")
        if isinstance(found, Refusal):
            refused = f"refused: {found.code}" + (f" who={found.who}" if found.who else "")
            refused += " at" if found.at else ""
            self.trace.append(f"  {refused}")
            return refused
        self.instance = restored(found.instance)
        assert self.instance == found.instance
        self.effects = list(found.effects)
        self.trace += (
            f"  {line}" + (f" × {count}" if count > 1 else "")
            for line, count in (
                (line, len(list(same))) for line, same in itertools.groupby(told(found.effects))
            )
        )
        return self.waits()

    def waits(self) -> str:
        """What the flow waits for, or how it ended."""
        instance = self._instance()
        if instance.state != "running":
            return instance.state
        return " ".join(sorted(self._waits(instance)))

    def _waits(self, instance: Instance) -> Iterator[str]:
        for visit in instance.live_visits():
            slots = [instance.slots[number] for number in visit.slots]
            tasks = [slot for slot in slots if slot.state == "open"]
            for slot in tasks:
                yield f"{visit.node}:{slot.person}" + (f"/{slot.agent}" if slot.agent else "")
            if visit.incident:
                yield f"{visit.node}!{visit.incident}"
            elif not tasks:
                yield f"{visit.node}~"

    def _happen(self, what: str, rest: list[str]) -> None:
        company = self.company
        match what, rest:
            case "left", [*people]:
                company.left |= {int(person) for person in people}
            case "away", [person, agent]:
                company.agents[int(person)] = int(agent)
            case "back", [person]:
                del company.agents[int(person)]
            case "later", [amount, unit]:
                company.now += timedelta(**{unit: int(amount)})
            case "role", [role, *people]:
                company.roles[role] = tuple(int(person) for person in people)
            case "administrators", [*people]:
                company.administrators = tuple(int(person) for person in people)
            case "record", [*values]:
                for key, text in (value.split("=", 1) for value in values):
                    company.change(key, field_value(key, text))
            case _:
                raise ValueError(f"nothing happens: {what} {rest}")


def field_value(key: str, text: str) -> object:
    """What a line gives a field."""
    if text == "blank":
        return None
    match key:
        case "amount":
            return Decimal(text)
        case "signed_on":
            return date.fromisoformat(text)
        case "owner" | "account.owner" | "department":
            return int(text)
        case "reviewers" | "lines":
            return tuple(int(part) for part in text.split(",") if part)
    return text


def typed(hint: Any, text: str) -> object:
    """The value that a command's member takes."""
    if text == "none":
        return None
    if typing.get_origin(hint) is types.UnionType:
        hint = next(option for option in typing.get_args(hint) if option is not type(None))
    origin = typing.get_origin(hint)
    if hint is int:
        return int(text)
    if hint is bool:
        return text == "yes"
    if origin is tuple:
        return tuple(int(part) for part in text.split(",") if part)
    if origin is frozenset:
        return frozenset(text.split(","))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        pairs = (part.split(":") for part in text.split(";"))
        return {key: tuple(int(person) for person in people.split(",")) for key, people in pairs}
    return text


def restored(instance: Instance) -> Instance:
    """The instance from rows that went through JSON."""
    rows = to_rows(instance)
    whole = json.loads(json.dumps([rows.instance, rows.tables, rows.commands]))
    return from_rows(Rows(*whole))


def told(effects: tuple[Effect, ...]) -> Iterator[str]:
    """The effects of a step as lines."""
    for effect in effects:
        if isinstance(effect, Entry):
            yield entry_line(effect)
        elif isinstance(effect, Act):
            values = " ".join(f"{name}={value}" for name, value in effect.values.items())
            yield f"act {effect.action.kind} {values}".rstrip()
        else:
            parts = [getattr(effect, member.name) for member in dataclasses.fields(effect)]
            yield f"{type(effect).__name__} " + " ".join(
                str(part) for part in parts if part not in {None, ""}
            )


def entry_line(entry: Entry) -> str:
    """A line of the history."""
    words = [f"· {entry.what}"]
    words += [f"at {entry.node}"] if entry.node else []
    words += [f"by {entry.actor}"] if entry.actor else []
    words += [f"for {entry.holder}"] if entry.holder else []
    words += ["to " + ",".join(str(person) for person in entry.people)] if entry.people else []
    words += [f"→ {entry.target}"] if entry.target else []
    words += [f"({entry.reason.code})"] if entry.reason else []
    words += [f"“{entry.comment}”"] if entry.comment else []
    words += ["with " + ",".join(str(file) for file in entry.files)] if entry.files else []
    words += [f"signed {entry.signature}"] if entry.signature else []
    return " ".join(words)
