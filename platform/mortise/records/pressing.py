"""Pressing a button of a record: what its author decided is done by whoever may press it there."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engines.form.computation import Press
from engines.form.facts import Need, Question
from engines.form.field import Field
from engines.form.pressing import Pressed, press
from engines.form.wording import unknown
from engines.issues import Issue, has_errors, pointer
from mortise.access.context import Context
from mortise.db.transaction import Reader, Tx
from mortise.errors import Forbidden, Invalid, NotFound
from mortise.records.access import Door, open_form
from mortise.records.answers import find_answers
from mortise.records.bulk.taking_in import AT_ONCE
from mortise.records.changes import BUTTON
from mortise.records.facts import facts_of
from mortise.records.held import forbidden
from mortise.records.incoming import OWNER, Incoming
from mortise.records.patching import keep
from mortise.records.projection import Item
from mortise.records.reading import get_record
from mortise.records.source_locks import lock_sources
from mortise.records.stale import refuse_stale
from mortise.records.stored import lock_pressed
from mortise.records.taking_in import ROUNDS

VALUES: Final = "values"


@dataclass(frozen=True, slots=True)
class Button:
    """A field that may be pressed on some records, and what that does."""

    field: Field
    does: Press


async def press_record(
    tx: Tx,
    context: Context,
    form: str,
    number: int,
    key: str,
    version: int,
    raw: Mapping[str, object],
) -> Mapping[str, object]:
    """Presses a button of the record, if it is still at `version`; `raw` is what the press asked for, by field key. The
    record as it is then, and what is to be opened."""
    door = open_form(context, form)
    button = button_of(context, door, key)
    asked = read_asked(door, button, raw)
    stored = await lock_pressed(tx, context, door, number, key)
    if not stored.is_writable:
        raise await forbidden(tx, context, form, number)
    if stored.version != version:
        await refuse_stale(tx, context, door, number, version)
    if has_errors(asked.issues):
        raise Invalid(asked.issues)
    (pressed,) = await press_each(tx, context, door, key, [(stored.values, asked.values)])
    if has_errors(pressed.issues):
        raise Invalid(pressed.issues)
    item: Item
    if pressed.values:
        caused = replace(context, cause=caused_by(context, key))
        item = await keep(tx, caused, door, stored, given_by(pressed), may_leave=True)
    else:
        item = await get_record(tx, context, form, number)
    return {"record": item, "address": pressed.address, "opens": _opened(context, door, button, number)}


def button_of(context: Context, door: Door, key: str) -> Button:
    """The button of that key; raises Forbidden where nothing may be pressed, NotFound where there is none that may."""
    door.demand("press")
    field = door.form.fields.get(key)
    does = None if field is None else field.press()
    if field is None or does is None or door.rights.field(key).access == "hidden":
        raise NotFound
    opened = None if does.opens is None else context.rights.forms.get(does.opens)
    if does.opens is not None and (opened is None or "create" not in opened.actions):
        raise Forbidden
    return Button(field, does)


def read_asked(door: Door, button: Button, raw: Mapping[str, object]) -> Incoming:
    """What a press asks for, as JSON carries it. Who may press may fill it in, if they may see it at all."""
    known = [key for key, _ in button.does.asks if _may_fill_in(door, key)]
    values: dict[str, object] = {}
    issues: list[Issue] = []
    for key, given in raw.items():
        if key not in known:
            issues.append(unknown("unknown_field", pointer(key), key, known))
            continue
        value = door.form.fields[key].parse(given)
        if isinstance(value, Issue):
            issues.append(value.under(pointer(key)))
        else:
            values[key] = value
    return Incoming(values, None, tuple(issues))


def read_pressed(given: Mapping[str, object]) -> Mapping[str, object]:
    """What was filled in for a press, from its document beside the version."""
    values = given.get(VALUES, {})
    issues = [Issue("unreadable_value", pointer(key), {"place": key}) for key in given if key != VALUES]
    if not isinstance(values, dict):
        issues.append(Issue("not_row", pointer(VALUES)))
    if issues or not isinstance(values, dict):
        raise Invalid(issues)
    return values


def _may_fill_in(door: Door, key: str) -> bool:
    return door.rights.field(key).access in {"read", "write"}


async def press_each(
    reader: Reader,
    context: Context,
    door: Door,
    key: str,
    records: Sequence[tuple[Mapping[str, object], Mapping[str, object]]],
) -> list[Pressed]:
    """What a press makes of each record, given as it stands and with what was asked for; questions of all of them are
    answered by the same statements."""
    answers: dict[Question, object] = {}
    for _ in range(ROUNDS):
        facts = facts_of(context, answers)
        found = []
        for place, (before, asked) in enumerate(records):
            found.append(press(door.form, key, before, asked, facts, context.clock))
            if place % AT_ONCE == AT_ONCE - 1:
                await asyncio.sleep(0)
        questions = frozenset(each for one in found if isinstance(one, Need) for each in one.questions)
        if not questions:
            return [one for one in found if isinstance(one, Pressed)]
        if isinstance(reader, Tx):
            await lock_sources(reader, context, door.form, questions)
        answers.update((await find_answers(reader, context, questions, {})).answers)
    raise LookupError(f"{door.form.key}.{key}: a press asks without end")


def given_by(pressed: Pressed) -> Incoming:
    """What a press sets, as if it had been sent; the owner apart."""
    owner = pressed.values.get(OWNER)
    values = {key: value for key, value in pressed.values.items() if key != OWNER}
    return Incoming(values, owner if isinstance(owner, int) else None, pressed.issues)


def caused_by(context: Context, key: str) -> Mapping[str, object]:
    """Why a change was made, in the log's words."""
    return {**(context.cause or {}), BUTTON: key}


def _opened(context: Context, door: Door, button: Button, number: int) -> Mapping[str, object] | None:
    """The new record that is begun, with the link that names the one that was pressed."""
    does = button.does
    if does.opens is None:
        return None
    there = context.rights.form(does.opens)
    link = None if does.link is None else there.form.fields[does.link].link()
    if does.link is None or link is None or there.field(does.link).access != "write":
        return {"form": does.opens, "values": {}}
    return {"form": does.opens, "values": {does.link: [number] if link.many else number}}
