"""Brings back what was before: an earlier version as a draft, or single fields and forms that are parked."""

from collections.abc import Sequence
from typing import Any, Final

from engines.form.compiled import SubTable
from engines.form.schema import Form
from engines.issues import Issue, pointer
from mortise.db.transaction import Tx
from mortise.definitions.drafts import (
    Draft,
    DraftChanged,
    RevisionRequired,
    lock_draft,
    write_draft,
)
from mortise.definitions.published import PublishedApps
from mortise.definitions.reading import write_document
from mortise.definitions.removed import Companion, companions
from mortise.definitions.versions import read_version
from mortise.errors import Invalid
from mortise.publishing.live import read_tables
from mortise.publishing.parked import Shelf, parked_columns, parked_paths, parked_tables

NOT_PARKED: Final = "nothing_parked"
RIGHTS: Final = "roles"


async def restore_version(tx: Tx, apps: PublishedApps, app_id: int, version: int) -> Draft:
    """Makes an earlier version the draft, with the values of everything that was parked since; publishing it is
    another step, with its own plan."""
    draft = await lock_draft(tx, app_id)
    document = await read_version(tx, app_id, version)
    live = await read_tables(tx, draft.key)
    schema = (await apps.of(tx, app_id, version)).schema
    return await write_draft(
        tx, draft, document, draft.published_version, frozenset(parked_paths(live, schema))
    )


async def restore_parts(
    tx: Tx, apps: PublishedApps, app_id: int, revision: int | None, paths: Sequence[str]
) -> Draft:
    """Puts parked fields and forms back into the draft, as they were, with their values; those whose key the draft
    has again only get the values."""
    draft = await lock_draft(tx, app_id)
    if revision is None:
        raise RevisionRequired
    if revision != draft.revision:
        raise DraftChanged(extra={"revision": draft.revision})
    shelf = Shelf(tx, apps, app_id, await read_tables(tx, draft.key))
    document: Any = draft.document
    issues: list[Issue] = []
    for position, path in enumerate(dict.fromkeys(paths)):
        if not await put_back(shelf, document, path.split(".")):
            issues.append(Issue(NOT_PARKED, pointer("paths", position), {"path": path[:200]}))
    if issues:
        raise Invalid(issues)
    return await write_draft(tx, draft, document, draft.base_version, draft.take_back | frozenset(paths))


async def put_back(shelf: Shelf, document: Any, keys: Sequence[str]) -> bool:
    """Puts a form, a field or a field of a sub-table into a document; whether anything is parked under its name."""
    form = next((each for each in document.get("forms", []) if each.get("key") == keys[0]), None)
    if len(keys) == 1:
        versions = parked_tables(shelf.live, keys[0])
        if not versions:
            return False
        if form is None:
            put_form_back(write_document(await shelf.described(next(iter(versions)))), document, keys[0])
        return True
    if form is None:
        return False
    if len(keys) == 2:
        return await put_field_back(shelf, form, keys[0], keys[1])
    outer = next((each for each in form["fields"] if each.get("key") == keys[1]), None)
    if outer is None or len(keys) > 3:
        return False
    return await put_field_back(shelf, outer, f"{keys[0]}__{keys[1]}", keys[2])


def put_form_back(earlier: Any, document: Any, key: str) -> None:
    """Puts a form into a document as an earlier one had it, with its views and its lines in the menu. Rights begin
    anew: who was trusted then need not be trusted now."""
    [form] = [each for each in earlier["forms"] if each["key"] == key]
    for each in companions(earlier, document, key):
        if each.into[0] != RIGHTS:
            insert(document, each)
    document.setdefault("forms", []).append(form)


def insert(document: Any, companion: Companion) -> None:
    """Puts something into the list where it stood."""
    outer, *steps = companion.into
    held = document.setdefault(outer, [])
    for key, member in zip(steps[::2], steps[1::2], strict=True):
        held = next(each for each in held if each["key"] == key).setdefault(member, [])
    names = [each.get("key", each.get("form")) for each in held]
    place = names.index(companion.before) if companion.before in names else len(held)
    held.insert(place, companion.item)


async def put_field_back(shelf: Shelf, holder: Any, table: str, key: str) -> bool:
    """Puts a field into the form or sub-table that held it."""
    columns = parked_columns(shelf.live[table]).get(key, {}) if table in shelf.live else {}
    rows = parked_tables(shelf.live, f"{table}__{key}")
    version = max((*columns, *rows), default=None)
    if version is None:
        return False
    if all(each.get("key") != key for each in holder["fields"]):
        source = (await shelf.before(version)).sources[table]
        earlier = written_field(source, key)
        if earlier is None:
            return False
        holder["fields"].append(earlier)
    return True


def written_field(source: Form | SubTable, key: str) -> Any:
    """A field as its author wrote it."""
    item = source.fields.get(key)
    return None if item is None else write_document(item)
