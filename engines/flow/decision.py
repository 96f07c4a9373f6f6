"""What a rule of decision is: a pure function from what the approvers said. Each kind is one module of
`engines/flow/decisions`."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from engines.definition import Definition, Label

Verdict = Literal["approved", "rejected"]
Operator = Literal[">", ">="]


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one approver said, or None while they have not."""

    verdict: Verdict | None
    weight: Decimal = Decimal(1)
    groups: tuple[str, ...] = ()


class Decision(Definition, ABC):
    """When the approvers together have approved or rejected. Who is asked at the same time and who after whom is a
    setting of its own."""

    title: ClassVar[Label]
    """The kind's name in the palette."""
    rank: ClassVar[int]
    """Its place in the palette, the most used one first."""
    examples: ClassVar[Sequence[Mapping[str, object]]]
    """Settings that make sense."""
    counts_groups: ClassVar[bool] = False
    """Whether each group of approvers must be heard."""

    kind: str

    @abstractmethod
    def outcome(self, ballots: Sequence[Ballot]) -> Verdict | None:
        """The result as soon as nothing can change it; None before. There are two ballots at least: one alone decides
        whatever the rule. Those whose slots are gone are not among them."""

    def named_groups(self) -> tuple[tuple[str, str], ...]:
        """Groups of approvers that it names, each with its pointer from the rule."""
        return ()


def decide(decision: Decision, ballots: Sequence[Ballot]) -> Verdict | None:
    """The result of a node whose live slots say this."""
    return ballots[0].verdict if len(ballots) == 1 else decision.outcome(ballots)


def count(ballots: Sequence[Ballot], verdict: Verdict | None) -> int:
    """How many say so."""
    return sum(ballot.verdict == verdict for ballot in ballots)


def exceeds(value: Decimal, operator: Operator, threshold: Decimal) -> bool:
    """The comparison that the author chose."""
    return value > threshold if operator == ">" else value >= threshold
