"""What a draft lacks of the published version, as it was written there and with where it was shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engines.form.landscape import Raw, listed


@dataclass(frozen=True, slots=True)
class Companion:
    """What went with a form: a view, a line of the menu, or the rights that a role had on it. It stood in the list
    `into`, named by keys (`roles`, `seller`, `grants`), before what `before` names there."""

    into: tuple[str, ...]
    item: Raw
    before: str | None


@dataclass(frozen=True, slots=True)
class Removed:
    """A form or a field (`visit.lines.item`) that is no more in the draft. `section` showed it, before the field
    `before`, as far as both are still there; without a section `before` stood behind it in the form or the sub-table.
    `along` went with a form, and what held it is there still."""

    path: str
    definition: Raw
    section: str | None = None
    before: str | None = None
    along: tuple[Companion, ...] = ()


def removed(published: Raw, draft: Raw) -> Iterator[Removed]:
    """Everything that was removed since, in the order in which it stood."""
    forms = {form["key"]: form for form in listed(draft.get("forms"))}
    for form in listed(published.get("forms")):
        now = forms.get(form["key"])
        if now is None:
            yield Removed(form["key"], form, along=tuple(companions(published, draft, form["key"])))
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
            columns = keys_of(left[field["key"]])
            for column in listed(field["fields"]):
                if column["key"] not in columns:
                    before = following(keys_of(field), column["key"], columns)
                    yield Removed(f"{path}.{column['key']}", column, before=before)


def shown_in(form: Raw, now: Raw, key: str) -> tuple[str | None, str | None]:
    """The section that showed a field, and the first field behind it there that is shown there still; in the form where
    no section showed it."""
    still = {section["key"]: cells_of(section) for section in sections_of(now)}
    for section in sections_of(form):
        cells = cells_of(section)
        if key in cells and section["key"] in still:
            return section["key"], following(cells, key, still[section["key"]])
    return None, following(keys_of(form), key, keys_of(now))


def following(keys: list[str], key: str, left: list[str]) -> str | None:
    """The first behind one of them that is still there."""
    return next((each for each in keys[keys.index(key) + 1 :] if each in left), None)


def keys_of(holder: Raw) -> list[str]:
    """The fields of a form, or the columns of a sub-table."""
    return [field["key"] for field in listed(holder.get("fields"))]


def sections_of(form: Raw) -> list[Raw]:
    """The sections of a form's layout."""
    layout = form.get("layout")
    return list(listed(layout.get("sections"))) if isinstance(layout, Mapping) else []


def cells_of(section: Raw) -> list[str]:
    """The fields that a section shows."""
    cells = section.get("cells")
    held = cells if isinstance(cells, list | tuple) else ()
    return [str(cell.get("field")) for cell in held if isinstance(cell, Mapping)]


def companions(published: Raw, draft: Raw, form: str) -> Iterator[Companion]:
    """What else spoke of a form and was for nothing but it."""
    yield from missing(("views",), "key", published.get("views"), draft.get("views"), form)
    roles = {role["key"]: role for role in listed(draft.get("roles"))}
    for role in listed(published.get("roles")):
        if (now := roles.get(role["key"])) is not None:
            into = ("roles", role["key"], "grants")
            yield from missing(into, "form", role.get("grants"), now.get("grants"), form)
    lines = list(menu_lines(("menu",), published.get("menu"), draft.get("menu"), form))
    if not lines and draft.get("menu") and not leading(draft.get("menu"), form):
        # Its group is gone as well: it stands at the end.
        lines = [Companion(("menu",), entry, None) for entry in leading(published.get("menu"), form)[:1]]
    yield from lines


def menu_lines(into: tuple[str, ...], before: object, now: object, form: str) -> Iterator[Companion]:
    """Lines of the menu that led to a form, in the groups that are there still."""
    yield from missing(into, "key", before, now, form)
    groups = {entry["key"]: entry for entry in listed(now)}
    for entry in listed(before):
        if (group := groups.get(entry["key"])) is not None:
            inner = (*into, entry["key"], "entries")
            yield from menu_lines(inner, entry.get("entries"), group.get("entries"), form)


def leading(entries: object, form: str) -> list[Raw]:
    """The lines of a menu that lead to a form, in whatever group."""
    found: list[Raw] = []
    for entry in mappings(entries):
        found += [entry] if entry.get("form") == form else leading(entry.get("entries"), form)
    return found


def missing(into: tuple[str, ...], name: str, before: object, now: object, form: str) -> Iterator[Companion]:
    """What a list has no more of a form, before what stood behind it there and still does."""
    there, left = mappings(before), {each.get(name) for each in mappings(now)}
    for place, item in enumerate(there):
        if item.get("form") == form and item.get(name) not in left:
            behind = (str(other[name]) for other in there[place + 1 :] if other.get(name) in left)
            yield Companion(into, item, next(behind, None))


def mappings(node: object) -> Sequence[Raw]:
    """The objects of a list."""
    return [item for item in node if isinstance(item, Mapping)] if isinstance(node, list | tuple) else []
