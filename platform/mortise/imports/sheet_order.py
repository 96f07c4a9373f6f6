"""In which order the sheets of a workbook are brought in: each behind those that its rows link to."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from engines.definition import LOCALES
from engines.issues import Issue, pointer
from mortise.imports.new_form import NewForm


def in_order(forms: Sequence[NewForm]) -> list[int] | Issue:
    """The places of the forms in that order, or what stands in the way: two that bear one key, or links in a circle."""
    places: dict[str, int] = {}
    for place, form in enumerate(forms):
        if form.key in places:
            return Issue("key_twice", pointer("sheets", place, "form", "key"), {"key": form.key})
        places[form.key] = place
    named = {
        place: {places[key] for field in form.fields if (key := field.get("form")) in places}
        for place, form in enumerate(forms)
    }
    try:
        return list(TopologicalSorter(named).static_order())
    except CycleError as circle:
        way = [forms[place] for place in circle.args[1]]
        said = {locale: " → ".join(form.label.text(locale) or form.key for form in way) for locale in LOCALES}
        return Issue("import_sheets_in_circle", "/sheets", {"way": said})
