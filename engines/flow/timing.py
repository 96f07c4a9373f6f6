"""How long people may take: when something is due, when they are reminded, and what happens in the end."""

from typing import Annotated, Literal

from pydantic import Field as Setting

from engines.definition import Definition
from engines.flow.facts import Unit
from engines.flow.mentions import PersonId
from engines.form.mentions import FieldKey


class Span(Definition):
    """A length of time: working time by the person's calendar, or time as clocks show it."""

    amount: Annotated[int, Setting(ge=0, le=10_000)] = 1
    unit: Unit = "days"
    working: bool = True


class Deadline(Span):
    """A moment: so long after the task was given, or so long before or after the date in a field."""

    field: FieldKey | None = None
    side: Literal["after", "before"] = "after"
    """Whether it is before or after the date in the field."""


class Reminder(Span):
    """A reminder, so long before or after the task is due."""

    side: Literal["before", "after"] = "before"


class FinalAction(Definition):
    """What happens by itself when a task stays undone, so long after it was due. `superior` and `transfer` move the
    task, the former to the nearest superior who is not asked there already; the others end the node: by an approval or
    a rejection for the one who was silent, or by a return."""

    action: Literal["approve", "reject", "return", "transfer", "superior"]
    after: Span = Span(amount=0)
    people: tuple[PersonId, ...] = ()
    """To whom the task goes; the first of them who works here."""


class Timing(Definition):
    """The time limit of a node."""

    due: Deadline = Deadline()
    reminders: Annotated[tuple[Reminder, ...], Setting(max_length=20)] = ()
    escalation: Span | None = None
    """After how much time beyond the limit the superior of the one who is silent is told."""
    final: FinalAction | None = None
