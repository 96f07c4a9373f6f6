"""What is due in a flow: each timer of an instance is a row of work with a time, taken by whichever worker is free."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from engines.flow.commands.fire import Fire
from mortise.db.transaction import Tx
from mortise.flows.storing import Taken
from mortise.jobs.outbox import Payload, cancel, schedule_many

TIMER: Final = "flow.timer"
"""The kind of job; its payload names the instance and the timer."""


def key_of(instance: int, timer: int) -> str:
    """By which the row of a timer is found again."""
    return f"flow:{instance}:{timer}"


async def set_timers(tx: Tx, steps: Sequence[Taken]) -> None:
    """Asks for the work of timers that wait, and takes back that of those that will never fire. An instance that has
    ended waits for nothing."""
    gone: list[str] = []
    jobs: dict[str, tuple[datetime, Payload]] = {}
    for taken in steps:
        number, instance, timers = taken.held.id, taken.stepped.instance, taken.stepped.changes.timers
        if instance.state != "running":
            gone += (key_of(number, timer) for timer in instance.timers)
            continue
        gone += (key_of(number, timer.number) for timer in timers if timer.state == "cancelled")
        for timer in timers:
            if timer.state == "waiting":
                payload = {"instance": number, "timer": timer.number}
                jobs[key_of(number, timer.number)] = timer.due_at, payload
    if gone:
        await cancel(tx, gone)
    if jobs:
        await schedule_many(tx, TIMER, jobs, app_id=steps[0].held.app_id)


def fire_of(timer: int) -> Fire:
    """The command of a timer; it has one name, so that it fires once."""
    return Fire(id=f"fire:{timer}", actor=None, timer=timer)
