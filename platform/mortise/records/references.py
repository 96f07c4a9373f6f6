"""The people, departments and records that a save names, and where it names them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from engines.form.compiled import Form, SubTable
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
        named = [column.references for column in field.columns() if column.references is not None]
        if named and not field.computed:
            found[key] = named[0]
    return found


def namings(
    form: Form, before: Mapping[str, object] | None, values: Mapping[str, object]
) -> Iterator[Naming]:
    """Every id that was not there before the save."""
    for key, source in _sources(form).items():
        number = values.get(key)
        if isinstance(number, int) and (before is None or before.get(key) != number):
            name = f"fields/{key}/filter"
            holder = {**(before or {}), **values}
            yield Naming(
                source, number, pointer(key), name if name in form.expressions else None, holder, form.fields
            )
    for key, sub in form.sub_tables.items():
        if key in values:
            yield from _in_rows(form, key, sub, before, values)


def _in_rows(
    form: Form, key: str, sub: SubTable, before: Mapping[str, object] | None, values: Mapping[str, object]
) -> Iterator[Naming]:
    old = {row["id"]: row for row in _rows(before, key)}
    for index, row in enumerate(_rows(values, key)):
        kept = old.get(row.get("id"), {})
        for inner, source in _sources(sub).items():
            number = row.get(inner)
            if isinstance(number, int) and kept.get(inner) != number:
                name = f"fields/{key}/fields/{inner}/filter"
                known = name if name in form.expressions else None
                yield Naming(source, number, pointer(key, index, inner), known, {**kept, **row}, sub.fields)


def _rows(values: Mapping[str, object] | None, key: str) -> tuple[Mapping[str, object], ...]:
    rows = None if values is None else values.get(key)
    return tuple(rows) if isinstance(rows, (list, tuple)) else ()


def not_found(naming: Naming) -> Issue:
    """Said alike of what does not exist and of what the person may not see or choose."""
    return Issue(UNSEEN, naming.place)


def changed_rows(submission: Submission, form: Form) -> tuple[str, ...]:
    """The sub-tables whose rows the save replaces."""
    return tuple(key for key in form.sub_tables if key in submission.values)
