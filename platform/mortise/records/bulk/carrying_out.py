"""Carries a bulk change out, or tells what would come of it."""

from collections.abc import Mapping

from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.records.access import open_form
from mortise.records.bulk.creating import create_many
from mortise.records.bulk.editing import edit_many
from mortise.records.bulk.outcome import answer
from mortise.records.bulk.pressing import press_many
from mortise.records.bulk.removal import delete_many, restore_many
from mortise.records.bulk.request import BulkRequest

WORK = {
    "create": create_many,
    "edit": edit_many,
    "transfer": edit_many,
    "press": press_many,
    "delete": delete_many,
    "restore": restore_many,
}


async def change_many(
    reader: Reader, context: Context, form: str, request: BulkRequest
) -> Mapping[str, object]:
    """What came of a bulk change; a preview needs no transaction, everything else does. Raises Invalid when a record
    is refused and the rest shall not be changed without it."""
    door = open_form(context, form)
    for action in request.granted_by:
        door.demand(action)
    outcome = await WORK[request.action](reader, context, door, request)
    return answer(request, outcome, context.locale)
