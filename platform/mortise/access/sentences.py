"""Conditions in words, for whoever may read everything that they are about: labels are part of what is hidden."""

from collections.abc import Mapping

from engines.definition import Locale
from engines.form.compiled import Form
from engines.form.vocabulary import named_by, say
from mortise.access.rights import AppRights
from mortise.access.slots import is_condition, reading, row_of
from mortise.definitions.app import AppDefinition
from mortise.definitions.published import PublishedApp

Words = Mapping[Locale, str]


def said(app: PublishedApp, rights: AppRights, form: Form, place: str) -> Words | None:
    """The condition at a place of a form in both languages; None where something in it may not be read."""
    readable = reading(rights.form(form.key), row_of(form, place))
    if not all(map(readable, form.expressions[place].checked.reads)):
        return None
    return say(app.schema, form, place, parameter_words(app.definition))


def sentences(app: PublishedApp, rights: AppRights, form: Form) -> Mapping[str, Words]:
    """Every condition of a form that may be told, by where it stands."""
    told = {place: said(app, rights, form, place) for place in form.expressions if is_condition(place)}
    return {place: words for place, words in told.items() if words is not None}


def parameter_words(definition: AppDefinition) -> Mapping[str, Words]:
    """What people call the application's figures."""
    return {parameter.key: named_by(parameter.label, parameter.key) for parameter in definition.parameters}
