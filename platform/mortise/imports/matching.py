"""Which column of a file fills which field: as told, or by the field's label in either language, or its key."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from engines.definition import LOCALES, Locale
from engines.form.field import Field
from engines.form.wording import unknown
from engines.issues import Issue, pointer
from mortise.imports.owners import OWNER_FIELD, names_of


def match(
    columns: Sequence[str],
    fields: Mapping[str, Field],
    names: Mapping[str, str | None] | None,
    places: Sequence[str | None] | None = None,
) -> tuple[dict[int, str], list[Issue]]:
    """The field key of each column's position, and what stands in the way.

    `fields` are those that the person may fill. `places` are field keys by position, `names` by heading; without
    either, headings are taken by their word. A column that goes nowhere is left out with a warning."""
    if places is not None:
        wanted: Mapping[int, str | None] = dict(enumerate(places))
        issues = _misplaced(columns, fields, places)
    else:
        issues = _misnamed(columns, fields, names)
        by_name = names if names is not None else _named(columns, fields)
        wanted = {place: by_name.get(name) for place, name in enumerate(columns)}
    found: dict[int, str] = {}
    for place, name in enumerate(columns):
        key = wanted.get(place)
        if key is None:
            if name:
                issues.append(Issue("import_column_left_out", params={"column": name}, severity="warning"))
        elif key in fields:
            found[place] = key
    issues.extend(
        Issue("import_field_twice", params={"field": _both(fields[key])})
        for key, count in Counter(found.values()).items()
        if count > 1
    )
    if not found:
        issues.append(Issue("import_nothing_matches"))
    return found, issues


def _misplaced(
    columns: Sequence[str], fields: Mapping[str, Field], places: Sequence[str | None]
) -> list[Issue]:
    return [
        unknown("unknown_field", pointer("columns", place), key, fields)
        for place, key in enumerate(places)
        if key is not None and (key not in fields or place >= len(columns))
    ]


def _misnamed(
    columns: Sequence[str], fields: Mapping[str, Field], names: Mapping[str, str | None] | None
) -> list[Issue]:
    issues = [
        Issue("import_column_twice", params={"column": name})
        for name, count in Counter(columns).items()
        if count > 1 and name
    ]
    for name, key in (names or {}).items():
        if name not in columns:
            issues.append(Issue("import_no_such_column", pointer("mapping", name), {"column": name}))
        if key is not None and key not in fields:
            issues.append(unknown("unknown_field", pointer("mapping", name), key, fields))
    return issues


def _named(columns: Sequence[str], fields: Mapping[str, Field]) -> dict[str, str]:
    """The field that each column names; a label that two fields share names neither, but for the owner: what a field
    of the form is called means that field."""
    names: dict[str, set[str]] = {}
    for key, field in fields.items():
        for text in {plain(name) for name in names_of(key, field)}:
            if field is not OWNER_FIELD or text not in names:
                names.setdefault(text, set()).add(key)
    exact = {plain(key): key for key, field in fields.items() if field is not OWNER_FIELD}
    found = {}
    for name in columns:
        keys = names.get(plain(name), set())
        if len(keys) == 1:
            found[name] = next(iter(keys))
        elif plain(name) in exact:
            found[name] = exact[plain(name)]
    return found


def plain(name: str) -> str:
    """A name without what people write differently: case, width, spaces, the star of a required column."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter not in " _-*\t\u00a0")


def _both(field: Field) -> dict[Locale, str]:
    return {locale: field.label.text(locale) or field.key for locale in LOCALES}
