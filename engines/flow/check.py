"""Whether a flow can run: every problem of its graph and its settings at once, each at its place."""

from collections.abc import Iterator, Mapping

from engines.definition import Label, Locale
from engines.flow.definition import FlowDefinition
from engines.flow.graph import Graph, reached
from engines.flow.task_node import TaskNode
from engines.form.wording import called, did_you_mean, given
from engines.issues import Issue, pointer


def check_definition(definition: FlowDefinition) -> tuple[Issue, ...]:
    """The problems of one flow, apart from those of its expressions; pointers go into the flow."""
    return tuple(_Check(definition).issues())


def check_flows(flows: Mapping[str, FlowDefinition]) -> Iterator[tuple[str, Issue]]:
    """What is wrong with flows that begin one another: unknown ones, and circles. The key of the flow with each
    issue."""
    begun: dict[str, list[str]] = {}
    for key, flow in flows.items():
        begun[key] = []
        for place, node in enumerate(flow.nodes):
            target = node.begins_flow()
            if target is None:
                continue
            if target not in flows:
                names = {other: called(other, each.label) for other, each in flows.items()}
                near = did_you_mean(target, flows, names)
                yield (
                    key,
                    Issue(
                        "flow_unknown_flow",
                        pointer("nodes", place, "flow"),
                        {"key": given(target), "suggestion": near},
                    ),
                )
            else:
                begun[key].append(target)
    for key, flow in flows.items():
        for place, node in enumerate(flow.nodes):
            target = node.begins_flow()
            if target in begun and key in reached(begun, (target,)):
                yield (
                    key,
                    Issue(
                        "flow_begins_itself",
                        pointer("nodes", place, "flow"),
                        {"flow": called(target, flows[target].label)},
                    ),
                )


class _Check:
    """One check of one flow."""

    def __init__(self, definition: FlowDefinition) -> None:
        self.definition = definition
        self.places: dict[str, int] = {}
        for place, node in enumerate(definition.nodes):
            self.places.setdefault(node.key, place)
        self.graph = Graph({key: definition.nodes[place] for key, place in self.places.items()})

    def issues(self) -> Iterator[Issue]:
        """Everything that is wrong."""
        yield from self.keys()
        yield from self.ways()
        yield from self.reaching()
        yield from self.branches()
        for place, node in enumerate(self.definition.nodes):
            if isinstance(node, TaskNode):
                yield from self.people(place, node)
            yield from (issue.under(pointer("nodes", place)) for issue in node.problems())
        yield from self.choices()

    def name(self, key: str) -> Mapping[Locale, str]:
        """What people call a node."""
        node = self.graph.nodes[key]
        title: Label = node.title
        return called(node.key, node.label if node.label.text("en") else title)

    def at(self, key: str, *rest: str | int) -> str:
        """The pointer of a node, or of something in it."""
        return pointer("nodes", self.places[key], *rest)

    def keys(self) -> Iterator[Issue]:
        """Keys given twice, and where flows begin."""
        for place, node in enumerate(self.definition.nodes):
            if self.places[node.key] != place:
                yield Issue("flow_key_twice", pointer("nodes", place, "key"), {"key": node.key})
            seen: set[str] = set()
            for exit in node.exits():
                if exit.branch is not None and exit.branch in seen:
                    yield Issue(
                        "flow_key_twice", pointer("nodes", place) + exit.pointer, {"key": exit.branch}
                    )
                seen.add(exit.branch or "")
        begins = [place for place, node in enumerate(self.definition.nodes) if node.begins]
        if not begins:
            yield Issue("flow_no_start", "/nodes")
        for place in begins[1:]:
            yield Issue("flow_two_starts", pointer("nodes", place))

    def ways(self) -> Iterator[Issue]:
        """Ways that lead nowhere, or to a node that is not there."""
        names = {key: self.name(key) for key in self.graph.nodes}
        for place, node in enumerate(self.definition.nodes):
            targets = [(exit.target, exit.pointer) for exit in node.exits()]
            if node.splits:
                targets.append((node.meeting() or "", "/meets"))
            for target, where in targets:
                if not target:
                    code = "flow_no_otherwise" if where == "/otherwise" else "flow_leads_nowhere"
                    yield Issue(code, pointer("nodes", place) + where, {"node": self.name(node.key)})
                elif target not in self.graph.nodes:
                    near = did_you_mean(target, names, names)
                    yield Issue(
                        "flow_unknown_node",
                        pointer("nodes", place) + where,
                        {"key": given(target), "suggestion": near},
                    )
                elif self.graph.nodes[target].begins:
                    yield Issue("flow_leads_to_start", pointer("nodes", place) + where)

    def reaching(self) -> Iterator[Issue]:
        """What no flow comes to, from where none comes to an end, and circles without anybody in them."""
        for key in self.graph.nodes:
            if key not in self.graph.reachable:
                yield Issue("flow_unreachable", self.at(key), {"node": self.name(key)})
            elif key not in self.graph.finishing:
                yield Issue("flow_dead_end", self.at(key), {"node": self.name(key)})
        for circle in self.graph.circles:
            yield Issue("flow_circle_without_people", self.at(circle[0]), {"node": self.name(circle[0])})

    def branches(self) -> Iterator[Issue]:
        """Branches side by side that cannot meet."""
        for key, inside in self.graph.inside.items():
            node = self.graph.nodes[key]
            meets = node.meeting()
            if len([exit for exit in node.exits() if exit.branch is not None]) < 2:
                yield Issue("flow_one_branch", self.at(key), {"node": self.name(key)})
            if meets is None or meets not in self.graph.nodes:
                continue
            for member in inside:
                if self.graph.nodes[member].ends or member == key:
                    yield Issue("flow_branch_leaves", self.at(member), self._both(member, key))
                before = set(self.graph.leading[member]) - inside - {key}
                if member != key and before & self.graph.reachable:
                    yield Issue("flow_branch_entered", self.at(member), self._both(member, key))
            for exit in node.exits():
                come = {exit.target} if exit.target == meets else reached(self._within(meets), (exit.target,))
                if exit.target in self.graph.nodes and meets not in come:
                    yield Issue(
                        "flow_branch_never_meets", self.at(key) + exit.pointer, self._both(meets, key)
                    )

    def _within(self, meets: str) -> Mapping[str, tuple[str, ...]]:
        return {one: targets for one, targets in self.graph.following.items() if one != meets}

    def _both(self, node: str, split: str) -> Mapping[str, Mapping[Locale, str]]:
        return {"node": self.name(node), "split": self.name(split)}

    def people(self, place: int, node: TaskNode) -> Iterator[Issue]:
        """Nodes at which nobody can be asked."""
        where = pointer("nodes", place)
        named = {"node": self.name(node.key)}
        if not node.approvers:
            yield Issue("flow_nobody_asked", f"{where}/approvers", named)
        for number, source in enumerate(node.approvers):
            if source.is_bare():
                yield Issue("flow_source_empty", f"{where}/approvers/{number}")
        if node.empty.policy == "people" and not node.empty.people:
            yield Issue("flow_nobody_instead", f"{where}/empty/people", named)
        if node.empty.policy == "reject" and not node.may_reject:
            yield Issue("flow_cannot_reject", f"{where}/empty/policy", named)
        groups = {source.group for source in node.approvers if source.group is not None}
        for group, at in node.decision.named_groups():
            if group not in groups:
                yield Issue("flow_unknown_group", f"{where}/decision{at}", {"key": group})
        if node.decision.counts_groups and any(source.group is None for source in node.approvers):
            yield Issue("flow_no_groups", f"{where}/decision", named)
        due = None if node.timing is None else node.timing.due
        if due is not None and due.field is None and not due.amount:
            yield Issue("flow_no_time", f"{where}/timing/due/amount", named)
        final = None if node.timing is None else node.timing.final
        if final is not None and final.action == "transfer" and not final.people:
            yield Issue("flow_nobody_instead", f"{where}/timing/final/people", named)
        if final is not None and final.action == "reject" and not node.may_reject:
            yield Issue("flow_cannot_reject", f"{where}/timing/final/action", named)

    def choices(self) -> Iterator[Issue]:
        """Approvers chosen by an approver before where there is none."""
        for key, node in self.graph.nodes.items():
            if not isinstance(node, TaskNode) or not self._comes_first(key):
                continue
            for number, source in enumerate(node.approvers):
                if source.chooser == "previous":
                    where = self.at(key, "approvers", number)
                    yield Issue("flow_nobody_before", where, {"node": self.name(key)})

    def _comes_first(self, key: str) -> bool:
        """Whether a flow can come to a node before anybody has done something."""
        ways: dict[str, tuple[str, ...]] = {
            one: targets
            for one, targets in self.graph.following.items()
            if not isinstance(self.graph.nodes[one], TaskNode)
        }
        return key in reached(ways, self.graph.beginnings)


def named_people(definition: FlowDefinition) -> Iterator[tuple[int, str]]:
    """Everybody whom a flow names by number, each with the pointer: those who have left block publishing."""
    for place, node in enumerate(definition.nodes):
        for person, where in node.named_people():
            yield person, pointer("nodes", place) + where
