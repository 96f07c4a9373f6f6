"""Whether an application holds together: every reference and every type, all problems at once."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import orjson

from engines.form.schema import Schema, compile_schema
from engines.form.sharing import check_option_sets
from engines.issues import Issue, has_errors
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.flows import check_all_flows
from mortise.definitions.checks.keys import check_keys
from mortise.definitions.checks.menu import check_menu
from mortise.definitions.checks.pages import check_pages
from mortise.definitions.checks.parameters import check_parameters
from mortise.definitions.checks.queries import check_queries
from mortise.definitions.checks.roles import check_roles
from mortise.definitions.checks.shape import shapes
from mortise.definitions.checks.views import check_views
from mortise.definitions.checks.words import check_labels
from mortise.definitions.reading import read_definition
from mortise.definitions.scope import ME, parameter_types

MOST_KEPT: Final = 4
"""So many documents were checked last: a draft is looked at more often than it changes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found; `schema` is the compiled forms where they hold together."""

    schema: Schema | None
    issues: tuple[Issue, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the application can be published."""
        return self.schema is not None and not has_errors(self.issues)


def check_app(definition: AppDefinition) -> Verdict:
    """Checks the whole application; pointers go into its document."""
    working = definition.working_forms
    schema, found = compile_schema(definition.key, working, parameter_types(definition), ME, definition.pages)
    forms = shapes(working)
    issues = (
        *check_keys(definition),
        *check_labels(definition),
        *check_option_sets(definition.forms, definition.option_sets),
        *found,
        *check_parameters(definition),
        *check_queries(working, forms, schema),
        *check_menu(definition, forms),
        *check_views(definition, forms, schema),
        *check_pages(definition, forms, schema),
        *check_all_flows(definition, forms, schema),
        *check_roles(definition, forms, schema),
    )
    first: dict[tuple[str, str], Issue] = {}
    for issue in issues:
        first.setdefault((issue.pointer, issue.code), issue)
    return Verdict(schema, tuple(first.values()))


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """What a document was found to be; `definition` is None where its shape is wrong."""

    definition: AppDefinition | None
    verdict: Verdict


_kept: Final[OrderedDict[bytes, CheckedDocument]] = OrderedDict()


def check_document(document: object) -> CheckedDocument:
    """Reads a document (parsed JSON) and checks the application that it describes, once while it is the same."""
    try:
        name = hashlib.sha256(orjson.dumps(document)).digest()
    except TypeError:
        # JSON that this library cannot write, such as numbers beyond 64 bits: its reading tells so.
        return _check(document)
    found = _kept.pop(name, None) or _check(document)
    _kept[name] = found
    if len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return found


def _check(document: object) -> CheckedDocument:
    definition = read_definition(document)
    if isinstance(definition, tuple):
        return CheckedDocument(None, Verdict(None, definition))
    return CheckedDocument(definition, check_app(definition))
