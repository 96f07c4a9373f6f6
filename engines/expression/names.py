"""From a name in an expression to what it reads, through links and roots."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from engines.expression.scope import ME, OLD, ROOTS, Entity, Path, Scope
from engines.expression.tree import Read
from engines.expression.types import LINK, Type, is_list, list_of

CLOSE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a name reads nothing: the issue's code, the part that is wrong, and what may be meant."""

    code: str
    name: str
    suggestion: str = ""


def read(path: Path, scope: Scope) -> Read | Unreadable:
    """What the path reads, with its type."""
    root = path[0]
    fields = scope.root(root)
    if fields is not None:
        return _below_root(path, scope)
    if root in ROOTS:
        return Unreadable("no_root_here", root)
    return _through_links(path, scope)


def _below_root(path: Path, scope: Scope) -> Read | Unreadable:
    """A value of ME, OLD, PARAM or a root of the place; ME alone is the person."""
    root = path[0]
    fields = scope.root(root) or {}
    if path == (ME,):
        path = (ME, "id")
    if len(path) == 1:
        return Unreadable("root_alone", root)
    if len(path) > 2:
        return Unreadable("no_path_below_root", ".".join(path[:2]))
    if path[1] not in fields:
        labels = scope.entity.labels if root == OLD else {}
        return _unknown(path[1], Entity(root, fields, labels), f"{root}.")
    return Read(path, fields[path[1]], path in scope.filled)


def _through_links(path: Path, scope: Scope) -> Read | Unreadable:
    """A field of the form, or of what its links lead to."""
    entity = scope.entity
    listed = False
    filled = len(path) == 1 and path[0] in entity.filled
    for position, key in enumerate(path):
        kind = entity.fields.get(key)
        if kind is None:
            return _unknown(key, entity, ".".join(path[:position]) + "." if position else "")
        if is_list(kind):
            if listed:
                return Unreadable("list_in_list", ".".join(path[: position + 1]))
            listed = True
        if position == len(path) - 1:
            element = kind.of or kind
            return Read(path, list_of(element) if listed else kind, filled)
        following = _target(kind, scope)
        if following is None:
            return Unreadable("not_a_link", ".".join(path[: position + 1]))
        entity = following
    raise AssertionError("a path has at least one key")


def _target(kind: Type, scope: Scope) -> Entity | None:
    """The form that a link, or several, lead to."""
    element = kind.of or kind
    if element.name != LINK.name or element.target is None:
        return None
    return scope.entities.get(element.target)


def _unknown(key: str, entity: Entity, prefix: str) -> Unreadable:
    """A name that no field has: a field whose key or label is close may be meant."""
    spoken = {label.casefold(): field for field, labels in entity.labels.items() for label in labels}
    spoken |= {field: field for field in entity.fields}
    close = get_close_matches(key.casefold(), spoken, 1, CLOSE)
    if not close:
        return Unreadable("unknown_name", prefix + key)
    return Unreadable("misspelt_name", prefix + key, prefix + spoken[close[0]])
