"""Doors that serve definitions: an application as its people get it, and the views that they save of its forms."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from engines.definition import Label
from mortise.access.answers import answer_for
from mortise.db.transaction import Tx
from mortise.views.audience import EVERYBODY
from mortise.views.keeping import NewView, create_view
from mortise.views.reading import served_view
from mortise.views.rows import list_saved
from mortise.views.saved import SavedView
from tests.mortise.access.addresses import holds
from tests.mortise.access.changing_doors import ChangingDoors
from tests.mortise.access.doors import SUMMED
from tests.mortise.access.world import COMPUTED, FIELDS, PLAIN

OTHER = 6
"""Who made the views of others."""


class ViewingDoors(ChangingDoors):
    """The definition of one form and views of it, as a person with some roles gets them."""

    def closed(self) -> Iterator[Any]:
        yield self.kept(self.settings({}))
        yield "NotFound" if self.served() is None else "served"

    # The application -------------------------------------------------------------------------------------------

    def served(self) -> Any:
        document = orjson.loads(answer_for(self.stored.app, self.context.rights).body)
        return next((form for form in document["forms"] if form["key"] == self.form), None)

    @holds("GET /api/apps/{app}")
    def definitions(self) -> Iterator[str]:
        found = self.served()
        told = found["rights"]["fields"]
        expected = {key: access for key in FIELDS[self.form] if (access := self.most(key)) != "hidden"}
        if told != expected:
            yield f"fields: {sorted(told.items() ^ expected.items())}"

    def most(self, key: str) -> str:
        """The most that may be done with a field, on some record."""
        outer = key.split(".", maxsplit=1)[0]
        if not self.is_visible(self.form, key) or not self.is_visible(self.form, outer):
            return "hidden"
        if not self.is_visible(self.form, key, "read"):
            return "masked"
        return "write" if self.is_written(key) and key not in COMPUTED else "read"

    # Saved views -----------------------------------------------------------------------------------------------

    def settings(self, more: Mapping[str, object]) -> dict[str, Any]:
        columns = [{"field": key, "width": None} for key in ("title", *PLAIN[self.form])]
        return {"kind": "grid", "columns": columns, "filter": None, "sort": [], **more}

    def by_amount(self) -> dict[str, Any]:
        key = SUMMED[self.form]
        return self.settings(
            {
                "sort": [{"field": key, "descending": False}],
                "filter": {"field": key, "operator": "greater", "value": 40},
            }
        )

    def saved(self, definition: dict[str, Any]) -> Any:
        """A view of somebody else's, as the person is answered."""
        view = SavedView(
            1, self.form, OTHER, "p6", Label(en="View"), definition, {}, True, EVERYBODY, False, 1
        )
        return served_view(self.context, view)

    @holds("GET /api/apps/{app}/views")
    def others_views(self) -> Iterator[str]:
        """Of somebody else's view is seen what may be seen, and one that compares what may not be compared is none."""
        listed = self.read(lambda reader: list_saved(reader, self.context, self.form))
        if bool(listed) != self.granted("view"):
            yield f"views: {listed}"
        if not self.granted("view"):
            return
        key = SUMMED[self.form]
        shown = [column["field"] for column in self.saved(self.settings({}))["definition"]["columns"]]
        expected = [each for each in ("title", *PLAIN[self.form]) if each == "title" or each in self.shown]
        if shown != expected:
            yield f"columns of a view: {shown}, not {expected}"
        told = self.saved(self.by_amount())
        if (told["definition"] is not None) != self.is_visible(self.form, key, "read"):
            yield f"a view that compares {key}: {told}"
        if told["definition"] is None and self.me != OTHER and f'"{key}"' in orjson.dumps(told).decode():
            yield f"{key} is told of: {told}"
        told = self.saved(self.settings({"sort": self.by_amount()["sort"]}))
        if bool(told["definition"]["sort"]) != self.is_visible(self.form, key, "read"):
            yield f"a view sorted by {key}: {told}"

    def kept(self, definition: dict[str, Any]) -> Any:
        given = NewView.model_validate({"form": self.form, "label": {"en": "Mine"}, "definition": definition})

        async def work(tx: Tx) -> Any:
            return await create_view(tx, self.context, given)

        return self.change(work)

    @holds(
        "POST /api/apps/{app}/views",
        "PATCH /api/apps/{app}/views/{id}",
    )
    def own_views(self) -> Iterator[str]:
        """A view is kept when everything that it names may be seen, and what it compares and sorts by be read."""
        key = SUMMED[self.form]
        sees_all = set(PLAIN[self.form]) <= set(self.shown)
        reads = self.is_visible(self.form, key, "read")
        few = {"columns": [{"field": each} for each in self.shown]}
        cases = {
            "all": (self.settings({}), sees_all),
            "few": (self.settings(few), True),
            "compared": ({**self.by_amount(), **few}, reads),
            "sorted": ({**self.settings(few), "sort": self.by_amount()["sort"]}, reads),
        }
        for name, (definition, allowed) in cases.items():
            found = self.kept(definition)
            expected = None if allowed else "Invalid ['unknown_field']"
            if not self.granted("view"):
                expected = "NotFound"
            if (found if isinstance(found, str) else None) != expected:
                yield f"a view of {name}: {found}, not {expected}"
