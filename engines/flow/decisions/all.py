"""Everybody must approve."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.decision import Ballot, Decision, Verdict, count


class EveryoneDecision(Decision):
    """Approved when all have approved; the first rejection decides, unless everybody is to be heard."""

    title: ClassVar[Label] = Label(zh_cn="会签（全部同意）", en="Everyone")
    rank: ClassVar[int] = 1
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({}, {"hear_everyone": True})

    kind: Literal["all"] = "all"
    hear_everyone: bool = False
    """Whether a rejection waits until all have decided."""

    def outcome(self, ballots: Sequence[Ballot]) -> Verdict | None:
        rejected, open_ones = count(ballots, "rejected"), count(ballots, None)
        if open_ones and (self.hear_everyone or not rejected):
            return None
        return "rejected" if rejected else "approved"
