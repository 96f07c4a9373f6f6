"""Presses a button of many records, with the same answers to what it asks for."""

from dataclasses import replace

from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.errors import Invalid
from mortise.records.access import Door
from mortise.records.bulk.choosing import choose
from mortise.records.bulk.editing import Changes, change_chosen
from mortise.records.bulk.outcome import Outcome
from mortise.records.bulk.request import BulkRequest
from mortise.records.bulk.taking_in import Edit
from mortise.records.pressing import button_of, caused_by, given_by, press_each, read_asked
from mortise.records.stored import typed_values


async def press_many(reader: Reader, context: Context, door: Door, request: BulkRequest) -> Outcome:
    """Presses the button wherever the person may; of a preview, everything but the writing. What a button opens is
    opened of one record only: such a button is refused."""
    button = button_of(context, door, request.button)
    if button.does.address or button.does.opens is not None:
        raise Invalid([Issue("button_opens_one", "/button")])
    asked = read_asked(door, button, request.values)
    if has_errors(asked.issues):
        raise Invalid(issue.under("/values") for issue in asked.issues)
    chosen, rows = await choose(reader, context, door, request)
    standing = [(each, typed_values(door, rows[each.id])) for each in chosen if not each.is_refused]
    records = [(before, asked.values) for _, before in standing]
    edits = []
    for (each, before), pressed in zip(
        standing, await press_each(reader, context, door, request.button, records), strict=True
    ):
        each.issues += [issue.under("/values") for issue in pressed.issues]
        edits.append(Edit(each, before, replace(given_by(pressed), issues=())))
    caused = replace(context, cause=caused_by(context, request.button))
    return await change_chosen(reader, caused, door, request, Changes(chosen, rows, edits, ()))
