"""An instance goes on under another version of its flow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from engines.flow.command import Command
from engines.flow.instance import Token
from engines.flow.migration import plan_migration
from engines.flow.refusals import refuse
from engines.flow.run import Route, Run
from engines.flow.undoing import undo


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrate(Command):
    """Whoever looks after the flow moves an instance from the flow `before` to the one that the step is given.
    `nodes` says where branches go whose node is gone. Branches that the new version adds begin."""

    is_administrative: ClassVar[bool] = True
    changes_version: ClassVar[bool] = True

    before: Route
    nodes: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""

    def apply(self, run: Run) -> None:
        moves = plan_migration(self.before, run.route, run.instance, self.nodes)
        for move in moves:
            if move.fate == "cannot":
                refuse("flow_cannot_migrate", node=move.node)
        run.head(version=run.route.version)
        run.log("migrated", comment=self.comment, files=self.files)
        for move in moves:
            token = run.tokens[move.token]
            visit = run.visits.get(token.visit)
            if visit is None:
                continue
            if move.fate == "anew":
                undo(run, {visit.number})
                run.enter(token.number, move.to, visit.previous)
                continue
            run.visits.change(visit.number, node=move.to)
            if token.state == "split":
                self._begin_added(run, token)

    def _begin_added(self, run: Run, parent: Token) -> None:
        split = run.visits.get(parent.visit)
        if split is None:
            return
        born = [run.tokens[number].branch for number in split.born]
        for branch, target in run.route.nodes[split.node].added_branches(born):
            token = run.tokens.put(Token(number=run.number(), parent=parent.number, branch=branch))
            split = run.visits.change(split.number, born=(*split.born, token.number))
            run.enter(token.number, target, split.number)
