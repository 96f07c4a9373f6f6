"""Which column of a file fills which field: as told, or by the field's label in either language, or its key."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from engines.definition import LOCALES, Locale
from engines.form.field import Field
from engines.issues import Issue, pointer


def match(
    columns: Sequence[str], fields: Mapping[str, Field], mapping: Mapping[str, str | None] | None
) -> tuple[dict[int, str], list[Issue]]:
    """The field key of each column's position, and what stands in the way.

    `fields` are those that the person may fill. A column that `mapping` sends nowhere (None), and without a mapping
    one that bears no field's name, is left out with a warning."""
    issues = [
        Issue("import_column_twice", params={"column": name})
        for name, count in Counter(columns).items()
        if count > 1 and name
    ]
    if mapping is not None:
        issues.extend(
            Issue("import_no_such_column", pointer("mapping", name), {"column": name})
            for name in mapping
            if name not in columns
        )
        issues.extend(
            Issue("unknown_field", pointer("mapping", name), {"field": key})
            for name, key in mapping.items()
            if key is not None and key not in fields
        )
    wanted = mapping if mapping is not None else _named(columns, fields)
    found: dict[int, str] = {}
    for position, name in enumerate(columns):
        key = wanted.get(name)
        if key is None:
            if name:
                issues.append(Issue("import_column_left_out", params={"column": name}, severity="warning"))
        elif key in fields:
            found[position] = key
    issues.extend(
        Issue("import_field_twice", params={"field": _both(fields[key])})
        for key, count in Counter(found.values()).items()
        if count > 1
    )
    if not found:
        issues.append(Issue("import_nothing_matches"))
    return found, issues


def _named(columns: Sequence[str], fields: Mapping[str, Field]) -> dict[str, str]:
    """The field that each column names; a label that two fields share names neither."""
    names: dict[str, set[str]] = {}
    for key, field in fields.items():
        for text in {_plain(key), *(_plain(field.label.text(locale)) for locale in LOCALES)}:
            names.setdefault(text, set()).add(key)
    exact = {_plain(key): key for key in fields}
    found = {}
    for name in columns:
        keys = names.get(_plain(name), set())
        if len(keys) == 1:
            found[name] = next(iter(keys))
        elif _plain(name) in exact:
            found[name] = exact[_plain(name)]
    return found


def _plain(name: str) -> str:
    """A name without what people write differently: case, width, spaces, the star of a required column."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter not in " _-*\t\u00a0")


def _both(field: Field) -> dict[Locale, str]:
    return {locale: field.label.text(locale) or field.key for locale in LOCALES}
