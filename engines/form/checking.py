"""What is wrong with a form apart from its expressions: keys, references by key, settings that make no sense."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from engines.definition import SYSTEM_COLUMNS
from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.form.layout import Section
from engines.form.naming import called_field, unknown_field
from engines.form.structure import table_key
from engines.form.system import OWNER, SYSTEM_MEANINGS
from engines.form.wording import unknown
from engines.issues import Issue, pointer

LONGEST_TABLE: Final = 50
"""A form's key and a sub-table's together, so that names made from them fit into a name of the database."""
MOST_COLUMNS: Final = 4


def check_forms(forms: Sequence[FormDefinition]) -> Iterator[Issue]:
    """Everything but expressions, with pointers from the list of forms."""
    keys = [form.key for form in forms]
    for index, form in enumerate(forms):
        place = pointer("forms", index)
        if form.key in keys[:index]:
            yield Issue("key_twice", f"{place}/key", {"key": form.key})
        yield from _underscores(form.key, f"{place}/key")
        for issue in (*_check_form(form, keys), *_check_opened(form, forms)):
            yield issue.under(place)


def _check_form(form: FormDefinition, forms: Sequence[str]) -> Iterator[Issue]:
    if not form.fields:
        yield Issue("form_without_fields", "/fields")
    yield from _check_fields(form.fields, forms, form.key, "/fields", in_rows=False)
    fields = {field.key: field for field in form.fields}
    for position, field in enumerate(form.fields):
        end = field.link()
        has_table = field.row_fields() is not None or (end is not None and end.many)
        if has_table and len(table_key(form.key, field.key)) - 2 > LONGEST_TABLE:
            place = f"/fields/{position}/key"
            yield Issue("key_too_long_together", place, {"key": field.key, "maximum": LONGEST_TABLE})
    yield from _check_presses(form, fields)
    yield from _check_title(form, fields)
    yield from _check_layout(form.layout.sections, fields)
    yield from _check_rules(form, fields)
    for position, key in enumerate(form.sort):
        place = f"/sort/{position}/field"
        if key.field not in SYSTEM_MEANINGS:
            yield from _known(key.field, fields, place)
        if key.field in fields and fields[key.field].is_table:
            yield Issue("field_not_sortable", place, {"field": called_field(fields, key.field)})


def _underscores(key: str, place: str) -> Iterator[Issue]:
    """Two underscores separate the parts of names that are made from keys."""
    if "__" in key or key.endswith("_"):
        yield Issue("key_underscores", place, {"key": key})


def _known(key: str, fields: Mapping[str, Field], place: str) -> Iterator[Issue]:
    if key not in fields:
        yield unknown_field("field_reference_unknown", place, key, fields)


def _check_fields(
    fields: Sequence[Field], forms: Sequence[str], own: str, place: str, *, in_rows: bool
) -> Iterator[Issue]:
    seen: set[str] = set()
    for position, field in enumerate(fields):
        where = f"{place}/{position}"
        if field.key in SYSTEM_COLUMNS or field.key in {"true", "false"}:
            yield Issue("key_reserved", f"{where}/key", {"key": field.key})
        if field.key in seen:
            yield Issue("key_twice", f"{where}/key", {"key": field.key})
        seen.add(field.key)
        yield from _underscores(field.key, f"{where}/key")
        if in_rows and not field.in_rows:
            yield Issue("field_not_in_rows", where)
        for issue in _check_field(field, forms):
            yield issue.under(where)
        end = field.link()
        if end is not None and end.is_tree and end.form in forms and end.form != own:
            yield Issue("tree_elsewhere", f"{where}/form")
        rows = field.row_fields()
        if rows is not None and not in_rows:
            yield from _check_fields(rows, forms, own, f"{where}/fields", in_rows=True)


def _check_field(field: Field, forms: Sequence[str]) -> Iterator[Issue]:
    yield from field.check_settings()
    end = field.link()
    if end is not None and end.form not in forms:
        yield unknown("form_reference_unknown", "/form", end.form, forms)
    query = field.query()
    if query is not None and query.form not in forms:
        yield unknown("form_reference_unknown", "/lists", query.form, forms)
    if end is not None and end.inverse is not None:
        yield from _underscores(end.inverse, "/inverse/key")
        if end.inverse in SYSTEM_COLUMNS:
            yield Issue("key_reserved", "/inverse/key", {"key": end.inverse})
    if field.unique and not field.can_be_unique:
        yield Issue("field_not_unique", "/unique")
    if field.computed:
        for setting in ("default", "required", "required_when", "read_only_when"):
            if getattr(field, setting):
                yield Issue("computed_not_entered", f"/{setting}")
    elif field.row_fields() is not None and field.default:
        yield Issue("computed_not_entered", "/default")


def _check_presses(form: FormDefinition, fields: Mapping[str, Field]) -> Iterator[Issue]:
    """Fields that a press asks for and sets: people could fill them in, and each stands there once."""
    for position, field in enumerate(form.fields):
        press = field.press()
        if press is None:
            continue
        for member, named in (("asks", press.asks), ("sets", press.sets)):
            keys = [key for key, _ in named]
            for at, key in enumerate(keys):
                place = pointer("fields", position, member, at, "field")
                if key == OWNER and member == "sets":
                    continue
                yield from _known(key, fields, place)
                if key in fields and not _is_given(fields[key]):
                    yield Issue("button_cannot_set", place, {"field": called_field(fields, key)})
                if key in keys[:at]:
                    yield Issue("button_sets_twice", place, {"field": called_field(fields, key)})


def _check_opened(form: FormDefinition, forms: Sequence[FormDefinition]) -> Iterator[Issue]:
    """New records that a press begins: of a form that there is, naming this record by a link that leads here."""
    known = {each.key: {field.key: field for field in each.fields} for each in reversed(forms)}
    for position, field in enumerate(form.fields):
        press, place = field.press(), pointer("fields", position)
        if press is None or press.opens is None:
            continue
        if press.opens not in known:
            yield unknown("form_reference_unknown", f"{place}/opens", press.opens, known)
        elif press.link is not None:
            there = known[press.opens]
            yield from _known(press.link, there, f"{place}/linked_by")
            end = there[press.link].link() if press.link in there else None
            if press.link in there and (end is None or end.form != form.key):
                yield Issue("button_link", f"{place}/linked_by", {"field": called_field(there, press.link)})


def _is_given(field: Field) -> bool:
    """Whether a value for it can be given without more ado: rows and files come in other ways."""
    return not (
        field.computed
        or field.numbering() is not None
        or field.row_fields() is not None
        or field.holds_files()
    )


def _check_title(form: FormDefinition, fields: Mapping[str, Field]) -> Iterator[Issue]:
    if form.title_field is not None and form.title_formula:
        yield Issue("title_twice", "/title_formula")
    elif form.title_field is None and not form.title_formula:
        yield Issue("title_missing", "")
    if form.title_field is not None:
        yield from _known(form.title_field, fields, "/title_field")
        if form.title_field in fields and not fields[form.title_field].can_be_title:
            yield Issue("field_not_title", "/title_field", {"field": called_field(fields, form.title_field)})


def _check_layout(sections: Iterable[Section], fields: Mapping[str, Field]) -> Iterator[Issue]:
    keys: set[str] = set()
    shown: set[str] = set()
    for index, section in enumerate(sections):
        place = pointer("layout", "sections", index)
        if section.key in keys:
            yield Issue("key_twice", f"{place}/key", {"key": section.key})
        keys.add(section.key)
        if not 1 <= section.columns <= MOST_COLUMNS:
            yield Issue("columns_out_of_range", f"{place}/columns")
        if section.picture is not None:
            yield from _known(section.picture, fields, f"{place}/picture")
            if section.picture in fields and not fields[section.picture].holds_files():
                key = called_field(fields, section.picture)
                yield Issue("picture_impossible", f"{place}/picture", {"key": key})
        for position, cell in enumerate(section.cells):
            where = f"{place}/cells/{position}"
            yield from _known(cell.field, fields, f"{where}/field")
            if cell.field in shown:
                yield Issue("cell_twice", f"{where}/field", {"field": called_field(fields, cell.field)})
            shown.add(cell.field)
            if not 1 <= cell.span <= max(section.columns, 1):
                yield Issue("span_out_of_range", f"{where}/span", {"columns": section.columns})


def _check_rules(form: FormDefinition, fields: Mapping[str, Field]) -> Iterator[Issue]:
    """Stage, validations and gates."""
    if form.stage_field is not None:
        yield from _known(form.stage_field, fields, "/stage_field")
        if form.stage_field in fields and fields[form.stage_field].option_labels() is None:
            yield Issue("field_not_stage", "/stage_field")
    seen: set[str] = set()
    for index, validation in enumerate(form.validations):
        place = pointer("validations", index)
        if validation.key in seen:
            yield Issue("key_twice", f"{place}/key", {"key": validation.key})
        seen.add(validation.key)
        for position, key in enumerate(validation.fields):
            yield from _known(key, fields, f"{place}/fields/{position}")
    seen = set()
    for index, gate in enumerate(form.gates):
        place = pointer("gates", index)
        if gate.key in seen:
            yield Issue("key_twice", f"{place}/key", {"key": gate.key})
        seen.add(gate.key)
        yield from _known(gate.field, fields, f"{place}/field")
        options = fields[gate.field].option_labels() if gate.field in fields else None
        if gate.field in fields and options is None:
            yield Issue("field_not_stage", f"{place}/field")
        elif options is not None and gate.option not in options:
            said = called_field(fields, gate.field)
            yield unknown("option_reference_unknown", f"{place}/option", gate.option, options, field=said)
        for position, key in enumerate(gate.required):
            yield from _known(key, fields, f"{place}/required/{position}")
