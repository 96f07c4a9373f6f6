"""Walking a definition's tree: every node with its pointer, and the names of what a pointer stands in."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from pydantic import BaseModel

from engines.definition import LOCALES, Definition, Label, Locale
from engines.flow.branch import FlowBranch
from engines.flow.node import Node
from engines.form.block import Block
from engines.form.page import PageColumn, PageTab
from engines.issues import pointer

Step = tuple[str | int, ...]
Words = Mapping[Locale, str]
Part: TypeAlias = Block | PageTab | PageColumn | Node | FlowBranch


def walk(node: object, path: Step = ()) -> Iterator[tuple[Step, object]]:
    """`node` and everything below it that stands in the document, outside first, each with its path."""
    yield path, node
    if isinstance(node, BaseModel):
        for name, info in type(node).model_fields.items():
            yield from walk(getattr(node, name), (*path, info.alias or name))
    elif isinstance(node, tuple):
        for position, member in enumerate(node):
            yield from walk(member, (*path, position))
    elif isinstance(node, Mapping):
        for name, member in node.items():
            yield from walk(member, (*path, name))


def labels(definition: Definition) -> Iterator[tuple[str, Label, bool]]:
    """Every label with its pointer, and whether its place needs one."""
    for path, node in walk(definition):
        if isinstance(node, BaseModel) and not isinstance(node, Label):
            for name, info in type(node).model_fields.items():
                value = getattr(node, name)
                if isinstance(value, Label):
                    yield pointer(*path, info.alias or name), value, info.is_required()


JOINED: Final = " › "


def name_of(definition: Definition, where: str) -> Mapping[Locale, str]:
    """What stands at a pointer, by the labels that people know: "客户 › 行业". Keys where there is no label."""
    node: object = definition
    names: list[Mapping[Locale, str]] = []
    for segment in where.split("/")[1:]:
        node = child(node, segment)
        named = label_of(node) or called_by_form(definition, node)
        if named is not None:
            names.append(named)
    return {locale: JOINED.join(name[locale] for name in names) for locale in LOCALES}


def label_of(node: object) -> Mapping[Locale, str] | None:
    """A node's own label, or what it says to people, or its key; None for what has none of them, and for a line of the
    menu that is called like its form."""
    label, key = getattr(node, "label", getattr(node, "message", None)), getattr(node, "key", None)
    if not isinstance(key, str):
        return None
    if isinstance(node, Part):
        return called_part(node)
    if not isinstance(label, Label):
        return dict.fromkeys(LOCALES, key)
    if hasattr(node, "entries") and getattr(node, "form", None) and not any(map(label.text, LOCALES)):
        return None
    return {locale: label.text(locale) or key for locale in LOCALES}


def called_part(part: Part) -> Mapping[Locale, str] | None:
    """What people call a part of a record's page or of a flow: a block or a node without a name by its kind; columns
    have none."""
    label = Label() if isinstance(part, PageColumn) else part.label
    named = {locale: label.text(locale) for locale in LOCALES}
    if any(named.values()):
        return named
    return {locale: part.title.text(locale) for locale in LOCALES} if isinstance(part, Block | Node) else None


def called_by_form(definition: Definition, node: object) -> Mapping[Locale, str] | None:
    """What people call the form to which a line of the menu leads."""
    key = getattr(node, "form", None) if hasattr(node, "entries") else None
    return next((label_of(form) for form in getattr(definition, "forms", ()) if form.key == key), None)


def child(node: object, segment: str) -> object:
    """The member of a node that a pointer's segment names; None where there is none."""
    segment = segment.replace("~1", "/").replace("~0", "~")
    if isinstance(node, tuple):
        return node[int(segment)] if segment.isdigit() and int(segment) < len(node) else None
    if isinstance(node, Mapping):
        return node.get(segment)
    return getattr(node, segment, None)
