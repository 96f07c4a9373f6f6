"""The records of a form as the reader may know them, in JSON Schema: as they are answered, made and changed."""

from collections.abc import Iterator, Mapping
from typing import Final

from engines.definition import Locale
from engines.expression.types import is_list
from engines.form.field import Field
from engines.form.schema import Form
from engines.form.shapes import ID, Shape, either, members, or_null, several, string
from engines.form.system import SYSTEM_LABELS, SYSTEM_MEANINGS
from engines.issues import Issue
from mortise.access.rights import FormRights
from mortise.records.incoming import OWNER
from mortise.records.projection import SHOWN_SYSTEM, SYSTEM_TYPES, named_type

NAMED: Final[Shape] = members({"id": ID, "title": string()}, ("id", "title"))
"""What a link, a person or a department is where it is expanded."""
EXPANDED: Final[Shape] = {"$ref": "#/components/schemas/Named"}
VERSION: Final[Shape] = {
    "type": "integer",
    "description": "Counts the changes; a change names the one that it was made on.",
}
MOMENT: Final[Shape] = {"type": "string", "format": "date-time", "readOnly": True}
ALWAYS: Final = ("id", "version")


def form_schemas(form: Form, rights: FormRights, locale: Locale) -> Mapping[str, Shape]:
    """The schemas of one form by name: `deal`, a page of them, a new one, and a change of one."""
    writable = dict(written_fields(form, rights, locale))
    required = [key for key in writable if key in form.fields and is_always_required(form, form.fields[key])]
    title = form.definition.label.text(locale)
    return {
        form.key: {**members(dict(answered_fields(form, rights, locale)), ALWAYS), "title": title},
        f"{form.key}.page": members(
            {
                "items": several({"$ref": f"#/components/schemas/{form.key}"}),
                "total": or_null({"type": "integer"}),
                "next": or_null(string()),
            },
            ("items", "total", "next"),
        ),
        f"{form.key}.new": members(writable, required),
        f"{form.key}.change": members({"version": VERSION, **writable}, ("version",)),
    }


def answered_fields(form: Form, rights: FormRights, locale: Locale) -> Iterator[tuple[str, Shape]]:
    """What a record has for the reader: hidden fields are not there, masked ones are text."""
    for key in SHOWN_SYSTEM:
        yield key, system_column(key, locale)
    yield "deleted_at", {**MOMENT, "description": "Only of a record in the recycle bin."}
    for key, field in form.fields.items():
        given = rights.field(key)
        if given.access == "hidden":
            continue
        if given.access == "masked":
            shape = or_null(string())
        else:
            shown = visible_rows(form, rights, field)
            shape = with_titles(form, key, shown) if key not in form.sub_tables else shown.answered()
            # Where rights differ from record to record, some show a mask instead of the value.
            shape = either(shape, string()) if given.is_conditional else shape
        more: dict[str, object] = {} if given.access == "write" else {"readOnly": True}
        yield key, {**described(field, shape, locale), **more}


def system_column(key: str, locale: Locale) -> Shape:
    """A column that every record has."""
    words = {"title": SYSTEM_LABELS[key].text(locale)} if key in SYSTEM_LABELS else {}
    if key == "version":
        return {**VERSION, **words, "readOnly": True}
    shape: Shape = SYSTEM_MEANINGS[key].answered()
    if key in SYSTEM_TYPES:
        shape = either(shape, EXPANDED)
    return {**(shape if key in ALWAYS else or_null(shape)), **words, "readOnly": key != OWNER}


def written_fields(form: Form, rights: FormRights, locale: Locale) -> Iterator[tuple[str, Shape]]:
    """What the reader may set in a record, at least in some of them."""
    for key, field in form.fields.items():
        if rights.field(key).access == "write":
            yield key, described(field, visible_rows(form, rights, field).accepted(), locale)
    if rights.field(OWNER).access == "write":
        yield OWNER, {**ID, "title": SYSTEM_LABELS[OWNER].text(locale)}


def visible_rows(form: Form, rights: FormRights, field: Field) -> Field:
    """The field itself, or a sub-table without the fields that the reader may not know of."""
    sub = form.sub_tables.get(field.key)
    if sub is None:
        return field
    shown = (
        inner for key, inner in sub.fields.items() if rights.field(f"{field.key}.{key}").access != "hidden"
    )
    return field.with_rows(tuple(shown))


def with_titles(form: Form, key: str, field: Field) -> Shape:
    """A value as it is answered, with titles where it names something and was expanded."""
    kind = named_type(form, key)
    if kind is None:
        return field.answered()
    return either(field.answered(), several(EXPANDED) if is_list(kind) else EXPANDED)


def described(field: Field, shape: Shape, locale: Locale) -> Shape:
    """A schema with what the author calls the field, what it is for, and an example of its kind."""
    found: dict[str, object] = {**shape, "title": field.label.text(locale)}
    words = field.help.text(locale)
    if words:
        found["description"] = words
    example = example_of(field)
    if example is not None:
        found["examples"] = [example]
    return found


def example_of(field: Field) -> object:
    """A value that the kind gives as an example, as far as the field takes one of them."""
    if field.row_fields() is not None or field.holds_files() or field.option_labels() is not None:
        return None
    for example in type(field).examples:
        accepted = example["accepts"]
        for _, shown in accepted if isinstance(accepted, list) else ():
            value = field.parse(shown)
            if value is not None and not isinstance(value, Issue):
                return field.to_json(value)
    return None


def is_always_required(form: Form, field: Field) -> bool:
    """Whether no new record does without the field."""
    if not field.required or field.default or field.visible_when:
        return False
    return not any(
        section.visible_when and any(cell.field == field.key for cell in section.cells)
        for section in form.definition.layout.sections
    )
