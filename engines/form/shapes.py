"""What values look like in JSON, in the words of JSON Schema 2020-12."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

Shape: TypeAlias = Mapping[str, object]
"""A schema; it is never changed once it is made."""

ANYTHING: Final[Shape] = {}
NULL: Final[Shape] = {"type": "null"}
EMPTY: Final[Shape] = {"const": ""}
ID: Final[Shape] = {"type": "integer", "format": "int64", "minimum": 1, "maximum": 2**63 - 1}


def string(**more: object) -> Shape:
    """A text."""
    return {"type": "string", **more}


def written(pattern: re.Pattern[str], **more: object) -> Shape:
    """A text of which all matches a pattern without named groups, of ASCII figures."""
    return {"type": "string", "pattern": "^({})$".format(pattern.pattern.replace(r"\d", "[0-9]")), **more}


def one_of_words(words: Iterable[str]) -> Shape:
    """One of some texts."""
    return {"enum": list(words)}


def several(items: Shape, most: int | None = None) -> Shape:
    """A list."""
    return {"type": "array", "items": items, **({} if most is None else {"maxItems": most})}


def members(properties: Mapping[str, Shape], required: Sequence[str] = (), *, closed: bool = True) -> Shape:
    """An object; a `closed` one has no members but these."""
    found: dict[str, object] = {"type": "object", "properties": dict(properties)}
    if required:
        found["required"] = list(required)
    if closed:
        found["additionalProperties"] = False
    return found


def either(*shapes: Shape) -> Shape:
    """Any of several shapes."""
    return {"anyOf": list(shapes)}


def or_null(shape: Shape) -> Shape:
    """The shape, or no value."""
    return either(shape, NULL)
