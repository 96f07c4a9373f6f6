"""The whole engine: a flow, an instance, a command and facts; and what becomes of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engines.flow.command import Command, permit
from engines.flow.deciding import choose
from engines.flow.effects import Effect
from engines.flow.facts import Asking, Facts, Need, Unanswered
from engines.flow.flow import Flow
from engines.flow.instance import Instance, Slot, Timer, Token, Visit, Vote
from engines.flow.refusals import Refusal, Refused
from engines.flow.run import Run

NOBODY: Final[Mapping[str, tuple[int, ...]]] = {}


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows that a step wrote, new ones among them; the instance's own row is written with every step."""

    tokens: Sequence[Token] = ()
    visits: Sequence[Visit] = ()
    slots: Sequence[Slot] = ()
    votes: Sequence[Vote] = ()
    timers: Sequence[Timer] = ()


@dataclass(frozen=True, slots=True)
class Stepped:
    """The instance after a command, what follows from it outside, in order, and the rows that were written. A command
    that came before changes nothing."""

    instance: Instance
    effects: tuple[Effect, ...] = ()
    changes: Changes = Changes()


def carry_out(run: Run, command: str, begin: Callable[[], None]) -> Stepped | Need | Refusal:
    """Does what a command does first, lets every token go as far as it can, and gives the result."""
    try:
        begin()
        run.proceed()
    except Unanswered:
        return Need(frozenset(run.asking.missing))
    except Refused as refused:
        return refused.refusal
    changes = Changes(
        tuple(run.tokens.changed.values()),
        tuple(run.visits.changed.values()),
        tuple(run.slots.changed.values()),
        tuple(run.votes.changed.values()),
        tuple(run.timers.changed.values()),
    )
    return Stepped(run.result(command), tuple(run.effects), changes)


def begin(
    flow: Flow,
    command: str,
    initiator: int,
    record: int,
    facts: Facts,
    chosen: Mapping[str, tuple[int, ...]] = NOBODY,
) -> Stepped | Need | Refusal:
    """A new instance over a record; `command` is the id of its beginning, `chosen` are people for nodes that leave the
    choice to the initiator."""
    instance = Instance(
        flow=flow.key,
        version=flow.version,
        record=record,
        initiator=initiator,
        began_at=facts.clock.now,
    )
    run = Run(flow, instance, Asking(facts), initiator)

    def submit() -> None:
        choose(run, chosen, "initiator")
        token = run.tokens.put(Token(number=run.number()))
        run.log("submitted", node=flow.beginning)
        run.enter(token.number, flow.beginning, None)

    return carry_out(run, command, submit)


def step(flow: Flow, instance: Instance, command: Command, facts: Facts) -> Stepped | Need | Refusal:
    """Carries a command out. With a Need nothing has happened: ask the same again with the answers."""
    if command.id in instance.commands:
        return Stepped(instance)
    if instance.version != flow.version and not command.changes_version:
        raise ValueError(f"the instance runs under version {instance.version}, not {flow.version}")
    run = Run(flow, instance, Asking(facts), command.actor)

    def apply() -> None:
        permit(run, command)
        command.apply(run)

    return carry_out(run, command.id, apply)
