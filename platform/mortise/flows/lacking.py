"""Whom drawn flows ask although nobody is there: people who left, what is put away, roles that nobody holds."""

from engines.form.wording import called
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.definitions.app import AppDefinition
from mortise.definitions.check import check_document
from mortise.definitions.checks.flows import asked_roles
from mortise.definitions.drafts import Draft
from mortise.flows.asking import role_holders
from mortise.publishing.named import named_but_gone


async def lacking_people(reader: Reader, context: Context | None, draft: Draft) -> list[Issue]:
    """What the flows of a draft name and the company does not have, with pointers into the application; the context
    is of the published version, None where there is none yet. Takes a statement for those named by number and one for
    roles, and none where no flow names any."""
    drawn = check_document(draft.document).definition
    if drawn is None:
        return []
    gone = await named_but_gone(reader, drawn)
    return gone if context is None else [*gone, *await _roles_without_people(reader, context, drawn)]


async def _roles_without_people(reader: Reader, context: Context, drawn: AppDefinition) -> list[Issue]:
    """The places where a role is asked that nobody holds, as warnings; one that is not published yet can have no
    people."""
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
