"""Who depends on a form or a field: views, the menu, roles, layouts, gates and every expression that reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engines.expression.check import Checked, check
from engines.expression.scope import ME, OLD, PARAM, Path
from engines.form.form import FormDefinition
from engines.form.schema import Form, Schema
from engines.issues import pointer
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.keys import menu_entries
from mortise.definitions.roles import Grant
from mortise.definitions.scope import ME as ME_TYPES
from mortise.definitions.scope import parameter_types

ROOTS: Final = frozenset({ME, OLD, PARAM})
PARENT: Final = "parent"


@dataclass(frozen=True, slots=True)
class Reference:
    """Something at `place` of the document names a form, or a field of it: `amount`, or `lines.amount` in a
    sub-table."""

    place: str
    form: str
    field: str | None = None


def references(definition: AppDefinition, schema: Schema) -> Iterator[Reference]:
    """Every reference of a sound application, in the order of its document."""
    for where, entry in menu_entries(definition.menu):
        if entry.form is not None:
            yield Reference(where, entry.form)
    for number, form in enumerate(definition.forms):
        yield from form_references(form, schema, pointer("forms", number))
    for number, view in enumerate(definition.views):
        place = pointer("views", number)
        yield Reference(place, view.form)
        for key in dict.fromkeys([*(key for key, _ in view.named_fields()), *filtered(view.filter)]):
            yield Reference(place, view.form, key)
    for number, role in enumerate(definition.roles):
        for position, grant in enumerate(role.grants):
            yield from grant_references(
                definition, schema, grant, pointer("roles", number, "grants", position)
            )


def form_references(form: FormDefinition, schema: Schema, place: str) -> Iterator[Reference]:
    """What one form's parts name, in itself and in others."""
    compiled = schema.forms[form.key]
    positions = {field.key: number for number, field in enumerate(form.fields)}
    for key, target in compiled.links.items():
        yield Reference(f"{place}/fields/{positions[key]}", target)
    for key, sub_table in compiled.sub_tables.items():
        for target in sub_table.links.values():
            yield Reference(f"{place}/fields/{positions[key]}", target)
    for number, section in enumerate(form.layout.sections):
        for cell in section.cells:
            yield Reference(f"{place}/layout/sections/{number}", form.key, cell.field)
    for number, gate in enumerate(form.gates):
        for key in dict.fromkeys([gate.field, *gate.required]):
            yield Reference(f"{place}/gates/{number}", form.key, key)
    for number, validation in enumerate(form.validations):
        for key in validation.fields:
            yield Reference(f"{place}/validations/{number}", form.key, key)
    named = (form.title_field, form.stage_field, *(sort.field for sort in form.sort))
    yield from (Reference(place, form.key, key) for key in named if key is not None)
    for where, expression in compiled.expressions.items():
        source = source_of(compiled, where)
        for path in sorted(expression.checked.reads):
            yield from read_references(schema, source, path, place + place_of(form, where))


def source_of(form: Form, where: str) -> str:
    """The table whose rows an expression reads: the form's, or that of the sub-table it stands in."""
    parts = where.split("/")
    is_in_rows = len(parts) > 3 and parts[0] == parts[2] == "fields" and parts[1] in form.sub_tables
    return form.sub_tables[parts[1]].table.name if is_in_rows else form.key


def place_of(form: FormDefinition, where: str) -> str:
    """The pointer, below the form's, of the part that an expression belongs to: "fields/total/formula" → /fields/4."""
    member, key = where.partition("/")[::2]
    key = key.split("/")[0]
    parts = form.layout.sections if member == "sections" else getattr(form, member, ())
    stem = "/layout/sections" if member == "sections" else f"/{member}"
    for number, part in enumerate(parts):
        if part.key == key:
            return f"{stem}/{number}"
    return ""


def read_references(schema: Schema, source: str, path: Path, place: str) -> Iterator[Reference]:
    """The fields that a path reads on its way, each as a field of its form."""
    if path[0] in ROOTS:
        if path[0] == OLD:
            yield from read_references(schema, source, path[1:], place)
        return
    at: str | None = source
    for key in path:
        if at is None:
            return
        reading = schema.sources[at]
        if isinstance(reading, Form):
            if key in reading.fields:
                yield Reference(place, reading.key, key)
        elif key in reading.fields:
            yield Reference(place, reading.form, f"{reading.key}.{key}")
        many = reading.lists.get(key)
        if many is not None and not many.is_rows and isinstance(reading, Form):
            yield Reference(place, many.entity, many.column)
        at = many.entity if many is not None else reading.leads.get(key)


def grant_references(
    definition: AppDefinition, schema: Schema, grant: Grant, place: str
) -> Iterator[Reference]:
    """What a role's rights on one form name."""
    yield Reference(place, grant.form)
    yield from (Reference(place, grant.form, path) for path in grant.fields)
    names = schema.scope(grant.form, {ME: ME_TYPES, PARAM: parameter_types(definition)})
    for scope in (scope for scopes in grant.scopes.values() for scope in scopes):
        if scope.link is not None:
            yield Reference(place, grant.form, scope.link)
        if scope.condition:
            checked = check(scope.condition, names)
            for path in sorted(checked.reads) if isinstance(checked, Checked) else ():
                yield from read_references(schema, grant.form, path, place)


def filtered(tree: Mapping[str, object] | None) -> Iterator[str]:
    """The fields that a filter compares."""
    if tree is None:
        return
    if "field" in tree:
        yield str(tree["field"])
    for name in ("all", "any", "not"):
        below = tree.get(name)
        for member in below if isinstance(below, list | tuple) else [below]:
            if isinstance(member, Mapping):
                yield from filtered(member)
