"""Whether an application holds together: every reference and every type, all problems at once."""

from dataclasses import dataclass

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
from mortise.definitions.scope import ME, parameter_types


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
