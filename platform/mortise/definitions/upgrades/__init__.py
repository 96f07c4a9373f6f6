"""Brings documents of older formats to the present one: a module for each step, named for the format it begins at."""

import copy
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, Final

from engines.issues import Issue
from mortise.definitions.app import FORMAT

Step = Callable[[dict[str, Any]], None]

NAMES: Final = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def find_steps() -> Iterator[tuple[int, Step]]:
    """Every step by the format that it begins at."""
    for name in NAMES:
        yield int(name.removeprefix("from_")), import_module(f"{__name__}.{name}").upgrade


STEPS: Final[Mapping[int, Step]] = dict(find_steps())


def upgraded(document: object) -> object | Issue:
    """A document in the present format, whatever format it was written in; an issue for one of a later release.

    A document without a format is of the present one. What is no document at all comes back as it is."""
    if not isinstance(document, dict):
        return document
    found = document.get("format", FORMAT)
    if type(found) is not int or found == FORMAT or found < min(STEPS):
        return document
    if found > FORMAT:
        return Issue("format_newer", "/format", {"format": found, "known": FORMAT})
    document = copy.deepcopy(document)
    for format_ in range(found, FORMAT):
        STEPS[format_](document)
        document["format"] = format_ + 1
    return document


def readable(document: object) -> object:
    """A stored document in the present format; one of a later release as it is, for its reader to refuse."""
    found = upgraded(document)
    return document if isinstance(found, Issue) else found
