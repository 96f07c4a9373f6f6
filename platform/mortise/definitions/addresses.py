"""Where a builder finds what stands at a place of an application: the part it belongs to, by its keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from engines.form.landscape import Raw
from engines.form.sites import Step

PAGE: Final = "page"
FLOW: Final = "flow"
NODE: Final = "node"
PARTS: Final = {
    "fields": "field",
    "options": "option",
    "option_sets": "option_set",
    "sections": "section",
    "validations": "validation",
    "gates": "gate",
    "views": "view",
    "pages": PAGE,
    "roles": "role",
    "flows": FLOW,
    "nodes": NODE,
    "menu": "menu",
    "entries": "menu",
}
"""Under which list a part stands → what it is."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place as a builder's page finds it: what part it is, of which form, and by which key (`lines.item` of a field;
    of an option, the field's; `overview.contacts` of a part of a record's page,
    `approval.finance` of a node of a flow)."""

    part: str
    form: str | None = None
    key: str | None = None


def address_of(document: Raw, path: Step) -> Address:
    """Where a builder finds what stands at a place."""
    owner = owner_of(document, path)
    node: Any = document
    if owner and owner[0] == "pages":
        return _page(document, owner)
    if owner and owner[0] == "flows":
        return _flow(document, owner)
    keys: dict[str, list[str]] = {}
    form: str | None = None
    for name, position in zip(owner[::2], owner[1::2], strict=False):
        if name == "layout":
            return _section(document, owner, form)
        node = node[name][position]
        form = node["key"] if name == "forms" else form
        keys.setdefault(str(name), []).append(str(node.get("key", "")))
    lists = [step for step in owner if isinstance(step, str)]
    part = PARTS.get(lists[-1], "form") if lists else "app"
    granted = path[len(owner) :] if part == "role" else ()
    if len(granted) > 1 and granted[0] == "grants":
        node = node["grants"][granted[1]]
    if part in {"view", "role"} and isinstance(node.get("form"), str):
        form = node["form"]
    if "option_sets" in lists:
        return Address("option_set", None, ".".join(keys["option_sets"]))
    if part == "option":
        return Address(part, form, ".".join(keys["fields"]))
    return Address(part, form, ".".join(keys[lists[-1]]) if lists and part != "form" else None)


def _page(document: Raw, owner: Step) -> Address:
    page = document["pages"][owner[1]]
    part: Any = page
    for step in owner[2:]:
        part = part[step]
    key = str(page.get("key", "")) if part is page else f"{page.get('key', '')}.{part.get('key', '')}"
    return Address(PAGE, page.get("form"), key)


def _flow(document: Raw, owner: Step) -> Address:
    flow = document["flows"][owner[1]]
    key, form = str(flow.get("key", "")), flow.get("form")
    if len(owner) < 4:
        return Address(FLOW, form, key)
    return Address(NODE, form, f"{key}.{flow['nodes'][owner[3]].get('key', '')}")


def _section(document: Raw, owner: Step, form: str | None) -> Address:
    node: Any = document
    for step in owner:
        node = node[step]
    return Address("section", form, node.get("key"))


def owner_of(document: Raw, path: Step) -> Step:
    """The innermost thing with a key on the way to a place; the form itself for what stands in no part of it."""
    node: Any = document
    owner: Step = ()
    for position, step in enumerate(path):
        node = node[step]
        if isinstance(node, Mapping) and isinstance(node.get("key"), str):
            owner = path[: position + 1]
    return owner
