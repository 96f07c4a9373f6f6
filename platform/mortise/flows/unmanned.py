"""Roles by which flows find people, and which nobody holds."""

from engines.form.wording import called
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.flows import asked_roles
from mortise.flows.asking import role_holders


async def roles_without_people(reader: Reader, context: Context, drawn: AppDefinition) -> list[Issue]:
    """The places of drawn flows where a role is asked that nobody holds, as warnings with pointers into the
    application; a role that is not published yet can have no people."""
    published = {role.key: role for role in context.app.definition.roles}
    sites = [site for site in asked_roles(drawn) if site.value in published]
    if not sites:
        return []
    holders = await role_holders(reader, context.app.id, sorted({str(site.value) for site in sites}))
    found = []
    for site in sites:
        role = published[str(site.value)]
        if not holders.get(role.key):
            params = {"role": called(role.key, role.label)}
            found.append(Issue("flow_role_empty", pointer(*site.path), params, "warning"))
    return found
