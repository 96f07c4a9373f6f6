"""Flows can run, and name what exists."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from engines.flow.check import check_definition, check_flows
from engines.flow.definition import FlowDefinition
from engines.form.schema import Schema
from engines.form.sites import NUMBERED, Site, Sites
from engines.form.system import OWNER
from engines.form.wording import called
from engines.issues import Issue, pointer
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.shape import Shape
from mortise.definitions.flows import UNPUBLISHED, flows_by_key, ready
from mortise.definitions.reading import write_document
from mortise.definitions.roles import Role

APPROVERS: Final = "approvers"


@cache
def flow_sites() -> Sites:
    """Walks through the documents of flows."""
    return Sites(FlowDefinition.model_json_schema(by_alias=True))


def numbered_sites(definition: AppDefinition) -> Iterator[Site]:
    """Where flows name people, positions, groups and departments by number; pointers go into the application."""
    for place, flow in enumerate(definition.flows):
        for site in flow_sites().of(write_document(flow)):
            if site.what in NUMBERED:
                yield replace(site, path=("flows", place, *site.path))


def asked_roles(definition: AppDefinition) -> Iterator[Site]:
    """Where flows find people by a role; pointers go into the application."""
    for place, flow in enumerate(definition.flows):
        for site in flow_sites().of(write_document(flow)):
            if site.what == "role" and APPROVERS in site.path:
                yield replace(site, path=("flows", place, *site.path))


def check_all_flows(
    definition: AppDefinition, forms: Mapping[str, Shape], schema: Schema | None
) -> Iterator[Issue]:
    """Everything that is wrong with flows, each by itself and with those that they begin."""
    flows = flows_by_key(definition)
    places = {flow.key: place for place, flow in reversed(list(enumerate(definition.flows)))}
    for place, flow in enumerate(definition.flows):
        where = pointer("flows", place)
        yield from (issue.under(where) for issue in check_named(flow, definition, forms))
        issues = check_definition(flow) if schema is None else ready(flow, UNPUBLISHED, definition, schema)[1]
        yield from (issue.under(where) for issue in issues)
    for key, issue in check_flows(flows):
        yield issue.under(pointer("flows", places[key]))


def check_named(
    flow: FlowDefinition, definition: AppDefinition, forms: Mapping[str, Shape]
) -> Iterator[Issue]:
    """Roles, forms and fields of other forms that a flow names and that are not there."""
    roles = {role.key: role for role in definition.roles}
    for site in flow_sites().of(write_document(flow)):
        where = pointer(*site.path)
        if site.what == "role" and site.value not in roles:
            yield Issue("role_unknown", where, {"key": site.value})
        elif site.what == "role" and APPROVERS in site.path and not sees(roles[site.value], flow.form):
            role = roles[site.value]
            yield Issue("flow_role_sees_nothing", where, {"role": called(role.key, role.label)}, "warning")
        elif site.what == "form" and site.value not in forms:
            yield Issue("form_unknown", where, {"key": site.value})
        elif site.what == "target_field":
            shape = forms.get(site.target or "")
            if shape is not None and site.value not in shape.fields and site.value != OWNER:
                yield Issue("field_unknown", where, {"key": site.value, "form": shape.called})


def sees(role: Role, form: str) -> bool:
    """Whether holders of a role may view some records of a form."""
    return role.administrator or any(grant.form == form and grant.scopes.get("view") for grant in role.grants)
