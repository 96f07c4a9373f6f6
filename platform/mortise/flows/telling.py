"""Tells people what a flow asks of them and what became of it, through their notifications and their open pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import sqlalchemy as sa

from engines.definition import LOCALES, Label
from engines.flow.effects import Alerted, Assigned, Copied, Effect, Entry, Reminded, Told
from engines.flow.slots import people_at
from engines.flow.step import Stepped
from engines.form.wording import texts
from engines.issues import Issue
from mortise.db.statements import prepare
from mortise.db.tables.flows import flow_slot
from mortise.db.transaction import Tx
from mortise.flows.answers import administrators
from mortise.flows.listing import words
from mortise.flows.scene import Scene, Unbegun
from mortise.flows.storing import Held, Taken
from mortise.jobs.telling import tell
from mortise.notify.delivery import NEWS
from mortise.notify.writing import tell_many, tell_of_records

TASK: Final = "task"
REMINDER: Final = "task_reminder"
COPY: Final = "flow_copy"
OUTCOME: Final = "flow"
ALERT: Final = "flow_alert"
MESSAGE: Final = "flow_message"
"""The kinds of notifications that flows make."""
TASKS: Final = "tasks"
"""The event by which open pages hear that somebody has other tasks than before."""
MOST_TOLD_ALONE: Final = 20
"""Of more records that are alike one line tells."""

_SLOTS: Final = (
    sa.func.unnest(
        sa.bindparam("instances", type_=sa.ARRAY(sa.BigInteger)),
        sa.bindparam("numbers", type_=sa.ARRAY(sa.Integer)),
    )
    .table_valued(sa.column("instance", sa.BigInteger), sa.column("number", sa.Integer))
    .render_derived(name="slots")
)
IDS: Final = prepare(
    sa.select(flow_slot.c.instance, flow_slot.c.number, flow_slot.c.id).join(
        _SLOTS,
        sa.and_(flow_slot.c.instance == _SLOTS.c.instance, flow_slot.c.number == _SLOTS.c.number),
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
    is_automatic: bool = False
    """Whether nobody made it."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What is to be told of an instance, in whose name, with what else its author lets be said."""

    scene: Scene
    held: Held
    news: Sequence[News]
    more: Mapping[str, Any] = field(default_factory=dict)


async def tell_about(tx: Tx, steps: Sequence[tuple[Scene, Taken]]) -> None:
    """Tells everybody whom the effects of steps of one form's flows concern, all of them by one statement."""
    looking_after: Sequence[int] = ()
    if any(isinstance(effect, Alerted) for _, taken in steps for effect in taken.stepped.effects):
        looking_after = await administrators(tx, steps[0][0].app)
    told: list[Announced] = []
    holders: set[int] = set()
    for scene, taken in steps:
        news = [each for effect in taken.stepped.effects for each in _news(effect, taken.stepped)]
        news += (
            News(ALERT, [*looking_after, *effect.people], what=effect.code, is_automatic=True)
            for effect in taken.stepped.effects
            if isinstance(effect, Alerted)
        )
        told.append(Announced(scene, replace(taken.held, instance=taken.stepped.instance), news))
        holders.add(taken.stepped.instance.initiator)
        holders.update(
            person for slot in taken.stepped.changes.slots for person in (*people_at(slot), slot.owner)
        )
    await _tell(tx, told)
    await tell(tx, holders, TASKS, {})


async def tell_message(tx: Tx, scene: Scene, held: Held, people: Sequence[int], message: Message) -> None:
    """Tells people what the author of the flow wrote for them."""
    more = {"subject": _words(message.subject), "text": _words(message.text)}
    await _tell(tx, [Announced(scene, held, [News(MESSAGE, people, is_automatic=True)], more)])


async def tell_unbegun(tx: Tx, several: Sequence[Unbegun]) -> None:
    """Tells whoever caused it of the records over which a flow did not begin by itself, and why: of each, or of many at
    once by one line."""
    alike: dict[tuple[int, str], list[Unbegun]] = {}
    for each in several:
        alike.setdefault((each.scene.context.principal.person, each.why.code), []).append(each)
    for (person, code), some in alike.items():
        scene, why = some[0].scene, some[0].why
        did_not = Issue("flow_did_not_begin", params={"flow": texts(scene.flow.definition.label)})
        line = {
            "person_id": person,
            "kind": ALERT,
            "actors": [person],
            "fields": [],
            "at": scene.clock.now.isoformat(),
            "content": {
                "instance": None,
                "flow": scene.flow.key,
                "task": None,
                "what": code,
                "comment": "",
                "subject": {locale: words(did_not, locale) for locale in LOCALES},
                "text": {locale: words(why, locale) for locale in LOCALES},
            },
        }
        records = [each.record for each in some]
        app, form = scene.app.id, scene.flow.definition.form
        if len(records) > MOST_TOLD_ALONE:
            await tell_many(tx, app, form, [{**line, "records": records}])
        else:
            await tell_of_records(tx, app, form, [{**line, "record_id": each} for each in records])
        await tell(tx, [person], NEWS, {})


def _words(label: Label) -> dict[str, str]:
    return {"zh-CN": label.zh_cn, "en": label.en}


def _news(effect: Effect, stepped: Stepped) -> Iterable[News]:
    match effect:
        case Assigned(slot, people):
            back = _returned(stepped, slot)
            yield (
                News(TASK, people, slot)
                if back is None
                else News(TASK, people, slot, back.what, back.comment)
            )
        case Reminded(slot, people, comment, is_timed):
            yield News(REMINDER, people, slot, "due" if is_timed else "", comment, is_timed)
        case Copied(slot, person):
            yield News(COPY, (person,), slot)
        case Told(what, people, slot, comment):
            yield News(OUTCOME, people, slot, what, comment)


def _returned(stepped: Stepped, number: int) -> Entry | None:
    """Who returned the record to the node of a task, with what they said."""
    node = stepped.instance.visits[stepped.instance.slots[number].visit].node
    entries = (each for each in stepped.effects if isinstance(each, Entry) and each.what == "returned")
    return next((each for each in entries if each.target == node), None)


async def _tell(tx: Tx, several: Sequence[Announced]) -> None:
    wanted = sorted(
        {(told.held.id, news.slot) for told in several for news in told.news if news.slot is not None}
    )
    ids: dict[tuple[int, int], int] = {}
    if wanted:
        given = {"instances": [each for each, _ in wanted], "numbers": [number for _, number in wanted]}
        ids = {(row["instance"], row["number"]): row["id"] for row in await tx.fetch(IDS, given)}
    lines: dict[tuple[int, int, str], dict[str, object]] = {}
    for told in several:
        held, scene = told.held, told.scene
        for news in told.news:
            content = {
                "instance": held.id,
                "flow": scene.flow.key,
                "task": None if news.slot is None else ids.get((held.id, news.slot)),
                **_place(held, news.slot),
                "what": news.what,
                "comment": news.comment,
                **told.more,
            }
            if news.kind == ALERT:
                content["text"] = {locale: words(Issue(news.what), locale) for locale in LOCALES}
            for person in news.people:
                lines[held.instance.record, person, news.kind] = {
                    "person_id": person,
                    "kind": news.kind,
                    "actors": _actors(told, news, person),
                    "fields": [],
                    "at": scene.clock.now.isoformat(),
                    "record_id": held.instance.record,
                    "content": content,
                }
    if lines:
        await tell_of_records(tx, several[0].held.app_id, several[0].held.form, list(lines.values()))
        await tell(tx, {person for _, person, _ in lines}, NEWS, {})


def _actors(told: Announced, news: News, person: int) -> list[int]:
    """Whose doing it is: of a task that stays undone, its holder's; what somebody is told of their own doing nobody
    else did, such as a time limit."""
    slot = told.held.instance.slots.get(news.slot or 0)
    if news.what == "escalated" and slot is not None:
        return [slot.person]
    actor = told.scene.context.principal.person
    return [] if news.is_automatic or actor == person else [actor]


def _place(held: Held, number: int | None) -> dict[str, object]:
    """The node of a task, and by when it is to be done."""
    slot = None if number is None else held.instance.slots.get(number)
    if slot is None:
        return {"node": None, "due_at": None}
    due = None if slot.due_at is None else slot.due_at.isoformat()
    return {"node": held.instance.visits[slot.visit].node, "due_at": due}
