"""Every kind says what it is, its examples are sound, no other file names it, and every sentence is there."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest

from engines.definition import LOCALES, Definition
from engines.flow.approver import Approver
from engines.flow.approvers import APPROVER_KINDS
from engines.flow.commands import COMMAND_KINDS
from engines.flow.decision import Decision
from engines.flow.decisions import DECISION_KINDS
from engines.flow.definition import FlowDefinition
from engines.flow.effects import Entry, What
from engines.flow.node import Node
from engines.flow.nodes import NODE_KINDS
from engines.flow.reasons import Reason
from engines.flow.refusals import Refusal
from engines.form.mentions import SHOWN
from engines.issues import sentence
from engines.rules.action import Action
from engines.rules.actions import ACTION_KINDS
from tests.engines.flow.company import BEGAN

ENGINES = Path(__file__).parents[3] / "engines"
WORDS: Mapping[str, Any] = json.loads((ENGINES / "words" / "flow.json").read_text("utf-8"))
FOLDERS = [ENGINES / "flow", ENGINES / "rules"]
FAMILIES: Mapping[str, Mapping[str, type[Any]]] = {
    "nodes": NODE_KINDS,
    "approvers": APPROVER_KINDS,
    "decisions": DECISION_KINDS,
    "actions": ACTION_KINDS,
}
ORDINARY = {
    "all",
    "any",
    "role",
    "people",
    "group",
    "start",
    "end",
    "approve",
    "condition",
    "delay",
    "expression",
    "position",
    "weight",
}
"""Kinds whose name is also a word for something else: a rule among those asked in, a member, a final action."""

EVERY = [
    pytest.param(name, kind, id=f"{family}/{name}")
    for family, kinds in FAMILIES.items()
    for name, kind in kinds.items()
]


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_a_kind_says_what_it_is(name: str, kind: type[Node | Approver | Decision | Action]) -> None:
    assert issubclass(kind, Definition)
    assert kind.model_fields["kind"].default == name
    assert all(kind.title.text(locale) for locale in LOCALES)
    assert kind.__doc__
    assert kind.examples


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_the_examples_of_a_kind_are_sound_and_travel_through_json(name: str, kind: type[Definition]) -> None:
    key = {"key": "one"} if "key" in kind.model_fields else {}
    examples: Any = getattr(kind, "examples")  # noqa: B009  every family has them

    for example in examples:
        made = kind.model_validate({"kind": name, **key, **example})
        again = kind.model_validate_json(made.model_dump_json(by_alias=True))
        assert again == made


def test_places_in_palettes_are_taken_once() -> None:
    for kinds in FAMILIES.values():
        ranks = [kind.rank for kind in kinds.values()]
        assert sorted(ranks) == list(range(1, len(ranks) + 1))


def test_no_kind_is_named_outside_its_own_file() -> None:
    names = {name for kinds in FAMILIES.values() for name in kinds} - ORDINARY
    naming = {}
    for folder in FOLDERS:
        for path in folder.glob("*.py"):
            found = set(re.findall(r'"([a-z_]+)"', path.read_text("utf-8"))) & names
            if found:
                naming[path.name] = found

    # Somebody to ask instead is called like the source that finds them.
    assert naming == {
        "task_node.py": {"department_head"},
        "approver.py": {"department_head"},
    }


def test_every_command_is_a_frozen_value() -> None:
    for name, kind in COMMAND_KINDS.items():
        assert kind.__doc__, name
        assert kind.__dataclass_params__.frozen, name  # type: ignore[attr-defined]  # dataclasses have it


def codes() -> set[str]:
    """Every code of a sentence in the engine's source; a part in braces stands for anything."""
    found: set[str] = set()
    for folder in FOLDERS:
        for path in folder.rglob("*.py"):
            found |= set(re.findall(r'"(flow_[a-z_]+(?:\{[^}]*\})?)"', path.read_text("utf-8")))
    return found


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    patterns = [re.escape(re.sub(r"\{[^}]*\}", "*", code)).replace(r"\*", "[a-z_]+") for code in codes()]

    unused = [code for code in WORDS if not any(re.fullmatch(pattern, code) for pattern in patterns)]
    silent = [pattern for pattern in patterns if not any(re.fullmatch(pattern, code) for code in WORDS)]

    assert unused == []
    assert silent == []


def test_refusals_name_who_and_when_in_both_languages() -> None:
    refusal = Refusal("flow_already_approved", 5, BEGAN)

    said = [sentence(refusal.issue({"who": "Li Lei", "at": "10:30"}), locale)[0] for locale in LOCALES]

    assert said == ["Li Lei已于10:30同意。", "Li Lei approved this at 10:30."]


def test_every_line_of_the_history_reads_in_both_languages() -> None:
    called = dict.fromkeys(("who", "holder", "people", "node", "target"), "x")
    for what in get_args(What):
        for actor in (5, None):
            entry = Entry(what=what, at=BEGAN, actor=actor, holder=6, reason=Reason("flow_overdue"))
            for locale in LOCALES:
                assert sentence(entry.issue(called), locale)[0]


def test_a_decision_of_the_system_reads_otherwise_than_that_of_a_person() -> None:
    called = {"who": "Li Lei", "holder": "Han Mei"}
    person = Entry(what="approved", at=BEGAN, actor=5, holder=6)
    system = Entry(what="approved", at=BEGAN, holder=6, reason=Reason("flow_overdue"))
    for_whom = person.for_whom(called)

    assert for_whom is not None
    assert [sentence(each, "en")[0] for each in (person.issue(called), for_whom, system.issue(called))] == [
        "Li Lei approved",
        "for Han Mei",
        "approved by itself for Han Mei: the time limit has passed",
    ]
    assert system.for_whom(called) is None


@pytest.mark.parametrize("code", sorted(WORDS))
def test_a_sentence_is_filled_by_what_the_engine_gives(code: str) -> None:
    given = dict.fromkeys(("node", "split", "key", "suggestion", "flow", "field", "role", "position"), "x")
    given |= dict.fromkeys(("department", "person", "group", "level"), "x")
    given |= dict.fromkeys(("holder", "people", "target", "reason"), "x")

    for locale in LOCALES:
        said, way_out = sentence(Refusal(code, 5, BEGAN, given).issue({}), locale)
        assert "{" not in said + way_out


def test_every_text_of_a_flow_that_names_something_says_what() -> None:
    """So that uses of it are found, renamed and taken out by what the schema says."""
    schema = FlowDefinition.model_json_schema(by_alias=True)

    silent = {name for name, member in members(schema) if is_key(member) and SHOWN not in member}

    assert silent == {"key"}


def members(node: object, name: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every part of a schema, with the member of the document that it is about."""
    if isinstance(node, dict):
        yield name, node
        for own, value in node.items():
            if own == "properties":
                for member, inner in value.items():
                    yield from members(inner, member)
            else:
                yield from members(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from members(value, name)


def is_key(member: Mapping[str, Any]) -> bool:
    return str(member.get("pattern", "")).startswith("^[a-z]")
