"""What is due in a flow: each timer of an instance is a row of work with a time, taken by whichever worker is free."""

from collections.abc import Iterable
from typing import Final

from engines.flow.commands.fire import Fire
from engines.flow.instance import Timer
from mortise.db.transaction import Tx
from mortise.flows.storing import Held
from mortise.jobs.outbox import cancel, schedule

TIMER: Final = "flow.timer"
"""The kind of job; its payload names the instance and the timer."""


def key_of(instance: int, timer: int) -> str:
    """By which the row of a timer is found again."""
    return f"flow:{instance}:{timer}"


async def set_timers(tx: Tx, held: Held, timers: Iterable[Timer]) -> None:
    """Asks for the work of timers that wait, and takes back that of those that will never fire. An instance that has
    ended waits for nothing."""
    ended = held.instance.state != "running"
    gone = [key_of(held.id, timer.number) for timer in timers if ended or timer.state == "cancelled"]
    if ended:
        gone = [key_of(held.id, number) for number in held.instance.timers]
    if gone:
        await cancel(tx, gone)
    for timer in timers:
        if timer.state == "waiting" and not ended:
            payload = {"instance": held.id, "timer": timer.number}
            await schedule(
                tx, TIMER, key_of(held.id, timer.number), timer.due_at, payload, app_id=held.app_id
            )


def fire_of(timer: int) -> Fire:
    """The command of a timer; it has one name, so that it fires once."""
    return Fire(id=f"fire:{timer}", actor=None, timer=timer)
