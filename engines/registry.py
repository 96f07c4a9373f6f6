"""Registries of kinds: values built by listing a package, one kind per module."""

import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import TypeVar

K = TypeVar("K")


def kinds_of(package: ModuleType, parent: type[K]) -> Mapping[str, type[K]]:
    """The one subclass of `parent` that each module of `package` defines, by module name, in name order.

    Raises ValueError when a module defines none or several."""
    found: dict[str, type[K]] = {}
    for module_info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        kinds = [
            member
            for member in vars(module).values()
            if inspect.isclass(member)
            and issubclass(member, parent)
            and member is not parent
            and member.__module__ == module.__name__
        ]
        if len(kinds) != 1:
            raise ValueError(f"{module.__name__} must define exactly one {parent.__name__}, not {len(kinds)}")
        found[module_info.name] = kinds[0]
    return MappingProxyType(dict(sorted(found.items())))
