"""Views show, sort and filter by what their form has."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from engines.expression.clock import Clock
from engines.expression.scope import Path
from engines.form.filters import compile_filter
from engines.form.schema import Schema
from engines.form.view import View
from engines.issues import Issue, pointer
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.shape import Shape

ANY_TIME: Final = Clock(datetime(2000, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
"""Whether a filter makes sense does not depend on the moment."""


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
    strange = [(path, where) for path, where in view.named_fields() if not form.has_column(path)]
    for path, where in strange:
        yield Issue("field_unknown", place + where, {"key": path, "form": form.called})
    if schema is not None and not strange:
        yield from (issue.under(place) for issue in view.check_fields(schema.forms[view.form]))
    if schema is None:
        return
    given = [] if view.filter is None else [(view.filter, "/filter")]
    for tree, where in [*given, *view.conditions()]:
        _, issues = compile_filter(schema, schema.forms[view.form], tree, anything, ANY_TIME)
        yield from (issue.under(place + where) for issue in issues)


def anything(path: Path) -> bool:
    """A view may filter by every field; who may not read one does not get the view."""
    return True
