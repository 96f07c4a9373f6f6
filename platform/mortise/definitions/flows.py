"""Flows of an application made ready: what their expressions may name, and those of a version compiled once."""

from collections.abc import Mapping
from typing import Final

from engines.expression.scope import PARAM, Scope
from engines.flow.definition import FlowDefinition
from engines.flow.flow import INITIATOR, Flow, compile_flow
from engines.form.schema import Schema
from engines.issues import Issue
from mortise.definitions.app import AppDefinition
from mortise.definitions.scope import ME, parameter_types

UNPUBLISHED: Final = 0
"""The version of a flow that is only looked at."""


def flow_scope(definition: AppDefinition, schema: Schema, form: str) -> Scope:
    """What expressions of a flow over a form may name."""
    return schema.scope(form, {PARAM: parameter_types(definition), INITIATOR: ME})


def ready(
    flow: FlowDefinition, version: int, definition: AppDefinition, schema: Schema
) -> tuple[Flow | None, tuple[Issue, ...]]:
    """A flow compiled over the forms as they are, or None with everything that forbids it; pointers go into the
    flow."""
    if flow.form not in schema.forms:
        return None, (Issue("form_unknown", "/form", {"key": flow.form}),)
    return compile_flow(flow, version, flow_scope(definition, schema, flow.form))


def flows_by_key(definition: AppDefinition) -> Mapping[str, FlowDefinition]:
    """The flows of an application; of two with one key the first."""
    found: dict[str, FlowDefinition] = {}
    for flow in definition.flows:
        found.setdefault(flow.key, flow)
    return found
