"""Conditions that a plan changes, said as they were and as they will be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engines.definition import Locale
from engines.form.schema import Form, Schema
from engines.form.vocabulary import say
from mortise.access.sentences import parameter_words
from mortise.access.slots import is_condition
from mortise.definitions.published import PublishedApp
from mortise.publishing.changes import Change
from mortise.publishing.plan import Plan

Words = Mapping[Locale, str]

ELSEWHERE: Final = ("fields/", "pages/")
"""What stands among a form's expressions and is told of with its own part."""


@dataclass(frozen=True, slots=True)
class ChangedCondition:
    """A condition by where it stands; None where there is none before, or none afterwards."""

    place: str
    before: Words | None
    after: Words | None


def changed_conditions(plan: Plan, change: Change) -> Iterator[ChangedCondition]:
    """The conditions of a changed form or field whose text is another now."""
    if change.what not in {"form", "field"} or change.form is None:
        return
    old = None if plan.base is None else plan.base.schema.forms.get(change.form)
    new = plan.schema.forms.get(change.form)
    stem = "" if change.field is None else "fields/" + change.field.replace(".", "/fields/") + "/"
    places = dict.fromkeys(place for form in (old, new) if form is not None for place in form.expressions)
    for place in places:
        is_own = place.startswith(stem) if stem else not place.startswith(ELSEWHERE)
        if is_own and is_condition(place) and text_at(old, place) != text_at(new, place):
            yield ChangedCondition(
                place,
                None if plan.base is None else said(plan.base.schema, old, place, words_of(plan.base)),
                said(plan.schema, new, place, parameter_words(plan.definition)),
            )


def text_at(form: Form | None, place: str) -> str | None:
    """What the author wrote at a place, if anything."""
    found = None if form is None else form.expressions.get(place)
    return None if found is None else found.text


def said(schema: Schema, form: Form | None, place: str, parameters: Mapping[str, Words]) -> Words | None:
    """The condition in words, where there is one."""
    return None if form is None or place not in form.expressions else say(schema, form, place, parameters)


def words_of(app: PublishedApp) -> Mapping[str, Words]:
    """What people call the figures of a published application."""
    return parameter_words(app.definition)
