"""Views show, sort and filter by what their form has."""

from collections.abc import Iterator, Mapping

from engines.form.schema import Schema
from engines.issues import Issue, pointer
from mortise.definitions.app import AppDefinition, ViewDefinition
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


def check_view(view: ViewDefinition, form: Shape, schema: Schema | None, place: str) -> Iterator[Issue]:
    """What is wrong with one view."""
    named = [(f"{place}/columns/{number}/field", column.field) for number, column in enumerate(view.columns)]
    named += [(f"{place}/sort/{number}/field", key.field) for number, key in enumerate(view.sort)]
    for where, path in named:
        if not form.has_column(path):
            yield Issue("field_unknown", where, {"key": path, "form": view.form})
