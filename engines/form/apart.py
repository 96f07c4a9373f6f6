"""Fields that have nothing to do with the rest of their record: what a save makes of them is known without it."""

from functools import lru_cache

from engines.form.compiled import Form
from engines.form.meaning import Meaning


@lru_cache(maxsize=2000)
def demanded_beside(form: Form, keys: frozenset[str]) -> frozenset[str] | None:
    """The fields that a record must have filled when these of its fields are saved; None where the save must look at
    the record for more than that."""
    program = form.program
    if program.rules or any(not _is_own(form, key) for key in keys):
        return None
    if any(step.inputs & keys for each in program.calculations if (step := each.step) is not None):
        return None
    if any(passage.gate.field in keys for passage in program.passages):
        return None
    demanded: set[str] = set()
    for behaviour in program.record.behaviours:
        key = behaviour.key
        if key in form.sub_tables:
            continue
        if behaviour.required_when is not None or (key in keys and behaviour.read_only_when is not None):
            return None
        if behaviour.required:
            if behaviour.visible or not _keeps_blank(form, key):
                return None
            demanded.add(key)
    return frozenset(demanded)


def _is_own(form: Form, key: str) -> bool:
    """Whether a field's value is what was sent, whatever stood there, and names nothing."""
    field = form.fields.get(key)
    if field is None or key in form.sub_tables or key in form.junctions or field.computed or not field.stored:
        return False
    is_settled = key in form.program.record.settle
    return not is_settled and field.meaning.source is None and _keeps_blank(form, key)


def _keeps_blank(form: Form, key: str) -> bool:
    """Whether a field is blank exactly where its main column is."""
    field = form.fields[key]
    own = getattr(type(field.meaning), "from_columns") is Meaning.from_columns  # noqa: B009  read without binding
    return field.stored and key not in form.junctions and own
