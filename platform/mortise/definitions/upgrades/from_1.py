"""Gates stand before the option that they name: `on` is "enter" unless said otherwise.

It was "leave" before, which few authors meant who left it out. Gates that say nothing keep the meaning they had."""

from collections.abc import Iterator
from typing import Any


def upgrade(document: dict[str, Any]) -> None:
    """Writes out what was left out."""
    for form in members(document, "forms"):
        for gate in members(form, "gates"):
            gate.setdefault("on", "leave")


def members(holder: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The objects in a list, whatever else may stand there."""
    found = holder.get(name)
    return (each for each in (found if isinstance(found, list) else ()) if isinstance(each, dict))
