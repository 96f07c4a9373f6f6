"""What the forms of an application are as far as they are known, while they are still being written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engines.expression.check import Checked, check
from engines.expression.function import Executor
from engines.expression.types import BOOLEAN, Type
from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.form.resolution import Resolution, resolve
from engines.form.structure import structure_of, table_key
from engines.issues import Issue


@dataclass(frozen=True, slots=True)
class Outline:
    """A form with those of its fields whose types are known, whatever is wrong with the others."""

    definition: FormDefinition
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody writes an expression: a form, or the rows of a sub-table of it; whether it is to hold or gives a
    value; whether it may name OLD."""

    form: str
    rows: str | None = None
    is_condition: bool = True
    old: bool = False


class Outlines:
    """The outlines of an application's forms, and what an expression over them means."""

    def __init__(
        self, forms: Sequence[FormDefinition], parameters: Mapping[str, Type], me: Mapping[str, Type]
    ) -> None:
        by_key: dict[str, FormDefinition] = {}
        for form in forms:
            by_key.setdefault(form.key, form)
        self._found = resolve(structure_of(forms), by_key, me, parameters)
        self.forms = {key: Outline(form, _known(self._found, key)) for key, form in by_key.items()}

    def check(
        self, text: str, place: Place, needs: frozenset[Executor]
    ) -> Checked | tuple[Issue, ...] | None:
        """The expression, or all that is wrong with it; None where there is no such place."""
        table = place.form if place.rows is None else table_key(place.form, place.rows)
        if table not in self._found.entities:
            return None
        scope = self._found.scope(table, old=place.old)
        return check(text, scope, expected=BOOLEAN if place.is_condition else None, needs=needs)


def _known(found: Resolution, table: str) -> Mapping[str, Field]:
    """The fields of a table whose types are known, sub-tables with those of their rows."""
    known: dict[str, Field] = {}
    for key, item in found.fields[table].items():
        if (table, key) in found.failed:
            continue
        if item.row_fields() is not None:
            known[key] = item.with_rows(tuple(_known(found, table_key(table, key)).values()))
        elif key in found.types[table]:
            known[key] = item
    return known
