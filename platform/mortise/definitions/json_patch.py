"""JSON Patch (RFC 6902) on immutable reading: a new document, or the issue that says which operation failed."""

from collections.abc import Sequence
from typing import Final

from engines.issues import Issue, pointer

MAX_OPERATIONS: Final = 2_000
MAX_NODES: Final = 1_000_000
"""A document that grows beyond this is refused, so that copies of copies cannot fill the memory."""
MAX_DEPTH: Final = 100
"""A definition needs some fifteen levels; what reads JSON elsewhere ends at a few hundred."""

Json = object


class PatchFailed(Exception):
    """An operation cannot be carried out; `is_conflict` when the document is not as the patch supposed."""

    def __init__(self, issue: Issue, *, is_conflict: bool) -> None:
        super().__init__(issue.code)
        self.issue = issue
        self.is_conflict = is_conflict


def apply_patch(document: Json, operations: object) -> Json:
    """`document` after all `operations`; raises PatchFailed and leaves `document` as it was."""
    if not isinstance(operations, list) or len(operations) > MAX_OPERATIONS:
        raise PatchFailed(Issue("patch_malformed", "", {"maximum": MAX_OPERATIONS}), is_conflict=False)
    try:
        changed = apply_all(copied(document), operations)
        if depth_of(changed) > MAX_DEPTH:
            raise PatchFailed(Issue("document_too_large"), is_conflict=False)
        return changed
    except RecursionError:
        raise PatchFailed(Issue("document_too_large"), is_conflict=False) from None


def apply_all(document: Json, operations: list[object]) -> Json:
    """`document`, itself changed, after all operations."""
    size = count_nodes(document)
    for position, operation in enumerate(operations):
        if not isinstance(operation, dict):
            raise PatchFailed(
                Issue("patch_operation_malformed", pointer(position), {"member": "op"}), is_conflict=False
            )
        document, grown = apply_operation(document, operation, position)
        size += grown
        if size > MAX_NODES:
            raise PatchFailed(Issue("document_too_large", pointer(position)), is_conflict=False)
    return document


def apply_operation(document: Json, operation: dict[str, object], position: int) -> tuple[Json, int]:
    """The document after one operation, and by how many nodes it grew at most."""
    name = operation.get("op")
    path = segments_of(operation, "path", position)
    if name == "add":
        value = copied(member(operation, "value", position))
        return add(document, path, value, position), count_nodes(value)
    if name == "remove":
        return remove(document, path, position), 0
    if name == "replace":
        value = copied(member(operation, "value", position))
        find(document, path, position)
        if path:
            document = remove(document, path, position)
        return add(document, path, value, position), count_nodes(value)
    if name == "move":
        source = segments_of(operation, "from", position)
        if path[: len(source)] == source and path != source:
            raise PatchFailed(Issue("patch_place_missing", pointer(position, "path")), is_conflict=True)
        value = find(document, source, position, "from")
        return add(remove(document, source, position, "from"), path, value, position), 0
    if name == "copy":
        value = copied(find(document, segments_of(operation, "from", position), position, "from"))
        return add(document, path, value, position), count_nodes(value)
    if name == "test":
        if not is_equal(find(document, path, position), member(operation, "value", position)):
            raise PatchFailed(Issue("patch_test_failed", pointer(position, "path")), is_conflict=True)
        return document, 0
    raise PatchFailed(
        Issue("patch_operation_malformed", pointer(position), {"member": "op"}), is_conflict=False
    )


def copied(value: Json) -> Json:
    """The same content, so that a change of one does not reach the other."""
    if isinstance(value, dict):
        return {name: copied(each) for name, each in value.items()}
    return [copied(each) for each in value] if isinstance(value, list) else value


def member(operation: dict[str, object], name: str, position: int) -> Json:
    """A member that the operation must have."""
    if name not in operation:
        raise PatchFailed(
            Issue("patch_operation_malformed", pointer(position), {"member": name}), is_conflict=False
        )
    return operation[name]


def segments_of(operation: dict[str, object], name: str, position: int) -> tuple[str, ...]:
    """The parts of a JSON pointer that the operation holds, unescaped."""
    text = member(operation, name, position)
    if not isinstance(text, str) or (text and not text.startswith("/")):
        raise PatchFailed(
            Issue("patch_operation_malformed", pointer(position), {"member": name}), is_conflict=False
        )
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in text.split("/")[1:])


def find(document: Json, path: Sequence[str], position: int, name: str = "path") -> Json:
    """What stands at `path`."""
    node = document
    for segment in path:
        if isinstance(node, dict) and segment in node:
            node = node[segment]
        elif isinstance(node, list):
            node = node[index(segment, len(node) - 1, position, name)]
        else:
            raise missing(position, name)
    return node


def add(document: Json, path: Sequence[str], value: Json, position: int) -> Json:
    """The document with `value` at `path`: a list's later members move up, an object's member is replaced."""
    if not path:
        return value
    holder = find(document, path[:-1], position)
    if isinstance(holder, dict):
        holder[path[-1]] = value
    elif isinstance(holder, list):
        place = len(holder) if path[-1] == "-" else index(path[-1], len(holder), position, "path")
        holder.insert(place, value)
    else:
        raise missing(position, "path")
    return document


def remove(document: Json, path: Sequence[str], position: int, name: str = "path") -> Json:
    """The document without what stands at `path`."""
    if not path:
        raise missing(position, name)
    holder = find(document, path[:-1], position, name)
    if isinstance(holder, dict) and path[-1] in holder:
        del holder[path[-1]]
    elif isinstance(holder, list):
        del holder[index(path[-1], len(holder) - 1, position, name)]
    else:
        raise missing(position, name)
    return document


def index(segment: str, last: int, position: int, name: str) -> int:
    """A place in a list, no further than `last`."""
    is_number = segment.isascii() and segment.isdigit() and (segment == "0" or segment[0] != "0")
    if not is_number or len(segment) > 9 or int(segment) > last:
        raise missing(position, name)
    return int(segment)


def missing(position: int, name: str) -> PatchFailed:
    """The refusal of a place that the document does not have."""
    return PatchFailed(Issue("patch_place_missing", pointer(position, name)), is_conflict=True)


def is_equal(one: Json, other: Json) -> bool:
    """JSON's equality: true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_equal(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_equal, one, other))
    return one == other


def count_nodes(value: Json) -> int:
    """How many values a document holds."""
    if isinstance(value, dict):
        return 1 + sum(map(count_nodes, value.values()))
    if isinstance(value, list):
        return 1 + sum(map(count_nodes, value))
    return 1


def depth_of(value: Json) -> int:
    """How many levels a document has."""
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth_of, value), default=0)
    return 1
