"""Some records of a preview, before and after, as far as the person may read them."""

from collections.abc import Mapping, Sequence
from typing import Any

from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.records.access import Door
from mortise.records.bulk.outcome import SAMPLED
from mortise.records.bulk.taking_in import Edit
from mortise.records.incoming import OWNER
from mortise.records.projection import SYSTEM_TYPES
from mortise.records.reading import read_many
from mortise.records.references import ids_of, namings
from mortise.records.selection import is_read
from mortise.records.titles import Named, read_titles

Titles = dict[str, dict[str, str]]


async def sample(
    reader: Reader, context: Context, door: Door, edits: Sequence[Edit]
) -> tuple[list[dict[str, object]], Titles]:
    """The first of the changes, and what is called how that they name."""
    some = edits[:SAMPLED]
    if not some:
        return [], {}
    items = await read_many(reader, context, door, [edit.chosen.id for edit in some])
    wanted: set[tuple[Named, int]] = set()
    samples: list[dict[str, object]] = []
    for edit in some:
        item = items.get(edit.chosen.id)
        if item is None:
            continue
        new = _after(door, edit)
        stood, values = ({key: given[key] for key in new if key in given} for given in _both(edit))
        wanted.update((each.source, each.id) for each in namings(door.form, None, values))
        # What a record held so far is called by its name only where it may be read.
        told = {key: {number for number, _ in ids_of(_tuple(item.get(key)), "")} for key in stood}
        wanted.update(
            (each.source, each.id)
            for each in namings(door.form, None, stood)
            if each.id in told[each.place.split("/")[1]]
        )
        if OWNER in new:
            people = (item[OWNER], new[OWNER])
            wanted.update((SYSTEM_TYPES[OWNER].name, number) for number in people if isinstance(number, int))
        changes = [{"field": key, "old": item.get(key), "new": value} for key, value in new.items()]
        samples.append({"id": edit.chosen.id, "title": edit.chosen.title, "changes": changes})
    titles: Titles = {}
    for (named, number), title in (await read_titles(reader, context, wanted)).items():
        titles.setdefault(named.removeprefix("form:"), {})[str(number)] = title
    return samples, titles


def _both(edit: Edit) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """What a record holds so far, and what it shall hold."""
    return edit.stood, {} if edit.submission is None else edit.submission.values


def _tuple(value: object) -> object:
    """A list as values have it."""
    return tuple(value) if isinstance(value, list) else value


def _after(door: Door, edit: Edit) -> Mapping[str, Any]:
    """The new values: those that the person sets, and of what follows from them what is readable on every record."""
    shown: dict[str, Any] = {}
    values = {} if edit.submission is None else edit.submission.values
    for key, field in door.form.fields.items():
        if key not in values or not is_read(door.rights, key) or key in door.form.sub_tables:
            continue
        if key in edit.incoming.values or not door.rights.field(key).is_conditional:
            value = values[key]
            shown[key] = None if value is None else field.to_json(value)
    if edit.incoming.owner is not None:
        shown[OWNER] = edit.incoming.owner
    return shown
