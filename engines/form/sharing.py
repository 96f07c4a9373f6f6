"""Gives the fields that share a list of options what stands in that list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.form.meanings.tree import tree_issues
from engines.form.options_field import OptionSet, OptionsField
from engines.form.wording import called, did_you_mean, given
from engines.issues import Issue, pointer


def shared_out(forms: Sequence[FormDefinition], sets: Iterable[OptionSet]) -> tuple[FormDefinition, ...]:
    """The forms as they work: every field with its options, wherever they are listed."""
    by_key = {each.key: each for each in sets}
    return tuple(_form(form, by_key) for form in forms) if by_key else tuple(forms)


def _form(form: FormDefinition, sets: Mapping[str, OptionSet]) -> FormDefinition:
    fields = tuple(_field(field, sets) for field in form.fields)
    is_same = all(one is other for one, other in zip(fields, form.fields, strict=True))
    return form if is_same else form.model_copy(update={"fields": fields})


def _field(field: Field, sets: Mapping[str, OptionSet]) -> Field:
    if isinstance(field, OptionsField):
        shared = sets.get(field.option_set or "")
        return field if shared is None else field.sharing(shared)
    rows = field.row_fields()
    if rows is None:
        return field
    columns = [_field(column, sets) for column in rows]
    is_same = all(one is other for one, other in zip(columns, rows, strict=True))
    return field if is_same else field.with_rows(columns)


def check_option_sets(forms: Sequence[FormDefinition], sets: Sequence[OptionSet]) -> Iterator[Issue]:
    """What is wrong with shared lists of options, and with the fields that name them, as their author wrote them."""
    by_key: dict[str, OptionSet] = {}
    for number, each in enumerate(sets):
        place = pointer("option_sets", number)
        yield from tree_issues(each.options, f"{place}/options")
        if not each.options:
            yield Issue("no_options", f"{place}/options")
        by_key.setdefault(each.key, each)
    for number, form in enumerate(forms):
        yield from _check_fields(form.fields, by_key, pointer("forms", number, "fields"))


def _check_fields(fields: Sequence[Field], sets: Mapping[str, OptionSet], place: str) -> Iterator[Issue]:
    for number, field in enumerate(fields):
        where = f"{place}/{number}"
        yield from _check_fields(field.row_fields() or (), sets, f"{where}/fields")
        if not isinstance(field, OptionsField) or field.option_set is None:
            continue
        shared = sets.get(field.option_set)
        if shared is None:
            names = {key: called(key, each.label) for key, each in sets.items()}
            near = did_you_mean(field.option_set, sets, names)
            yield Issue(
                "option_set_unknown",
                f"{where}/option_set",
                {"key": given(field.option_set), "suggestion": near},
            )
        elif shared.has_levels and not field.takes_levels:
            yield Issue(
                "option_set_levels", f"{where}/option_set", {"name": called(shared.key, shared.label)}
            )
        if field.options:
            yield Issue("options_twice", f"{where}/options")
