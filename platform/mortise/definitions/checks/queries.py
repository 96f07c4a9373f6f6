"""Lists of records that meet a condition show, sort by and add up what their form has."""

from collections.abc import Iterable, Iterator, Mapping

from engines.form.computation import Query
from engines.form.form import FormDefinition
from engines.form.listing import adds_up, puts_in_order, stands_in_a_cell
from engines.form.naming import called_field
from engines.form.schema import Form, Schema
from engines.issues import Issue, pointer
from mortise.definitions.checks.shape import Shape


def check_queries(
    forms: Iterable[FormDefinition], shapes: Mapping[str, Shape], schema: Schema | None
) -> Iterator[Issue]:
    """Everything that a list names and that is not there, or cannot stand where it is named."""
    if schema is None:
        return
    for place, form in enumerate(forms):
        for position, field in enumerate(form.fields):
            query = field.query()
            if query is not None and query.form in schema.forms:
                found = check_query(query, schema.forms[query.form], shapes[query.form])
                yield from (issue.under(pointer("forms", place, "fields", position)) for issue in found)


def check_query(query: Query, form: Form, shape: Shape) -> Iterator[Issue]:
    """What is wrong with one list of the form's records, with pointers from the field."""
    named = [
        *(
            (key, f"/beside/{place}", stands_in_a_cell, "query_not_shown")
            for place, key in enumerate(query.shows)
        ),
        *([(query.order, "/order", puts_in_order, "field_not_sortable")] if query.order else []),
        *((key, f"/totals/{place}", adds_up, "query_not_added_up") for place, key in enumerate(query.totals)),
    ]
    for key, where, fits, code in named:
        if not shape.has_column(key):
            yield Issue("field_unknown", where, {"key": key, "form": shape.called})
        elif not fits(form, key):
            yield Issue(code, where, {"field": called_field(form.fields, key)})
