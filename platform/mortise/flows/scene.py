"""Where a step of a flow happens, and the engine asked until it needs to know nothing more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from engines.expression.clock import Clock
from engines.flow.facts import Facts, Need, Question
from engines.flow.flow import Flow
from engines.flow.refusals import Refusal
from engines.flow.step import Stepped
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.definitions.published import PublishedApp
from mortise.flows.answers import answer
from mortise.flows.naming import refusal_issue
from mortise.flows.refusals import Refused
from mortise.flows.running import FLOW, Runtime, acting, clock_for, flow_of, published
from mortise.flows.storing import Held

ROUNDS: Final = 50
"""More often than this no step asks something new."""

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Scene:
    """The application as it is now, the flow, and the work of the flow on records in the name of whoever caused it."""

    runtime: Runtime
    app: PublishedApp
    flow: Flow
    context: Context

    @property
    def clock(self) -> Clock:
        """The moment of the step."""
        return self.context.clock


@dataclass(frozen=True, slots=True)
class Unbegun:
    """A record over which a flow could not begin, and why."""

    scene: Scene
    record: int
    why: Issue


async def scene_of(
    reader: Reader, runtime: Runtime, held: Held, actor: int | None, version: int | None = None
) -> Scene:
    """Where a step of an instance happens, under its own version of the flow if under no other; what nobody does is
    done in the name of its initiator."""
    app = await published(reader, runtime, held.app_id)
    flow = await flow_of(reader, runtime, app, held.instance.flow, version or held.instance.version)
    principal = await runtime.principals.of_person(reader, actor or held.instance.initiator)
    cause = {FLOW: flow.key, "instance": held.id}
    return Scene(runtime, app, flow, acting(app, principal, clock_for(principal), cause))


async def asked(
    reader: Reader,
    scene: Scene,
    place: tuple[str, int],
    initiator: int,
    ask: Callable[[Facts], Found | Need],
) -> Found:
    """What the engine gives once all its questions are answered; `place` is the record by form and number."""
    answers: dict[Question[Any], object] = {}
    for _ in range(ROUNDS):
        found = ask(Facts(scene.clock, answers))
        if not isinstance(found, Need):
            return found
        told = await answer(
            reader, scene.runtime, scene.context, scene.flow.key, place, initiator, found.questions
        )
        answers |= told
    raise LookupError(f"{scene.flow.key}: a step asks without end")


async def taken(
    reader: Reader,
    scene: Scene,
    place: tuple[str, int],
    initiator: int,
    ask: Callable[[Facts], Stepped | Refusal | Need],
) -> Stepped:
    """A step; raises Refused with who was first and when."""
    found: Stepped | Refusal = await asked(reader, scene, place, initiator, ask)
    if isinstance(found, Refusal):
        raise Refused([await refusal_issue(reader, scene.context, scene.flow, found)])
    return found
