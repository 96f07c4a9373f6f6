"""A flow begins over many records at once, by a few statements however many there are."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from engines.flow.effects import Act, SubProcessStarted
from engines.flow.facts import Facts, Need, Question, Value
from engines.flow.flow import Flow
from engines.flow.refusals import Refusal
from engines.flow.step import Stepped, begin
from engines.issues import Issue
from mortise.db.transaction import Reader, Tx
from mortise.definitions.published import PublishedApp
from mortise.errors import UserError
from mortise.flows.answers import Answers, Subject, answer_many
from mortise.flows.beginning import condition_of, is_met, values_of
from mortise.flows.families import lock_subjects, taken_by
from mortise.flows.following import begin_flow, keep
from mortise.flows.naming import refusal_issue
from mortise.flows.running import FLOW, Runtime, acting, clock_for, flow_of
from mortise.flows.scene import ROUNDS, Scene, Unbegun
from mortise.flows.storing import Held, Taken, add

Begun: TypeAlias = Stepped | Refusal


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a flow may begin over a record: who caused it, by which command, and fields as they were before."""

    record: int
    actor: int
    command: str
    before: Mapping[str, object]

    @property
    def subject(self) -> Subject:
        """By what questions about it are told apart."""
        return self.record, self.actor


async def begin_together(
    tx: Tx, runtime: Runtime, app: PublishedApp, key: str, occasions: Sequence[Occasion]
) -> list[Unbegun]:
    """Begins a flow in the name of whoever caused it, over those of the records that meet its condition; where it
    began by the same command, runs already, or the record is gone, it does not. Those where it could not begin.

    Raises FlowUnreadable."""
    flow = await flow_of(tx, runtime, app, key, app.version)
    form = flow.definition.form
    there = await lock_subjects(tx, app, form, sorted({each.record for each in occasions}))
    taken = await taken_by(tx, app, form, key, {each.command: each.record for each in occasions})
    principals = await runtime.principals.of_people(tx, actors := sorted({each.actor for each in occasions}))
    scenes = {
        actor: Scene(runtime, app, flow, acting(app, principal, clock_for(principal), {FLOW: key}))
        for actor, principal in zip(actors, principals, strict=True)
    }
    asked = [each for each in occasions if each.record in there and each.record not in taken]
    chosen = {each.subject: each for each in await _meeting(tx, scenes, asked)}
    results = await _begun(tx, scenes, chosen)
    unbegun: list[Unbegun] = []
    begun = {subject: found for subject, found in results.items() if isinstance(found, Stepped)}
    await _add(tx, scenes, [(chosen[each], found) for each, found in begun.items() if not _acts(found)])
    for subject, found in results.items():
        occasion, scene = chosen[subject], scenes[subject[1]]
        why: Issue | None = None
        if isinstance(found, Refusal):
            why = await refusal_issue(tx, scene.context, flow, found)
        elif _acts(found):
            why = await _begin_alone(tx, scene, occasion)
        if why is not None:
            unbegun.append(Unbegun(scene, occasion.record, why))
    return unbegun


def _acts(stepped: Stepped) -> bool:
    """Whether something is done at once in other records than those of the flow."""
    return any(isinstance(effect, Act | SubProcessStarted) for effect in stepped.effects)


async def _add(tx: Tx, scenes: Mapping[int, Scene], fresh: Sequence[tuple[Occasion, Stepped]]) -> None:
    """Keeps instances that only wait from now on, or have ended."""
    if not fresh:
        return
    held = [
        Held(0, scenes[each.actor].app.id, scenes[each.actor].flow.definition.form, stepped.instance)
        for each, stepped in fresh
    ]
    steps = [
        (scenes[each.actor], Taken(added, stepped, each.command))
        for (each, stepped), added in zip(fresh, await add(tx, held), strict=True)
        if added is not None
    ]
    if steps:
        await keep(tx, steps)


async def _begin_alone(tx: Tx, scene: Scene, occasion: Occasion) -> Issue | None:
    """Begins a flow that does something at once; where that cannot be, it does not begin, and this is why."""
    await tx.run("SAVEPOINT beginning")
    try:
        await begin_flow(
            tx,
            scene.runtime,
            scene.app,
            scene.flow.key,
            occasion.record,
            occasion.actor,
            occasion.command,
        )
    except UserError as refused:
        await tx.run("ROLLBACK TO SAVEPOINT beginning")
        return next(iter(refused.issues), Issue(refused.code))
    await tx.run("RELEASE SAVEPOINT beginning")
    return None


async def _meeting(
    reader: Reader, scenes: Mapping[int, Scene], occasions: Sequence[Occasion]
) -> list[Occasion]:
    """The first occasion of each record that meets the condition under which the flow begins."""
    if not occasions:
        return []
    scene = scenes[occasions[0].actor]
    formula = condition_of(scene.flow)
    wanted = frozenset(Value(now) for now in values_of(formula).values())
    told = await _answers(reader, scene, {each.subject: wanted for each in occasions})
    found: dict[int, Occasion] = {}
    for each in occasions:
        if each.record not in found and is_met(formula, told[each.subject], each.before, scene.clock):
            found[each.record] = each
    return list(found.values())


async def _begun(
    reader: Reader, scenes: Mapping[int, Scene], occasions: Mapping[Subject, Occasion]
) -> dict[Subject, Begun]:
    """What the engine makes of each, once all that it asks is answered for all."""
    answers: dict[Subject, Answers] = {subject: {} for subject in occasions}
    results: dict[Subject, Begun] = {}
    if not occasions:
        return results
    scene = next(iter(scenes.values()))
    for _ in range(ROUNDS):
        open_ones = [each for subject, each in occasions.items() if subject not in results]
        found = await asyncio.to_thread(_looked, scene.flow, scenes, open_ones, answers)
        asked = {subject: told.questions for subject, told in found if isinstance(told, Need)}
        results.update((subject, told) for subject, told in found if not isinstance(told, Need))
        if not asked:
            return results
        for subject, told in (await _answers(reader, scene, asked)).items():
            answers[subject] |= told
    raise LookupError(f"{scene.flow.key}: beginning asks without end")


def _looked(
    flow: Flow,
    scenes: Mapping[int, Scene],
    occasions: Sequence[Occasion],
    answers: Mapping[Subject, Answers],
) -> list[tuple[Subject, Begun | Need]]:
    found: list[tuple[Subject, Begun | Need]] = []
    for each in occasions:
        facts = Facts(scenes[each.actor].clock, answers[each.subject])
        found.append((each.subject, begin(flow, each.command, each.actor, each.record, facts)))
    return found


async def _answers(
    reader: Reader, scene: Scene, asked: Mapping[Subject, frozenset[Question[Any]]]
) -> Mapping[Subject, Answers]:
    return await answer_many(
        reader, scene.runtime, scene.context, scene.flow.key, scene.flow.definition.form, asked
    )
