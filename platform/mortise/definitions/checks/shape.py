"""What other parts of an application may refer to in its forms, read from the definition alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engines.definition import SYSTEM_COLUMNS, Locale
from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.form.wording import called

LISTED_COLUMNS: Final = SYSTEM_COLUMNS - {"parent", "position", "definition_version"}
"""System columns that a list may show and sort by."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A form's fields by path: `amount`, and `lines.amount` for those of a sub-table."""

    form: FormDefinition
    fields: Mapping[str, Field]

    @property
    def called(self) -> Mapping[Locale, str]:
        """The form's name."""
        return called(self.form.key, self.form.label)

    def has_column(self, path: str) -> bool:
        """Whether a list of the form's records can name `path`."""
        return path in LISTED_COLUMNS or ("." not in path and path in self.fields)


def shapes(forms: Sequence[FormDefinition]) -> Mapping[str, Shape]:
    """The forms by key; of two with one key the first."""
    found: dict[str, Shape] = {}
    for form in forms:
        fields: dict[str, Field] = {}
        for field in form.fields:
            fields.setdefault(field.key, field)
            for inner in field.row_fields() or ():
                fields.setdefault(f"{field.key}.{inner.key}", inner)
        found.setdefault(form.key, Shape(form, fields))
    return found
