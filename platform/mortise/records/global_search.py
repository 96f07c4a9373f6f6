"""A search over every form of an application, as far as the person asking may see its records and read their texts.

It costs two statements for all the forms' proposals (one more until their indexes were seen), and one for each form
that has any; a form of which very many are proposed costs at most three more, as a list does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from engines.definition import Label
from engines.form.excerpts import Stretch, excerpt
from engines.form.system import TITLE
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader
from mortise.records.access import Door, open_form
from mortise.records.candidates import (
    NAMED,
    SOME,
    among,
    built_forms,
    is_everywhere,
    likely_counts,
    proposal,
    query_of,
)
from mortise.records.filters import Filtered, filtered
from mortise.records.page import TEXT, Page
from mortise.records.projection import Item
from mortise.records.request import ListRequest
from mortise.records.searching import find_page
from mortise.records.sorting import sorting

NEWEST: Final = (("id", True),)
STATEMENTS: Final = StatementCache()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a record holds what was searched for, beside its title."""

    field: str
    label: Label
    excerpt: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: its title, with what was searched for told apart, and else where it stands."""

    id: int
    title: tuple[Stretch, ...]
    match: Match | None


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found in a form, the newest records first, and whether there are more."""

    door: Door
    records: tuple[Hit, ...]
    has_more: bool


async def search_app(reader: Reader, context: Context, needle: str, limit: int, most: int) -> list[Hits]:
    """What each form of the application holds, at most `limit` records of a form and `most` forms."""
    request = ListRequest(search=needle, sort=NEWEST, fields=(TITLE,), limit=limit)
    doors = [open_form(context, key) for key in context.rights.forms]
    asked = [filtered(context, door, request) for door in doors if "view" in door.rights.actions]
    found: list[Hits] = []
    for each in await _promising(reader, context, asked):
        if len(found) == most:
            break
        page = Page(context, each.door, request, each, sorting(each.door, NEWEST), tells_texts=True)
        items = await page.read(reader) if each.is_among else (await find_page(reader, page))[1]
        if items:
            records = tuple(_hit(each.door, item, needle) for item in items[:limit])
            found.append(Hits(each.door, records, len(items) > limit))
    return found


async def _promising(reader: Reader, context: Context, asked: Sequence[Filtered]) -> list[Filtered]:
    """The forms that may hold something, with the few records that their indexes propose."""
    built = {form.key for form in await built_forms(reader, context, [each.door.form for each in asked])}
    can_tell = [each for each in asked if each.door.form.key in built and query_of(each) is not None]
    likely = [] if not asked or is_everywhere(asked[0].search) else await likely_counts(reader, can_tell)
    few = [each for each, count in zip(can_tell, likely, strict=False) if count <= SOME]
    queries = {each.door.form.key: query_of(each) or "" for each in few}
    proposed = await _proposals(reader, few, queries)
    promising: list[Filtered] = []
    for each in asked:
        ids = proposed.get(each.door.form.key)
        if ids is None or len(ids) > NAMED:
            promising.append(each)
        elif ids:
            promising.append(among(each, ids))
    return promising


async def _proposals(
    reader: Reader, asked: Sequence[Filtered], queries: Mapping[str, str]
) -> Mapping[str, list[int]]:
    """The ids that the index of each form proposes, one more than few at most, by one statement."""
    if not asked:
        return {}
    forms = tuple(each.door.form for each in asked)

    def build() -> sa.Select[Any]:
        return sa.select(
            *(
                proposal(form, f"tokens_{place}").scalar_subquery().label(form.key)
                for place, form in enumerate(forms)
            )
        )

    values: dict[str, object] = {f"tokens_{place}": queries[form.key] for place, form in enumerate(forms)}
    row = await reader.fetchrow(STATEMENTS.get(forms, build), {**values, "most": NAMED + 1})
    return {} if row is None else {form.key: row[form.key] or [] for form in forms}


def _hit(door: Door, item: Item, needle: str) -> Hit:
    title = str(item[TITLE] or "")
    marked = excerpt(title, needle)
    whole = (Stretch(title, is_hit=False),) if title else ()
    return Hit(
        item["id"], whole if marked is None else marked, None if marked else _match(door, item, needle)
    )


def _match(door: Door, item: Item, needle: str) -> Match | None:
    for key, field in door.form.fields.items():
        text = item.get(TEXT + key)
        marked = excerpt(text, needle) if isinstance(text, str) else None
        if marked is not None:
            return Match(key, field.label, marked)
    return None
