"""A flow made ready to run: its nodes by key, its expressions compiled."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from engines.expression.check import Checked, check
from engines.expression.python_executor import compile_python
from engines.expression.scope import Entity, Scope
from engines.expression.types import PERSON, Type, accepts, is_list, link_to
from engines.flow.check import check_definition
from engines.flow.definition import FlowDefinition
from engines.flow.formula import Formula
from engines.flow.graph import Graph
from engines.flow.node import Node, NodeText
from engines.flow.policies import Policies
from engines.issues import Issue, has_errors, pointer
from engines.rules.action import Action
from engines.rules.linked import linked_entity, source_problems

INITIATOR: Final = "INITIATOR"
"""The root by which a flow's expressions read whoever began it."""


@dataclass(frozen=True, eq=False)
class Flow:
    """A flow at one version. It never changes."""

    definition: FlowDefinition
    version: int
    nodes: Mapping[str, Node]
    formulas: Mapping[str, Formula]

    @property
    def key(self) -> str:
        """Its key."""
        return self.definition.key

    @property
    def policies(self) -> Policies:
        """What holds for the flow as a whole."""
        return self.definition.policies

    @cached_property
    def graph(self) -> Graph:
        """Its shape."""
        return Graph(self.nodes)

    @cached_property
    def beginning(self) -> str:
        """The node where it begins."""
        return self.graph.beginnings[0]

    def around(self, node: str) -> frozenset[str]:
        """The nodes that split within whose branches a node stands."""
        return self.graph.around(node)


def compile_flow(
    definition: FlowDefinition, version: int, scope: Scope
) -> tuple[Flow | None, tuple[Issue, ...]]:
    """The flow, or None with the issues that forbid it; pointers go into the flow. `scope` is what expressions over the
    flow's form may name, with the root INITIATOR."""
    issues = list(check_definition(definition))
    nodes: dict[str, Node] = {}
    formulas: dict[str, Formula] = {}
    for place, node in enumerate(definition.nodes):
        nodes.setdefault(node.key, node)
        where = pointer("nodes", place)
        for path, at, wanted in node.paths():
            issues += _path(scope, path, wanted, where + at)
        for field, at in node.named_fields():
            if field not in scope.entity.fields:
                issues.append(Issue("flow_unknown_field", where + at, {"key": field}))
        issues += (issue.under(where) for issue in _links(scope, node.named_links()))
        for source in node.named_sources():
            issues += (issue.under(where) for issue in source_problems(scope, source))
        for text in node.texts():
            found = _formula(scope, text)
            if isinstance(found, Formula):
                formulas[f"{node.key}/{text.name}"] = found
            else:
                issues += (issue.under(where + text.pointer) for issue in found)
    for name, place, text in _policy_texts(definition.policies):
        found = _formula(scope, text)
        if isinstance(found, Formula):
            formulas[f"policies/{name}/{place}/{text.name}"] = found
        else:
            issues += (issue.under(pointer("policies", name, place) + text.pointer) for issue in found)
    for name, actions in _policy_actions(definition.policies):
        for place, action in enumerate(actions):
            where = pointer("policies", name, place)
            issues += (issue.under(where) for issue in _links(scope, action.named_links()))
            for source in action.named_sources():
                issues += (issue.under(where) for issue in source_problems(scope, source))
    if has_errors(issues):
        return None, tuple(issues)
    return Flow(definition, version, nodes, formulas), tuple(issues)


def _policy_actions(policies: Policies) -> Iterator[tuple[str, Sequence[Action]]]:
    yield "on_withdrawal", policies.on_withdrawal
    yield "on_rejection", policies.on_rejection


def _links(scope: Scope, named: Iterable[tuple[str, str, str]]) -> Iterator[Issue]:
    """What is wrong with fields that must lead to records of a form."""
    for field, at, form in named:
        kind = scope.entity.fields.get(field)
        if kind is None:
            yield Issue("flow_unknown_field", at, {"key": field})
        elif not accepts(link_to(form), kind):
            yield Issue("flow_wrong_field", at, {"key": field})


def _policy_texts(policies: Policies) -> Iterator[tuple[str, int, NodeText]]:
    for name, actions in _policy_actions(policies):
        for place, action in enumerate(actions):
            for text in action.texts():
                yield (
                    name,
                    place,
                    NodeText(
                        text.name, text.pointer, text.text, text.type, text.field, text.form, text.source
                    ),
                )


def _formula(scope: Scope, text: NodeText) -> Formula | tuple[Issue, ...]:
    if not text.text.strip():
        return (Issue("flow_no_expression"),)
    scope = replace(scope, old=True) if text.may_read_old else scope
    expected = text.type
    if text.field is not None:
        entity = _entity(scope, text)
        if entity is None and text.source is not None:
            # That it leads nowhere is said where it is named.
            return ()
        expected = None if entity is None else entity.fields.get(text.field)
        if expected is None:
            return (Issue("flow_unknown_field", params={"key": text.field}),)
    if expected is not None and is_list(expected):
        # One value serves where several are taken.
        found = check(text.text, scope, expected=expected)
        if not isinstance(found, Checked):
            single = check(text.text, scope, expected=expected.of)
            found = single if isinstance(single, Checked) else found
    else:
        found = check(text.text, scope, expected=expected)
    if not isinstance(found, Checked):
        return found
    if expected is None and not _gives_people(found.type):
        return (Issue("flow_not_people"),)
    return Formula(tuple(sorted(found.reads)), compile_python(found))


def _entity(scope: Scope, text: NodeText) -> Entity | None:
    """Whose field gives the type of an expression."""
    if text.source is not None:
        return linked_entity(scope, text.source)
    return scope.entity if text.form is None else scope.entities.get(text.form)


def _gives_people(kind: Type) -> bool:
    return (kind.of or kind).name == PERSON.name


def _path(scope: Scope, path: str, wanted: frozenset[str], where: str) -> Iterator[Issue]:
    """What is wrong with a path to a value that must be of one of some types, alone or in a list."""
    checked = check(path, scope)
    if not isinstance(checked, Checked):
        yield Issue("flow_unknown_field", where, {"key": path})
    elif (checked.type.of or checked.type).name not in wanted:
        yield Issue("flow_wrong_field", where, {"key": path})
