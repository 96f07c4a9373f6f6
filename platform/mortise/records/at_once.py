"""Saves that take no transaction: everything is written by one statement, which changes nothing where it cannot be
whole. What is more than that is None here, and is done in a transaction."""

from collections.abc import Mapping

from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.records.access import Door, open_form
from mortise.records.apart import patch_apart
from mortise.records.attachments import has_files
from mortise.records.dependents import Touched, follows, follows_new
from mortise.records.incoming import Incoming, read_incoming
from mortise.records.new_record import new_columns
from mortise.records.numbers import is_numbered
from mortise.records.patching import changed_columns
from mortise.records.projection import Item
from mortise.records.references import named_by_source, namings
from mortise.records.saving import Save, carry_out_at_once
from mortise.records.source_locks import stored_reads
from mortise.records.stored import read_record
from mortise.records.taking_in import take_in


async def create_at_once(
    reader: Reader, context: Context, form: str, raw: Mapping[str, object]
) -> Item | None:
    """The new record; raises Invalid with everything that is wrong."""
    door = open_form(context, form)
    door.demand("create")
    incoming = read_incoming(door, raw)
    if is_numbered(door.form) or not _is_alone(context, door, incoming):
        return None
    if follows_new(context, form, incoming.values):
        return None
    named = named_by_source(namings(door.form, None, incoming.values))
    submission = await take_in(
        reader, context, door.form, None, incoming.values, incoming.issues, leaves_named=True
    )
    columns = new_columns(context, door.form, submission)
    save = Save("create", incoming.keys, submission, None, columns)
    return await carry_out_at_once(reader, context, door, save, named)


async def patch_at_once(
    reader: Reader, context: Context, form: str, number: int, version: int, raw: Mapping[str, object]
) -> Item | None:
    """The changed record. Whoever is refused for the state that it is in is refused in a transaction."""
    door = open_form(context, form)
    incoming = read_incoming(door, raw)
    if not _is_alone(context, door, incoming):
        return None
    if follows(context, [Touched(form, (), frozenset(incoming.values))]):
        return None
    changed = await patch_apart(reader, context, door, number, version, incoming)
    if changed is not None:
        return changed
    stored = await read_record(reader, context, door, number, (), incoming.keys)
    if not (stored.is_editable and stored.is_writable and stored.version == version):
        return None
    named = named_by_source(namings(door.form, stored.values, incoming.values))
    submission = await take_in(
        reader,
        context,
        door.form,
        stored.values,
        incoming.values,
        incoming.issues,
        leaves_named=True,
    )
    columns = changed_columns(context, door, stored, submission)
    if not columns:
        return None
    save = Save("edit", incoming.keys, submission, stored.values, columns)
    return await carry_out_at_once(reader, context, door, save, named, stored.state)


def _is_alone(context: Context, door: Door, incoming: Incoming) -> bool:
    """Whether the save is about the record's own row and computes nothing from others that it keeps."""
    form = door.form
    return (
        incoming.owner is None
        and not form.junctions
        and not has_files(form)
        and not any(key in form.sub_tables for key in incoming.values)
        and not stored_reads(context.app.schema, form.key)
    )
