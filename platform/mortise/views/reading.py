"""Saved views as a reader gets them: cut to what the form has and the reader may see, with a word on what is not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from engines.definition import Label, Locale
from engines.expression.scope import Path
from engines.form.schema import Form
from engines.form.surviving import Held, Lost, Reach, held
from engines.form.system import SYSTEM_LABELS
from engines.form.view import View
from engines.issues import Issue
from mortise.access.context import Context
from mortise.access.form_rights import FormRights
from mortise.access.served import READABLE, columns_of
from mortise.definitions.checks.shape import LISTED_COLUMNS
from mortise.errors import issue_json
from mortise.views.audience import EVERYBODY
from mortise.views.rows import manages
from mortise.views.saved import Document, SavedView, read_view, settings_of

SHOWN: Final = READABLE | {"masked"}


@dataclass(frozen=True, slots=True)
class Usable:
    """What a reader may use of a saved view: None where it cannot be shown at all; the issues say why, or what is
    missing."""

    view: View | None
    issues: tuple[Issue, ...] = ()


def reach_of(form: Form, rights: FormRights) -> Reach:
    """What of a form's columns a reader may use."""
    there = frozenset(form.fields) | LISTED_COLUMNS
    allowed = partial(reaches, rights)
    return Reach(columns_of(rights, READABLE) & there, columns_of(rights, SHOWN) & there, allowed)


def reaches(rights: FormRights, path: Path) -> bool:
    """Whether a path leads only through what may be read."""
    return rights.accesses.reaching(path) is not None


def may_change(context: Context, saved: SavedView) -> bool:
    """One's own views, and for those who manage the application every shared one."""
    return saved.person == context.principal.person or (saved.shared and manages(context))


def usable(context: Context, saved: SavedView) -> Usable:
    """The view for whoever asks. Whoever may change it is told by name what is missing; others only that something
    is, since what they may not see and what is gone are one thing to them."""
    view = read_view(saved.form, saved.definition)
    form = context.app.schema.forms[saved.form]
    if isinstance(view, tuple):
        return Usable(None, (Issue("view_unreadable"),))
    found = held(
        view, context.app.schema, form, reach_of(form, context.rights.form(saved.form)), context.clock
    )
    return Usable(found.view, tuple(told(context, saved, found)))


def told(context: Context, saved: SavedView, found: Held) -> Iterator[Issue]:
    """Why a view cannot be shown as it was made."""
    if found.refused:
        yield Issue("view_filter_refused", "/filter", {"name": saved.person_name})
    elif found.lost and may_change(context, saved):
        code = "view_part_needed" if found.view is None else "view_part_missing"
        yield from (named(code, saved, lost) for lost in first_of_each(found.lost))
    elif found.view is None:
        yield Issue("view_unusable", params={"name": saved.person_name})
    elif found.lost:
        yield Issue("view_incomplete", severity="warning")


def first_of_each(lost: tuple[Lost, ...]) -> Iterator[Lost]:
    """One place for each field that is missing."""
    seen: set[str] = set()
    for each in lost:
        if each.field not in seen:
            seen.add(each.field)
            yield each


def named(code: str, saved: SavedView, lost: Lost) -> Issue:
    """What is missing, by the name that it had when the view was saved."""
    name = Label.model_validate(saved.names.get(lost.field) or {})
    words: Mapping[Locale, str] = {
        "zh-CN": name.text("zh-CN") or lost.field,
        "en": name.text("en") or lost.field,
    }
    return Issue(code, lost.pointer, {"name": words}, severity="warning")


def names_of(form: Form, rights: FormRights, keys: Iterator[str]) -> dict[str, object]:
    """The labels of the fields that a view names and its editor may know."""
    known = columns_of(rights, SHOWN)
    found: dict[str, object] = {}
    for key in keys:
        first = key.split(".", 1)[0]
        label = form.fields[first].label if first in form.fields else SYSTEM_LABELS.get(first)
        if label is not None and first in known:
            found[key] = label.model_dump(by_alias=True)
    return found


def served_view(context: Context, saved: SavedView) -> Document:
    """The view as JSON."""
    found = usable(context, saved)
    mine = may_change(context, saved)
    return {
        "id": saved.id,
        "key": str(saved.id),
        "form": saved.form,
        "label": saved.label.model_dump(by_alias=True),
        "kind": saved.definition.get("kind"),
        "definition": None if found.view is None else settings_of(found.view),
        "owner": {"id": saved.person, "title": saved.person_name},
        "shared": saved.shared,
        **(saved.whom if mine else EVERYBODY).values(),
        "for_everybody": saved.shared and saved.whom == EVERYBODY,
        "locked": saved.locked,
        "version": saved.version,
        "may_change": mine,
        "issues": [issue_json(issue, context.locale) for issue in found.issues],
    }
