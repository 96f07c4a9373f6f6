"""Roles speak of forms, fields, links and conditions that exist."""

from collections.abc import Iterator, Mapping

from engines.expression.check import check
from engines.expression.types import Type
from engines.form.schema import Schema
from engines.form.wording import called
from engines.issues import Issue, pointer
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.keys import menu_entries
from mortise.definitions.checks.shape import Shape
from mortise.definitions.roles import Grant, RowScope
from mortise.definitions.scope import ME, parameter_types


def check_roles(
    definition: AppDefinition, forms: Mapping[str, Shape], schema: Schema | None
) -> Iterator[Issue]:
    """Everything that a role names and that is not there."""
    pages = {entry.key for _, entry in menu_entries(definition.menu)}
    for position, role in enumerate(definition.roles):
        place = pointer("roles", position)
        for number, page in enumerate(role.pages or ()):
            if page not in pages:
                yield Issue("page_unknown", f"{place}/pages/{number}", {"key": page})
        granted: set[str] = set()
        for number, grant in enumerate(role.grants):
            where = f"{place}/grants/{number}"
            if grant.form in granted:
                said = forms[grant.form].called if grant.form in forms else grant.form
                yield Issue("grant_twice", f"{where}/form", {"key": said})
            granted.add(grant.form)
            if grant.form in forms:
                yield from check_grant(definition, grant, forms[grant.form], schema, where)
            else:
                yield Issue("form_unknown", f"{where}/form", {"key": grant.form})


def check_grant(
    definition: AppDefinition, grant: Grant, form: Shape, schema: Schema | None, where: str
) -> Iterator[Issue]:
    """What is wrong with a role's rights on one form."""
    for path in grant.fields:
        if path not in form.fields:
            yield Issue("field_unknown", where + pointer("fields", path), {"key": path, "form": form.called})
    for action, scopes in grant.scopes.items():
        for number, scope in enumerate(scopes):
            place = where + pointer("scopes", action, number)
            yield from check_scope(definition, grant.form, scope, schema, place)


def check_scope(
    definition: AppDefinition, form: str, scope: RowScope, schema: Schema | None, place: str
) -> Iterator[Issue]:
    """A scope has the settings of its kind, no others, and they name what exists."""
    if (scope.link is not None) != (scope.kind == "follows"):
        yield Issue("scope_link", f"{place}/link" if scope.link else place)
    if bool(scope.condition) != (scope.kind == "expression"):
        yield Issue("scope_condition", f"{place}/condition" if scope.condition else place)
    if schema is None or form not in schema.forms:
        return
    if scope.link is not None and scope.link not in schema.forms[form].links:
        said = called(form, schema.forms[form].definition.label)
        yield Issue("link_unknown", f"{place}/link", {"key": scope.link, "form": said})
    if scope.condition:
        names = schema.scope(form, {"ME": ME, "PARAM": parameter_types(definition)})
        checked = check(scope.condition, names, expected=Type("boolean"), needs=frozenset({"sql"}))
        if isinstance(checked, tuple):
            yield from (issue.under(f"{place}/condition") for issue in checked)
