"""Parameters hold a value of the type that they declare."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from engines.issues import Issue
from mortise.definitions.app import AppDefinition


def is_number(value: object) -> bool:
    """Whether the value is a number, or the text of one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False


def is_date(value: object) -> bool:
    """Whether the value is the text of a date."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


FITS: Final[Mapping[str, Callable[[object], bool]]] = {
    "number": is_number,
    "text": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "date": is_date,
}


def check_parameters(definition: AppDefinition) -> Iterator[Issue]:
    """Values that are not of their parameter's type."""
    for position, parameter in enumerate(definition.parameters):
        if parameter.value is not None and not FITS[parameter.type](parameter.value):
            yield Issue("parameter_value", f"/parameters/{position}/value", {"key": parameter.key})
