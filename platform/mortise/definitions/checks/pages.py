"""Pages of records show what their form, and what links to it, has."""

from collections.abc import Iterator, Mapping

from engines.form.block import Block
from engines.form.filters import compile_filter
from engines.form.naming import called_field
from engines.form.page import RecordPage
from engines.form.schema import Form, Schema
from engines.issues import Issue, pointer
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.keys import Keyed, given_twice
from mortise.definitions.checks.shape import Shape
from mortise.definitions.checks.views import ANY_TIME, anything


def check_pages(
    definition: AppDefinition, forms: Mapping[str, Shape], schema: Schema | None
) -> Iterator[Issue]:
    """Everything that a page names and that is not there."""
    roles = {role.key for role in definition.roles}
    for position, page in enumerate(definition.pages):
        place = pointer("pages", position)
        for number, role in enumerate(page.roles):
            if role not in roles:
                yield Issue("role_unknown", f"{place}/roles/{number}", {"key": role})
        if page.form not in forms:
            yield Issue("form_unknown", f"{place}/form", {"key": page.form})
        else:
            yield from (issue.under(place) for issue in check_page(page, forms[page.form], schema))


def check_page(page: RecordPage, form: Shape, schema: Schema | None) -> Iterator[Issue]:
    """What is wrong with one page, with pointers from it."""
    blocks = list(page.blocks())
    parts: list[tuple[str, Keyed]] = [(pointer("tabs", at), tab) for at, tab in enumerate(page.tabs)]
    yield from given_twice([*parts, *blocks])
    for number, tab in enumerate(page.tabs):
        where = pointer("tabs", number, "columns")
        yield from given_twice([(f"{where}/{at}", column) for at, column in enumerate(tab.columns)])
        if not any((len(page.tabs) == 1, tab.label.zh_cn.strip(), tab.label.en.strip())):
            yield Issue("label_missing", f"{pointer('tabs', number)}/label")
    for where, block in blocks:
        yield from (issue.under(where) for issue in check_block(block, form, schema))


def check_block(block: Block, form: Shape, schema: Schema | None) -> Iterator[Issue]:
    """What is wrong with one block, with pointers from it."""
    if block.is_bare():
        yield Issue("block_empty", "", severity="warning")
    own = None if schema is None else schema.forms[form.form.key]
    for setting, key, where in block.named(block.fits):
        if not form.has_column(key):
            yield Issue("field_unknown", where, {"key": key, "form": form.called})
        elif own is not None and not block.fits[setting](own, key):
            yield Issue("block_field_unfit", where, {"key": called_field(own.fields, key)})
    source = block.leads()
    if schema is None or own is None or source is None:
        return
    if source not in own.inverses:
        yield Issue("block_source_unknown", "/source", {"key": source, "form": form.called})
        return
    yield from check_there(block, schema.forms[own.inverses[source].form], schema)


def check_there(block: Block, there: Form, schema: Schema) -> Iterator[Issue]:
    """What is wrong with what a block says of the records to which its source leads."""
    shape = Shape(there.definition, there.fields)
    for setting, key, where in block.named(block.fits_there):
        if not shape.has_column(key):
            yield Issue("field_unknown", where, {"key": key, "form": shape.called})
        elif not block.fits_there[setting](there, key):
            yield Issue("block_field_unfit", where, {"key": called_field(there.fields, key)})
    filter_ = getattr(block, "filter", None)
    if filter_ is not None:
        _, issues = compile_filter(schema, there, filter_, anything, ANY_TIME)
        yield from (issue.under("/filter") for issue in issues)
