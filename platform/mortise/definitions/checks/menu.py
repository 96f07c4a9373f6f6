"""The menu leads to forms, views and addresses that exist."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from engines.form.wording import called
from engines.issues import Issue
from mortise.definitions.app import AppDefinition, MenuEntry
from mortise.definitions.checks.keys import menu_entries
from mortise.definitions.checks.shape import Shape

ADDRESS: Final = re.compile(r"(https?://[^\s/]\S*|/(?!/)\S*)")
"""An address of another site, or a path of this one; nothing that a browser would carry out."""


def check_menu(definition: AppDefinition, forms: Mapping[str, Shape]) -> Iterator[Issue]:
    """Lines that lead nowhere, or to several places, and forms that no line leads to (a warning)."""
    views = {view.key: view.form for view in definition.views}
    linked: set[str] = set()
    for where, entry in menu_entries(definition.menu):
        yield from check_entry(entry, where, views)
        if entry.form is None:
            continue
        if entry.form not in forms:
            yield Issue("form_unknown", f"{where}/form", {"key": entry.form})
        else:
            linked.add(entry.form)
    for position, form in enumerate(definition.forms):
        if definition.menu and form.key not in linked:
            yield Issue(
                "form_not_in_menu", f"/forms/{position}", {"key": called(form.key, form.label)}, "warning"
            )


def check_entry(entry: MenuEntry, where: str, views: Mapping[str, str]) -> Iterator[Issue]:
    """What is wrong with one line; `views` says of which form each view is."""
    if entry.form is None and not entry.link and not entry.entries:
        yield Issue("menu_entry_empty", where)
    if entry.link and (entry.form is not None or entry.entries):
        yield Issue("menu_entry_torn", f"{where}/link")
    if entry.form is None and not (entry.label.zh_cn.strip() or entry.label.en.strip()):
        yield Issue("label_missing", f"{where}/label")
    if entry.view is not None and (entry.form is None or views.get(entry.view) != entry.form):
        yield Issue("menu_view_unknown", f"{where}/view", {"key": entry.view})
    if entry.link and not ADDRESS.fullmatch(entry.link):
        yield Issue("menu_link_wrong", f"{where}/link")
