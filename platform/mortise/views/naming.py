"""Which saved views name a form or a field of it: what a publication would touch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engines.definition import LOCALES, Locale
from engines.issues import Issue, sentence
from mortise.errors import WORDS
from mortise.views.saved import SavedView, fields_of, read_view

Words = Mapping[Locale, str]
PLACE: Final = "/saved_views"


@dataclass(frozen=True, slots=True)
class Naming:
    """A shared view by its number and its name, or, together and unnamed, the personal views of a form."""

    place: str
    name: Words


def naming(views: Sequence[SavedView], form: str, field: str | None) -> Iterator[Naming]:
    """The views of a form, or those that name one of its fields. What people keep for themselves is only counted."""
    concerned = [view for view in views if view.form == form and (field is None or names(view, field))]
    for view in concerned:
        if view.shared:
            label = {locale: view.label.text(locale) for locale in LOCALES}
            yield Naming(f"{PLACE}/{view.id}", said("plan_shared_view", label))
    personal = sum(not view.shared for view in concerned)
    if personal:
        yield Naming(PLACE, said("plan_personal_views", dict.fromkeys(LOCALES, str(personal))))


def names(saved: SavedView, field: str) -> bool:
    """Whether a view names a field, on the way to another one too."""
    view = read_view(saved.form, saved.definition)
    if isinstance(view, tuple):
        return False
    return any(key == field or key.startswith(f"{field}.") for key in fields_of(view))


def said(code: str, name: Words) -> Words:
    """A dependant in words."""
    return {
        locale: sentence(Issue(code, params={"name": name[locale]}), locale, WORDS)[0] for locale in LOCALES
    }
