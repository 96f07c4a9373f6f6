"""The weights of those who approve must add up."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.flow.decision import Ballot, Decision, Operator, Verdict, exceeds


class WeightDecision(Decision):
    """Approved when the weights of the approvals together are more than (or at least) a number; rejected when they no
    longer can be."""

    title: ClassVar[Label] = Label(zh_cn="按权重通过", en="By weight")
    rank: ClassVar[int] = 5
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {"threshold": "50"},
        {"threshold": 3, "operator": ">="},
    )

    kind: Literal["weight"] = "weight"
    threshold: Annotated[Decimal, Setting(gt=0)] = Decimal(50)
    operator: Operator = ">"

    def outcome(self, ballots: Sequence[Ballot]) -> Verdict | None:
        whole = sum((ballot.weight for ballot in ballots), Decimal(0))
        approved = sum((ballot.weight for ballot in ballots if ballot.verdict == "approved"), Decimal(0))
        rejected = sum((ballot.weight for ballot in ballots if ballot.verdict == "rejected"), Decimal(0))
        # Where the weights of all do not come to it, all of them are asked for.
        if exceeds(approved, self.operator, self.threshold) or approved == whole:
            return "approved"
        best = whole - rejected
        return None if exceeds(best, self.operator, self.threshold) or best == whole else "rejected"
