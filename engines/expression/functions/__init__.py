"""Every function of the language, by the key that trees use and by the name that authors write."""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import Final

from engines.expression.function import Function
from engines.expression.functions import (
    aggregate,
    capitals,
    comparisons,
    conversions,
    date,
    formats,
    list,
    logic,
    lookup,
    moment,
    number,
    operators,
    organisation,
    period,
    text,
    workday,
)

GROUPS: Final[tuple[ModuleType, ...]] = (
    operators,
    comparisons,
    logic,
    text,
    formats,
    capitals,
    number,
    date,
    moment,
    period,
    workday,
    list,
    aggregate,
    lookup,
    organisation,
    conversions,
)


def functions_of(module: ModuleType) -> tuple[Function, ...]:
    """The functions that a module defines, in the order in which it does."""
    return tuple(member for member in vars(module).values() if isinstance(member, Function))


def _by_id() -> Mapping[str, Function]:
    found: dict[str, Function] = {}
    for module in GROUPS:
        for function in functions_of(module):
            if function.id in found:
                raise ValueError(f"two functions are called {function.id}")
            found[function.id] = function
    return MappingProxyType(found)


def _by_name() -> Mapping[str, tuple[Function, ...]]:
    found: defaultdict[str, tuple[Function, ...]] = defaultdict(tuple)
    for function in FUNCTIONS.values():
        if not function.hidden:
            found[function.name] += (function,)
    return MappingProxyType(dict(found))


FUNCTIONS: Final = _by_id()
BY_NAME: Final = _by_name()
