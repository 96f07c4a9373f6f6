"""Tells people what a flow asks of them and what became of it, through their notifications and their open pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from engines.definition import Label
from engines.flow.effects import Alerted, Assigned, Copied, Effect, Reminded, Told
from engines.flow.slots import people_at
from engines.flow.step import Stepped
from mortise.db.statements import prepare
from mortise.db.tables.flows import flow_slot
from mortise.db.transaction import Tx
from mortise.flows.answers import administrators
from mortise.flows.scene import Scene
from mortise.flows.storing import Held
from mortise.jobs.telling import tell
from mortise.notify.delivery import NEWS
from mortise.notify.writing import tell_of_records

TASK: Final = "task"
REMINDER: Final = "task_reminder"
COPY: Final = "flow_copy"
OUTCOME: Final = "flow"
ALERT: Final = "flow_alert"
MESSAGE: Final = "flow_message"
"""The kinds of notifications that flows make."""
TASKS: Final = "tasks"
"""The event by which open pages hear that somebody has other tasks than before."""

IDS: Final = prepare(
    sa.select(flow_slot.c.number, flow_slot.c.id).where(
        flow_slot.c.instance == sa.bindparam("instance", type_=sa.BigInteger),
        flow_slot.c.number == sa.any_(sa.bindparam("numbers", type_=sa.ARRAY(sa.Integer))),
    )
)


@dataclass(frozen=True, slots=True)
class Message:
    """What the author of a flow lets people be told."""

    subject: Label
    text: Label


@dataclass(frozen=True, slots=True)
class News:
    """What some people are told: of which task, and what happened."""

    kind: str
    people: Sequence[int]
    slot: int | None = None
    what: str = ""
    comment: str = ""
    is_timed: bool = False
    """Whether nobody made it but a time limit."""


async def tell_about(tx: Tx, scene: Scene, held: Held, stepped: Stepped) -> None:
    """Tells everybody whom the effects of a step concern, all of them by one statement."""
    found = [news for effect in stepped.effects for news in _news(effect)]
    if any(isinstance(effect, Alerted) for effect in stepped.effects):
        looking_after = await administrators(tx, scene.app)
        found += (
            News(ALERT, [*looking_after, *effect.people], what=effect.code)
            for effect in stepped.effects
            if isinstance(effect, Alerted)
        )
    await _tell(tx, scene, held, found)
    holders = {person for slot in stepped.changes.slots for person in (*people_at(slot), slot.owner)}
    holders.add(held.instance.initiator)
    await tell(tx, holders, TASKS, {})


async def tell_message(tx: Tx, scene: Scene, held: Held, people: Sequence[int], message: Message) -> None:
    """Tells people what the author of the flow wrote for them."""
    more = {"subject": _words(message.subject), "text": _words(message.text)}
    await _tell(tx, scene, held, [News(MESSAGE, people)], more)


def _words(label: Label) -> dict[str, str]:
    return {"zh-CN": label.zh_cn, "en": label.en}


def _news(effect: Effect) -> Iterable[News]:
    match effect:
        case Assigned(slot, people):
            yield News(TASK, people, slot)
        case Reminded(slot, people, comment, is_timed):
            yield News(REMINDER, people, slot, "due" if is_timed else "", comment, is_timed)
        case Copied(slot, person):
            yield News(COPY, (person,), slot)
        case Told(what, people, _, comment):
            yield News(OUTCOME, people, None, what, comment)


async def _tell(
    tx: Tx, scene: Scene, held: Held, found: Sequence[News], more: dict[str, Any] | None = None
) -> None:
    numbers = sorted({news.slot for news in found if news.slot is not None})
    ids: dict[int, int] = {}
    if numbers:
        rows = await tx.fetch(IDS, {"instance": held.id, "numbers": numbers})
        ids = {row["number"]: row["id"] for row in rows}
    lines: dict[tuple[int, str], dict[str, object]] = {}
    for news in found:
        content = {
            "instance": held.id,
            "flow": scene.flow.key,
            "task": None if news.slot is None else ids.get(news.slot),
            **_place(held, news.slot),
            "what": news.what,
            "comment": news.comment,
            **(more or {}),
        }
        for person in news.people:
            lines[person, news.kind] = {
                "person_id": person,
                "kind": news.kind,
                "actors": [] if news.is_timed else [scene.context.principal.person],
                "fields": [],
                "at": scene.clock.now.isoformat(),
                "record_id": held.instance.record,
                "content": content,
            }
    await tell_of_records(tx, held.app_id, held.form, list(lines.values()))
    await tell(tx, {person for person, _ in lines}, NEWS, {})


def _place(held: Held, number: int | None) -> dict[str, object]:
    """The node of a task, and by when it is to be done."""
    slot = None if number is None else held.instance.slots.get(number)
    if slot is None:
        return {"node": None, "due_at": None}
    due = None if slot.due_at is None else slot.due_at.isoformat()
    return {"node": held.instance.visits[slot.visit].node, "due_at": due}
