"""The menu leads to forms that exist."""

from collections.abc import Iterator, Mapping

from engines.form.wording import called
from engines.issues import Issue
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.keys import menu_entries
from mortise.definitions.checks.shape import Shape


def check_menu(definition: AppDefinition, forms: Mapping[str, Shape]) -> Iterator[Issue]:
    """Lines that lead nowhere, and forms that no line leads to (a warning)."""
    linked: set[str] = set()
    for where, entry in menu_entries(definition.menu):
        if entry.form is None:
            if not entry.entries:
                yield Issue("menu_entry_empty", where)
            if not (entry.label.zh_cn.strip() or entry.label.en.strip()):
                yield Issue("label_missing", f"{where}/label")
        elif entry.form not in forms:
            yield Issue("form_unknown", f"{where}/form", {"key": entry.form})
        else:
            linked.add(entry.form)
    for position, form in enumerate(definition.forms):
        if definition.menu and form.key not in linked:
            yield Issue(
                "form_not_in_menu", f"/forms/{position}", {"key": called(form.key, form.label)}, "warning"
            )
