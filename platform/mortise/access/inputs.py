"""What a computed value is made of: who may not read all of it may not read the value."""

from collections.abc import Iterator

from engines.expression.scope import Path
from engines.form.computation import FormulaText, RollupOf
from engines.form.conditions import PRESSES
from engines.form.field import Field
from engines.form.schema import Form
from engines.form.system import PARENT, TITLE


def inputs(form: Form, key: str) -> frozenset[Path]:
    """The paths, from a record of the form, behind a field (`lines.amount` for a sub-table's) or its title; none for
    what people enter and for what its author made public."""
    if key == TITLE:
        named = form.definition.title_field
        return frozenset({(named,)}) if named is not None else frozenset(read(form, TITLE))
    outer, _, inner = key.partition(".")
    if not inner:
        field = form.fields.get(outer)
        return frozenset() if field is None else frozenset(behind(form, field, f"fields/{outer}"))
    rows = form.sub_tables.get(outer)
    if rows is None or inner not in rows.fields:
        return frozenset()
    found = behind(form, rows.fields[inner], f"fields/{outer}/fields/{inner}")
    return frozenset(path[1:] if path[0] == PARENT else (outer, *path) for path in found if path != (PARENT,))


def behind(form: Form, field: Field, place: str) -> Iterator[Path]:
    """The paths from where the field stands."""
    computation = None if field.computed_publicly() else field.computation()
    if isinstance(computation, FormulaText):
        yield from read(form, f"{place}/{computation.setting}")
        yield from read(form, f"{PRESSES}/{field.key}/address")
    elif isinstance(computation, RollupOf):
        yield (computation.source,) if computation.field is None else (computation.source, computation.field)
        yield from ((computation.source, *path) for path in read(form, f"{place}/filter"))


def read(form: Form, name: str) -> frozenset[Path]:
    """What one of the form's expressions reads; nothing where there is none."""
    expression = form.expressions.get(name)
    return frozenset() if expression is None else expression.reads
