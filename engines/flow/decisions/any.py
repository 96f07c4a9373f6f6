"""One approval is enough."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.flow.decision import Ballot, Decision, Verdict, count


class AnyoneDecision(Decision):
    """The first approval approves. A rejection rejects at once, or only when everybody has rejected."""

    title: ClassVar[Label] = Label(zh_cn="或签（一人同意）", en="Anyone")
    rank: ClassVar[int] = 2
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({}, {"rejection": "everyone"})

    kind: Literal["any"] = "any"
    rejection: Literal["first", "everyone"] = "first"
    """Whose rejection rejects: the first one's, or everyone's together."""

    def outcome(self, ballots: Sequence[Ballot]) -> Verdict | None:
        if count(ballots, "approved"):
            return "approved"
        enough = 1 if self.rejection == "first" else len(ballots)
        return "rejected" if count(ballots, "rejected") >= enough else None
