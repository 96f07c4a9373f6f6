"""What a decision about a task demands, and how it is written down."""

from collections.abc import Iterable, Mapping

from engines.flow.approver import Approver, Chooser
from engines.flow.effects import What
from engines.flow.facts import Value
from engines.flow.instance import Slot, Visit
from engines.flow.node import Node
from engines.flow.refusals import refuse
from engines.flow.run import Run
from engines.flow.slots import open_slot
from engines.flow.task_node import TaskNode


def demand(run: Run, node: TaskNode, *, comment: str, signature: int | None) -> None:
    """Refuses an approval that lacks what the node asks for; raises Unanswered."""
    if node.comment == "always" and not comment.strip():
        refuse("flow_comment_needed")
    if node.signature and signature is None:
        refuse("flow_signature_needed")
    questions = {field: Value((field,)) for field in node.required()}
    run.asking.expect(questions.values())
    for field, question in questions.items():
        value = run.asking.ask(question)
        if value is None or value == ():
            refuse("flow_field_needed", field=field)


def demand_reason(node: TaskNode, comment: str) -> None:
    """Refuses a rejection or a return without the comment that the node asks for."""
    if node.comment != "optional" and not comment.strip():
        refuse("flow_comment_needed")


def choose(run: Run, chosen: Mapping[str, tuple[int, ...]], who: Chooser | None) -> None:
    """Keeps whom somebody chose for nodes that leave it to them; None is somebody to whom nothing is left."""
    for key, people in chosen.items():
        node = run.route.nodes.get(key)
        if node is None or who not in choosers(node) or not people:
            refuse("flow_not_to_choose", node=key)
    if chosen:
        run.head(chosen={**run.instance.chosen, **chosen})
    run.choosers = frozenset() if who is None else frozenset({who})


def choosers(node: object) -> frozenset[Chooser]:
    """Who chooses people for a node."""
    sources: Iterable[Approver] = node.sources() if isinstance(node, Node) else ()
    return frozenset(source.chooser for source in sources if source.chooser is not None)


def advise(run: Run, slot: Slot, visit: Visit, what: What, comment: str, files: tuple[int, ...]) -> None:
    """What somebody says to whom a task was delegated: it goes back to its owner, who decides."""
    run.log(what, visit, slot=slot.number, people=(slot.owner,), comment=comment, files=files)
    open_slot(run, run.slots.change(slot.number, person=slot.owner))


def holder(run: Run, slot: Slot) -> int | None:
    """For whom somebody acts who is not the owner of the task."""
    return None if run.actor == slot.owner else slot.owner
