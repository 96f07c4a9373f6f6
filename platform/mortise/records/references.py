"""The people, departments and records that a save names, and where it names them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from engines.form.compiled import Form, SubTable
from engines.form.submit import Submission
from engines.issues import Issue, pointer

UNSEEN: Final = "reference_unknown"


@dataclass(frozen=True, slots=True)
class Naming:
    """An id in a save: what it is of ("person", "department", "form:<key>") and where it stands."""

    source: str
    id: int
    place: str


@lru_cache(maxsize=2000)
def sources_of(source: Form | SubTable) -> Mapping[str, str]:
    """Fields whose values are ids, with what these are of."""
    found = {}
    for key, field in source.fields.items():
        named = None if field.computed or field.row_fields() is not None else field.meaning.source
        if named is not None:
            found[key] = named
    return found


def ids_of(value: object, place: str) -> Iterator[tuple[int, str]]:
    """The ids of a value, with where they stand."""
    if isinstance(value, int):
        yield value, place
    elif isinstance(value, tuple):
        for index, number in enumerate(value):
            yield number, place + pointer(index)


def _new_ids(value: object, before: object, place: str) -> Iterator[tuple[int, str]]:
    """The ids of a value that were not there before, with where they stand."""
    known = {number for number, _ in ids_of(before, "")}
    return ((number, where) for number, where in ids_of(value, place) if number not in known)


def namings(
    form: Form, before: Mapping[str, object] | None, values: Mapping[str, object]
) -> Iterator[Naming]:
    """Every id that was not there before the save."""
    for key, source in sources_of(form).items():
        old = None if before is None else before.get(key)
        for number, place in _new_ids(values.get(key), old, pointer(key)):
            yield Naming(source, number, place)
    for key, sub in form.sub_tables.items():
        if key in values:
            yield from _in_rows(key, sub, before, values)


def _in_rows(
    key: str, sub: SubTable, before: Mapping[str, object] | None, values: Mapping[str, object]
) -> Iterator[Naming]:
    old = {row["id"]: row for row in rows_of(before, key)}
    for index, row in enumerate(rows_of(values, key)):
        kept = old.get(row.get("id"), {})
        for inner, source in sources_of(sub).items():
            for number, where in _new_ids(row.get(inner), kept.get(inner), pointer(key, index, inner)):
                yield Naming(source, number, where)


def rows_of(values: Mapping[str, object] | None, key: str) -> tuple[Mapping[str, object], ...]:
    """The rows of a sub-table, as far as the values have it."""
    rows = None if values is None else values.get(key)
    return tuple(rows) if isinstance(rows, (list, tuple)) else ()


def named_by_source(named: Iterable[Naming]) -> dict[str, frozenset[int]]:
    """The named ids, by what they are of."""
    found: dict[str, set[int]] = {}
    for naming in named:
        found.setdefault(naming.source, set()).add(naming.id)
    return {source: frozenset(ids) for source, ids in sorted(found.items())}


def not_found(naming: Naming) -> Issue:
    """Said alike of what does not exist and of what the person may not see or choose."""
    return Issue(UNSEEN, naming.place)


def changed_rows(submission: Submission, form: Form) -> tuple[str, ...]:
    """The sub-tables whose rows the save replaces."""
    return tuple(key for key in form.sub_tables if key in submission.values)
