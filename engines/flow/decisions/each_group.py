"""Every group of approvers must approve."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Definition, Label
from engines.flow.decision import Ballot, Decision, Verdict
from engines.flow.mentions import ApproverGroup


class GroupShare(Definition):
    """A group, and how many of it must approve where it is not one."""

    group: ApproverGroup
    count: Annotated[int, Setting(ge=1, le=1000)] = 1


class EachGroupDecision(Decision):
    """Approved when at least so many of each group have approved; any rejection rejects. It gives “legal and finance”
    without parallel branches."""

    title: ClassVar[Label] = Label(zh_cn="每组至少一人", en="One from each group")
    rank: ClassVar[int] = 6
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {},
        {"shares": [{"group": "legal", "count": 2}]},
    )
    counts_groups: ClassVar[bool] = True

    kind: Literal["each_group"] = "each_group"
    shares: tuple[GroupShare, ...] = ()

    def outcome(self, ballots: Sequence[Ballot]) -> Verdict | None:
        if any(ballot.verdict == "rejected" for ballot in ballots):
            return "rejected"
        wanted = {share.group: share.count for share in self.shares}
        for group in {group for ballot in ballots for group in ballot.groups or ("",)}:
            members = [ballot for ballot in ballots if group in (ballot.groups or ("",))]
            approved = sum(ballot.verdict == "approved" for ballot in members)
            if approved < min(wanted.get(group, 1), len(members)):
                return None
        return "approved"

    def named_groups(self) -> tuple[tuple[str, str], ...]:
        return tuple((share.group, f"/shares/{place}/group") for place, share in enumerate(self.shares))
