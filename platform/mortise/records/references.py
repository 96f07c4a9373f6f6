"""The people, departments and records that a save names, and where it names them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from engines.form.compiled import Form, SubTable
from engines.form.conditions import RECORD
from engines.form.field import Field
from engines.form.submit import Submission
from engines.issues import Issue, pointer

UNSEEN: Final = "reference_unknown"


@dataclass(frozen=True, slots=True)
class Naming:
    """An id in a save: what it is of ("person", "department", "form:<key>"), where it stands, and the filter that
    what is linked must pass, with the record or row that the filter may look at."""

    source: str
    id: int
    place: str
    filter: str | None
    holder: Mapping[str, object]
    fields: Mapping[str, Field]


@lru_cache(maxsize=2000)
def _sources(source: Form | SubTable) -> Mapping[str, str]:
    """Fields whose values are ids, with what these are of."""
    found = {}
    for key, field in source.fields.items():
        named = None if field.computed or field.row_fields() is not None else field.meaning.source
        if named is not None:
            found[key] = named
    return found


def _new_ids(value: object, before: object, place: str) -> Iterator[tuple[int, str]]:
    """The ids of a value that were not there before, with where they stand."""
    if isinstance(value, int):
        if value != before:
            yield value, place
    elif isinstance(value, tuple):
        known = before if isinstance(before, tuple) else ()
        for index, number in enumerate(value):
            if number not in known:
                yield number, place + pointer(index)


def namings(
    form: Form, before: Mapping[str, object] | None, values: Mapping[str, object]
) -> Iterator[Naming]:
    """Every id that was not there before the save."""
    for key, source in _sources(form).items():
        name = f"fields/{key}/filter"
        known = name if name in form.expressions else None
        old = None if before is None else before.get(key)
        for number, place in _new_ids(values.get(key), old, pointer(key)):
            holder = {**(before or {}), **values}
            yield Naming(source, number, place, known, holder, form.fields)
    for key, sub in form.sub_tables.items():
        if key in values:
            yield from _in_rows(form, key, sub, before, values)


def unsettled(
    form: Form, before: Mapping[str, object] | None, values: Mapping[str, object]
) -> Iterator[Naming]:
    """Links that the save leaves as they were, while it changes what their filter reads of the record or row."""
    if before is None:
        return
    own = {key: value for key, value in values.items() if key not in form.sub_tables}
    yield from _kept(form, form, "", "", before, own)
    for key, sub in form.sub_tables.items():
        old = {row["id"]: row for row in _rows(before, key)}
        for index, row in enumerate(_rows(values, key)):
            if row.get("id") in old:
                place = f"fields/{key}/"
                yield from _kept(form, sub, place, pointer(key, index), old[row["id"]], row)


def _kept(
    form: Form,
    source: Form | SubTable,
    stem: str,
    place: str,
    before: Mapping[str, object],
    values: Mapping[str, object],
) -> Iterator[Naming]:
    for key, named in _sources(source).items():
        name = f"{stem}fields/{key}/filter"
        number = before.get(key)
        if name not in form.expressions or not isinstance(number, int) or values.get(key, number) != number:
            continue
        read = {path[1] for path in form.expressions[name].checked.reads if path[0] == RECORD}
        if any(other in values and values[other] != before.get(other) for other in read):
            holder = {**before, **values}
            yield Naming(named, number, place + pointer(key), name, holder, source.fields)


def _in_rows(
    form: Form, key: str, sub: SubTable, before: Mapping[str, object] | None, values: Mapping[str, object]
) -> Iterator[Naming]:
    old = {row["id"]: row for row in _rows(before, key)}
    for index, row in enumerate(_rows(values, key)):
        kept = old.get(row.get("id"), {})
        for inner, source in _sources(sub).items():
            name = f"fields/{key}/fields/{inner}/filter"
            known = name if name in form.expressions else None
            place = pointer(key, index, inner)
            for number, where in _new_ids(row.get(inner), kept.get(inner), place):
                yield Naming(source, number, where, known, {**kept, **row}, sub.fields)


def _rows(values: Mapping[str, object] | None, key: str) -> tuple[Mapping[str, object], ...]:
    rows = None if values is None else values.get(key)
    return tuple(rows) if isinstance(rows, (list, tuple)) else ()


def not_found(naming: Naming) -> Issue:
    """Said alike of what does not exist and of what the person may not see or choose."""
    return Issue(UNSEEN, naming.place)


def changed_rows(submission: Submission, form: Form) -> tuple[str, ...]:
    """The sub-tables whose rows the save replaces."""
    return tuple(key for key in form.sub_tables if key in submission.values)
