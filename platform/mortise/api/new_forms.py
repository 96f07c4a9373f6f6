"""Forms that are made of files, and published at once."""

from collections.abc import Sequence
from typing import Any

from mortise.access.context import Context
from mortise.api.building import Building
from mortise.api.entrance import clock_of
from mortise.api.publishing import facts_of
from mortise.definitions.check import check_app
from mortise.definitions.drafts import drop_draft, lock_draft, patch_draft
from mortise.definitions.json_patch import apply_patch
from mortise.definitions.reading import read_definition
from mortise.edge.host import Host
from mortise.errors import Conflict, Invalid
from mortise.imports.new_form import NewForm, additions
from mortise.publishing.publish import Outcome, publish
from mortise.publishing.publish import Wish as Publication


class DraftHasChanges(Conflict):
    """Others' changes would be published along with the new form."""

    code = "draft_has_changes"


async def publish_forms(host: Host, context: Context, builder: Building, forms: Sequence[NewForm]) -> Outcome:
    """Adds the forms to the application and publishes them; nothing else may wait in the draft."""
    roles = context.principal.roles_in(context.app.key)
    async with host.database.transaction() as tx:
        draft = await lock_draft(tx, builder.app_id)
        if draft.is_changed or not isinstance(draft.document, dict):
            raise DraftHasChanges
        document: Any = draft.document
        operations: list[dict[str, object]] = []
        for form in forms:
            added = additions(document, form, roles)
            document = apply_patch(document, added)
            operations += added
        definition = read_definition(document)
        issues = definition if isinstance(definition, tuple) else check_app(definition).issues
        wrong = [issue for issue in issues if issue.severity == "error"]
        if wrong:
            raise Invalid(wrong)
        draft = await patch_draft(tx, builder.app_id, draft.revision, operations)
    wish = Publication(builder.principal.person, revision=draft.revision)
    try:
        return await publish(
            host.database, host.apps, builder.app_id, wish, clock_of(builder.principal), facts_of(builder)
        )
    except Exception:
        await _forget(host, builder.app_id, draft.revision)
        raise


async def _forget(host: Host, app_id: int, revision: int) -> None:
    """Takes forms that could not be published out of the draft again, unless somebody went on with it."""
    async with host.database.transaction() as tx:
        draft = await lock_draft(tx, app_id)
        if draft.revision == revision and draft.published_version is not None:
            await drop_draft(tx, draft)
