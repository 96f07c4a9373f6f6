"""Several sheets of a workbook before anything is decided: the forms that they seem to describe, and which columns name
records of another sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from engines.form.fields import FIELD_KINDS
from engines.form.keys import suggest_key
from engines.form.link_field import OneLinkField
from engines.issues import pointer
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.errors import Invalid
from mortise.imports.batches import Batch
from mortise.imports.preview import Looks, Wish, best_title, preview
from mortise.imports.reading.process import Source, UnreadableError, compare
from mortise.imports.reading.refusal import MOST_COLUMNS

MOST_SHEETS: Final = 20
OFFERED: Final = 0.5
"""So large a part of a column has to name records of another sheet for it to be offered as a link."""
LIKELY: Final = 0.8
"""So large a part makes it one unless its person decides otherwise."""
ALIKE: Final = 0.9
"""So large a part of a sheet's titles has to be different for them to tell its rows apart."""
FEWEST: Final = 2
"""So many different records a column has to name."""
EMPTY: Final = "import_empty"
LINK: Final = next(
    kind for kind, model in FIELD_KINDS.items() if issubclass(model, OneLinkField) and not model.is_tree
)


class SheetWish(BaseModel):
    """A sheet that is to become a form: the row of its headings (None: it is found out), and the place of the column
    that names its rows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet: str = Field(max_length=255)
    header: int | None = Field(None, ge=0, le=40)
    spreads: bool = True
    title: int | None = Field(None, ge=0, lt=MOST_COLUMNS)


@dataclass(frozen=True, slots=True)
class Offer:
    """A column of a sheet that names rows of another one; a `likely` one becomes a link unless its person decides
    otherwise."""

    sheet: int
    place: int
    target: int
    matched: int
    filled: int
    likely: bool


@dataclass
class Seen:
    """A sheet that was looked at: what is told of it, what stands in its columns, and the column that names its rows,
    which a person may have chosen."""

    wish: SheetWish
    told: dict[str, Any]
    profiles: Sequence[Mapping[str, Any]]
    title: int | None

    @property
    def form(self) -> dict[str, Any]:
        """The form that it seems to describe."""
        form: dict[str, Any] = self.told["new_form"]
        return form


async def preview_sheets(
    reader: Reader, context: Context, batch: Batch, path: Path, looks: Looks, wishes: Sequence[SheetWish]
) -> list[dict[str, Any]]:
    """What was seen of each sheet that has something in it, with the form that it seems to describe; among the kinds of
    a column that names records of another sheet is a link to it, with how many of its cells do."""
    seen: list[Seen] = []
    taken = set(context.app.schema.forms)
    for place, wish in enumerate(wishes):
        try:
            looked = await looks.at(Source(path, wish.sheet, None, wish.header, wish.spreads))
        except UnreadableError as unreadable:
            if unreadable.issue.code == EMPTY:
                continue
            raise Invalid([unreadable.issue.under(pointer("sheets", place))]) from unreadable
        told = dict(
            await preview(reader, context, batch, looked, Wish(sheet=wish.sheet, spreads=wish.spreads))
        )
        one = Seen(wish, told, looked["columns"], wish.title)
        one.form["key"] = suggest_key(str(one.form["label"]), taken, "form")
        taken.add(one.form["key"])
        if one.title is None:
            one.title = _place_of(one.form, one.form["title_field"])
        seen.append(one)
    offers = await _compare(path, seen)
    if _call_otherwise(seen, offers):
        offers = await _compare(path, seen)
    _put_links(context, seen, offers)
    return [one.told for one in seen]


def _place_of(form: Mapping[str, Any], key: object) -> int | None:
    return next((field["place"] for field in form["fields"] if field["key"] == key), None)


async def _compare(path: Path, seen: Sequence[Seen]) -> list[Offer]:
    """The columns that name rows of other sheets, the surest first; the likely ones lead in no circle."""
    asked = [
        {
            "sheet": one.wish.sheet,
            "header": one.told["header"],
            "spreads": one.wish.spreads,
            "title": one.title,
        }
        for one in seen
    ]
    leads: dict[int, set[int]] = {}
    linked: set[tuple[int, int]] = set()
    offers = []
    for each in sorted(await compare(path, asked), key=lambda each: -each["matched"] / each["filled"]):
        source, place, target = each["sheet"], each["place"], each["target"]
        share = each["matched"] / each["filled"]
        is_telling = each["titles"] >= ALIKE * each["titled"] and each["different"] >= FEWEST
        if share < OFFERED or not is_telling or place >= len(seen[source].form["fields"]):
            continue
        is_kept = seen[source].wish.title == place
        is_free = (source, place) not in linked and source not in _reached(leads, target)
        likely = share >= LIKELY and is_free and not is_kept
        if likely:
            leads.setdefault(source, set()).add(target)
            linked.add((source, place))
        offers.append(Offer(source, place, target, each["matched"], each["filled"], likely))
    return offers


def _reached(leads: Mapping[int, set[int]], start: int) -> set[int]:
    """Where links lead from a sheet, itself included."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            waiting.extend(leads.get(number, ()))
    return seen


def _call_otherwise(seen: Sequence[Seen], offers: Sequence[Offer]) -> bool:
    """Has rows that were to be called by a link be called by another column; whether there were such."""
    links = {(offer.sheet, offer.place) for offer in offers if offer.likely}
    found = False
    for number, one in enumerate(seen):
        if (number, one.title) in links:
            free = [field for field in one.form["fields"] if (number, field["place"]) not in links]
            one.form["title_field"] = best_title(free, one.profiles)
            one.title = _place_of(one.form, one.form["title_field"])
            found = True
    return found


def _put_links(context: Context, seen: Sequence[Seen], offers: Sequence[Offer]) -> None:
    """Puts links among the kinds of the columns, the likely ones first."""
    names: dict[int, set[str]] = {}
    for offer in offers:
        form, target = seen[offer.sheet].form, seen[offer.target].form
        taken = names.setdefault(offer.target, {field["key"] for field in target["fields"]})
        inverse = suggest_key(form["key"], taken, "records")
        taken.add(inverse)
        candidate = {
            "kind": LINK,
            "certainty": offer.matched / offer.filled,
            "settings": {
                "form": target["key"],
                "inverse": {"key": inverse, "label": {context.locale: form["label"]}},
            },
            "matched": offer.matched,
            "filled": offer.filled,
        }
        candidates = form["fields"][offer.place]["candidates"]
        candidates.insert(0 if offer.likely else len(candidates), candidate)
