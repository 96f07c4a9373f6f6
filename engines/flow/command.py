"""What a command is: something that a person does to an instance, or that happens to it. Each kind is one module of
`engines/flow/commands`."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, NoReturn

from engines.flow.facts import Administrators
from engines.flow.instance import Slot, Visit
from engines.flow.refusals import refuse
from engines.flow.run import Run
from engines.flow.slots import node_of, people_at
from engines.flow.task_node import Operation, TaskNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(ABC):
    """Something to be done once: the same `id` again changes nothing. `actor` is the person who does it, None where it
    happens by itself."""

    id: str
    actor: int | None
    files: tuple[int, ...] = ()
    """What whoever gives it sends along."""

    is_administrative: ClassVar[bool] = False
    """Whether only those may give it who look after the flow."""
    is_automatic: ClassVar[bool] = False
    """Whether no person gives it."""
    changes_version: ClassVar[bool] = False
    """Whether the instance is of another version of the flow until it is carried out."""
    comes_after_end: ClassVar[bool] = False
    """Whether it makes sense for an instance that has ended."""

    @abstractmethod
    def apply(self, run: Run) -> None:
        """Does it; raises Refused and Unanswered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCommand(Command):
    """Something that the holder of a task does with it. `version` is that of the task as they saw it."""

    slot: int
    version: int | None = None

    def task(self, run: Run) -> Slot:
        """The task, if it is the actor's to act on; raises Refused with who was first and when."""
        slot = run.slots.get(self.slot)
        if slot is None:
            refuse("flow_no_task")
        if slot.state != "open":
            refuse_closed(run, slot)
        if self.actor not in people_at(slot):
            refuse("flow_not_yours", who=slot.person)
        if self.version is not None and self.version != slot.version:
            refuse("flow_task_changed")
        return slot

    def decision(self, run: Run, operation: Operation | None = None) -> tuple[Slot, Visit, TaskNode]:
        """The task with its visit and node, where the node admits the operation; raises Refused."""
        slot = self.task(run)
        visit = run.visits[slot.visit]
        node = node_of(run, visit)
        if node is None:
            refuse("flow_only_resubmit")
        if operation is not None and operation not in node.operations:
            refuse("flow_operation_closed", node=node.key)
        if operation is not None and slot.owner != slot.person:
            refuse("flow_only_advise", who=slot.owner)
        return slot, visit, node


def refuse_closed(run: Run, slot: Slot) -> NoReturn:
    """Refuses to act on a task that is not open, naming who closed it and when."""
    if slot.state in {"waiting", "held"}:
        refuse("flow_not_your_turn")
    votes = [vote for vote in run.votes.values() if vote.visit == slot.visit]
    own = [vote for vote in votes if vote.slot == slot.number]
    left_at = run.visits[slot.visit].left_at
    others = [vote for vote in run.votes.values() if vote.verdict == "returned" and vote.at == left_at]
    last = max(own or votes or others, key=lambda vote: vote.number, default=None)
    if last is None or slot.state in {"removed", "copied"}:
        refuse("flow_task_gone")
    code = f"flow_already_{last.verdict}" if last.actor is not None else "flow_already_automatic"
    refuse(code, who=last.actor, at=last.at)


def permit(run: Run, command: Command) -> None:
    """Refuses what comes too late or from somebody who may not; raises Unanswered."""
    instance = run.instance
    if instance.state != "running" and not command.comes_after_end:
        slot = run.slots.get(command.slot) if isinstance(command, TaskCommand) else None
        if slot is not None and any(vote.visit == slot.visit for vote in run.votes.values()):
            refuse_closed(run, slot)
        refuse(f"flow_over_{instance.state}", at=instance.ended_at)
    if command.is_automatic != (command.actor is None):
        refuse("flow_not_for_people")
    if command.is_administrative and command.actor not in run.asking.ask(Administrators()):
        refuse("flow_administrators_only")
