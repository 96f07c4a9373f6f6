"""What happens in flows without anybody at the keyboard: timers that are due, records that changed, people who left."""

from mortise.db.transaction import Tx
from mortise.errors import NotFound
from mortise.flows.following import carry_out
from mortise.flows.leaving import let_go
from mortise.flows.reacting import react
from mortise.flows.refusals import Refused
from mortise.flows.running import Runtime
from mortise.flows.timers import TIMER, fire_of
from mortise.identity.people import PERSON_LEFT
from mortise.jobs.work import Handlers, Work
from mortise.records.changes import WATCHED_EVENT


def flow_handlers(runtime: Runtime) -> Handlers:
    """Who carries out the jobs of flows."""

    async def fire(work: Work) -> None:
        instance, timer = int(str(work.job.payload["instance"])), int(str(work.job.payload["timer"]))
        async with work.transaction(last=True) as tx:
            await fire_once(tx, runtime, instance, timer)

    async def changed(work: Work) -> None:
        await react(work, runtime)

    async def left(work: Work) -> None:
        await let_go(work, runtime)

    return {TIMER: fire, WATCHED_EVENT: changed, PERSON_LEFT: left}


async def fire_once(tx: Tx, runtime: Runtime, instance: int, timer: int) -> None:
    """What was due happens; what came too late, because somebody decided meanwhile, does not."""
    try:
        await carry_out(tx, runtime, instance, fire_of(timer))
    except (NotFound, Refused):
        return
