"""An administrator lets the flow go on elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.instance import Token, Visit
from engines.flow.refusals import refuse
from engines.flow.run import Route, Run
from engines.flow.undoing import descendants, undo


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump(Command):
    """Whoever looks after the flow lets it go on at another node; open tasks vanish. Nobody does so with a request of
    their own. `token` is the branch that jumps, the whole flow without one: then every branch ends."""

    is_administrative: ClassVar[bool] = True

    to: str
    token: int | None = None
    comment: str = ""

    def apply(self, run: Run) -> None:
        if self.actor == run.instance.initiator:
            refuse("flow_jump_own")
        token = self._token(run)
        if self.to not in run.route.nodes or run.route.nodes[self.to].begins:
            refuse("flow_jump_nowhere", node=self.to)
        if self.to not in jump_targets(run.route, run.tokens.after(), run.visits.after(), token):
            refuse("flow_jump_across", node=self.to)
        visit = run.visits.get(token.visit)
        if visit is not None:
            undo(run, descendants(run, visit.number))
        run.tokens.change(token.number, state="live", direct=None)
        run.log("jumped", visit, target=self.to, comment=self.comment, files=self.files)
        run.enter(token.number, self.to, token.visit)

    def _token(self, run: Run) -> Token:
        if self.token is None:
            return next(token for token in run.tokens.values() if token.parent is None)
        token = run.tokens.get(self.token)
        if token is None or token.state not in {"live", "split"}:
            refuse("flow_no_branch")
        return token


def jump_targets(
    route: Route, tokens: Mapping[int, Token], visits: Mapping[int, Visit], token: Token
) -> tuple[str, ...]:
    """The nodes at which a branch may go on: those within the same branches, and where these meet."""
    around: set[str] = set()
    meeting = None
    while token.parent is not None:
        token = tokens[token.parent]
        split = None if token.visit is None else visits.get(token.visit)
        if split is not None:
            meeting = meeting if around else route.nodes[split.node].meeting()
            around.add(split.node)
    return tuple(
        key
        for key, node in route.nodes.items()
        if not node.begins and (key == meeting or route.around(key) == around)
    )
