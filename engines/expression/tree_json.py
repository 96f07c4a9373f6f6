"""Trees as JSON: what a browser executes, and what a published definition holds."""

from datetime import date, datetime, time
from decimal import Decimal

from engines.expression.functions import FUNCTIONS
from engines.expression.scope import Path
from engines.expression.tree import Call, Literal, Node, Read
from engines.expression.types import DURATION, NUMBER, Type, Value, type_from_json, type_to_json

DECIMALS = frozenset({NUMBER.name, DURATION.name})


def tree_to_json(node: Node) -> dict[str, object]:
    """The node as JSON: `literal`, `read` (the dotted path) or `call` with `arguments`, and always its `type`."""
    kind = type_to_json(node.type)
    match node:
        case Literal():
            return {"literal": value_to_json(node.value), "type": kind}
        case Read():
            return {"read": path_text(node.path), "type": kind}
        case Call():
            arguments = [tree_to_json(argument) for argument in node.arguments]
            return {"call": node.function, "arguments": arguments, "type": kind}


def tree_from_json(document: object) -> Node:
    """The node that `tree_to_json` wrote; ValueError for anything else. Types are believed: read own trees only."""
    match document:
        case {"literal": raw, "type": kind}:
            found = type_from_json(kind)
            return Literal(_literal(found, raw), found)
        case {"read": str(path), "type": kind}:
            return Read(tuple(path.split(".")), type_from_json(kind))
        case {"call": str(function), "arguments": [*arguments], "type": kind} if function in FUNCTIONS:
            return Call(function, tuple(map(tree_from_json, arguments)), type_from_json(kind))
    raise ValueError("not an expression tree")


def path_text(path: Path) -> str:
    """The path as values are keyed by it."""
    return ".".join(path)


def value_to_json(value: Value) -> object:
    """A value as browsers have it: decimals as text, dates and times in ISO form, moments in UTC with Z."""
    match value:
        case tuple():
            return [value_to_json(part) for part in value]
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case _:
            return value


def _literal(kind: Type, raw: object) -> Value:
    """A written value: only truth values, numbers, texts and ids can be written."""
    if isinstance(raw, str):
        return Decimal(raw) if kind.name in DECIMALS else raw
    if raw is None or isinstance(raw, (bool, int)):
        return raw
    raise ValueError("not a literal")
