"""A number of approvers must approve."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.flow.decision import Ballot, Decision, Verdict, count


class QuorumDecision(Decision):
    """Approved when so many have approved, or all where there are fewer; rejected when so many no longer can."""

    title: ClassVar[Label] = Label(zh_cn="达到人数通过", en="A number of people")
    rank: ClassVar[int] = 4
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({"count": 2}, {"count": 3, "veto": True})

    kind: Literal["quorum"] = "quorum"
    count: Annotated[int, Setting(ge=1, le=1000)] = 2
    veto: bool = False
    """Whether the first rejection rejects."""

    def outcome(self, ballots: Sequence[Ballot]) -> Verdict | None:
        needed = min(self.count, len(ballots))
        approved, rejected = count(ballots, "approved"), count(ballots, "rejected")
        if rejected and self.veto:
            return "rejected"
        if approved >= needed:
            return "approved"
        return "rejected" if len(ballots) - rejected < needed else None
