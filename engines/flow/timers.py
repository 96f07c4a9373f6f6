"""When something is due, and the timers that tell."""

from datetime import date, datetime, time, timedelta
from typing import Final

from engines.flow.facts import Unit, Value, WorkingMoment
from engines.flow.instance import Purpose, Slot, Timer
from engines.flow.run import Run
from engines.flow.timing import Deadline, Span, Timing

LENGTHS: Final[dict[Unit, timedelta]] = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
}


def moment(
    run: Run, start: datetime, span: Span, *, is_before: bool = False, person: int | None = None
) -> datetime:
    """The moment so long after (or before) another; raises Unanswered."""
    amount = -span.amount if is_before else span.amount
    if not amount:
        return start
    if not span.working:
        return start + amount * LENGTHS[span.unit]
    return run.asking.ask(WorkingMoment(start, amount, span.unit, person))


def deadline(run: Run, start: datetime, limit: Deadline, person: int | None = None) -> datetime | None:
    """When it is due; None while the field that it hangs on is blank. A date means the end of that day."""
    if limit.field is None:
        return moment(run, start, limit, person=person)
    value = run.asking.ask(Value((limit.field,)))
    if isinstance(value, date) and not isinstance(value, datetime):
        midnight = datetime.combine(value + timedelta(days=1), time(), run.asking.clock.time_zone)
        value = midnight.astimezone(start.tzinfo)
    if not isinstance(value, datetime):
        return None
    return moment(run, value, limit, is_before=limit.side == "before", person=person)


def set_timers(run: Run, slot: Slot, timing: Timing) -> Slot:
    """A task that is open, with when it is due and the timers that tell; what has fired stays so. Raises Unanswered."""
    run.cancel_timers(slot.timers)
    due = deadline(run, slot.opened_at or run.now, timing.due, slot.person)
    timers = () if due is None else _timers(run, slot, timing, due)
    return run.slots.change(slot.number, due_at=due, timers=(*slot.timers, *timers))


def _timers(run: Run, slot: Slot, timing: Timing, due: datetime) -> tuple[int, ...]:
    moments: list[tuple[Purpose, int, Span, bool]] = [
        ("reminder", place, each, each.side == "before") for place, each in enumerate(timing.reminders)
    ]
    if timing.escalation is not None:
        moments.append(("escalation", 0, timing.escalation, False))
    if timing.final is not None:
        moments.append(("final", 0, timing.final.after, False))
    fired = {run.timers[number].purpose for number in slot.timers if run.timers[number].state == "fired"}
    fired.discard("reminder")
    run.asking.expect(
        WorkingMoment(due, -span.amount if is_before else span.amount, span.unit, slot.person)
        for _, _, span, is_before in moments
        if span.working and span.amount
    )
    found = []
    for purpose, place, span, is_before in moments:
        at = moment(run, due, span, is_before=is_before, person=slot.person)
        if purpose in fired or (purpose == "reminder" and at <= run.now):
            continue
        timer = Timer(
            number=run.number(),
            visit=slot.visit,
            slot=slot.number,
            purpose=purpose,
            due_at=at,
            place=place,
            field=timing.due.field,
        )
        found.append(run.timers.put(timer).number)
    return tuple(found)
