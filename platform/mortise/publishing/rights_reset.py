"""A field or form whose key was used before begins without grants: old values must not be seen by old rights."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engines.form.compiled import SubTable
from engines.form.schema import Schema
from mortise.definitions.app import AppDefinition
from mortise.definitions.roles import Grant, Role
from mortise.publishing.live import LiveTable
from mortise.publishing.parked import parked_columns, parked_tables


@dataclass(frozen=True, slots=True)
class Returned:
    """A key that comes back: a form's, or a field's path in its form."""

    form: str
    field: str | None


def returned(old: Schema | None, new: Schema, live: Mapping[str, LiveTable]) -> Iterator[Returned]:
    """The keys of `new` that `old` lacks and under which something is parked."""
    before = {} if old is None else old.sources
    for name, source in new.sources.items():
        is_rows = isinstance(source, SubTable)
        form = source.form if isinstance(source, SubTable) else source.key
        if name not in before:
            if parked_tables(live, name):
                yield Returned(form, source.key if is_rows else None)
            continue
        for key, item in source.fields.items():
            if key in before[name].fields or name not in live:
                continue
            if item.columns() and key in parked_columns(live[name]):
                yield Returned(form, f"{source.key}.{key}" if is_rows else key)


def without_grants(definition: AppDefinition, keys: frozenset[Returned]) -> AppDefinition:
    """The application in which no role has rights on what came back, but for those that may do everything."""
    if not keys:
        return definition
    forms = {key.form for key in keys if key.field is None}
    roles = tuple(reset_role(role, keys, forms) for role in definition.roles)
    return definition.model_copy(update={"roles": roles})


def reset_role(role: Role, keys: frozenset[Returned], forms: set[str]) -> Role:
    """A role without its rights on what came back."""
    grants = tuple(reset_grant(grant, keys) for grant in role.grants if grant.form not in forms)
    return role.model_copy(update={"grants": grants})


def reset_grant(grant: Grant, keys: frozenset[Returned]) -> Grant:
    """A grant in which the fields that came back are hidden."""
    hidden = {key.field: "hidden" for key in keys if key.form == grant.form and key.field is not None}
    return grant.model_copy(update={"fields": {**grant.fields, **hidden}}) if hidden else grant
