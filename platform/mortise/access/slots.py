"""A form's expressions as a person's browser gets them: what it cannot compute, or may not see, is a slot, whose
value the server computes for the record being edited (…/validate)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engines.expression.check import Checked
from engines.expression.scope import ME, OLD, PARAM, Path
from engines.expression.slots import browser_tree
from engines.form.compiled import Form
from engines.form.conditions import PRESSES
from engines.form.system import PARENT, SYSTEM_TYPES
from mortise.access.conditions import ALWAYS
from mortise.access.form_rights import FormRights

KNOWN_OF_ME: Final = frozenset({"id", "name", "login", "department"})
"""What every page knows of the person who is signed in."""


WHOLE_CONDITIONS: Final = ("validations/", "gates/", "sections/", "pages/")
FIELD_CONDITIONS: Final = ("/visible_when", "/required_when", "/read_only_when")


@dataclass(frozen=True, slots=True)
class Cut:
    """Trees by where they stand ("fields/amount/visible_when"), and what each slot in them stands for."""

    trees: Mapping[str, Mapping[str, object]]
    slots: Mapping[str, Checked]


def cut_expressions(form: Form, rights: FormRights) -> Cut:
    """The expressions of a form for a person with these rights; the same rights always give the same slots."""
    trees: dict[str, Mapping[str, object]] = {}
    slots: dict[str, Checked] = {}
    for number, place in enumerate(sorted(form.expressions)):
        if place.startswith(PRESSES):
            continue
        row = row_of(form, place)
        cut = browser_tree(
            form.expressions[place].checked,
            known=knowing(form, row),
            readable=reading(rights, row),
            prefix=f"s{number}_",
        )
        # A filter is asked about other records, and by the server: nothing in it has a value on this one.
        if place.endswith("/filter"):
            trees[place] = cut.tree
            continue
        # The server answers a condition over what is hidden with yes or no; a value made of it would tell it, so
        # the browser waits for the computed value, which only those get who may read it.
        if not is_condition(place) and not all(map(reading(rights, row), read_by(cut.slots.values()))):
            continue
        # In rows a slot would need a value for each of them; there the browser waits for the server's answer.
        if row is None or not cut.slots:
            trees[place] = cut.tree
            slots |= cut.slots
    return Cut(trees, slots)


def is_condition(place: str) -> bool:
    """Whether an expression at that place decides something about the page, and gives no value to it."""
    return place.startswith(WHOLE_CONDITIONS) or place.endswith(FIELD_CONDITIONS)


def read_by(expressions: Iterable[Checked]) -> Iterator[Path]:
    """Every path that the expressions read."""
    return (path for checked in expressions for path in checked.reads)


def row_of(form: Form, place: str) -> str | None:
    """The sub-table in whose rows an expression stands, if it does: "fields/lines/fields/price/default"."""
    parts = place.split("/")
    is_in_rows = len(parts) > 3 and parts[0] == parts[2] == "fields" and parts[1] in form.sub_tables
    return parts[1] if is_in_rows else None


def in_form(path: Path, row: str | None) -> Path:
    """A path of a row as one of the form."""
    if row is None:
        return path
    return path[1:] if path[0] == PARENT and len(path) > 1 else (row, *path)


def knowing(form: Form, row: str | None) -> Callable[[Path], bool]:
    """Whether the page that shows the record has what a path reads."""

    def known(path: Path) -> bool:
        if path[0] == OLD:
            return known(path[1:])
        if path[0] in {ME, PARAM}:
            return path[0] == PARAM or path[1] in KNOWN_OF_ME
        path = in_form(path, row)
        if len(path) == 2:
            return path[0] in form.sub_tables and path[1] in form.sub_tables[path[0]].fields
        return len(path) == 1 and (path[0] in form.fields or path[0] in SYSTEM_TYPES)

    return known


def reading(rights: FormRights, row: str | None) -> Callable[[Path], bool]:
    """Whether what a path reads may be read on every record."""

    def readable(path: Path) -> bool:
        if path[0] == OLD:
            return readable(path[1:])
        return path[0].isupper() or rights.accesses.reaching(in_form(path, row)) == ALWAYS

    return readable
