"""The columns of a file as an import takes them in: which field each fills."""

from collections.abc import Mapping, Sequence

from engines.form.field import Field
from engines.form.meaning import NO_NAMES
from engines.form.wording import texts, unknown
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.imports.checking import Column
from mortise.imports.existing import check_key, key_fields
from mortise.imports.linked import check_linked
from mortise.imports.matching import match
from mortise.imports.names import NamesAsked, is_naming
from mortise.imports.owners import with_owner
from mortise.imports.plans import Plan
from mortise.records.access import Door
from mortise.records.incoming import writable_fields


def demand_import(door: Door, plan: Plan) -> None:
    """Raises unless the person may bring records into the form, as the plan has it."""
    door.demand("import")
    if plan.mode != "update":
        door.demand("create")
    if plan.mode != "create":
        door.demand("edit")


def importable_fields(door: Door) -> dict[str, Field]:
    """The fields that a column may fill, the owner last."""
    fields = writable_fields(door)
    own = {key: field for key, field in fields.items() if field.columns() or key in door.form.junctions}
    return with_owner(door, own)


def choose_columns(
    context: Context, door: Door, plan: Plan, headers: Sequence[str]
) -> tuple[dict[int, str], list[Issue]]:
    """The field key of each column's place, and what stands in the way."""
    fields = importable_fields(door)
    if plan.key is not None and plan.mode != "create" and plan.key in key_fields(door.form):
        fields.setdefault(plan.key, door.form.fields[plan.key])
    found, issues = match(headers, fields, plan.names, plan.columns)
    for place, filling in enumerate(plan.filled):
        if filling.field not in fields:
            where = pointer("filled", place, "field")
            issues.append(unknown("unknown_field", where, filling.field, fields))
        elif filling.field in found.values():
            said = texts(fields[filling.field].label)
            issues.append(Issue("import_field_twice", pointer("filled", place, "field"), {"field": said}))
        else:
            found[len(headers) + place] = filling.field
    wrong = check_key(door, plan.key, plan.mode, found.values())
    if wrong is not None:
        issues.append(wrong)
    issues += check_linked(context, door, plan.create_linked, list(found.values()))
    return found, issues


def headings_of(context: Context, door: Door, plan: Plan, headers: Sequence[str]) -> list[str]:
    """The file's own headings, and the names of the fields that are filled beside them."""
    fields = with_owner(door, door.form.fields)
    labels = ((each.field, fields[each.field].label) for each in plan.filled)
    return [*headers, *(label.text(context.locale) or key for key, label in labels)]


def begin_columns(door: Door, headers: Sequence[str], found: Mapping[int, str]) -> list[Column]:
    """The columns that are brought in; what their texts name is asked for later."""
    writable, fields = importable_fields(door), with_owner(door, door.form.fields)
    columns = []
    for place, key in found.items():
        field = fields[key]
        asked = NamesAsked(field) if is_naming(field) else None
        names = NO_NAMES if asked is None else asked.names
        columns.append(Column(place, headers[place], field, names, key in writable, asked=asked))
    return columns
