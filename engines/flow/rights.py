"""What a running flow does to its record: who may see and change which fields meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from engines.flow.instance import Instance
from engines.flow.run import Route
from engines.flow.slots import people_at
from engines.flow.task_node import FieldRight, TaskNode

OtherFields = Literal["hidden", "read", "write"]
NO_FIELDS: Final[Mapping[str, FieldRight]] = {}


@dataclass(frozen=True, slots=True)
class TaskRights:
    """What a task allows whoever has it: field → right, and what holds for the other fields. It takes nothing from what
    roles forbid: the host gives the lesser of both."""

    slot: int
    people: tuple[int, ...]
    fields: Mapping[str, FieldRight]
    other_fields: OtherFields


@dataclass(frozen=True, slots=True)
class Hold:
    """Whether others may change the record while the flow runs, and what those may do who have a task."""

    is_locked: bool = False
    tasks: tuple[TaskRights, ...] = ()


def hold(flow: Route, instance: Instance) -> Hold:
    """What the instance does to its record now. It is locked unless every node where the flow stands leaves it open;
    back with the initiator, it is theirs to change."""
    if instance.state != "running":
        return Hold()
    nodes = [flow.nodes[visit.node] for visit in instance.live_visits()]
    is_locked = not all(isinstance(node, TaskNode) and node.record == "editable" for node in nodes)
    tasks = []
    for slot in instance.open_slots():
        node = flow.nodes[instance.visits[slot.visit].node]
        fields, others = (
            (node.fields, node.other_fields) if isinstance(node, TaskNode) else (NO_FIELDS, "write")
        )
        tasks.append(TaskRights(slot.number, people_at(slot), fields, others))
    return Hold(is_locked, tuple(tasks))
