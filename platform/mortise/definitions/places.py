"""Where in an application a problem is, by the names that people know: "客户 › 行业" rather than a pointer."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from engines.definition import LOCALES, Label, Locale
from engines.flow.nodes import NODE_KINDS
from engines.form.blocks import BLOCK_KINDS
from engines.issues import Issue
from mortise.definitions.addresses import address_of
from mortise.definitions.walk import JOINED

TITLES: Final[Mapping[str, Mapping[str, Label]]] = {
    "/pages/": {key: kind.title for key, kind in BLOCK_KINDS.items()},
    "/flows/": {key: kind.title for key, kind in NODE_KINDS.items()},
}
"""What stands under these lists is made of parts that have a kind, whose name they have where they have none."""


def placed(issues: Iterable[Issue], document: object) -> tuple[Issue, ...]:
    """The issues, each with the name of its place in its parameters, and with the way of a builder's page to it (what
    part it is, of which form, its key) as far as there is one; `document` is the application as it was checked,
    whatever its shape is."""
    return tuple(
        replace(
            issue,
            params={
                **issue.params,
                "place": place_of(document, issue.pointer),
                "way": way_to(document, issue.pointer),
            },
        )
        for issue in issues
    )


def way_to(document: object, where: str) -> str | None:
    """Where a builder finds what stands at a pointer, as `part/form/key`; None in what has not the shape of an
    application."""
    node, path = document, list[str | int]()
    for segment in where.split("/")[1:]:
        name = segment.replace("~1", "/").replace("~0", "~")
        following = member(node, name)
        if following is None:
            break
        path.append(int(name) if isinstance(node, list) else name)
        node = following
    if not isinstance(document, Mapping):
        return None
    try:
        found = address_of(document, tuple(path))
    except (AttributeError, KeyError, TypeError):
        return None
    return "/".join((found.part, found.form or "", found.key or ""))


def place_of(document: object, where: str) -> Mapping[Locale, str]:
    """What stands at a pointer, outside first; nothing for what belongs to the application as a whole."""
    node, names = document, list[Mapping[Locale, str]]()
    titles = next((own for stem, own in TITLES.items() if where.startswith(stem)), None)
    for segment in where.split("/")[1:]:
        node = member(node, segment.replace("~1", "/").replace("~0", "~"))
        if len(names) > 0 and titles is not None:
            named = part_of(node, titles)
        else:
            named = called_by_form(document, node) or name_of(node)
        if named is not None:
            names.append(named)
    return {locale: JOINED.join(name[locale] for name in names) for locale in LOCALES}


def part_of(node: object, titles: Mapping[str, Label]) -> Mapping[Locale, str] | None:
    """What a part of a record's page, or of a flow, is called: one without a name by its kind; what has none of both
    is nothing that people know."""
    if not isinstance(node, Mapping):
        return None
    label = node.get("label")
    if isinstance(label, Mapping) and any(isinstance(text, str) and text.strip() for text in label.values()):
        return name_of(node)
    kind = node.get("kind")
    title = titles.get(kind) if isinstance(kind, str) and "key" in node else None
    return None if title is None else {locale: title.text(locale) for locale in LOCALES}


def member(node: object, segment: str) -> object:
    """The member of a node; None where there is none."""
    if isinstance(node, Mapping):
        return node.get(segment)
    if isinstance(node, list) and segment.isascii() and segment.isdigit() and int(segment) < len(node):
        return node[int(segment)]
    return None


def called_by_form(document: object, node: object) -> Mapping[Locale, str] | None:
    """What people call the form to which a line of the menu leads that has no label of its own."""
    if (
        not isinstance(document, Mapping)
        or not isinstance(node, Mapping)
        or node.keys() - {"key", "form", "icon"}
    ):
        return None
    forms = document.get("forms")
    for form in forms if isinstance(forms, list) else ():
        if isinstance(form, Mapping) and form.get("key") == node.get("form"):
            return name_of(form)
    return None


def name_of(node: object) -> Mapping[Locale, str] | None:
    """A node's label, what it says to people, or else its key; None for what has none of them."""
    if not isinstance(node, Mapping) or not isinstance(node.get("key"), str):
        return None
    label = node.get("label", node.get("message"))
    texts = label if isinstance(label, Mapping) else {}
    given = [text for locale in LOCALES if isinstance(text := texts.get(locale), str) and text.strip()]
    other = given[0] if given else node["key"]
    return {
        locale: text if isinstance(text := texts.get(locale), str) and text.strip() else other
        for locale in LOCALES
    }
