"""Views show, sort and filter by what their form has."""

from collections.abc import Iterator, Mapping

from engines.form.schema import Schema
from engines.form.view import View
from engines.issues import Issue, pointer
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.shape import Shape


def check_views(
    definition: AppDefinition, forms: Mapping[str, Shape], schema: Schema | None
) -> Iterator[Issue]:
    """Everything that a view names and that is not there."""
    for position, view in enumerate(definition.views):
        place = pointer("views", position)
        if view.form not in forms:
            yield Issue("form_unknown", f"{place}/form", {"key": view.form})
        else:
            yield from check_view(view, forms[view.form], schema, place)


def check_view(view: View, form: Shape, schema: Schema | None, place: str) -> Iterator[Issue]:
    """What is wrong with one view."""
    for path, where in view.named_fields():
        if not form.has_column(path):
            yield Issue("field_unknown", place + where, {"key": path, "form": view.form})
