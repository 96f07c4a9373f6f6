"""What a draft lacks of the published version, as it was written there and with where it was shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engines.form.landscape import Raw, listed


@dataclass(frozen=True, slots=True)
class Removed:
    """A form or a field (`visit.lines.item`) that is no more in the draft. `section` showed it, before the field
    `before`, as far as both are still there."""

    path: str
    definition: Raw
    section: str | None = None
    before: str | None = None


def removed(published: Raw, draft: Raw) -> Iterator[Removed]:
    """Everything that was removed since, in the order in which it stood."""
    forms = {form["key"]: form for form in listed(draft.get("forms"))}
    for form in listed(published.get("forms")):
        now = forms.get(form["key"])
        if now is None:
            yield Removed(form["key"], form)
        else:
            yield from removed_fields(form, now)


def removed_fields(form: Raw, now: Raw) -> Iterator[Removed]:
    """The fields of a form, and the columns of its sub-tables."""
    left = {field["key"]: field for field in listed(now.get("fields"))}
    for field in listed(form.get("fields")):
        path = f"{form['key']}.{field['key']}"
        if field["key"] not in left:
            yield Removed(path, field, *shown_in(form, now, field["key"]))
        elif "fields" in field:
            columns = {column["key"] for column in listed(left[field["key"]].get("fields"))}
            for column in listed(field["fields"]):
                if column["key"] not in columns:
                    yield Removed(f"{path}.{column['key']}", column)


def shown_in(form: Raw, now: Raw, key: str) -> tuple[str | None, str | None]:
    """The section that showed a field, and the first field behind it there that is shown there still."""
    still = {section["key"]: cells_of(section) for section in sections_of(now)}
    for section in sections_of(form):
        cells = cells_of(section)
        if key in cells and section["key"] in still:
            behind = (cell for cell in cells[cells.index(key) + 1 :] if cell in still[section["key"]])
            return section["key"], next(behind, None)
    return None, None


def sections_of(form: Raw) -> list[Raw]:
    """The sections of a form's layout."""
    layout = form.get("layout")
    return list(listed(layout.get("sections"))) if isinstance(layout, Mapping) else []


def cells_of(section: Raw) -> list[str]:
    """The fields that a section shows."""
    cells = section.get("cells")
    held = cells if isinstance(cells, list | tuple) else ()
    return [str(cell.get("field")) for cell in held if isinstance(cell, Mapping)]
