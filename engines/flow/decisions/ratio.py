"""A share of the approvers must approve."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.flow.decision import Ballot, Decision, Operator, Verdict, count, exceeds


class RatioDecision(Decision):
    """Approved when the approvals are more than (or at least) a percentage of all; rejected when they no longer can
    be."""

    title: ClassVar[Label] = Label(zh_cn="按比例通过", en="A share")
    rank: ClassVar[int] = 3
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"percent": "50"},
        {"percent": "66.7", "operator": ">=", "hear_everyone": True},
    )

    kind: Literal["ratio"] = "ratio"
    percent: Annotated[Decimal, Setting(gt=0, le=100)] = Decimal(50)
    operator: Operator = ">"
    hear_everyone: bool = False
    """Whether the result waits until all have decided."""

    def outcome(self, ballots: Sequence[Ballot]) -> Verdict | None:
        approved, open_ones = count(ballots, "approved"), count(ballots, None)
        if open_ones and self.hear_everyone:
            return None
        # A share that not even everybody exceeds (more than 100 %) asks for everybody.
        threshold = self.percent * len(ballots)
        if exceeds(Decimal(approved * 100), self.operator, threshold) or approved == len(ballots):
            return "approved"
        best = approved + open_ones
        reachable = exceeds(Decimal(best * 100), self.operator, threshold) or best == len(ballots)
        return None if open_ones and reachable else "rejected"
