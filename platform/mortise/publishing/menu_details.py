"""What is otherwise in the menu of an application: which of its lines came, went, moved, or are called otherwise."""

from collections.abc import Iterator, Mapping, Sequence

from engines.definition import LOCALES
from engines.issues import Issue
from mortise.definitions.app import AppDefinition, MenuEntry
from mortise.definitions.walk import Words, called_by_form, label_of
from mortise.publishing.arrangement import Area, unmoved
from mortise.publishing.wording import listed, renaming

Lines = Mapping[str, tuple[Area, MenuEntry]]


def menu_details(old: AppDefinition, new: AppDefinition) -> Iterator[Issue]:
    """The sentences behind "the menu changes"."""
    was, becomes = dict(lines(old.menu)), dict(lines(new.menu))
    before = {key: called(old, entry) for key, (_, entry) in was.items()}
    after = {key: called(new, entry) for key, (_, entry) in becomes.items()}
    yield from told("added", [name for key, name in after.items() if key not in was])
    yield from told("removed", [name for key, name in before.items() if key not in becomes])
    both = [key for key in becomes if key in was]
    renamed = [key for key in both if label_of(was[key][1]) != label_of(becomes[key][1])]
    yield from told("renamed", [renaming(before[key], after[key]) for key in renamed])
    stay = unmoved(places(was), places(becomes))
    yield from told("moved", [after[key] for key in both if key not in stay])
    changed = [key for key in both if face(was[key][1]) != face(becomes[key][1])]
    yield from told("changed", [after[key] for key in changed])


def lines(entries: Sequence[MenuEntry], area: Area = ()) -> Iterator[tuple[str, tuple[Area, MenuEntry]]]:
    """Every line by its key, with the groups that it stands in."""
    for entry in entries:
        yield entry.key, (area, entry)
        yield from lines(entry.entries, (*area, entry.key))


def places(found: Lines) -> Mapping[str, Area]:
    """Where each line stands."""
    return {key: area for key, (area, _) in found.items()}


def face(entry: MenuEntry) -> tuple[object, ...]:
    """What a line leads to, and its picture."""
    return entry.icon, entry.form, entry.view, entry.link


def called(definition: AppDefinition, entry: MenuEntry) -> Words:
    """What people read on a line."""
    return label_of(entry) or called_by_form(definition, entry) or dict.fromkeys(LOCALES, entry.key)


def told(how: str, names: Sequence[Words]) -> Iterator[Issue]:
    """One sentence about some lines, if there are any."""
    if names:
        yield Issue(f"detail_menu_{how}", "", {"lines": listed(names)})
