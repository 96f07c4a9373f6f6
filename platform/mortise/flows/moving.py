"""What would become of running instances under the version of their flow that is published now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engines.flow.flow import Flow
from engines.flow.migration import Move, plan_migration
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.flows.refusals import FlowUnreadable
from mortise.flows.running import Runtime, flow_of
from mortise.flows.storing import Held, read_several


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would become of one instance: of each branch, or that its own version cannot be read any more."""

    held: Held
    before: Flow | None
    moves: tuple[Move, ...] = ()

    @property
    def can_move(self) -> bool:
        """Whether all of its branches have somewhere to go on."""
        return self.before is not None and all(move.fate != "cannot" for move in self.moves)


async def outlooks(
    reader: Reader,
    runtime: Runtime,
    context: Context,
    key: str,
    numbers: Sequence[int],
    nodes: Mapping[str, str],
) -> tuple[Flow, list[Outlook]]:
    """The flow as it is published, and what would become of those of the instances that run in it under an older
    version; `nodes` says where branches go whose node is gone. Raises FlowUnreadable where nothing runs in it now."""
    app = context.app
    present = await flow_of(reader, runtime, app, key, app.version)
    found: list[Outlook] = []
    former: dict[int, Flow | None] = {}
    for held in await read_several(reader, numbers):
        instance = held.instance
        if (held.app_id, instance.flow, instance.state) != (app.id, key, "running"):
            continue
        version = instance.version
        if version == app.version:
            continue
        if version not in former:
            former[version] = await _readable(reader, runtime, context, key, version)
        before = former[version]
        moves = () if before is None else plan_migration(before, present, instance, nodes)
        found.append(Outlook(held, before, moves))
    return present, found


async def _readable(
    reader: Reader, runtime: Runtime, context: Context, key: str, version: int
) -> Flow | None:
    try:
        return await flow_of(reader, runtime, context.app, key, version)
    except FlowUnreadable:
        return None


def homeless(found: Iterable[Outlook]) -> dict[str, int]:
    """The nodes of which branches do not know where to go on, and how many branches stand there."""
    counts: dict[str, int] = {}
    for each in found:
        for move in each.moves:
            if move.fate == "cannot":
                counts[move.node] = counts.get(move.node, 0) + 1
    return counts
