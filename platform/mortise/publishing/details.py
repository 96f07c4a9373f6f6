"""What exactly is otherwise in a part of an application that changed, said so that a person understands it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engines.definition import LOCALES, Definition, Label, Locale
from engines.flow.definition import FlowDefinition
from engines.form.field import Field
from engines.form.options_field import OptionSet
from engines.form.page import RecordPage
from engines.issues import Issue
from mortise.definitions.app import AppDefinition
from mortise.definitions.walk import label_of
from mortise.publishing.changes import Change, Keyed, changed_settings
from mortise.publishing.flow_details import NODES, flow_details
from mortise.publishing.menu_details import menu_details
from mortise.publishing.page_details import LAID_OUT, page_details
from mortise.publishing.wording import differing, listed, renaming

LISTS: Final[Mapping[str, str]] = {
    "option_set": "option_sets",
    "view": "views",
    "page": "pages",
    "flow": "flows",
    "role": "roles",
    "parameter": "parameters",
}
SWITCHES: Final = ("required", "unique")
SAID: Final = frozenset({"label", "kind", "options", *SWITCHES, *LAID_OUT, NODES})

Words = Mapping[Locale, str]


def details(old: AppDefinition | None, new: AppDefinition, change: Change) -> Iterator[Issue]:
    """The sentences behind "it changes"; settings that have none of their own are those of `other_settings`."""
    if old is None or change.how != "changed":
        return
    if change.what == "menu":
        yield from menu_details(old, new)
        return
    before, after = part_of(old, new, change), part_of(new, new, change)
    if before is None or after is None:
        return
    was, becomes = label_of(before), label_of(after)
    if was is not None and becomes is not None and was != becomes:
        said, says = differing(was, becomes)
        yield Issue("detail_label", "", {"before": said, "after": says})
    if isinstance(before, RecordPage) and isinstance(after, RecordPage):
        yield from page_details(before, after)
    if isinstance(before, FlowDefinition) and isinstance(after, FlowDefinition):
        yield from flow_details(before, after)
    if isinstance(before, Field) and isinstance(after, Field):
        if before.kind != after.kind:
            yield Issue("detail_kind", "", {"before": words(before.title), "after": words(after.title)})
            return
        yield from switched(before, after)
    if isinstance(before, Field | OptionSet) and isinstance(after, Field | OptionSet):
        told = tuple(options(before.held_options() or {}, after.held_options() or {}))
        yield from told
        if not told and getattr(before, "options", None) != getattr(after, "options", None):
            yield Issue("detail_options_arranged")


@dataclass(frozen=True, slots=True)
class OtherSettings:
    """The names of settings that changed and have no sentence of their own, of which part (`what`; of a field also its
    kind): people know them by the words of the builder's pages."""

    what: str
    kind: str | None
    names: Sequence[str]


def other_settings(old: AppDefinition | None, new: AppDefinition, change: Change) -> OtherSettings:
    """Which settings of a changed part differ beside those that are told."""
    after = part_of(new, new, change) if change.how == "changed" else None
    before = None if old is None or after is None else part_of(old, new, change)
    if before is None or after is None:
        return OtherSettings(change.what, None, ())
    names = change.settings or changed_settings(before, after, frozenset())
    kind, was = getattr(after, "kind", None), getattr(before, "kind", None)
    if kind != was:
        return OtherSettings(change.what, kind, ())
    return OtherSettings(change.what, kind, tuple(name for name in names if name not in SAID))


def part_of(definition: AppDefinition, new: AppDefinition, change: Change) -> Definition | None:
    """The part that a change is about, as one of the two definitions has it."""
    if change.what == "app":
        return definition
    if change.what in LISTS:
        key = getattr(new, LISTS[change.what])[int(change.place.rsplit("/", 1)[1])].key
        return keyed(getattr(definition, LISTS[change.what]), key)
    form = next((each for each in definition.working_forms if each.key == change.form), None)
    if form is None or change.field is None:
        return form
    fields: Sequence[Field] = form.fields
    found: Field | None = None
    for key in change.field.split("."):
        found = next((each for each in fields if each.key == key), None)
        fields = () if found is None else found.row_fields() or ()
    return found


def keyed(parts: Sequence[Keyed], key: str | None) -> Definition | None:
    """The part of that key."""
    return next((part for part in parts if part.key == key and isinstance(part, Definition)), None)


def switched(before: Field, after: Field) -> Iterator[Issue]:
    """Settings that are on or off."""
    for name in SWITCHES:
        if getattr(before, name) != getattr(after, name):
            yield Issue(f"detail_{name}_{'on' if getattr(after, name) else 'off'}")


def options(before: Mapping[str, Label], after: Mapping[str, Label]) -> Iterator[Issue]:
    """Options that came, went, or have another name."""
    added = [words(label) for key, label in after.items() if key not in before]
    removed = [words(label) for key, label in before.items() if key not in after]
    for code, labels in (("detail_options_added", added), ("detail_options_removed", removed)):
        if labels:
            yield Issue(code, "", {"options": listed(labels)})
    both = [(words(before[key]), words(label)) for key, label in after.items() if key in before]
    renamed = [renaming(was, becomes) for was, becomes in both if was != becomes]
    if renamed:
        yield Issue("detail_options_renamed", "", {"options": listed(renamed)})


def words(label: Label) -> Words:
    """A label in each language."""
    return {locale: label.text(locale) for locale in LOCALES}
