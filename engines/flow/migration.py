"""Whether a running instance can go on under another version of its flow: where each of its branches would stand, and
whose decisions would count no more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from engines.flow.instance import Instance, Token
from engines.flow.run import Route, Station
from engines.flow.task_node import TaskNode

Fate = Literal["stays", "anew", "cannot"]

FREE: Final = frozenset({"label", "next", "rejected", "on_rejection", "timing", "comment", "signature"}) | {
    "fields",
    "other_fields",
    "record",
    "operations",
    "resubmission",
    "empty",
}
"""Settings of a node that may differ without anybody's task or decision being touched."""


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one branch: it `stays` at its node, begins it `anew` (its decisions there are void), or
    `cannot` go on. `votes` are the decisions that would count no more."""

    token: int
    node: str
    to: str
    fate: Fate
    votes: tuple[int, ...] = ()


def plan_migration(
    before: Route, after: Route, instance: Instance, nodes: Mapping[str, str]
) -> tuple[Move, ...]:
    """The moves of all branches that are under way; `nodes` says where those go whose node is gone or is to be left."""
    return tuple(_moves(before, after, instance, nodes))


def _moves(before: Route, after: Route, instance: Instance, nodes: Mapping[str, str]) -> Iterator[Move]:
    for token in instance.tokens.values():
        visit = None if token.visit is None else instance.visits[token.visit]
        if visit is None or token.state not in {"live", "split"}:
            continue
        to = nodes.get(visit.node, visit.node)
        is_split = token.state == "split"
        if not _fits(after, instance, token, nodes, to, is_split=is_split):
            yield Move(token.number, visit.node, to, "cannot")
        elif is_split or (
            _arrives(after, instance, token, nodes) != to
            and _is_same(before.nodes[visit.node], after.nodes[to])
        ):
            yield Move(token.number, visit.node, to, "stays")
        else:
            votes = (vote.number for vote in instance.votes.values() if vote.visit == visit.number)
            yield Move(token.number, visit.node, to, "anew", tuple(votes))


def _fits(
    after: Route, instance: Instance, token: Token, nodes: Mapping[str, str], to: str, *, is_split: bool
) -> bool:
    """Whether a branch can stand at a node: inside the same branches as before, and at a node that begins branches only
    where it has begun them."""
    if to not in after.nodes or after.nodes[to].splits < is_split:
        return False
    is_inside = after.around(to) == frozenset(_splits(instance, token, nodes))
    return is_inside or (not is_split and _arrives(after, instance, token, nodes) == to)


def _arrives(after: Route, instance: Instance, token: Token, nodes: Mapping[str, str]) -> str | None:
    """Where the branch of a token meets the others."""
    split = after.nodes.get(next(_splits(instance, token, nodes), ""))
    return None if split is None else split.meeting()


def _splits(instance: Instance, token: Token, nodes: Mapping[str, str]) -> Iterator[str]:
    """The nodes at which the branches around a token began, the innermost first."""
    while token.parent is not None:
        token = instance.tokens[token.parent]
        if token.visit is not None:
            node = instance.visits[token.visit].node
            yield nodes.get(node, node)


def _is_same(old: Station, new: Station) -> bool:
    """Whether tasks given at the one can go on at the other."""
    if type(old) is not type(new):
        return False
    if isinstance(old, TaskNode) and isinstance(new, TaskNode):
        return old.model_dump(exclude=set(FREE) | {"key"}) == new.model_dump(exclude=set(FREE) | {"key"})
    return True
